"""Requests as evidence, for the tests of standing."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from hashlib import sha256
from itertools import count

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id, RequestAdmitted
from guiju.core.facts.request import Refusal

_numbers = count()
MORNING = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


def asked(*, counted: bool = False, refusal: Refusal | None = None, turn: str | None = None) -> RequestAdmitted:
    """A request: served, unless it is counted or refused for another reason. Its turn is one of its own by default."""
    refused: Refusal = refusal if refusal is not None else "content" if counted else ""
    digest = sha256(f"turn {next(_numbers)}".encode()).hexdigest() if turn is None else turn
    return RequestAdmitted(
        "chat", False, Id("app"), "REFUSE" if refused else "ALLOW", refused, Digest("ab" * 32), (Id("words@1"),), (), 1,
        9, Digest(digest), counted,
    )  # fmt: skip


def recorded(
    facts: RequestAdmitted, user: str | None = "u-1", *, at: datetime | None = None, demo: bool = False
) -> Evidence:
    """The evidence of a request, at MORNING and each a second after the one before unless a time is given."""
    number = next(_numbers)
    when = at or MORNING + timedelta(seconds=number)
    return Evidence(facts.kind, f"r-{number}", user, "gateway", when, facts, demo)
