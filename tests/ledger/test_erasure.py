from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from guiju.core.facts import Erased, ErasureBlocked, ErasureComplete
from guiju.ledger import SqlLedger, Vault
from guiju.ledger.tables import contents, persons
from tests.ledger.conftest import DAY, NOW, TERMS, Clock, admitted, backup, live_through

Opened = Callable[[str], SqlLedger]


def test_an_erased_person_is_gone_at_once_and_the_record_tells_by_when_for_good(
    vault: Vault, ledger: SqlLedger, clock: Clock
) -> None:
    person = vault.pseudonym("alice")
    item, digest = vault.keep(person, b"text", NOW + 999 * DAY), vault.digest(person, b"text")
    dates = vault.erase(person, clock.now)
    assert (dates.blocked, dates.erased) == (NOW, NOW)
    assert dates.complete_by == NOW + TERMS.epoch + TERMS.backups
    with pytest.raises(LookupError):
        vault.read(item)
    with pytest.raises(LookupError):
        vault.keep(person, b"more", NOW + DAY)
    with pytest.raises(LookupError):
        vault.erase(person, clock.now)
    assert vault.known("alice") is None
    assert vault.digest(person, b"text") != digest
    (evidence,) = ledger.find(kind="erased/1", user=person)
    assert evidence.facts == Erased(1, dates.complete_by)
    assert vault.pseudonym("alice") != person


def test_erasure_is_complete_when_no_key_is_left_and_not_before(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    live_through(vault, clock, 3)
    person = vault.pseudonym("alice")
    dates = vault.erase(person, clock.now)
    live_through(vault, clock, (dates.complete_by - clock.now).days - 1)
    assert list(ledger.find(kind="erasure.complete/1")) == []
    live_through(vault, clock, 2)
    (evidence,) = ledger.find(kind="erasure.complete/1")
    assert (evidence.user, evidence.facts) == (person, ErasureComplete(NOW + 3 * DAY))
    assert evidence.at <= dates.complete_by + DAY
    vault.tick(clock.now)
    assert len(list(ledger.find(kind="erasure.complete/1"))) == 1


def test_a_copy_made_before_the_erasure_opens_in_the_window_and_never_after(
    sqlite_url: str, opened: Opened, clock: Clock, tmp_path: Path
) -> None:
    vault = Vault(opened(sqlite_url), TERMS, clock)
    person = vault.pseudonym("alice")
    item = vault.keep(person, b"text", NOW + 999 * DAY)
    backup(tmp_path / "guiju.db", tmp_path / "copy.db")
    vault.erase(person, clock.now)
    thief = Vault(opened(f"sqlite:///{tmp_path}/copy.db"), TERMS, clock)
    assert thief.read(item) == b"text"
    live_through(vault, clock, 38)
    thief = Vault(opened(f"sqlite:///{tmp_path}/copy.again"), TERMS, clock)
    with pytest.raises(LookupError):
        thief.read(item)
    with pytest.raises(LookupError):
        thief.export(person)
    assert thief.known("alice") is None


def test_a_restored_backup_is_held_to_later_erasures(
    sqlite_url: str, opened: Opened, clock: Clock, tmp_path: Path
) -> None:
    vault = Vault(opened(sqlite_url), TERMS, clock)
    gone, stays = vault.pseudonym("alice"), vault.pseudonym("bob")
    vault.keep(gone, b"text", NOW + 999 * DAY)
    backup(tmp_path / "guiju.db", tmp_path / "copy.db")
    clock.now += DAY
    vault.erase(gone, clock.now)
    ledger = opened(f"sqlite:///{tmp_path}/copy.db")
    restored = Vault(ledger, TERMS, clock)
    assert restored.known("alice") == gone
    assert restored.reapply_erasures() == 1
    assert restored.known("alice") is None
    assert restored.known("bob") == stays
    with ledger.engine.connect() as connection:
        assert connection.execute(select(contents)).all() == []
    (evidence,) = ledger.find(kind="erased/1", user=gone)
    assert evidence.at == NOW + DAY
    assert restored.reapply_erasures() == 0


def test_an_erasure_cut_short_after_its_journal_is_finished_later(
    sqlite_ledger: SqlLedger, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    vault = Vault(sqlite_ledger, TERMS, clock)
    person = vault.pseudonym("alice")
    with monkeypatch.context() as patch:
        patch.setattr("guiju.ledger.erasure._gone", _cut_short)
        with pytest.raises(ConnectionError):
            vault.erase(person, clock.now)
    (sqlite_ledger.keys / "erasures.jsonl").open("ab").write(b'{"pseudonym":"u-ha')
    again = Vault(sqlite_ledger, TERMS, clock)
    assert again.reapply_erasures() == 1
    assert again.known("alice") is None
    assert len(list(sqlite_ledger.find(kind="erased/1"))) == 1


def test_half_a_line_in_the_journal_hides_no_other(sqlite_ledger: SqlLedger, clock: Clock) -> None:
    vault = Vault(sqlite_ledger, TERMS, clock)
    person = vault.pseudonym("alice")
    (sqlite_ledger.keys / "erasures.jsonl").write_bytes(b'{"pseudonym":"u-ha')
    vault.erase(person, clock.now)
    lines = (sqlite_ledger.keys / "erasures.jsonl").read_bytes().splitlines()
    assert len(lines) == 2
    assert person.encode() in lines[1]


def test_a_restored_backup_is_held_to_later_holds(
    sqlite_url: str, opened: Opened, clock: Clock, tmp_path: Path
) -> None:
    vault = Vault(opened(sqlite_url), TERMS, clock)
    person = vault.pseudonym("alice")
    item = vault.keep(person, b"text", NOW + 999 * DAY)
    backup(tmp_path / "guiju.db", tmp_path / "copy.db")
    vault.erase(person, clock.now, hold_until=NOW + 10 * DAY)
    restored = Vault(opened(f"sqlite:///{tmp_path}/copy.db"), TERMS, clock)
    assert restored.read(item) == b"text"
    assert restored.reapply_erasures() == 0
    with pytest.raises(LookupError, match="blocked"):
        restored.read(item)
    live_through(restored, clock, 10)
    assert restored.known("alice") is None


def test_two_processes_that_tick_record_an_erasure_once(url: str, opened: Opened, clock: Clock) -> None:
    vaults = [Vault(opened(url), TERMS, clock) for _ in range(4)]
    for number in range(5):
        vaults[0].erase(vaults[0].pseudonym(f"alice-{number}"), clock.now, hold_until=NOW + DAY)
    clock.now += DAY
    with ThreadPoolExecutor(4) as threads:
        list(threads.map(lambda vault: vault.tick(clock.now), vaults))
    assert len(list(opened(url).find(kind="erased/1"))) == 5


def _cut_short(*given: object) -> int:
    raise ConnectionError("cut short")


def test_under_a_least_term_blocked_at_once_erased_at_term_both_dates_told(
    vault: Vault, ledger: SqlLedger, clock: Clock
) -> None:
    person = vault.pseudonym("alice")
    item = vault.keep(person, b"text", NOW + 999 * DAY)
    dates = vault.erase(person, clock.now, hold_until=NOW + 10 * DAY)
    assert (dates.blocked, dates.erased) == (NOW, NOW + 10 * DAY)
    with pytest.raises(LookupError, match="blocked"):
        vault.read(item)
    with pytest.raises(LookupError, match="blocked"):
        vault.keep(person, b"more", NOW + DAY)
    (blocked,) = ledger.find(kind="erasure.blocked/1", user=person)
    assert blocked.facts == ErasureBlocked(NOW + 10 * DAY)
    live_through(vault, clock, 9)
    assert list(ledger.find(kind="erased/1")) == []
    live_through(vault, clock, 1)
    (erased,) = ledger.find(kind="erased/1", user=person)
    assert erased.at == NOW + 10 * DAY
    with ledger.engine.connect() as connection:
        assert connection.execute(select(persons)).all() == []
    live_through(vault, clock, 38)
    (complete,) = ledger.find(kind="erasure.complete/1", user=person)
    assert complete.at <= dates.complete_by + timedelta(days=1)


def test_an_erasure_reaches_other_processes(url: str, opened: Opened, clock: Clock) -> None:
    here, there = Vault(opened(url), TERMS, clock), Vault(opened(url), TERMS, clock)
    person = there.pseudonym("alice")
    digest = there.digest(person, b"text")
    here.erase(person, clock.now)
    there.follow()
    assert there.remembered("alice") is None
    assert there.digest(person, b"text") != digest


def test_the_chain_goes_on_after_an_erasure(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    person = vault.pseudonym("alice")
    ledger.append(admitted("req-1", person))
    vault.erase(person, clock.now)
    ledger.append(admitted("req-2", vault.pseudonym("alice")))
    assert [e.subject for e in ledger.find(kind="request.admitted/1")] == ["req-1", "req-2"]
