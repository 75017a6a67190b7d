"""A request that may not reach the model: its evidence, its effect on standing, and the safe reply."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime
from typing import Any

import orjson

from guiju.core.facts import RequestAdmitted
from guiju.gateway.admission import Admitted
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import NO_STORE, SSE, Exchange
from guiju.gateway.parts import Gateway
from guiju.gateway.records import Course, evidence_of, unanswered
from guiju.gateway.replies import chunks, completion
from guiju.gateway.stream import LAST


async def refuse(gateway: Gateway, exchange: Exchange, admitted: Admitted) -> None:
    """Records the refusal, lets it count toward the user's standing, and answers with a safe reply."""
    facts = unanswered(gateway, admitted.asked.surface, admitted.asked.stream, Course("refused", 0, 0, 0))
    closed = evidence_of(exchange.id, admitted.user, datetime.now(UTC), admitted.demo, facts)
    await gateway.keep(admitted.evidence, closed)
    gateway.metrics.closed(facts)
    if isinstance(admitted.evidence.facts, RequestAdmitted) and admitted.evidence.facts.counted:
        await asyncio.to_thread(gateway.parts.standings.judge, admitted.evidence)
    text = gateway.replies.refusal(admitted.ruling.reasons, admitted.lang, exchange.id)
    if admitted.asked.surface != "chat":
        raise Fault(403, "content_filter", text)
    await _reply(exchange, admitted, text)


async def _reply(exchange: Exchange, admitted: Admitted, text: str) -> None:
    asked, now = admitted.asked, int(admitted.at.timestamp())
    told: dict[str, Any] = {
        "id": exchange.id,
        "action": admitted.ruling.action.name,
        "label": {"place": "none", "text": ""},
        "notices": [],
    }
    if not asked.stream:
        body = completion(exchange.id, asked.model, now, text, asked.choices)
        await exchange.reply(200, orjson.dumps({**body, "guiju": told}), [NO_STORE])
        return
    rows = chunks(exchange.id, asked.model, now, text, asked.choices)
    rows[-1]["guiju"] = told
    await exchange.start(200, [SSE, NO_STORE])
    await exchange.end(b"".join([b"data: " + orjson.dumps(row) + b"\n\n" for row in rows]) + LAST)
