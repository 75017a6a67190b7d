"""/v1/embeddings: inputs are judged, only numbers come back."""

from __future__ import annotations

import asyncio
import base64
from datetime import UTC, datetime
from typing import Any, Final

import numpy as np
import orjson

from guiju.core.facts.answer import Outcome
from guiju.gateway.admission import Admitted
from guiju.gateway.answer import counts_of
from guiju.gateway.errors import Broken, Fault
from guiju.gateway.exchange import NO_STORE, Exchange
from guiju.gateway.parts import Gateway
from guiju.gateway.records import Course, evidence_of, unanswered
from guiju.gateway.request import Asked, rewrite
from guiju.gateway.running import Ending, Running
from guiju.gateway.upstream import Reply, refused

_PATH: Final = "/embeddings"
_LARGEST: Final = 1e9
"""No part of a vector is larger; a larger number could tell a person apart."""
_LONG: Final = 262_144
"""Bytes of an answer from which it is read beside the loop."""
_OUTCOMES: Final[dict[Ending, Outcome]] = {"client_left": "client_left", "shut_down": "shut_down"}


async def embed(gateway: Gateway, exchange: Exchange, admitted: Admitted, running: Running) -> None:
    """Passes judged inputs on and vectors back. Raises Fault, with the evidence kept."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    running.until(begun + gateway.settings.first_byte_seconds, "slow_upstream")
    durable = gateway.keep(admitted.evidence)
    outcome: Outcome = "upstream_failed"
    body, retries = b"", 0
    watcher = _watched(exchange, running)
    try:
        body, retries = await _vectors(gateway, admitted)
        outcome = "finished"
    except asyncio.CancelledError:
        if running.ending is None:
            raise
        running.task.uncancel()
        outcome = _OUTCOMES.get(running.ending, "upstream_failed")
        if outcome != "client_left":
            raise _ended(outcome) from None
    finally:
        watcher.cancel()
        running.closing = True
        spent = round((loop.time() - begun) * 1000)
        facts = unanswered(gateway, "embeddings", False, Course(outcome, spent, spent, retries))
        await gateway.keep(evidence_of(exchange.id, admitted.user, datetime.now(UTC), admitted.demo, facts))
        await durable
        gateway.metrics.closed(facts)
    if outcome == "client_left":
        exchange.give_up()
    else:
        await exchange.reply(200, body, [NO_STORE])


def _watched(exchange: Exchange, running: Running) -> asyncio.Task[None]:
    """Ends the request when its client leaves, for as long as the task runs."""
    watcher = asyncio.create_task(exchange.left())
    watcher.add_done_callback(lambda task: None if task.cancelled() else running.stop("client_left"))
    return watcher


def _ended(outcome: Outcome) -> Fault:
    if outcome == "shut_down":
        return Fault(503, "shutting_down", "this gateway is shutting down; try again", retry_after=5)
    return Fault(504, "upstream_timeout", "the model did not answer in time; try again later")


async def _vectors(gateway: Gateway, admitted: Admitted) -> tuple[bytes, int]:
    asked = admitted.asked
    rewrite(asked, admitted.ruling.verdicts)
    reply = await gateway.upstream.ask(_PATH, orjson.dumps(asked.body))
    try:
        if reply.status != 200:
            raise refused(reply)
        return await _read(reply, asked, gateway.settings.most_answer_bytes), reply.retries
    except (Broken, ValueError, TypeError, RecursionError):
        raise Fault(502, "upstream_failed", "the model behind this gateway failed; try again later") from None
    finally:
        reply.close()


async def _read(reply: Reply, asked: Asked, limit: int) -> bytes:
    raw = await reply.whole(limit)
    return await asyncio.to_thread(_known, raw, asked) if len(raw) > _LONG else _known(raw, asked)


def _known(raw: bytes, asked: Asked) -> bytes:
    """What may leave of the upstream's answer: vectors and counts. Raises ValueError for anything else, and where
    there is not one vector for each input."""
    body = orjson.loads(raw)
    rows = body.get("data") if type(body) is dict else None
    if type(rows) is not list or any(type(row) is not dict for row in rows) or body.get("error"):
        raise ValueError("the upstream sent embeddings of an unknown shape")
    given = asked.body["input"]
    wanted = len(given) if type(given) is list else 1
    placed = {row.get("index", place): row for place, row in enumerate(rows) if type(row.get("index", place)) is int}
    if len(rows) != wanted or placed.keys() != set(range(wanted)):
        raise ValueError("the upstream sent other embeddings than it was asked for")
    packed = asked.body.get("encoding_format") == "base64"
    data = [
        {"object": "embedding", "index": place, "embedding": _vector(placed[place], packed)} for place in range(wanted)
    ]
    return orjson.dumps({"object": "list", "data": data, "model": asked.model, "usage": counts_of(body.get("usage"))})


def _vector(row: dict[str, Any], packed: bool) -> list[float] | str:
    vector = row.get("embedding")
    if type(vector) is list and all(type(v) in (int, float) and -_LARGEST < v < _LARGEST for v in vector):
        return vector
    if packed and type(vector) is str and _holds_floats(vector):
        return vector
    raise ValueError("the upstream sent a vector that is none")


def _holds_floats(vector: str) -> bool:
    """Whether a string is base64 of 32-bit floats, as OpenAI packs vectors. Raises ValueError where it is no base64."""
    numbers = np.frombuffer(base64.b64decode(vector, validate=True), "<f4")
    return bool((np.abs(numbers) < _LARGEST).all())
