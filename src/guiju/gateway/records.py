"""What the gateway puts in evidence: facts, and nothing of what was said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import cast

from guiju.core.evidence import Evidence
from guiju.core.facts import AnswerClosed, Digest, Facts, Hit, Id
from guiju.core.facts.answer import Outcome
from guiju.core.facts.request import ActionName, Surface
from guiju.core.policy import Action, Verdict
from guiju.gateway.answer import ChatAnswer
from guiju.gateway.gate import Tally
from guiju.gateway.parts import Gateway

ACTOR = "gateway"


@dataclass(frozen=True, slots=True)
class Course:
    """How an answer went: its outcome, milliseconds to its first byte and to its end, and how often it was retried."""

    outcome: Outcome
    first: int
    closed: int
    retries: int


def evidence_of(subject: str, user: str | None, at: datetime, demo: bool, facts: Facts) -> Evidence:
    """Evidence of the gateway on one request."""
    return Evidence(type(facts).kind, subject, user, ACTOR, at, facts, demo)


def answer_closed(gateway: Gateway, stream: bool, answer: ChatAnswer, course: Course, digest: Digest) -> AnswerClosed:
    """How a chat answer ended."""
    return AnswerClosed(
        surface="chat",
        stream=stream,
        outcome=course.outcome,
        action=name_of(answer.action),
        policy=Digest(gateway.parts.policy.digest),
        checks=gateway.checks,
        hits=hits_from(answer.hits),
        judged=True,
        released_before=answer.released_before,
        choices=len(answer.choices),
        characters=answer.characters,
        digest=digest,
        explicit_label=gateway.settings.label if answer.spoken else "none",
        implicit_label=True,
        producer=Id(gateway.settings.producer),
        first_byte_ms=course.first,
        closed_ms=course.closed,
        retries=course.retries,
        spoken=answer.spoken,
    )


def unanswered(gateway: Gateway, surface: Surface, stream: bool, course: Course) -> AnswerClosed:
    """A request refused at the door, or whose answer holds no text: nothing generated left, nothing is labelled."""
    return AnswerClosed(
        surface=surface,
        stream=stream,
        outcome=course.outcome,
        action="REFUSE" if course.outcome == "refused" else "ALLOW",
        policy=Digest(gateway.parts.policy.digest),
        checks=(),
        hits=(),
        judged=True,
        released_before=False,
        choices=0,
        characters=0,
        digest=Digest(""),
        explicit_label="none",
        implicit_label=False,
        producer=Id(gateway.settings.producer),
        first_byte_ms=course.first,
        closed_ms=course.closed,
        retries=course.retries,
        spoken=False,
    )


def name_of(action: Action) -> ActionName:
    """An action as facts name it."""
    return cast(ActionName, action.name)


def hits_of(verdicts: Sequence[Verdict]) -> tuple[Hit, ...]:
    """What the verdicts rest on: by risk and check, how often, and the highest score."""
    tally: Tally = {}
    for verdict in verdicts:
        for finding in verdict.reasons:
            count, score = tally.get((finding.risk, finding.check), (0, 0.0))
            tally[finding.risk, finding.check] = count + 1, max(score, finding.score)
    return hits_from(tally)


def hits_from(tally: Tally) -> tuple[Hit, ...]:
    """A tally as facts, in order."""
    return tuple(Hit(Id(risk), Id(check), count, score) for (risk, check), (count, score) in sorted(tally.items()))
