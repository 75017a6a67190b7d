"""Bridging: which noise a phrase may hide behind, and which separates words."""

from __future__ import annotations

import pytest

from guiju.checks.bridging import NOISE_LIMIT, alive, bridged, parted, whole
from guiju.checks.fold import fold
from guiju.checks.view import view


@pytest.mark.parametrize(
    ("text", "gaps", "told"),
    [
        ("甲 乙", (), True),
        ("甲" + "*" * NOISE_LIMIT + "乙", (), True),
        ("甲" + "*" * (NOISE_LIMIT + 1) + "乙", (), False),
        ("甲*" + "乙" + "*" * NOISE_LIMIT + "丙", (), False),
        ("bo mb", (), False),
        ("bo mb", (2,), True),
        ("b o m b", (), True),
        ("a v", (), False),
        ("b*o-mb", (), True),
        ("加 q 群", (), True),
        ("6.4", (), False),
        ("6 4", (1,), True),
        ("a\u200bv", (), True),
    ],
)
def test_what_is_bridged(text: str, gaps: tuple[int, ...], told: bool) -> None:
    seen = view(fold(), text)
    assert bridged(seen, 0, frozenset(gaps), range(len(seen.dense))) is told


@pytest.mark.parametrize(
    ("text", "gaps", "told"),
    [
        ("甲 ", (), True),
        ("甲" + "*" * (NOISE_LIMIT + 1), (), False),
        ("make ", (), False),
        ("make ", (4,), True),
        ("make*", (), True),
        ("m a ", (), True),
    ],
)
def test_what_may_still_become_a_phrase(text: str, gaps: tuple[int, ...], told: bool) -> None:
    seen = view(fold(), text)
    length = len(seen.dense)
    assert alive(seen, 0, frozenset(gaps), range(length), length) is told


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("jiang, du", True),
        ("jiang，du", True),
        ("jiang\ndu", True),
        ("jiang,du", False),
        ("jiang-du", False),
        ("jiang du", False),
    ],
)
def test_a_clause_ends_in_a_gap(text: str, told: bool) -> None:
    assert parted(view(fold(), text), 0, frozenset([5])) is told


def test_whole_runs() -> None:
    seen = view(fold(), "java 甲b")
    assert whole(seen, 0, 4)
    assert not whole(seen, 2, 4)
    assert not whole(seen, 0, 2)
    assert whole(seen, 4, 5)
