"""The connections to one upstream: kept while it keeps them, opened when none is free."""

from __future__ import annotations

import asyncio
import ssl
from typing import Final
from urllib.parse import urlsplit

from guiju.gateway.connection import Connection
from guiju.gateway.errors import Broken

_KEPT: Final = 30.0
_JSON: Final = "application/json"
_HEADS: Final = 64
"""Beginnings of requests that are remembered; paths that hold an id would be without end."""
_PORTS: Final = {"http": 80, "https": 443}


class Pool:
    """Connections to the server of one URL. ``key`` is sent as a bearer token, empty for none.

    Raises ValueError for an address that is no HTTP URL or holds more than scheme, host, port and path.
    """

    def __init__(self, url: str, key: str, seconds: float) -> None:
        parts = urlsplit(url)
        if parts.scheme not in _PORTS or not parts.hostname or parts.query or parts.fragment or parts.username:
            raise ValueError("the upstream must be an address such as https://host/v1, without a query or credentials")
        if not (key.isascii() and key.isprintable()):
            raise ValueError("the upstream's key holds characters that no key has; look for a line end in it")
        self._host, self._port = parts.hostname, parts.port or _PORTS[parts.scheme]
        self._tls = ssl.create_default_context() if parts.scheme == "https" else None
        self._seconds = seconds
        self._root = parts.path.rstrip("/")
        lines = [f"host: {parts.netloc}", "accept-encoding: identity", "user-agent: guiju", "accept: */*"]
        lines += [f"authorization: Bearer {key}"] if key else []
        self._lines = "".join(f"{line}\r\n" for line in lines)
        self._heads: dict[str, bytes] = {}
        self._free: list[Connection] = []

    def request(self, path: str, body: bytes | None, kind: str) -> bytes:
        """The bytes of a request for a path below the upstream's address; a GET where there is no body, of a media type
        where there is one."""
        head = self._heads.get(path) if kind == _JSON else None
        if head is None:
            method = "GET" if body is None else "POST"
            told = "" if body is None else f"content-type: {kind}\r\ncontent-length: "
            head = f"{method} {self._root}{path} HTTP/1.1\r\n{self._lines}{told}".encode("ascii")
            if kind == _JSON and len(self._heads) < _HEADS:
                self._heads[path] = head
        return head + b"\r\n" if body is None else b"%s%d\r\n\r\n%s" % (head, len(body), body)

    def kept(self) -> Connection | None:
        """A connection that is open and free, or None."""
        oldest = asyncio.get_running_loop().time() - _KEPT
        while self._free:
            connection = self._free.pop()
            if connection.open and connection.idle_since > oldest:
                return connection
            connection.drop()
        return None

    async def fresh(self) -> Connection:
        """A new connection. Raises Broken where none comes about in time."""
        loop = asyncio.get_running_loop()
        name = self._host if self._tls else None
        try:
            async with asyncio.timeout(self._seconds):
                _, connection = await loop.create_connection(
                    lambda: Connection(loop), self._host, self._port, ssl=self._tls, server_hostname=name
                )
        except OSError as error:
            raise Broken from error
        return connection

    def give_back(self, connection: Connection) -> None:
        """Keeps a connection whose answer was read to its end; drops any other."""
        if connection.reusable:
            connection.idle_since = asyncio.get_running_loop().time()
            self._free.append(connection)
        else:
            connection.drop()

    def close(self) -> None:
        """Drops every connection that is free."""
        while self._free:
            self._free.pop().drop()
