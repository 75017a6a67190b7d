"""The runner: a check that fails is itself a finding, and fails alone."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest

from guiju.checks import judged, tailed
from guiju.core.check import Cost, Finding
from guiju.core.content import Content
from tests.checks.laws import content


@dataclass(frozen=True)
class Probe:
    """A check that answers as the test says."""

    answer: Callable[[Sequence[Content]], Any]
    id: str = "probe@1"
    cost: Cost = "inline"
    threshold: float = 0.5
    risks: frozenset[str] = frozenset({"a1.a"})

    def __call__(self, batch: Sequence[Content]) -> Any:
        return self.answer(batch)

    def settled(self, text: str) -> int:
        return len(text)

    def tail(self, text: str) -> tuple[Sequence[Finding], int]:
        return self.answer([content(text)])[0], len(text)


HIT = Finding("a1.a", 0.7, "probe@1", (0, 1))
FAILED = Finding("check.failed", 1.0, "probe@1")
GOOD = Probe(lambda batch: [[HIT] for _ in batch])


def hurt(batch: Sequence[Content]) -> list[list[Finding]]:
    if any("!" in row.text for row in batch):
        raise RuntimeError("secret words of the input")
    return [[HIT] for _ in batch]


def test_rows_get_the_findings_of_every_check() -> None:
    other = Probe(lambda batch: [() for _ in batch], id="other@1")
    assert judged([GOOD, other], [content("a"), content("b")]) == [[HIT], [HIT]]
    assert judged([], [content("a")]) == [[]]
    assert judged([GOOD], []) == []


def test_only_the_guilty_row_fails() -> None:
    assert judged([Probe(hurt)], [content("a"), content("!"), content("c")]) == [[HIT], [FAILED], [HIT]]


@pytest.mark.parametrize("answer", [None, [], [[HIT]] * 3, [[HIT], None], [[HIT], ["a1.a"]], "ab", 7, [[HIT], HIT]])
def test_a_wrong_shape_is_a_failure(answer: Any) -> None:
    assert judged([Probe(lambda batch: answer)], [content("a"), content("b")]) == [[FAILED], [FAILED]]


def test_checks_beside_the_loop_answer_like_the_others() -> None:
    beside = Probe(hurt, cost="thread")
    assert judged([beside, GOOD], [content("a"), content("!")], deadline=10) == [[HIT, HIT], [FAILED, HIT]]


def test_a_check_that_is_late_leaves_every_row_undetermined() -> None:
    release = threading.Event()
    late = Probe(lambda batch: [[] for _ in batch if release.wait(30)], id="late@1", cost="thread")
    try:
        rows = judged([late, GOOD], [content("a")], deadline=0.01)
    finally:
        release.set()
    assert rows == [[Finding("check.undetermined", 1.0, "late@1"), HIT]]


def test_without_any_time_a_check_beside_the_loop_is_not_asked() -> None:
    asked = Probe(hurt, cost="thread")
    assert judged([asked, GOOD], [content("!")], deadline=0) == [[Finding("check.undetermined", 1.0, "probe@1"), HIT]]


@pytest.mark.parametrize("first", [0, 1])
@pytest.mark.parametrize("cost", ["inline", "thread"])
def test_checks_of_one_id_hide_nothing_of_each_other(first: int, cost: Cost) -> None:
    pair = [Probe(lambda batch: [[HIT] for _ in batch], cost=cost), Probe(lambda batch: [[] for _ in batch], cost=cost)]
    assert judged([pair[first], pair[1 - first]], [content("a")], deadline=10) == [[HIT]]


class Stopping(Probe):
    """A probe that can be told until when it is waited for."""

    def in_time(self, batch: Sequence[Content], until: float) -> Any:
        return [[HIT] for _ in batch] if time.monotonic() < until < time.monotonic() + 10 else []


def test_a_check_that_can_stop_is_told_until_when_it_is_waited_for() -> None:
    check = Stopping(lambda batch: [[] for _ in batch], cost="thread")
    assert judged([check], [content("a")], deadline=10) == [[HIT]]
    assert judged([check], [content("a")]) == [[]]


def test_a_tail_that_fails_holds_everything() -> None:
    assert tailed(GOOD, "abc") == ([HIT], 3)
    assert tailed(Probe(hurt), "a!") == ([FAILED], 0)
