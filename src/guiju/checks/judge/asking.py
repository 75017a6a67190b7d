"""Asking: one request to an OpenAI-compatible API, bounded in time and size, that follows no redirect."""

from __future__ import annotations

import http.client
import socket
import ssl
import time
from collections.abc import Mapping, Sequence
from threading import Timer
from typing import Any, Final
from urllib.parse import urlsplit

import orjson

LONGEST: Final = 262_144
"""Bytes of an answer that are read; a verdict is short."""

Messages = Sequence[Mapping[str, str]]


_DECLINED: Final = frozenset((400, 413, 414, 422))
"""Statuses that speak of what was asked (too long for the model, against its rules), not of the service."""


class Unanswered(Exception):
    """The service gave no answer in time, or none of the right shape."""


class Declined(Unanswered):
    """The service will not answer this; others it may."""


def asked(url: str, key: str, body: Mapping[str, Any], timeout: float) -> str:
    """The text of the model's answer. Raises Unanswered: refused, late, too long, redirected, not as the API has it."""
    parts = urlsplit(url)
    assert parts.hostname
    connection: http.client.HTTPConnection
    if parts.scheme == "https":
        connection = http.client.HTTPSConnection(
            parts.hostname, parts.port, timeout=timeout, context=ssl.create_default_context()
        )
    else:
        connection = http.client.HTTPConnection(parts.hostname, parts.port, timeout=timeout)
    headers = {"Content-Type": "application/json", "Accept": "application/json", "Connection": "close"}
    if key:
        headers["Authorization"] = f"Bearer {key}"
    end, start = None, time.monotonic()
    try:
        connection.connect()
        end = Timer(max(0.0, start + timeout - time.monotonic()), _cut, (connection.sock,))
        end.daemon = True
        end.start()
        target = parts.path.rstrip("/") + "/chat/completions" + (f"?{parts.query}" if parts.query else "")
        connection.request("POST", target, orjson.dumps(body), headers)
        answer = connection.getresponse()
        raw = answer.read(LONGEST + 1)
        return _text(answer.status, raw)
    except (OSError, http.client.HTTPException, ValueError) as fault:
        raise Unanswered(type(fault).__name__) from None
    finally:
        if end:
            end.cancel()
        connection.close()


def _cut(line: socket.socket) -> None:
    """Ends a connection whose time is up, whatever it is waiting for: a byte now and then would keep it else."""
    try:
        line.shutdown(socket.SHUT_RDWR)
    except OSError:
        return


def _text(status: int, raw: bytes) -> str:
    if status in _DECLINED:
        raise Declined(f"status {status}")
    if status != http.client.OK:
        raise Unanswered(f"status {status}")
    if len(raw) > LONGEST:
        raise Unanswered("too long")
    told = orjson.loads(raw)
    try:
        text = told["choices"][0]["message"]["content"]
    except (KeyError, IndexError, TypeError):
        raise Unanswered("no answer in it") from None
    if not isinstance(text, str):
        raise Unanswered("no text in it")
    return text
