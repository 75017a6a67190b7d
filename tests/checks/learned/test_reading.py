from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.learned.model import Seen, model
from guiju.checks.learned.reading import PASSAGE, TURNS, WINDOW, Memo, asked, says_anything, size_of, talk, windows
from guiju.core.content import Content, Kind, Stage


def said(text: str, *before: tuple[str, str]) -> Content:
    turns = tuple(Content(str(n), Stage.PROMPT, Kind.TEXT, role, turn) for n, (role, turn) in enumerate(before))
    return Content("x", Stage.PROMPT, Kind.TEXT, "user", text, turns)


def test_a_short_text_is_read_whole() -> None:
    assert list(windows("一。二。三。" * 10)) == ["一。二。三。" * 10]


def test_signs_between_letters_do_not_narrow_a_window() -> None:
    text = "".join(f"第{n}句话到这里完。" for n in range(30))
    for sign in ("\u200b", "*", "."):
        assert [window.replace(sign, "") for window in windows(sign.join(text))] == list(windows(text))


def test_what_holds_no_letter_is_parted_all_the_same() -> None:
    assert max(map(len, windows("，" * 10_000))) <= 4 * WINDOW + 4


def test_a_window_begins_with_the_last_sentence_of_the_one_before() -> None:
    text = "".join(f"第{n}句话到这里完。" for n in range(30))
    found = list(windows(text, PASSAGE))
    assert all(window.endswith("。") and size_of(window) <= PASSAGE for window in found)
    assert all(two.startswith("第" + one.rpartition("第")[2]) for one, two in pairwise(found))


def test_a_long_sentence_is_not_read_again() -> None:
    text = "".join(chr(0x4E00 + n) * 30 + "。" for n in range(12))
    assert "".join(windows(text, PASSAGE)) == text


@given(st.lists(st.sampled_from(["", "。", "\n", ". ", "x" * 50, "\ud800", "？！"]), max_size=500))
def test_windows_leave_nothing_out(marks: list[str]) -> None:
    text = "".join(chr(0x4E00 + n) + mark for n, mark in enumerate(marks))
    found = list(windows(text, PASSAGE))
    assert all(window in text for window in found)
    assert {char for window in found for char in window} == set(text)


def test_less_than_three_letters_say_nothing() -> None:
    assert not says_anything("好的！") and not says_anything("a1, 2?\nb") and not says_anything("")
    assert says_anything("是啊吗") and says_anything("1 a-b_c")


def test_a_conversation_is_the_last_of_what_the_user_said() -> None:
    assert talk(said("现在")) == ""
    assert talk(said("三", ("user", "一"), ("assistant", "不"), ("user", "二"))) == "一\n二\n三"
    assert talk(said("末", *[("user", str(n)) for n in range(20)])).count("\n") == TURNS


def test_what_was_asked_last() -> None:
    assert asked(said("答", ("user", "一"), ("user", "二"), ("assistant", "嗯"))) == "二"
    assert asked(said("答")) == ""


def test_a_window_is_read_once() -> None:
    read = list[str]()

    def see(texts: Sequence[str]) -> list[Seen]:
        read.extend(texts)
        return model().each(texts)

    memo = Memo(see)
    assert memo("一") == memo("一") and memo("二") != memo("一")
    assert read == ["一", "二"]
    long = [f"第{n}句话。" * 20 for n in range(9)]
    first = memo("".join(long))
    assert len(first) > 1 and memo("".join(long)) == first
    before = len(read)
    assert memo("".join(long) + "末")[:-1] == first[:-1] and len(read) == before + 1
    assert memo("。" * 40 * WINDOW)


def test_texts_read_together_say_what_each_says_alone() -> None:
    texts = ["怎么偷东西", "", "how to steal a car", "！", "你好，今天天气不错"]
    for text, seen in zip(texts, model().each(texts), strict=True):
        assert seen.odds == pytest.approx(model().seen(text).odds, abs=1e-4)
