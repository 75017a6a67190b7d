"""The record of terms: each once, moves as they were told, nothing undone unsaid."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from guiju.cli.clock_record import Clocks, subject
from guiju.config import Config
from guiju.core.evidence import faults
from guiju.core.facts import ClockChanged, ClockStarted, ClockStopped
from guiju.law import Running, Shift, Suspension, changed, clock, unnarrowed
from guiju.ledger import SqlLedger
from guiju.wiring import ledger_of
from tests.law import clocks as packs_of_clocks

ON = date(2026, 11, 20)


@pytest.fixture
def ledger(home: Path) -> Iterator[SqlLedger]:
    with ledger_of(Config.read()) as opened:
        yield opened


@pytest.fixture
def clocks(ledger: SqlLedger) -> Clocks:
    return Clocks(ledger, "officer:li", ZoneInfo("Asia/Shanghai"))


@pytest.fixture(scope="module")
def terms(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Running]:
    packs = packs_of_clocks.packs(tmp_path_factory.mktemp("packs")).values()
    found = clock(packs, "service_started", ON, unnarrowed(packs, ON))
    return {row.duty.id: row for row in found}


def moved(row: Running, *days: tuple[int, int], by: str | int = "") -> Running:
    suspended = tuple(Suspension(date(2026, 11, first), date(2026, 11, last)) for first, last in days)
    return changed(row, Shift(suspended, by, "the reason", "li"))


def told(ledger: SqlLedger, row: Running) -> list[ClockChanged]:
    facts = [one.facts for one in ledger.find(subject=subject(row), kind="clock.changed/1")]
    assert all(not faults(one) for one in facts)
    return [one for one in facts if isinstance(one, ClockChanged)]


def days(one: ClockChanged) -> tuple[str, str, str]:
    zone = ZoneInfo("Asia/Shanghai")
    return one.move, *(f"{moment.astimezone(zone):%m-%d}" for moment in (one.before, one.after))  # type: ignore[return-value]


def test_a_term_starts_once(clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running]) -> None:
    assert clocks.start(terms.values()) == len(terms) == 3
    assert clocks.start(terms.values()) == 0
    found = [one.facts for one in ledger.find(kind="clock.started/1")]
    assert [one.obligation for one in found if isinstance(one, ClockStarted)] == list(terms)


def test_an_open_or_unknown_end_is_no_date(clocks: Clocks, ledger: SqlLedger, tmp_path: Path) -> None:
    packs = packs_of_clocks.packs(tmp_path).values()
    day = date(2026, 12, 20)
    for event, ending in (("violation_found", "open"), ("service_ended", "beyond_calendar")):
        [row] = clock(packs, event, day, unnarrowed(packs, day))
        clocks.start([row])
        [one] = [one.facts for one in ledger.find(subject=subject(row))]
        assert isinstance(one, ClockStarted) and (one.ending, one.due) == (ending, one.on)


def test_moves_are_told_one_by_one(clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running]) -> None:
    row = moved(terms["test-law/1.1"], (23, 24), (30, 30), by=2)
    assert clocks.move(row) == 4
    assert [days(one) for one in told(ledger, row)] == [
        ("suspended", "12-04", "12-08"), ("suspended", "12-08", "12-09"), ("extended", "12-09", "12-11"),
    ]  # fmt: skip
    assert clocks.move(row) == 0


def test_a_further_move_is_told_after_the_first(clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running]) -> None:
    row = terms["test-law/1.1"]
    clocks.move(moved(row, (23, 24)))
    assert clocks.move(moved(row, (23, 24), (30, 30))) == 1
    assert [days(one)[2] for one in told(ledger, row)] == ["12-08", "12-09"]


def test_an_earlier_suspension_tells_all_anew(clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running]) -> None:
    row = terms["test-law/1.1"]
    clocks.move(moved(row, (30, 30), by=1))
    clocks.move(moved(row, (23, 24), (30, 30), by=1))
    assert days(told(ledger, row)[-1]) == ("extended", "12-09", "12-10")
    assert clocks.move(moved(row, (23, 24), (30, 30), by=1)) == 0


@pytest.mark.parametrize("again", [((30, 30),), ()])
def test_what_is_on_record_is_not_undone_unsaid(
    clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running], again: tuple[tuple[int, int], ...]
) -> None:
    row = terms["test-law/1.1"]
    clocks.move(moved(row, (23, 24)))
    with pytest.raises(ValueError, match=r"on record the term was suspended \(2026-11-23..2026-11-24\)"):
        clocks.move(moved(row, *again, by=3))
    assert len(told(ledger, row)) == 1


@pytest.mark.parametrize(("done", "in_time"), [(date(2026, 12, 8), True), (date(2026, 12, 9), False)])
def test_a_moved_term_ends_where_it_was_moved_to(
    clocks: Clocks, ledger: SqlLedger, terms: dict[str, Running], done: date, in_time: bool
) -> None:
    row = terms["test-law/1.1"]
    clocks.move(moved(row, (23, 24)))
    assert clocks.stop(row, done) is in_time
    [stopped] = [one.facts for one in ledger.find(subject=subject(row), kind="clock.stopped/1")]
    assert isinstance(stopped, ClockStopped) and stopped.in_time is in_time
    with pytest.raises(ValueError, match="stopped already"):
        clocks.stop(row, done)


def test_what_never_started_does_not_stop(clocks: Clocks, terms: dict[str, Running]) -> None:
    with pytest.raises(ValueError, match="record it first"):
        clocks.stop(terms["test-law/1.1"], date(2026, 12, 1))


def test_the_terms_of_two_days_are_two_matters(clocks: Clocks, terms: dict[str, Running], tmp_path: Path) -> None:
    packs = packs_of_clocks.packs(tmp_path).values()
    clocks.start(terms.values())
    later = clock(packs, "service_started", date(2026, 11, 21), unnarrowed(packs, ON))
    assert clocks.start(later) == len(later)
