from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.fold import fold
from guiju.checks.learned.grams import BITS, LONGEST, grams
from guiju.checks.learned.plain import plain


def read(text: str) -> set[int]:
    return set(grams(plain(fold(), text)).tolist())


def test_nothing_has_no_grams() -> None:
    assert not len(grams(plain(fold(), "")))


def test_a_short_text_has_the_runs_that_fit() -> None:
    assert len(grams(plain(fold(), "天地"))) == 3


def test_a_part_shares_its_runs_with_the_whole() -> None:
    assert read("天地玄黄") <= read("话说天地玄黄宇宙洪荒")


def test_words_count_beyond_the_longest_run_of_characters() -> None:
    assert read("extraordinary circumstances") - read("circumstances extraordinary")


@given(st.text(max_size=120))
def test_every_gram_has_a_bucket(text: str) -> None:
    points = plain(fold(), text)
    found = grams(points)
    assert len(found) >= min(len(points), LONGEST) and (not len(found) or int(found.max()) < 1 << BITS)
