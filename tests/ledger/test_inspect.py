import os
from collections.abc import Callable
from typing import Any

import pytest

from guiju.ledger import Broken, Signer, SqlLedger, export_lines, inspect, redact, sign
from guiju.ledger.tables import records
from tests.ledger.conftest import NOW, admitted

Opened = Callable[[str], SqlLedger]

CHANGED: dict[str, Any] = {
    "writer": "w000000000000-0000000000000000", "seq": 77, "at": 1, "kind": "answer.closed/1", "subject": "req-9",
    "user": "u-9", "demo": True, "body": b'{"kind":"request.admitted/1"}', "salt": os.urandom(16), "commit": bytes(32),
    "prev": bytes(32), "link": bytes(32),
}  # fmt: skip


@pytest.fixture
def filled(url: str, opened: Opened) -> SqlLedger:
    for life in range(2):
        with opened(url) as ledger:
            ledger.append(*(admitted(f"req-{life}-{n}") for n in range(4)))
    ledger = opened(url)
    redact(ledger, [(max(ledger.cursor()), 3)], "order", NOW)
    sign(ledger, NOW)
    return ledger


def proved(ledger: SqlLedger) -> int:
    return inspect(ledger.engine, Signer(ledger.keys).public).records


def change(ledger: SqlLedger, **values: Any) -> None:
    """Changes the third record of the oldest chain."""
    here = (records.c.writer == min(ledger.cursor())) & (records.c.seq == 3)
    with ledger.engine.begin() as connection:
        assert connection.execute(records.update().where(here).values(**values)).rowcount == 1


def test_an_untouched_database_holds(filled: SqlLedger) -> None:
    assert proved(filled) == sum(filled.cursor().values())


@pytest.mark.parametrize("column", [column.name for column in records.columns])
def test_a_change_of_any_one_column_is_found(filled: SqlLedger, column: str) -> None:
    change(filled, **{column: CHANGED[column]})
    with pytest.raises(Broken):
        proved(filled)


@pytest.mark.parametrize("values", [{"body": None}, {"salt": None}, {"body": None, "salt": None}, {"user": None}])
def test_what_was_emptied_without_a_record_of_it_is_found(filled: SqlLedger, values: dict[str, None]) -> None:
    change(filled, **values)
    with pytest.raises(Broken):
        proved(filled)


@pytest.mark.parametrize(
    "spelling", [b'{"kind":"a","kind":"a"}', b'{"kind": "a"}', b"[]", b"no json", b'{"kind":"a"} ']
)
def test_a_body_that_is_not_spelled_as_evidence_is_found(filled: SqlLedger, spelling: bytes) -> None:
    change(filled, body=spelling)
    with pytest.raises(Broken, match="spelled"):
        proved(filled)


def test_the_loss_of_any_record_is_found(filled: SqlLedger) -> None:
    for writer, newest in list(filled.cursor().items())[:2]:
        for seq in range(1, newest + 1):
            here = (records.c.writer == writer) & (records.c.seq == seq)
            with filled.engine.begin() as connection:
                row = connection.execute(records.select().where(here)).one()
                connection.execute(records.delete().where(here))
            with pytest.raises(Broken):
                proved(filled)
            with filled.engine.begin() as connection:
                connection.execute(records.insert(), row._asdict())
    assert proved(filled) > 0


def test_a_missing_or_changed_checkpoint_is_found(sqlite_ledger: SqlLedger) -> None:
    for _ in range(3):
        sqlite_ledger.append(admitted())
        sign(sqlite_ledger, NOW)
    with sqlite_ledger.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE checkpoints SET signature = zeroblob(64) WHERE number = 2")
    with pytest.raises(Broken, match="checkpoint 2 is not signed"):
        proved(sqlite_ledger)
    with sqlite_ledger.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM checkpoints WHERE number = 2")
    with pytest.raises(Broken, match="missing"):
        proved(sqlite_ledger)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE records SET body = cast(body AS text) WHERE seq = 3",
        "UPDATE records SET body = '[]' WHERE seq = 3",
        "UPDATE records SET body = x'5b5d' WHERE seq = 3",
        "UPDATE records SET body = x'ff00' WHERE seq = 3",
        "UPDATE records SET at = 'x' WHERE seq = 3",
        "UPDATE records SET seq = 'abc' WHERE seq = 3",
        "UPDATE records SET writer = x'00' WHERE seq = 3",
        "UPDATE records SET link = 'abc' WHERE seq = 3",
    ],
)
def test_a_damaged_row_is_named_by_whoever_reads_it(sqlite_ledger: SqlLedger, damage: str) -> None:
    sqlite_ledger.append(*(admitted(f"req-{n}") for n in range(4)))
    with sqlite_ledger.engine.begin() as connection:
        assert connection.exec_driver_sql(damage).rowcount == 1
    for reading in (proved, lambda ledger: list(ledger.proven()), lambda ledger: list(export_lines(ledger, NOW))):
        with pytest.raises(Broken, match="record (3|4|abc) of "):
            reading(sqlite_ledger)


@pytest.mark.parametrize("values", ["body = x'ff'", "body = '{}'", "body = x'7b7d'", "number = 'x'", "signature = 'x'"])
def test_a_damaged_checkpoint_is_named(sqlite_ledger: SqlLedger, values: str) -> None:
    sqlite_ledger.append(admitted())
    sign(sqlite_ledger, NOW)
    with sqlite_ledger.engine.begin() as connection:
        connection.exec_driver_sql(f"UPDATE checkpoints SET {values}")
    for reading in (proved, lambda ledger: list(ledger.proven()), lambda ledger: sign(ledger, NOW)):
        with pytest.raises(Broken, match="checkpoint (1|x)"):
            reading(sqlite_ledger)


def test_a_checkpoint_that_is_recorded_and_gone_is_found(filled: SqlLedger) -> None:
    with filled.engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM checkpoints")
    with pytest.raises(Broken, match="checkpoint 1 is recorded as signed and missing"):
        proved(filled)


def test_checkpoints_without_a_key_prove_nothing_and_make_none(filled: SqlLedger) -> None:
    (filled.keys / "ledger.key").unlink()
    with pytest.raises(FileNotFoundError, match="no key"):
        list(filled.proven())
    with pytest.raises(FileNotFoundError, match="no key"):
        sign(filled, NOW)
    assert not (filled.keys / "ledger.key").exists()
