from collections.abc import Callable
from pathlib import Path

import pytest

from guiju.ledger import SqlLedger, Vault
from tests.ledger.conftest import DAY, NOW, TERMS, Clock, backup, live_through

Opened = Callable[[str], SqlLedger]


def test_a_digest_is_the_persons_own(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    one, two = vault.pseudonym("alice"), vault.pseudonym("bob")
    digest = vault.digest(one, b"text")
    assert len(digest) == 64
    assert digest == Vault(ledger, TERMS, clock).digest(one, b"text")
    assert digest != vault.digest(two, b"text")
    assert vault.digest(None, b"text") != vault.digest(None, b"text")


def test_content_is_kept_read_exported_and_expires(vault: Vault, clock: Clock) -> None:
    person = vault.pseudonym("alice")
    short = vault.keep(person, b"a complaint", NOW + DAY)
    long = vault.keep(person, b"another", NOW + 9 * DAY)
    assert vault.read(short) == b"a complaint"
    assert {(k.id, k.body) for k in vault.export(person)} == {(short, b"a complaint"), (long, b"another")}
    clock.now += DAY
    with pytest.raises(LookupError):
        vault.read(short)
    assert vault.expire(clock.now) == 1
    assert vault.expire(clock.now) == 0
    assert [k.id for k in vault.export(person)] == [long]


def test_neither_name_nor_content_lies_in_the_database(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    vault = Vault(sqlite_ledger, TERMS)
    person = vault.pseudonym("alice-at-the-app")
    vault.keep(person, b"what alice said", NOW + 9_000 * DAY)
    sqlite_ledger.close()
    database = b"".join(path.read_bytes() for path in tmp_path.glob("guiju.db*") if path.is_file())
    assert person.encode() in database
    assert b"alice" not in database


def test_rotation_keeps_everything_readable_and_old_keys_die(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    person = vault.pseudonym("alice")
    item, digest = vault.keep(person, b"text", NOW + 999 * DAY), vault.digest(person, b"text")
    first = next((ledger.keys / "epochs").iterdir())
    live_through(vault, clock, 36)
    assert first.exists()
    live_through(vault, clock, 2)
    assert not first.exists()
    assert len(list((ledger.keys / "epochs").iterdir())) <= 7
    fresh = Vault(ledger, TERMS, clock)
    assert fresh.known("alice") == person
    assert (fresh.read(item), fresh.digest(person, b"text")) == (b"text", digest)


def test_keys_are_for_their_owner_alone(vault: Vault, ledger: SqlLedger) -> None:
    vault.pseudonym("alice")
    assert [path.stat().st_mode & 0o777 for path in (ledger.keys / "epochs").iterdir()] == [0o600]
    assert ledger.keys.stat().st_mode & 0o077 == 0


def test_a_restored_backup_within_the_window_still_opens(
    sqlite_url: str, opened: Opened, clock: Clock, tmp_path: Path
) -> None:
    ledger = opened(sqlite_url)
    vault = Vault(ledger, TERMS, clock)
    item = vault.keep(vault.pseudonym("alice"), b"text", NOW + 999 * DAY)
    backup(tmp_path / "guiju.db", tmp_path / "copy.db")
    live_through(vault, clock, 29)
    restored = Vault(opened(f"sqlite:///{tmp_path}/copy.db"), TERMS, clock)
    assert restored.read(item) == b"text"
    restored.tick(clock.now)
    assert restored.known("alice") == vault.known("alice")


def test_a_changed_or_foreign_row_does_not_open(sqlite_ledger: SqlLedger, clock: Clock) -> None:
    vault = Vault(sqlite_ledger, TERMS, clock)
    one, two = vault.pseudonym("alice"), vault.pseudonym("bob")
    item = vault.keep(one, b"text", NOW + DAY)
    with sqlite_ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE contents SET pseudonym = ?", (two,))
    with pytest.raises(LookupError):
        vault.read(item)
