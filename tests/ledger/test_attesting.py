from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from guiju.ledger import Broken, Signer, SqlLedger, inspect, newest, sign
from guiju.ledger.attesting import is_due
from guiju.ledger.tables import checkpoints, records
from tests.ledger.conftest import DAY, NOW, admitted

Opened = Callable[[str], SqlLedger]


def change(ledger: SqlLedger, seq: int, **values: Any) -> None:
    """Changes one record of the oldest chain."""
    here = (records.c.writer == min(ledger.cursor())) & (records.c.seq == seq)
    with ledger.engine.begin() as connection:
        assert connection.execute(records.update().where(here).values(**values)).rowcount == 1


@pytest.mark.parametrize("values", [{"body": b'{"kind":"x"}'}, {"subject": "req-9"}, {"link": bytes(32)}])
def test_a_history_that_was_edited_is_not_signed(url: str, opened: Opened, values: dict[str, Any]) -> None:
    ledger, handed = opened(url), list[bytes]()

    def witness(line: bytes) -> bool:
        handed.append(line)
        return True

    ledger.append(admitted("req-1"), admitted("req-2"))
    first = sign(ledger, NOW, witness)
    ledger.append(admitted("req-3"), admitted("req-4"))
    change(ledger, 5, **values)
    before = ledger.cursor()
    with pytest.raises(Broken):
        sign(ledger, NOW, witness)
    assert (newest(ledger.engine), ledger.cursor(), len(handed)) == (replace(first, witnessed=False), before, 1)


def test_the_loss_of_what_the_last_checkpoint_covers_is_found_at_the_end_of_a_chain(url: str, opened: Opened) -> None:
    ledger, other = opened(url), opened(url)
    other.append(admitted("req-1"), admitted("req-2"))
    ledger.append(admitted("req-3"))
    sign(ledger, NOW)
    with ledger.engine.begin() as connection:
        connection.execute(records.delete().where(records.c.writer == min(ledger.cursor()), records.c.seq == 3))
    with pytest.raises(Broken):
        sign(ledger, NOW)


def test_a_walk_begins_where_the_last_checkpoint_ended(sqlite_ledger: SqlLedger) -> None:
    sqlite_ledger.append(admitted("req-1"), admitted("req-2"))
    sign(sqlite_ledger, NOW)
    change(sqlite_ledger, 2, subject="req-9")
    sqlite_ledger.append(admitted("req-3"))
    assert sign(sqlite_ledger, NOW).number == 2
    with pytest.raises(Broken, match="record 2 of"):
        inspect(sqlite_ledger.engine, Signer(sqlite_ledger.keys).public)


def test_where_checkpoints_were_removed_no_other_takes_their_number(ledger: SqlLedger) -> None:
    for number in range(2):
        ledger.append(admitted(f"req-{number}"))
        sign(ledger, NOW)
    with ledger.engine.begin() as connection:
        connection.execute(checkpoints.delete())
    with pytest.raises(Broken, match="checkpoint 1 is recorded as signed"):
        sign(ledger, NOW)


def test_one_is_due_where_something_was_recorded_and_the_last_is_old(sqlite_ledger: SqlLedger) -> None:
    assert not is_due(sqlite_ledger, NOW, DAY)
    sqlite_ledger.append(admitted())
    assert is_due(sqlite_ledger, NOW, DAY)
    sign(sqlite_ledger, NOW)
    assert not is_due(sqlite_ledger, NOW + DAY, DAY)
    sqlite_ledger.append(admitted())
    assert not is_due(sqlite_ledger, NOW, DAY)
    assert is_due(sqlite_ledger, NOW + DAY, DAY)
