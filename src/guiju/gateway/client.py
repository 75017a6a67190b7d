"""A client's connection as uvicorn serves it, and how it ends where the client does not read."""

from __future__ import annotations

import asyncio
from typing import Any

from uvicorn import Config
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from uvicorn.server import ServerState


class Client(HttpToolsProtocol):
    """One client's connection; a client that leaves what was sent unread for ``patience`` seconds is cut off.

    Whoever waits to send goes on then, and learns that the client has left.
    """

    def __init__(
        self,
        config: Config,
        server_state: ServerState,
        app_state: dict[str, Any],
        _loop: asyncio.AbstractEventLoop | None = None,
        *,
        patience: float,
    ) -> None:
        super().__init__(config, server_state, app_state, _loop)
        self._patience = patience
        self._unread: asyncio.TimerHandle | None = None

    def pause_writing(self) -> None:
        """Much of what was sent waits for the client."""
        super().pause_writing()
        self._wait()

    def resume_writing(self) -> None:
        """The client has read most of it."""
        super().resume_writing()
        if not self.transport.is_closing():
            self._read()

    def on_response_complete(self) -> None:
        """A response was handed over; where the connection closes after it, the client has to read the rest in time."""
        super().on_response_complete()
        if self.transport.is_closing() and self._unread is None:
            self._wait()

    def timeout_keep_alive_handler(self) -> None:
        """Nothing more was asked on this connection."""
        super().timeout_keep_alive_handler()
        if self._unread is None:
            self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        """The connection is gone."""
        self._read()
        super().connection_lost(exc)

    def _wait(self) -> None:
        self._unread = self.loop.call_later(self._patience, self.transport.abort)

    def _read(self) -> None:
        if self._unread is not None:
            self._unread.cancel()
            self._unread = None
