from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from guiju.ledger import SqlLedger, Terms, Vault, newest, tick
from tests.ledger.conftest import NOW, admitted

Opened = Callable[[str], SqlLedger]
HOUR = timedelta(hours=1)


def test_a_checkpoint_is_signed_when_due_and_only_after_something_happened(ledger: SqlLedger, tmp_path: Path) -> None:
    vault, witness = Vault(ledger, Terms(), lambda: NOW), str(tmp_path / "witness")
    assert not tick(ledger, vault, witness, NOW)
    ledger.append(admitted())
    assert tick(ledger, vault, witness, NOW)
    assert not tick(ledger, vault, witness, NOW)
    assert not tick(ledger, vault, witness, NOW + 2 * HOUR)
    ledger.append(admitted())
    assert not tick(ledger, vault, witness, NOW + HOUR / 2)
    assert tick(ledger, vault, witness, NOW + HOUR)
    assert len((tmp_path / "witness").read_bytes().splitlines()) == 2


def test_ticks_of_idle_processes_do_not_feed_each_other(sqlite_url: str, opened: Opened) -> None:
    opened(sqlite_url).append(admitted())
    for hour in range(4):
        with opened(sqlite_url) as ledger:
            tick(ledger, Vault(ledger), "", NOW + hour * HOUR)
    last = newest(opened(sqlite_url).engine)
    assert last is not None
    assert last.number == 1


def test_what_does_not_hold_is_not_signed_and_said_while_the_rest_goes_on(
    sqlite_ledger: SqlLedger, caplog: pytest.LogCaptureFixture
) -> None:
    vault = Vault(sqlite_ledger, Terms(), lambda: NOW)
    kept = vault.keep(vault.pseudonym("alice"), b"text", NOW + HOUR)
    sqlite_ledger.append(admitted())
    with sqlite_ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE records SET subject = 'req-9' WHERE seq = 2")
    assert not tick(sqlite_ledger, vault, "", NOW + HOUR)
    assert newest(sqlite_ledger.engine) is None
    assert "the ledger does not hold" in caplog.text
    with pytest.raises(LookupError):
        vault.read(kept)
