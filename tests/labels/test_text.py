from __future__ import annotations

import time
from typing import Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.content import Content, Kind, Stage
from guiju.core.label import Label
from guiju.core.language import Lang
from guiju.labels import TextLabeller, around, notice
from guiju.labels.text import behind

langs = st.sampled_from(("zh", "en"))
places = st.sampled_from(("start", "end"))
values = st.sampled_from(("1", "2", "3"))
NOTICES = [notice(lang, value) for lang in ("zh", "en") for value in ("1", "2", "3")]
texts = st.one_of(st.text(), st.lists(st.sampled_from([*NOTICES, "\n", "x", "文"])).map("".join))


def _content(body: str | bytes) -> Content:
    return Content("c1", Stage.ANSWER, Kind.TEXT, "assistant", body)


@given(texts, langs, places, values)
def test_what_is_applied_is_read(body: str, lang: Lang, place: Literal["start", "end"], value: str) -> None:
    label = Label(value, "P", "N")
    labelled = TextLabeller(lang, place).apply(_content(body), label)
    assert TextLabeller().read(labelled) == Label(value, "", "")


@given(texts, langs, places, values)
def test_applying_twice_is_applying_once(body: str, lang: Lang, place: Literal["start", "end"], value: str) -> None:
    labeller, label = TextLabeller(lang, place), Label(value, "P", "N")
    once = labeller.apply(_content(body), label)
    assert labeller.apply(once, label) == once


@given(st.text().filter(lambda text: "生成" not in text), langs, places)
def test_the_text_itself_is_kept(body: str, lang: Lang, place: Literal["start", "end"]) -> None:
    front, back = around(lang, place)
    assert TextLabeller(lang, place).apply(_content(body), Label("1", "P", "N")).text == front + body + back
    assert TextLabeller().read(_content(body)) is None


@pytest.mark.parametrize("words", NOTICES)
def test_the_wording_holds_both_elements(words: str) -> None:
    assert "AI" in words or "人工智能" in words
    assert "生成" in words


def test_places() -> None:
    assert around("zh", "start") == ("【本内容由人工智能生成】\n", "")
    assert around("en", "end") == ("", "\n[AI-generated content · AI生成]")
    assert around("zh", "client") == around("zh", "none") == ("", "")


def test_a_label_of_no_known_value_is_refused() -> None:
    with pytest.raises(ValueError, match="label 1, 2 or 3"):
        notice("zh", "4")


def test_only_text_carries_it() -> None:
    with pytest.raises(TypeError, match="c1"):
        TextLabeller().apply(_content(b"\x89PNG"), Label("1", "P", "N"))


def test_lines_at_the_end_of_a_text() -> None:
    assert [behind(text, ("a", "bc")) for text in ("", "a", "xa", "x\na", "x\na\nbc", "x\r\na", "a\nbc", "x\na\n")] == [
        0, 0, 2, 1, 1, 2, 0, 4,
    ]  # fmt: skip
    assert behind("x\r\na\nbc", ("a", "bc"), ("\r\n", "\n")) == 1


@pytest.mark.parametrize("words", NOTICES)
def test_a_text_of_many_notices_is_read_in_a_moment(words: str) -> None:
    begun = time.process_time()
    TextLabeller().apply(_content(f"\n{words}" * 30_000 + "x"), Label("1", "P", "N"))
    assert TextLabeller().read(_content("x" + f"\n{words}" * 30_000)) is not None
    assert time.process_time() - begun < 2
