"""The clock: which terms an event sets running, under which packs, and what moves them."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.core.pack import Pack
from guiju.law.clock.clock import Running, Shift, changed, clock
from guiju.law.clock.terms import Suspension
from guiju.law.reading.loading import FOLDER, read_packs
from guiju.law.reading.questions import questions
from guiju.law.scope.narrowing import Narrowing, narrowed, unnarrowed
from guiju.law.scope.profile import Profile
from guiju.law.scope.scope import decide
from tests.law import clocks

ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


@pytest.fixture(scope="module")
def house() -> dict[str, Pack]:
    return read_packs()


def scoped(packs: dict[str, Pack], on: date, **given: object) -> Narrowing:
    told = {path.replace("__", "."): value for path, value in given.items()}
    return narrowed(decide(tuple(packs.values()), Profile(told, on), questions(FOLDER)))  # type: ignore[arg-type]


def run(packs: dict[str, Pack], event: str, on: date, narrowing: Narrowing | None = None) -> dict[str, Running]:
    terms = clock(packs.values(), event, on, narrowing or unnarrowed(packs.values(), on))
    assert len({row.duty.id for row in terms}) == len(terms)
    return {row.duty.id: row for row in terms}


def test_every_term_of_the_packs_in_effect_runs_the_drafts_too(packs: dict[str, Pack]) -> None:
    terms = run(packs, "service_started", ON)
    assert {name: row.due for name, row in terms.items()} == {
        "test-draft/1": date(2027, 2, 20), "test-law/1.1": date(2026, 12, 4), "test-law/1.2": date(2027, 2, 20),
    }  # fmt: skip
    assert terms["test-draft/1"].pack.draft


def test_a_term_that_asks_for_a_fact(packs: dict[str, Pack]) -> None:
    assert "test-law/2.1" not in run(packs, "service_started", ON)
    many = run(packs, "service_started", ON, scoped(packs, ON, users__registered=1000))
    assert many["test-law/2.1"].due == date(2027, 11, 20)
    few = run(packs, "service_started", ON, scoped(packs, ON, users__registered=999))
    assert "test-law/2.1" not in few
    adults = scoped(packs, ON, users__registered=1000, users__minors=False)
    assert set(run(packs, "service_started", ON, adults)) == {"test-draft/1", "test-law/1.1", "test-law/1.2"}


def test_a_service_to_which_nothing_applies(packs: dict[str, Pack]) -> None:
    assert run(packs, "service_started", ON, scoped(packs, ON, service__users_in_mainland=False)) == {}


def test_before_a_pack_applies_its_terms_do_not_run(packs: dict[str, Pack]) -> None:
    assert set(run(packs, "service_started", date(2025, 12, 31))) == {"test-draft/1"}
    assert "test-law/1.1" in run(packs, "service_started", date(2026, 1, 1))


@pytest.mark.parametrize(
    ("event", "on", "error", "told"),
    [
        ("service_started", "2024-12-31", ValueError, "the first is test-draft/1, from 2025-01-01"),
        ("service_ended", "2025-12-31", ValueError, "the first is test-law/1.1, from 2026-01-01"),
        ("audit_done", "2026-11-20", LookupError, "no pack sets a term from audit_done"),
    ],
)
def test_no_term_at_all(packs: dict[str, Pack], event: str, on: str, error: type[Exception], told: str) -> None:
    with pytest.raises(error, match=told):
        run(packs, event, date.fromisoformat(on))


@pytest.mark.parametrize(
    ("on", "due", "left"),
    [("2026-02-28", date(2026, 7, 1), ""), ("2026-03-01", None, "before")],
)
def test_early_events_have_a_fixed_day(packs: dict[str, Pack], on: str, due: date | None, left: str) -> None:
    row = run(packs, "review_done", date.fromisoformat(on))["test-law/1.1"]
    assert (row.due, row.open, row.unknown) == (due, left, None)


def test_a_fixed_day_is_not_moved(packs: dict[str, Pack]) -> None:
    row = run(packs, "review_done", date(2026, 2, 1))["test-law/1.1"]
    with pytest.raises(ValueError, match="fixed day, 2026-07-01"):
        changed(row, shift(by=3))


def test_a_duty_still_to_come_runs_where_it_has_a_fixed_day(house: dict[str, Pack]) -> None:
    eu = {"eu-ai-act-2024": house["eu-ai-act-2024"]}
    early = run(eu, "service_started", date(2026, 7, 1))
    assert early["eu-ai-act-2024/50.2"].due == date(2026, 12, 2) and "eu-ai-act-2024/50.4" not in early
    assert run(eu, "service_started", date(2026, 8, 2))["eu-ai-act-2024/50.2"].due is None


def test_a_term_without_a_number_has_no_date_and_is_not_unknown(packs: dict[str, Pack]) -> None:
    [row] = run(packs, "violation_found", ON).values()
    assert (row.due, row.unknown, row.rest_day, row.deadline.open) == (None, None, None, "at_once")


def test_beyond_the_calendar_there_is_a_reason_instead_of_a_date(packs: dict[str, Pack]) -> None:
    [row] = run(packs, "service_ended", date(2026, 12, 20)).values()
    assert row.due is None and row.rest_day is None
    assert row.unknown and "2026" in row.unknown.zh and "nothing is guessed" in row.unknown.en


def test_a_term_that_must_be_kept_and_is_unverified(packs: dict[str, Pack]) -> None:
    [row] = run(packs, "log_written", date(2026, 8, 31)).values()
    assert (row.due, row.deadline.keep, row.deadline.unverified) == (date(2027, 2, 28), True, True)


@pytest.mark.parametrize(
    ("on", "due", "rest"),
    [
        ("2026-07-03", "2026-10-03", True),  # National Day
        ("2026-07-10", "2026-10-10", False),  # a Saturday that is worked
        ("2026-08-22", "2026-11-22", True),  # a Sunday
        ("2026-08-23", "2026-11-23", False),
        ("2026-11-20", "2027-02-20", None),  # a year whose holidays are not known
    ],
)
def test_a_term_that_ends_on_a_day_of_rest_is_told_so_and_not_moved(
    packs: dict[str, Pack], on: str, due: str, rest: bool | None
) -> None:
    row = run(packs, "service_started", date.fromisoformat(on))["test-law/1.2"]
    assert (row.due, row.rest_day) == (date.fromisoformat(due), rest)


def shift(*days: tuple[int, int], by: str | int = "", reason: str = "order", approver: str = "li") -> Shift:
    suspended = tuple(Suspension(date(2026, 11, first), date(2026, 11, last)) for first, last in days)
    return Shift(suspended, by, reason, approver)


@pytest.mark.parametrize(
    ("told", "due", "resumed"),
    [
        (shift((23, 24)), "2026-12-08", ["2026-12-08"]),
        (shift((27, 30), (23, 24)), "2026-12-10", ["2026-12-08", "2026-12-10"]),
        (shift((21, 22)), "2026-12-04", ["2026-12-04"]),
        (shift(by=5), "2026-12-11", []),
        (shift(by="P10D"), "2026-12-14", []),
        (shift(by="P1M"), "2027-01-04", []),
        (shift((23, 24), by=3), "2026-12-11", ["2026-12-08"]),
    ],
)
def test_suspended_and_extended(packs: dict[str, Pack], told: Shift, due: str, resumed: list[str]) -> None:
    row = changed(run(packs, "service_started", ON)["test-law/1.1"], told)
    assert row.due == date.fromisoformat(due)
    assert row.moved and row.moved.before == date(2026, 12, 4)
    assert row.moved.resumed == tuple(date.fromisoformat(one) for one in resumed)


def test_extended_beyond_the_calendar(packs: dict[str, Pack]) -> None:
    row = changed(run(packs, "service_started", ON)["test-law/1.1"], shift(by=40))
    assert row.due is None and row.unknown


@pytest.mark.parametrize(
    ("event", "told", "error"),
    [
        ("service_started", shift((23, 24), reason=" "), "--reason TEXT and --approver"),
        ("service_started", shift((23, 24), approver=""), "--reason TEXT and --approver"),
        ("service_started", shift((19, 24)), "begins before the event"),
        ("service_started", shift((24, 23)), "ends before it begins"),
        ("service_started", shift(by="10D"), "ISO 8601"),
        ("violation_found", shift((23, 24)), "gives no number"),
    ],
)
def test_what_cannot_be_moved(packs: dict[str, Pack], event: str, told: Shift, error: str) -> None:
    with pytest.raises(ValueError, match=error):
        changed(run(packs, event, ON)["test-law/1.1"], told)


def test_the_example_of_the_contract(house: dict[str, Pack]) -> None:
    assert run(house, "service_started", ON)["cn-algorithm-2022-03/24"].due == date(2026, 12, 4)


@pytest.mark.parametrize(
    ("event", "on", "obligation", "due"),
    [
        ("service_started", "2026-02-10", "cn-algorithm-2022-03/24", "2026-03-02"),
        ("filing_changed", "2026-09-25", "cn-algorithm-2022-03/24", "2026-10-15"),
        ("service_ended", "2025-09-26", "cn-algorithm-2022-03/24", "2025-10-30"),
        ("filing_submitted", "2026-09-25", "cn-algorithm-2022-03/25", "2026-11-12"),
        ("filing_submitted", "2026-11-30", "cn-algorithm-2022-03/25", None),
        ("violation_found", "2026-11-30", "cn-draft-2023-04/15.2", "2027-02-28"),
        ("impact_assessed", "2026-11-22", "cn-statutes/pipl-56", "2029-11-22"),
        ("log_written", "2026-08-31", "cn-statutes/23", "2027-02-28"),
    ],
)
def test_terms_of_the_law(house: dict[str, Pack], event: str, on: str, obligation: str, due: str | None) -> None:
    found = run(house, event, date.fromisoformat(on))[obligation]
    assert found.due == (date.fromisoformat(due) if due else None)


def test_a_service_without_the_attribute_files_nothing(house: dict[str, Pack]) -> None:
    without = run(house, "service_started", ON, scoped(house, ON, service__opinion_attribute="no"))
    assert "cn-algorithm-2022-03/24" not in without
    with_it = run(house, "service_started", ON, scoped(house, ON))
    assert with_it["cn-algorithm-2022-03/24"].due == date(2026, 12, 4)
