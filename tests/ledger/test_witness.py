from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest

from guiju.ledger import SqlLedger, sign, witness
from tests.ledger.conftest import NOW, admitted


class Receiver(HTTPServer):
    """An outside witness that keeps what it is handed."""

    taken: list[bytes]
    answer: int = 204


class _Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        self.server.taken.append(self.rfile.read(int(self.headers["content-length"])))
        self.send_response(self.server.answer)
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    server = Receiver(("127.0.0.1", 0), _Handler)
    server.taken = []
    thread = Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def test_a_url_gets_the_signed_line(sqlite_ledger: SqlLedger, receiver: Receiver) -> None:
    sqlite_ledger.append(admitted())
    signed = sign(sqlite_ledger, NOW, witness(f"http://127.0.0.1:{receiver.server_port}/checkpoints"))
    assert receiver.taken == [signed.line]
    assert signed.witnessed


def test_a_witness_that_refuses_or_is_away_is_told_in_the_record(sqlite_ledger: SqlLedger, receiver: Receiver) -> None:
    receiver.answer = 500
    port = receiver.server_port
    for where in (f"http://127.0.0.1:{port}/", "http://127.0.0.1:1/"):
        sqlite_ledger.append(admitted())
        assert not sign(sqlite_ledger, NOW, witness(where)).witnessed
    facts = [e.facts for e in sqlite_ledger.find(kind="checkpoint.signed/1")]
    assert [f.witnessed for f in facts] == [False, False]  # type: ignore[attr-defined]


def test_a_file_grows_by_a_line(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    file = tmp_path / "elsewhere" / "checkpoints.jsonl"
    signed = [sign(sqlite_ledger, NOW, witness(str(file))) for _ in range(2)]
    assert file.read_bytes().splitlines() == [checkpoint.line for checkpoint in signed]


def test_print_and_no_witness(sqlite_ledger: SqlLedger, capsys: pytest.CaptureFixture[str]) -> None:
    signed = sign(sqlite_ledger, NOW, witness("-"))
    assert capsys.readouterr().out == signed.line.decode() + "\n"
    assert witness("") is None
