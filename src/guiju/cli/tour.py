"""One real request through a gateway, told as it happens: how ``guiju run`` shows what Guiju does."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPResponse
from typing import Any

import orjson

WORDS = 60
"""Tokens that the answer of the tour may have."""
PATIENCE = 120.0
"""Seconds that it waits for each piece."""


@dataclass(frozen=True, slots=True)
class Door:
    """A gateway as its client sees it."""

    host: str
    port: int
    key: str

    @property
    def url(self) -> str:
        """Its address, without a path."""
        host = self._reachable
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    @property
    def _reachable(self) -> str:
        """The host under which this machine reaches it: one that listens everywhere has no address of its own."""
        return {"0.0.0.0": "127.0.0.1", "::": "::1"}.get(self.host, self.host)

    def model(self) -> str:
        """The first model that it offers. Raises ConnectionError where it offers none."""
        status, body = self._asked("GET", "/v1/models")
        if status != 200:
            raise ConnectionError(f"the gateway answered {status}: {_error(body)}")
        offered = orjson.loads(body).get("data")
        if not offered:
            raise ConnectionError("the upstream lists no models: name one with --model")
        return str(offered[0]["id"])

    def chat(self, model: str, question: str, user: str) -> Stream:
        """Asks a question; the answer streams. Raises ConnectionError where the gateway answers with an error."""
        body = {
            "model": model,
            "messages": [{"role": "user", "content": question}],
            "stream": True,
            "max_tokens": WORDS,
            "user": user,
        }
        connection = self._connection()
        connection.request("POST", "/v1/chat/completions", orjson.dumps(body), self._headers())
        response = connection.getresponse()
        if response.status != 200:
            with closing(connection):
                raise ConnectionError(f"the gateway answered {response.status}: {_error(response.read())}")
        return Stream(connection, response)

    def _asked(self, method: str, path: str) -> tuple[int, bytes]:
        with closing(self._connection()) as connection:
            connection.request(method, path, headers=self._headers())
            response = connection.getresponse()
            return response.status, response.read()

    def _connection(self) -> HTTPConnection:
        return HTTPConnection(self._reachable, self.port, timeout=PATIENCE)

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self.key}", "content-type": "application/json"}


class Stream:
    """A streamed answer. ``request`` is its id; ``told`` is the ``guiju`` object, once the stream has ended."""

    def __init__(self, connection: HTTPConnection, response: HTTPResponse) -> None:
        self._connection, self._response = connection, response
        self.request = response.headers.get("x-guiju-id", "")
        self.told: dict[str, Any] = {}

    def texts(self) -> Iterator[str]:
        """The pieces of the answer as they come. Raises ConnectionError where it breaks off or ends in an error."""
        with closing(self._connection):
            for line in self._response:
                data = line.strip().removeprefix(b"data: ")
                if data == b"[DONE]":
                    return
                if data:
                    yield from self._texts(data)
        raise ConnectionError("the stream broke off before its end")

    def _texts(self, data: bytes) -> Iterator[str]:
        chunk = orjson.loads(data)
        if "error" in chunk:
            raise ConnectionError(f"the stream ended in an error: {_error(data)}")
        self.told = chunk.get("guiju") or self.told
        for choice in chunk.get("choices", ()):
            if text := choice["delta"].get("content"):
                yield text


def _error(body: bytes) -> str:
    try:
        return str(orjson.loads(body)["error"]["message"])
    except (orjson.JSONDecodeError, KeyError, TypeError):
        return "no reason given"
