"""/v1/embeddings: inputs are judged, only numbers come back."""

from __future__ import annotations

import asyncio
import base64
import binascii
import math
from datetime import UTC, datetime
from typing import Any, Final

import orjson

from guiju.core.facts.answer import Outcome
from guiju.gateway.admission import Admitted
from guiju.gateway.answer import counts_of
from guiju.gateway.errors import Broken, Fault
from guiju.gateway.exchange import NO_STORE, Exchange
from guiju.gateway.parts import Gateway
from guiju.gateway.records import Course, evidence_of, unanswered
from guiju.gateway.request import rewrite
from guiju.gateway.running import Running
from guiju.gateway.upstream import refused

_PATH: Final = "/embeddings"


async def embed(gateway: Gateway, exchange: Exchange, admitted: Admitted, running: Running) -> None:
    """Passes judged inputs on and vectors back. Raises Fault, with the evidence kept."""
    loop = asyncio.get_running_loop()
    begun = loop.time()
    running.until(begun + gateway.settings.first_byte_seconds, "slow_upstream")
    durable = gateway.keep(admitted.evidence)
    outcome: Outcome = "upstream_failed"
    body, retries = b"", 0
    try:
        body, retries = await _vectors(gateway, admitted)
        outcome = "finished"
    except asyncio.CancelledError:
        if running.ending is None:
            raise
        running.task.uncancel()
        outcome = "shut_down" if running.ending == "shut_down" else "upstream_failed"
        raise Fault(504, "upstream_timeout", "the model did not answer in time; try again later") from None
    finally:
        running.closing = True
        spent = round((loop.time() - begun) * 1000)
        facts = unanswered(gateway, "embeddings", False, Course(outcome, spent, spent, retries))
        await gateway.keep(evidence_of(exchange.id, admitted.user, datetime.now(UTC), admitted.demo, facts))
        await durable
        gateway.metrics.closed(facts)
    await exchange.reply(200, body, [NO_STORE])


async def _vectors(gateway: Gateway, admitted: Admitted) -> tuple[bytes, int]:
    asked = admitted.asked
    rewrite(asked, admitted.ruling.verdicts)
    reply = await gateway.upstream.ask(_PATH, orjson.dumps(asked.body))
    try:
        if reply.status != 200:
            raise refused(reply)
        body = orjson.loads(await reply.whole(gateway.settings.most_answer_bytes))
        return orjson.dumps(_known(body, asked.model)), reply.retries
    except (Broken, ValueError):
        raise Fault(502, "upstream_failed", "the model behind this gateway failed; try again later") from None
    finally:
        reply.close()


def _known(body: Any, model: str) -> dict[str, Any]:
    """What may leave of the upstream's answer: vectors and counts. Raises ValueError for anything else."""
    rows = body.get("data") if type(body) is dict else None
    if type(rows) is not list:
        raise ValueError("the upstream sent embeddings of an unknown shape")
    data = [{"object": "embedding", "index": place, "embedding": _vector(row)} for place, row in enumerate(rows)]
    return {"object": "list", "data": data, "model": model, "usage": counts_of(body.get("usage"))}


def _vector(row: Any) -> list[float] | str:
    vector = row.get("embedding") if type(row) is dict else None
    if type(vector) is list and all(type(v) in (int, float) and math.isfinite(v) for v in vector):
        return vector
    if type(vector) is str and _is_packed(vector):
        return vector
    raise ValueError("the upstream sent a vector that is none")


def _is_packed(vector: str) -> bool:
    """Whether a string is base64 of 32-bit floats, as OpenAI packs vectors."""
    try:
        return len(base64.b64decode(vector, validate=True)) % 4 == 0
    except (binascii.Error, ValueError):
        return False
