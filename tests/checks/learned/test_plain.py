from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.fold import fold
from guiju.checks.learned.plain import plain, written


def read(text: str) -> str:
    return written(plain(fold(), text))


@pytest.mark.parametrize(
    ("hidden", "open_"),
    [
        ("苹\u200b果", "苹果"), ("蘋果", "苹果"), ("苹*果", "苹果"), ("ＡＰＰＬＥ　pie", "apple pie"),
        ("a p p l e", "apple"), ("a.p.p.l.e", "apple"), ("苹 果 派", "苹果派"), ("㎏", "kg"),
        ("h.o.w. .t.o. .k.i.l.l", "how to kill"), ("h o w t o k i l l", "how to kill"),
        ("h_o_w 做 b_o_m_b", "how做bomb"),
    ],
)  # fmt: skip
def test_hidden_and_open_text_read_alike(hidden: str, open_: str) -> None:
    assert read(hidden) == read(open_)


def test_a_word_of_a_spelled_script_has_a_space_in_front() -> None:
    assert read("用Python写") == "用 python写"
    assert read("kill a process") == " kill a process"


@given(st.text(st.characters(codec=None), max_size=200))
def test_any_text_can_be_read(text: str) -> None:
    assert isinstance(read(text), str)


@given(st.lists(st.text("abcdefghijklmnopqrstuvwxyz", min_size=2, max_size=12)), st.sampled_from(" .*-\n，"))
def test_words_of_several_letters_stay_as_they_are(words: list[str], between: str) -> None:
    assert read(between.join(words)) == "".join(" " + word for word in words)


@given(st.lists(st.sampled_from(["a", "i", "kill", "process", "邻居", "b"]), max_size=12))
def test_few_letters_alone_are_one_word(words: list[str]) -> None:
    alone = [len(word) == 1 for word in words]
    if not any(all(alone[at : at + 4]) for at in range(len(words) - 3)):
        joined = "".join(
            word if at and alone[at] and alone[at - 1] else " " + word if word.isascii() else word
            for at, word in enumerate(words)
        )
        assert read(" ".join(words)) == joined
