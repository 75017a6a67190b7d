"""The routes of the gateway as a plain ASGI application."""

from __future__ import annotations

import asyncio
import logging
import os
import time
from collections.abc import Awaitable, Callable
from typing import Final

import orjson
from sqlalchemy.exc import SQLAlchemyError

from guiju.core.facts import RequestAdmitted
from guiju.core.facts.request import Surface
from guiju.gateway.admission import admit, application_of
from guiju.gateway.embeddings import embed
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import NO_STORE, Exchange, Gone, Receive, Scope, Send
from guiju.gateway.parts import Gateway
from guiju.gateway.refusal import refuse
from guiju.gateway.request import read
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
    methods = _ROUTES.get(exchange.scope["path"])
    if methods is None:
        raise Fault(404, "not_found", "there is nothing at this address; the gateway serves /v1/chat/completions, "
                    "/v1/embeddings and /v1/models")  # fmt: skip
    handler = methods.get(exchange.scope["method"])
    if handler is None:
        raise Fault(405, "method_not_allowed", "this address takes " + " or ".join(methods))
    return handler


async def _chat(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, "chat")


async def _embeddings(gateway: Gateway, exchange: Exchange) -> None:
    await _judged(gateway, exchange, "embeddings")


async def _judged(gateway: Gateway, exchange: Exchange, surface: Surface) -> None:
    application = application_of(gateway, exchange)
    if not exchange.headers.get(b"content-type", b"").lower().startswith(b"application/json"):
        raise Fault(415, "unsupported_media_type", "send the body as Content-Type: application/json")
    if not gateway.parts.ledger.healthy:
        raise Fault(
            503, "ledger_unavailable", "evidence cannot be kept now, so nothing is served; try again", retry_after=2
        )
    running = await gateway.door.enter()
    try:
        running.until(asyncio.get_running_loop().time() + gateway.settings.body_seconds, "slow_body")
        raw = await exchange.body(gateway.settings.most_bytes)
        running.deadline = 0.0
        asked = read(surface, raw, exchange.id)
        await gateway.offered.require(asked.model)
        admitted = await admit(gateway, exchange, application, asked)
        if isinstance(admitted.evidence.facts, RequestAdmitted):
            gateway.metrics.admitted(admitted.evidence.facts)
        if admitted.ruling.refusal:
            await refuse(gateway, exchange, admitted)
        elif surface == "embeddings":
            await embed(gateway, exchange, admitted, running)
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
    "/v1/models": {"GET": _models},
    "/healthz": {"GET": _alive, "HEAD": _alive},
    "/readyz": {"GET": _ready, "HEAD": _ready},
    "/metrics": {"GET": _metrics},
    "/": {"GET": _page, "HEAD": _page},
    "/status.json": {"GET": _state},
}
