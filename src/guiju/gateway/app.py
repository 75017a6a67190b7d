"""The routes of the gateway as a plain ASGI application."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Final

import orjson
from sqlalchemy.exc import SQLAlchemyError

from guiju.core.facts import RequestAdmitted
from guiju.core.facts.request import Surface
from guiju.gateway.admission import admit, application_of
from guiju.gateway.embeddings import embed
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import NO_STORE, Exchange, Gone, Receive, Scope, Send
from guiju.gateway.kept import PATH as KEPT
from guiju.gateway.media import generate
from guiju.gateway.media_routes import FILE, route_of
from guiju.gateway.parts import Gateway
from guiju.gateway.refusal import refuse
from guiju.gateway.request import Asked, read, read_edit, read_nothing
from guiju.gateway.running import Running
from guiju.gateway.session import Session
from guiju.gateway.status import page, state
from guiju.ledger import Broken

_LOG: Final = logging.getLogger("guiju.gateway")
_TEXT: Final = (b"content-type", b"text/plain; version=0.0.4; charset=utf-8")
_HTML: Final = (b"content-type", b"text/html; charset=utf-8")

Handler = Callable[[Gateway, Exchange], Awaitable[None]]


def new_id() -> str:
    """A request's id: milliseconds since 1970 and 64 random bits, in hexadecimal."""
    return f"q{time.time_ns() // 1_000_000:012x}{os.urandom(8).hex()}"


async def respond(gateway: Gateway, scope: Scope, receive: Receive, send: Send) -> None:
    """Answers one HTTP request. Every answer carries its id; every error is one in OpenAI's shape."""
    exchange = Exchange(scope, receive, send, new_id())
    try:
        await _answered(gateway, exchange)
    finally:
        if not exchange.finished:
            gateway.metrics.fault("internal_error")
            await exchange.fault(Fault(500, "internal_error", "this gateway failed; give the id to its operator"))


async def _answered(gateway: Gateway, exchange: Exchange) -> None:
    try:
        await _handler(exchange)(gateway, exchange)
    except Fault as fault:
        gateway.metrics.fault(fault.code)
        await exchange.fault(fault)
    except Gone:
        gateway.metrics.fault("client_left")
    except (SQLAlchemyError, OSError, Broken) as error:
        _LOG.warning("the ledger failed: %s", type(error).__name__)
        if exchange.started:
            exchange.give_up()
            return
        await exchange.fault(Fault(503, "ledger_unavailable", "evidence cannot be kept now; try again", retry_after=2))


def _handler(exchange: Exchange) -> Handler:
    path = exchange.scope["path"]
    methods = _ROUTES.get(path) or next((found for begin, found in _BELOW.items() if path.startswith(begin)), None)
    if methods is None:
        raise Fault(404, "not_found", "there is nothing at this address; the gateway serves /v1/chat/completions, "
                    "/v1/embeddings, /v1/images/generations, /v1/images/edits, /v1/audio/speech, the content of "
                    "/v1/files and /v1/videos, and /v1/models")  # fmt: skip
    handler = methods.get(exchange.scope["method"])
    if handler is None:
        raise Fault(405, "method_not_allowed", "this address takes " + " or ".join(methods))
    return handler


async def _chat(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, partial(_json, "chat"))


async def _embeddings(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, partial(_json, "embeddings"))


async def _images(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, partial(_json, "images"))


async def _edits(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, _form)


async def _speech(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, partial(_json, "speech"))


async def _content(gateway: Gateway, exchange: Exchange) -> None:
    if not FILE.fullmatch(exchange.scope["path"]):
        raise Fault(404, "not_found", "there is nothing at this address; a file is at /v1/files/ID/content")
    await _judged(gateway, exchange, partial(_nothing, "downloads"))


async def _kept(gateway: Gateway, exchange: Exchange) -> None:
    data, kind = gateway.kept.file(exchange.scope["path"].removeprefix(KEPT))
    await exchange.reply(200, data, [NO_STORE], kind=(b"content-type", kind.encode()))


def _json(surface: Surface, exchange: Exchange, raw: bytes) -> Asked:
    if not exchange.headers.get(b"content-type", b"").lower().startswith(b"application/json"):
        raise Fault(415, "unsupported_media_type", "send the body as Content-Type: application/json")
    return read(surface, raw, exchange.id)


def _form(exchange: Exchange, raw: bytes) -> Asked:
    return read_edit(exchange.headers.get(b"content-type", b""), raw, exchange.id)


def _nothing(surface: Surface, exchange: Exchange, raw: bytes) -> Asked:
    return read_nothing(surface, exchange.id)


async def _judged(gateway: Gateway, exchange: Exchange, taken: Callable[[Exchange, bytes], Asked]) -> None:
    application = application_of(gateway, exchange)
    if not gateway.parts.ledger.healthy:
        raise Fault(
            503, "ledger_unavailable", "evidence cannot be kept now, so nothing is served; try again", retry_after=2
        )
    running = await gateway.door.enter()
    try:
        running.until(asyncio.get_running_loop().time() + gateway.settings.body_seconds, "slow_body")
        form = taken is _form
        raw = await exchange.body(gateway.settings.most_upload_bytes if form else gateway.settings.most_bytes)
        running.deadline = 0.0
        asked = taken(exchange, raw)
        if asked.surface != "downloads":
            await gateway.offered.require(asked.model)
        admitted = await admit(gateway, exchange, application, asked)
        if isinstance(admitted.evidence.facts, RequestAdmitted):
            gateway.metrics.admitted(admitted.evidence.facts)
        if admitted.ruling.refusal:
            await refuse(gateway, exchange, admitted)
        elif asked.surface == "embeddings":
            await embed(gateway, exchange, admitted, running)
        elif asked.surface != "chat":
            await generate(gateway, exchange, admitted, running, route_of(gateway, exchange, asked))
        else:
            await Session(gateway, exchange, admitted, running).run()
    except asyncio.CancelledError:
        _ended_early(running)
    finally:
        gateway.door.leave(running)


def _ended_early(running: Running) -> None:
    """A request ended from outside before it was admitted: nothing was decided, so nothing is recorded."""
    if running.ending is None:
        raise
    running.task.uncancel()
    if running.ending == "slow_body":
        raise Fault(408, "slow_body", "the body did not arrive in time") from None
    raise Fault(503, "shutting_down", "this gateway is shutting down; try another", retry_after=5) from None


async def _models(gateway: Gateway, exchange: Exchange) -> None:
    application_of(gateway, exchange)
    rows = await gateway.offered.rows()
    await exchange.reply(200, orjson.dumps({"object": "list", "data": rows}))


async def _alive(gateway: Gateway, exchange: Exchange) -> None:
    await exchange.reply(200, b'{"status":"alive"}', [NO_STORE])


async def _ready(gateway: Gateway, exchange: Exchange) -> None:
    checks = {
        "ledger": gateway.parts.ledger.healthy,
        "upstream": gateway.upstream.reachable,
        "follows": gateway.follows,
        "open": not gateway.door.shut,
    }
    await exchange.reply(
        200 if all(checks.values()) else 503, orjson.dumps({"ready": all(checks.values()), **checks}), [NO_STORE]
    )


async def _metrics(gateway: Gateway, exchange: Exchange) -> None:
    text = gateway.metrics.text(len(gateway.door.running), gateway.parts.ledger.healthy, gateway.upstream.reachable)
    await exchange.reply(200, text, [NO_STORE], kind=_TEXT)


async def _page(gateway: Gateway, exchange: Exchange) -> None:
    await exchange.reply(200, page(), [NO_STORE], kind=_HTML)


async def _state(gateway: Gateway, exchange: Exchange) -> None:
    await exchange.reply(200, await state(gateway), [NO_STORE])


_ROUTES: Final[dict[str, dict[str, Handler]]] = {
    "/v1/chat/completions": {"POST": _chat},
    "/v1/embeddings": {"POST": _embeddings},
    "/v1/images/generations": {"POST": _images},
    "/v1/images/edits": {"POST": _edits},
    "/v1/audio/speech": {"POST": _speech},
    "/v1/models": {"GET": _models},
    "/healthz": {"GET": _alive, "HEAD": _alive},
    "/readyz": {"GET": _ready, "HEAD": _ready},
    "/metrics": {"GET": _metrics},
    "/": {"GET": _page, "HEAD": _page},
    "/status.json": {"GET": _state},
}
_BELOW: Final[dict[str, dict[str, Handler]]] = {
    "/v1/files/": {"GET": _content},
    "/v1/videos/": {"GET": _content},
    KEPT: {"GET": _kept, "HEAD": _kept},
}
"""Addresses that hold the name of a file."""
