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
