from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("PIL", reason="needs the extra labels")
from guiju.labels.explicit.lettering import FONT, Unwritable, full_height, ink_rows, lettering, lines_of
from guiju.labels.explicit.wording import Tongue, wordings

TONGUES: tuple[Tongue, ...] = ("zh", "en", "both")
EVERY = sorted({words for value in "123" for tongue in TONGUES for words in wordings(value, tongue)})


@settings(max_examples=30)
@given(st.sampled_from(EVERY), st.integers(6, 90))
def test_the_lowest_letter_is_as_high_as_asked_and_hardly_higher(words: str, height: int) -> None:
    letters = lettering((words,), height)
    assert height <= letters.height <= height + 1
    for char, left, _, right, bottom in letters.cells:
        if char in full_height(words):
            assert ink_rows(letters.ink[:bottom, max(0, left) : right]) >= height


def test_the_bar_of_a_flat_letter_is_not_the_height_of_the_text() -> None:
    assert full_height("第一AI生成g·") == ["第", "A", "I", "生", "成"]
    assert lettering(("一AI",), 20).height < 24


@pytest.mark.parametrize("words", EVERY)
@pytest.mark.parametrize("count", (1, 2, 3))
def test_lines_hold_all_the_words_and_part_no_element(words: str, count: int) -> None:
    lines = lines_of(words, count)
    if lines is None:
        return
    assert len(lines) == count
    assert "".join(lines).replace(" ", "").replace("·", "") == words.replace(" ", "").replace("·", "")
    assert all(any(part in line for line in lines) for part in ("生成", "AI") if part in words)
    assert "人工智能" not in words or any("人工智能" in line for line in lines)


def test_two_languages_part_between_them() -> None:
    assert lines_of("本内容由人工智能生成 · AI-generated content", 2) == (
        "本内容由人工智能生成",
        "AI-generated content",
    )
    assert lines_of("AI生成", 3) is None


def test_a_character_that_the_font_lacks_is_named() -> None:
    with pytest.raises(Unwritable, match="鼉"):
        lettering(("鼉AI生成",), 20)


def test_room_is_left_around_the_words() -> None:
    for tight in (False, True):
        ink = lettering(("AI生成",), 20, tight).ink
        assert not np.concatenate([ink[0], ink[-1], ink[:, 0], ink[:, -1]]).any()
    assert lettering(("AI", "生成"), 20, True).ink.size < lettering(("AI", "生成"), 20).ink.size


def test_the_font_that_ships_is_small() -> None:
    assert FONT.stat().st_size <= 100_000
    assert FONT.with_name("label.otf.LICENSE.txt").exists()
