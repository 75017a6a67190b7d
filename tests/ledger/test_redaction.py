from pathlib import Path

import pytest

from guiju.core.facts import RecordRedacted
from guiju.ledger import Signer, SqlLedger, inspect, redact
from tests.ledger.conftest import NOW, admitted


def test_a_redacted_record_is_gone_and_the_chain_holds(ledger: SqlLedger) -> None:
    receipt = ledger.append(admitted("req-1"), admitted("req-2"))
    assert redact(ledger, [(receipt.writer, 2)], "erasure", NOW) == 1
    assert [e.subject for e in ledger.find(kind="request.admitted/1")] == ["req-2"]
    assert list(ledger.find(subject="req-1")) == []
    (named,) = ledger.find(kind="record.redacted/1")
    assert named.facts == RecordRedacted(receipt.writer, 2, "erasure")  # type: ignore[arg-type]
    assert len(inspect(ledger.engine, Signer(ledger.keys).public).absent) == 1


def test_nothing_of_a_redacted_body_is_left_in_the_file(sqlite_ledger: SqlLedger) -> None:
    receipt = sqlite_ledger.append(admitted("req-unmistakable"))
    redact(sqlite_ledger, [(receipt.writer, 2)], "order", NOW)
    sqlite_ledger.close()
    assert b"req-unmistakable" not in Path(str(sqlite_ledger.engine.url.database)).read_bytes()


def test_a_second_run_finishes_what_a_failure_cut_short_and_names_nothing_twice(
    sqlite_ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch
) -> None:
    receipt = sqlite_ledger.append(admitted("req-1"))
    with monkeypatch.context() as patch:
        patch.setattr("guiju.ledger.redaction.writing", _unwilling)
        with pytest.raises(ConnectionError):
            redact(sqlite_ledger, [(receipt.writer, 2)], "order", NOW)
    assert redact(sqlite_ledger, [(receipt.writer, 2)], "order", NOW) == 0
    assert list(sqlite_ledger.find(subject="req-1")) == []
    assert len(list(sqlite_ledger.find(kind="record.redacted/1"))) == 1


def _unwilling(engine: object) -> None:
    raise ConnectionError("gone")


def test_what_the_chains_need_cannot_be_redacted(sqlite_ledger: SqlLedger) -> None:
    receipt = sqlite_ledger.append(admitted())
    with pytest.raises(ValueError, match="the chains need it"):
        redact(sqlite_ledger, [(receipt.writer, 1)], "order", NOW)
    with pytest.raises(LookupError, match="no record 9"):
        redact(sqlite_ledger, [(receipt.writer, 9)], "order", NOW)
