"""The life of a gateway: start, follow what others decide, stop without losing anything."""

from __future__ import annotations

import asyncio
import gc
import logging
import math
import signal
import socket
import sys
import threading
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from functools import partial
from typing import Final, cast

import uvicorn
from sqlalchemy.exc import SQLAlchemyError

from guiju import __version__
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Facts, Id, ServiceStarted, ServiceStopped
from guiju.gateway.app import new_id, respond
from guiju.gateway.client import Client
from guiju.gateway.exchange import Receive, Scope, Send
from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement
from guiju.gateway.parts import Gateway, Parts
from guiju.gateway.settings import Settings
from guiju.gateway.upstream import Upstream
from guiju.ledger import Broken

_FOLLOW: Final = 0.25
_FLUSH: Final = 2.0
_SPARE: Final = 10.0
_TICK: Final = 60.0
_SWITCH: Final = 0.0005
_YOUNG: Final = 50_000
_FIRST: Final = ("今天的天气很好，", "河边的老街上很热闹。", "How are you today? ", "12 people came.")
_LOG: Final = logging.getLogger("guiju.gateway")


class App:
    """The gateway as an ASGI application, its lifespan included."""

    def __init__(self, parts: Parts, settings: Settings) -> None:
        self._parts = parts
        self._settings = settings
        self._upstream = Upstream(settings)
        self._gateway: Gateway | None = None
        self._interrupted = 0

    @property
    def settings(self) -> Settings:
        """What the operator decided."""
        return self._settings

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answers one request, or runs the lifespan."""
        if scope["type"] == "http" and self._gateway is not None:
            await respond(self._gateway, scope, receive, send)
        elif scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            raise RuntimeError("the gateway speaks HTTP, and only once it has started")

    async def drain(self) -> None:
        """Lets nobody in, gives those inside the grace of the settings, then ends them with evidence."""
        if self._gateway is not None:
            self._interrupted += await self._gateway.door.drain(self._settings.grace_seconds)

    async def _live(self, receive: Receive, send: Send) -> None:
        await receive()
        async with self._running():
            await send({"type": "lifespan.startup.complete"})
            await receive()
            await self.drain()
        await send({"type": "lifespan.shutdown.complete"})

    @asynccontextmanager
    async def _running(self) -> AsyncIterator[None]:
        gateway = Gateway(self._parts, self._settings, self._upstream)
        _warm(self._parts)
        await gateway.keep(self._evidence(_started(self._parts, self._settings)))
        self._gateway = gateway
        tasks = [asyncio.create_task(each) for each in (gateway.door.watch(), _follow(gateway), _each_minute(gateway))]
        try:
            yield
        finally:
            for task in tasks:
                task.cancel()
            await asyncio.gather(*tasks, return_exceptions=True)
            gateway.upstream.close()
            gateway.close()
            await gateway.keep(self._evidence(ServiceStopped(interrupted=self._interrupted)))

    def _evidence(self, facts: Facts) -> Evidence:
        return Evidence(
            type(facts).kind, f"service-{new_id()}", None, "gateway", datetime.now(UTC), facts, self._settings.demo
        )


def build_app(parts: Parts, settings: Settings) -> App:
    """The gateway as an ASGI application for any server; ``serve`` runs it on uvicorn.

    Raises ValueError where the upstream's address or key is none.
    """
    return App(parts, settings)


def opened(host: str, port: int) -> socket.socket:
    """A socket bound to an address; port 0 takes a free one. Raises OSError where it cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_STREAM)
    bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        bound.bind((host, port))
    except OSError as error:
        bound.close()
        raise OSError(error.errno, f"cannot listen on {host}:{port}: {error.strerror}") from None
    return bound


def serve(app: App, bound: socket.socket, ready: Callable[[], None] | None = None) -> None:
    """Serves on a socket until SIGTERM or SIGINT; ``ready`` is called once requests are taken."""
    Server(app, ready).run(sockets=[bound])


class Server(uvicorn.Server):
    """uvicorn, which at its end lets the gateway close its answers while it waits for their connections."""

    def __init__(self, app: App, ready: Callable[[], None] | None) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="uvloop",
                http=cast(type[asyncio.Protocol], partial(Client, patience=app.settings.client_seconds)),
                ws="none",
                lifespan="on",
                access_log=False,
                proxy_headers=False,
                log_config=None,
                server_header=False,
                timeout_keep_alive=30,
                timeout_graceful_shutdown=math.ceil(app.settings.grace_seconds + _SPARE),
            )
        )
        self._app, self._ready = app, ready

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Opens the door."""
        _tune()
        await super().startup(sockets)
        if self._ready is not None and not self.should_exit:
            self._ready()

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Stops accepting while the answers that run are given their grace."""
        ending = asyncio.create_task(self._end())
        await super().shutdown(sockets)
        await ending

    async def _end(self) -> None:
        """Lets the answers that run end, then cuts off the clients that do not read what was said to them."""
        await self._app.drain()
        end = asyncio.get_running_loop().time() + _FLUSH
        while self.server_state.connections and asyncio.get_running_loop().time() < end:
            await asyncio.sleep(0.02)
        for connection in list(self.server_state.connections):
            if isinstance(connection, Client):
                connection.transport.abort()

    @contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Ends on a signal, and does not raise it again: what comes after serving must still be done."""
        if threading.current_thread() is not threading.main_thread():
            yield
            return
        loop = asyncio.get_running_loop()
        for each in (signal.SIGINT, signal.SIGTERM):
            loop.add_signal_handler(each, self.handle_exit, each, None)
        try:
            yield
        finally:
            for each in (signal.SIGINT, signal.SIGTERM):
                loop.remove_signal_handler(each)


def _tune() -> None:
    """The ledger's thread shares the interpreter: neither may keep it from the other for long. What is there by now,
    the lexicon above all, stays: the collector need not look at it again, nor at every few hundred new objects."""
    sys.setswitchinterval(_SWITCH)
    gc.collect()
    gc.freeze()
    gc.set_threshold(_YOUNG, 20, 20)


async def _follow(gateway: Gateway) -> None:
    """Learns of keys, standings and erasures decided elsewhere."""
    parts = gateway.parts
    while True:
        await asyncio.sleep(_FOLLOW)
        if all([await _done(each) for each in (parts.keys.poll, parts.standings.poll, parts.people.follow)]):
            gateway.followed()


async def _each_minute(gateway: Gateway) -> None:
    while True:
        await asyncio.sleep(_TICK)
        await _done(partial(gateway.parts.tick, datetime.now(UTC)))


async def _done(doing: Callable[[], object]) -> bool:
    """Whether it could be done, beside the loop; a ledger that fails or does not hold is told by its kind alone."""
    try:
        await asyncio.to_thread(doing)
    except (SQLAlchemyError, OSError, Broken) as error:
        _LOG.warning("the ledger failed: %s", type(error).__name__)
        return False
    return True


def _warm(parts: Parts) -> None:
    """Has the checks at hand judge a text as it streams, so that no answer waits for what they load at first."""
    gate = Gate(Judgement([check for check in parts.checks if check.cost == "inline"], parts.policy))
    for piece in _FIRST:
        gate.feed(piece)
    gate.close()


def _started(parts: Parts, settings: Settings) -> ServiceStarted:
    weighing = Judgement(parts.checks, parts.policy).trailing
    return ServiceStarted(
        version=Id(__version__),
        policy=Digest(parts.policy.digest),
        packs=tuple(Id(pack) for pack in parts.packs.ids),
        checks=tuple(Id(check.id) for check in parts.checks),
        lexicon=parts.lexicon,
        producer=Id(settings.producer),
        explicit_label=settings.label,
        digests=tuple(Digest(pack.digest) for pack in parts.packs.all),
        weighed=tuple(Id(risk) for risk in sorted(frozenset[str]().union(*(check.risks for check in weighing)))),
    )
