from collections.abc import Callable
from pathlib import Path

import orjson
import pytest

from guiju.ledger import (
    Broken,
    Signer,
    SqlLedger,
    export_lines,
    verify,
    write_jsonl,
)
from tests.ledger.conftest import NOW, admitted, check, export

Opened = Callable[[str], SqlLedger]


def test_an_export_verifies_and_ends_in_a_signed_line(ledger: SqlLedger, tmp_path: Path) -> None:
    ledger.append(*(admitted(f"req-{n}") for n in range(10)))
    lines = export(ledger)
    assert check(tmp_path, ledger, lines) == 11
    last = orjson.loads(lines[-1])["end"]
    assert (last["count"], last["withheld"], last["checkpoint"]["checkpoint"]["number"]) == (11, 0, 1)
    assert orjson.loads(lines[1])["body"]["subject"] == "req-0"


def test_an_empty_ledger_exports_and_verifies(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    assert check(tmp_path, sqlite_ledger, export(sqlite_ledger)) == 0


def test_a_partial_export_verifies_and_withholds_all_but_what_was_asked_for(filled: SqlLedger, tmp_path: Path) -> None:
    lines = list(export_lines(filled, NOW, lambda record: record.user == "u-5"))
    text = b"".join(lines)
    assert b'"user":"u-5"' in text
    assert b'"user":"u-1"' not in text
    path = tmp_path / "partial.jsonl"
    path.write_bytes(text)
    verified = verify(path, Signer(filled.keys).public)
    assert (verified.records, verified.withheld, verified.redacted) == (len(lines) - 1, 13, 2)
    hidden = next(n for n, line in enumerate(lines) if b"withheld" in line)
    lines[hidden] = lines[hidden].replace(b"withheld", b"redacted")
    with pytest.raises(Broken):
        check(tmp_path, filled, lines)


def test_an_export_that_fails_leaves_no_file(filled: SqlLedger, tmp_path: Path) -> None:
    def broken() -> object:
        yield b"{}\n"
        raise ConnectionError("gone")

    with pytest.raises(ConnectionError):
        write_jsonl(broken(), tmp_path / "out.jsonl")  # type: ignore[arg-type]
    assert not list(tmp_path.glob("*out*"))
