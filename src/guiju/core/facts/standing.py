"""standing.changed/1: an end user moved from one standing to another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.words import Facts, Id

StandingName = Literal["good", "warned", "limited", "suspended", "closed"]
Cause = Literal["consecutive", "per_day", "officer"]


@dataclass(frozen=True, slots=True)
class StandingChanged(Facts):
    """From one standing to another, why, under which control, and the counts that decided it."""

    kind: ClassVar[str] = "standing.changed/1"

    before: StandingName
    after: StandingName
    cause: Cause
    control: Id
    consecutive: int
    per_day: int
