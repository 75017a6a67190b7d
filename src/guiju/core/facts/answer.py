"""answer.closed/1: an answer has ended, one way or another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.request import ActionName, Surface
from guiju.core.facts.words import Digest, Facts, Hit, Id

Outcome = Literal["finished", "stopped", "refused", "upstream_failed", "client_left", "shut_down"]
LabelPlace = Literal["none", "start", "end", "client"]


@dataclass(frozen=True, slots=True)
class AnswerClosed(Facts):
    """How one answer ended. Durable before its last byte leaves.

    ``spoken`` is true where text for a reader left, and not calls of tools alone; that text carries the explicit label.
    ``judged`` is true where every text-bearing field of the answer went through the checks; ``released_before``
    where a finding without a place came after text had left. ``digest`` is the HMAC of what was released.
    Times are milliseconds since the request was admitted.
    """

    kind: ClassVar[str] = "answer.closed/1"

    surface: Surface
    stream: bool
    outcome: Outcome
    action: ActionName
    policy: Digest
    checks: tuple[Id, ...]
    hits: tuple[Hit, ...]
    judged: bool
    released_before: bool
    choices: int
    characters: int
    digest: Digest
    explicit_label: LabelPlace
    implicit_label: bool
    producer: Id
    first_byte_ms: int
    closed_ms: int
    retries: int
    spoken: bool = True
