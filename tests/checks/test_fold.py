"""The fold: context-free, stable, and one table for the long way and the short."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.fold import SHORT, fold, is_spelled

FOLD = fold()
TEXTS = st.text(st.characters() | st.sampled_from("體ＡⅣ①㎏㍘\u200b\u0301\ud800 。"), max_size=40)


@given(a=TEXTS, b=TEXTS)
def test_a_text_folds_as_its_pieces_do(a: str, b: str) -> None:
    assert FOLD.dense(a + b) == FOLD.dense(a) + FOLD.dense(b)


@given(text=TEXTS)
def test_folding_again_changes_nothing(text: str) -> None:
    assert FOLD.dense(FOLD.dense(text)) == FOLD.dense(text)


@given(text=TEXTS.filter(bool))
def test_the_long_way_and_the_short_agree(text: str) -> None:
    assert FOLD.dense(text * SHORT) == FOLD.dense(text) * SHORT


@pytest.mark.parametrize(
    ("written", "matched"),
    [
        ("體驗", "体验"),
        ("臺灣", "台湾"),
        ("ＡｂＣ１２", "abc12"),
        ("Straße", "strasse"),
        ("naïve", "naive"),
        ("①②", "12"),
        ("㎏", "kg"),
        ("ﬁ", "fi"),
        ("㊙", "秘"),
        ("が", "か"),
        ("한글", "한글"),
        ("⼈", "人"),
        ("a\u200b\u2060\u00ad\ufeff\u202e\ufe0f\u0301b", "ab"),
        ("a \t\n\u3000。，*-_😀b", "ab"),
        ("a\U000e0041\U000e0100b", "ab"),
        ("a\ud800b", "ab"),
    ],
)
def test_what_becomes_of(written: str, matched: str) -> None:
    assert FOLD.dense(written) == matched


def test_scripts_with_spaces_are_spelled() -> None:
    assert all(map(is_spelled, "aé1яλא"))
    assert not any(map(is_spelled, "字かカ한。 "))
