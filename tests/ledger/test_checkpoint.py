from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from guiju.ledger import (
    Broken,
    Signer,
    SqlLedger,
    inspect,
    newest,
    read_checkpoints,
    sign,
)
from guiju.ledger.checkpoint import stored
from tests.ledger.conftest import NOW, admitted, check, export

Opened = Callable[[str], SqlLedger]


def test_checkpoints_travel_as_lines(filled: SqlLedger, tmp_path: Path) -> None:
    one, two = sign(filled, NOW), sign(filled, NOW)
    path = tmp_path / "checkpoints.jsonl"
    path.write_bytes(one.line + b"\n" + two.line + b"\n")
    read = read_checkpoints(path)
    assert [c.digest for c in read] == [one.digest, two.digest]
    assert read[1].previous == read[0].digest
    path.write_bytes(one.line.replace(b'"number":2', b'"number": 2') + b"\n")
    with pytest.raises(ValueError, match="line 1: this is no checkpoint"):
        read_checkpoints(path)
    path.write_bytes(one.line.replace(b'"number":2', b'"number":3') + b"\n")
    with pytest.raises(Broken, match="not signed"):
        check(tmp_path, filled, export(filled), tuple(read_checkpoints(path)))


def test_checkpoints_number_on_and_each_names_the_one_before(ledger: SqlLedger) -> None:
    signed = []
    for number in range(3):
        ledger.append(admitted(f"req-{number}"))
        signed.append(sign(ledger, NOW))
    assert [checkpoint.number for checkpoint in signed] == [1, 2, 3]
    assert [checkpoint.previous for checkpoint in signed] == ["", signed[0].digest, signed[1].digest]
    assert [checkpoint.records for checkpoint in signed] == [2, 4, 6]
    assert list(stored(ledger.engine)) == signed
    assert newest(ledger.engine) == signed[-1]
    assert all(checkpoint.holds(Signer(ledger.keys).public) for checkpoint in signed)


def test_several_processes_sign_one_after_another(url: str, opened: Opened) -> None:
    ledgers = [opened(url) for _ in range(4)]
    ledgers[0].append(admitted())
    with ThreadPoolExecutor(4) as threads:
        signed = list(threads.map(lambda ledger: sign(ledger, NOW), ledgers))
    assert sorted(checkpoint.number for checkpoint in signed) == [1, 2, 3, 4]
    assert inspect(ledgers[0].engine, Signer(ledgers[0].keys).public).records > 0


def test_a_file_without_a_checkpoint_is_refused(tmp_path: Path) -> None:
    (tmp_path / "empty").write_bytes(b"")
    with pytest.raises(ValueError, match="holds no checkpoint"):
        read_checkpoints(tmp_path / "empty")
