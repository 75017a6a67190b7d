from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from guiju.core.evidence import Evidence
from guiju.core.facts import Id
from guiju.ledger import SqlLedger, find_ledger, open_ledger
from tests.ledger.conftest import NOW, admitted

Opened = Callable[[str], SqlLedger]


def test_what_was_appended_is_found_with_its_place(ledger: SqlLedger) -> None:
    evidence = [admitted(f"req-{n}", f"u-{n % 2}", NOW + timedelta(seconds=n)) for n in range(5)]
    receipt = ledger.append(*evidence)
    found = list(ledger.find(kind="request.admitted/1"))
    assert found == evidence
    assert [item.place for item in found] == [(receipt.writer, seq) for seq in range(2, 7)]
    assert receipt.seq == 6


def test_find_by_subject_by_user_and_by_both(ledger: SqlLedger) -> None:
    ledger.append(admitted("req-1", "u-1"), admitted("req-2", "u-2"), admitted("req-3", "u-1"))
    assert [e.subject for e in ledger.find(user="u-1")] == ["req-1", "req-3"]
    assert [e.user for e in ledger.find(subject="req-2")] == ["u-2"]
    assert list(ledger.find(subject="req-2", user="u-1")) == []


def test_a_writer_names_the_chains_it_continues_and_no_chain_twice(url: str, opened: Opened) -> None:
    for _ in range(3):
        with opened(url) as ledger:
            ledger.append(admitted())
    reader = opened(url)
    openings = [e.facts.continues for e in reader.find(kind="writer.opened/1")]  # type: ignore[attr-defined]
    assert [len(heads) for heads in openings] == [0, 1, 1]
    assert [heads[0].seq for heads in openings[1:]] == [2, 2]


@pytest.mark.parametrize(
    "bad",
    [
        admitted(subject="what is this"),
        admitted(user="a name"),
        replace(admitted(), at=NOW.replace(tzinfo=None)),
        replace(admitted(), facts=replace(admitted().facts, application=Id("free text"))),  # type: ignore[type-var]
        replace(admitted(), facts=replace(admitted().facts, surface="other")),  # type: ignore[type-var]
        replace(admitted(), facts=replace(admitted().facts, characters="text")),  # type: ignore[type-var]
    ],
)
def test_what_is_no_fact_is_refused_before_anything_is_written(sqlite_ledger: SqlLedger, bad: Evidence) -> None:
    with pytest.raises(ValueError, match="evidence"):
        sqlite_ledger.submit(admitted(), bad)
    sqlite_ledger.close()
    assert sqlite_ledger.cursor() == {}


def test_after_close_nothing_can_be_recorded(sqlite_ledger: SqlLedger) -> None:
    future = sqlite_ledger.submit(admitted())
    sqlite_ledger.close()
    assert future.result(0).seq == 2
    with pytest.raises(ValueError, match="closed"):
        sqlite_ledger.submit(admitted())


def test_an_empty_submission_is_refused(sqlite_ledger: SqlLedger) -> None:
    with pytest.raises(ValueError, match="nothing"):
        sqlite_ledger.submit()


def test_what_is_proven_is_what_is_found(filled: SqlLedger) -> None:
    assert list(filled.proven()) == list(filled.find())
    assert all(evidence.place for evidence in filled.proven())


def test_looking_for_a_ledger_makes_none(url: str, tmp_path: Path) -> None:
    for _ in range(2):
        with pytest.raises(FileNotFoundError, match="there is no ledger in"):
            find_ledger(url, tmp_path / "keys")
    assert not list(tmp_path.rglob("*.db*"))
    assert not (tmp_path / "keys").exists()
    open_ledger(url, tmp_path / "keys").close()
    with find_ledger(url, tmp_path / "keys") as ledger:
        assert ledger.cursor() == {}
