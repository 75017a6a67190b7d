"""The status page: which obligations which records meet, under which rules this gateway serves."""

from __future__ import annotations

import asyncio
from collections import deque
from collections.abc import Iterator
from dataclasses import asdict
from datetime import UTC, datetime
from importlib.resources import files
from typing import Any, Final

import orjson

from guiju import __version__
from guiju.core.evidence import Evidence
from guiju.core.facts import AnswerClosed, RequestAdmitted
from guiju.gateway.parts import Gateway
from guiju.law import ControlStatus, ObligationStatus, side, status

_RECENT: Final = 20
_DECISIONS: Final = frozenset((RequestAdmitted.kind, AnswerClosed.kind))
_REST: Final = 20.0
"""How many times longer than it took to make a state is shown: a status page must not become the gateway's work."""


async def state(gateway: Gateway) -> bytes:
    """The state of a gateway as JSON, made at most every few seconds and for one reader at a time."""
    loop, shown = asyncio.get_running_loop(), gateway.shown
    async with shown.making:
        if loop.time() >= shown.until:
            begun = loop.time()
            shown.body = await asyncio.to_thread(_made, gateway)
            shown.until = loop.time() + max(1.0, (loop.time() - begun) * _REST)
        return shown.body


def page() -> bytes:
    """The page that shows the state."""
    return files("guiju.gateway").joinpath("pages/status.html").read_bytes()


def _made(gateway: Gateway) -> bytes:
    parts, settings = gateway.parts, gateway.settings
    now, recent = datetime.now(UTC), deque[Evidence](maxlen=_RECENT)
    duties = status(parts.packs, _passing(gateway, recent), now)
    return orjson.dumps(
        {
            "version": __version__,
            "now": now,
            "ready": parts.ledger.healthy and gateway.follows,
            "running": len(gateway.door.running),
            "producer": settings.producer,
            "label": settings.label,
            "demo": settings.demo,
            "policy": parts.policy.digest,
            "lexicon": parts.lexicon,
            "packs": parts.packs.ids,
            "versions": [asdict(side(pack)) for pack in parts.packs.all],
            "checks": gateway.checks,
            "heads": dict(parts.ledger.cursor()),
            "obligations": [_duty(duty) for duty in duties],
            "recent": [_decision(evidence) for evidence in reversed(recent)],
        }
    )


def _passing(gateway: Gateway, recent: deque[Evidence]) -> Iterator[Evidence]:
    """Every record of the ledger; the newest decisions stay behind in ``recent``."""
    for evidence in gateway.parts.ledger.proven():
        if evidence.kind in _DECISIONS:
            recent.append(evidence)
        yield evidence


def _duty(duty: ObligationStatus) -> dict[str, Any]:
    told = duty.obligation
    return {
        "pack": duty.pack,
        "version": duty.version,
        "digest": duty.digest,
        "binding": duty.binding,
        "id": told.id,
        "clause": told.clause,
        "duty": told.duty._asdict(),
        "value": duty.value,
        "demo": duty.demo,
        "controls": [_control(control) for control in duty.controls],
    }


def _control(told: ControlStatus) -> dict[str, Any]:
    return {
        "id": told.control.id,
        "text": told.control.text._asdict(),
        "live": told.status.live,
        "demo": told.status.demo,
    }


def _decision(evidence: Evidence) -> dict[str, Any]:
    """A decision as the page shows it: facts, without the pseudonym."""
    return {
        "kind": evidence.kind,
        "id": evidence.subject,
        "at": evidence.at,
        "demo": evidence.demo,
        "facts": evidence.facts,
    }
