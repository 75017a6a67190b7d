"""The client of the tour: what it makes of a gateway that is not as it should be."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from guiju.cli.tour import Door


@contextmanager
def gateway(status: int, body: str, missing: int = 0) -> Iterator[Door]:
    """A server that answers everything with this, ``missing`` bytes short of what it announces."""

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(status)
            self.send_header("x-guiju-id", "q1")
            self.send_header("content-length", str(len(body.encode()) + missing))
            self.end_headers()
            self.wfile.write(body.encode())

        do_POST = do_GET  # noqa: N815 - the name is the standard library's

        def log_message(self, format: str, *args: object) -> None:
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield Door("127.0.0.1", server.server_address[1], "gj-key")
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def chunk(text: str) -> str:
    return "data: " + json.dumps({"choices": [{"index": 0, "delta": {"content": text}}]}) + "\n\n"


def test_it_reads_the_pieces_of_a_stream_and_what_the_gateway_adds() -> None:
    last = "data: " + json.dumps({"choices": [], "guiju": {"id": "q1"}}) + "\n\ndata: [DONE]\n\n"
    with gateway(200, chunk("甲") + chunk("乙") + last) as door:
        stream = door.chat("m", "?", "u")
        assert list(stream.texts()) == ["甲", "乙"]
        assert (stream.request, stream.told) == ("q1", {"id": "q1"})


def test_an_error_is_told_in_the_gateways_words() -> None:
    failed = json.dumps({"error": {"message": "the model failed"}})
    with gateway(502, failed) as door, pytest.raises(ConnectionError, match="502: the model failed"):
        door.chat("m", "?", "u")


def test_an_error_within_a_stream_ends_it() -> None:
    with gateway(200, chunk("甲") + 'data: {"error": {"message": "the model failed"}}\n\ndata: [DONE]\n\n') as door:
        pieces = door.chat("m", "?", "u").texts()
        assert next(pieces) == "甲"
        with pytest.raises(ConnectionError, match="the model failed"):
            next(pieces)


def test_a_stream_that_breaks_off_is_told() -> None:
    with gateway(200, chunk("甲"), missing=5) as door:
        pieces = door.chat("m", "?", "u").texts()
        assert next(pieces) == "甲"
        with pytest.raises(ConnectionError, match="broke off"):
            next(pieces)


def test_an_answer_that_is_no_error_of_the_api_is_told_as_one() -> None:
    with gateway(500, "<html>") as door, pytest.raises(ConnectionError, match="500"):
        door.chat("m", "?", "u")


def test_a_model_that_lists_nothing_asks_for_a_name() -> None:
    with gateway(200, '{"data": []}') as door, pytest.raises(ConnectionError, match="--model"):
        door.model()


def test_a_model_that_is_not_there_is_told() -> None:
    failed = json.dumps({"error": {"message": "the model cannot be reached"}})
    with gateway(502, failed) as door, pytest.raises(ConnectionError, match="cannot be reached"):
        door.model()


@pytest.mark.parametrize(
    ("host", "url"),
    [
        ("127.0.0.1", "http://127.0.0.1:8800"),
        ("0.0.0.0", "http://127.0.0.1:8800"),
        ("::", "http://[::1]:8800"),
        ("::1", "http://[::1]:8800"),
    ],
)
def test_its_address_is_one_that_can_be_opened(host: str, url: str) -> None:
    assert Door(host, 8800, "gj-key").url == url
