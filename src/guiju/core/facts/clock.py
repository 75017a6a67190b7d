"""clock.started/1, clock.changed/1, clock.stopped/1: the terms that run from an event, and what moved or ended them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Id

Ending = Literal["dated", "beyond_calendar", "open"]
Move = Literal["suspended", "extended"]


@dataclass(frozen=True, slots=True)
class ClockStarted(Facts):
    """A term began to run for an obligation, as the pack of this version and digest sets it.

    ``on`` begins the day of the event and ``due`` ends the last day; where the ending is not ``dated`` (no calendar
    that far, or no number in the law) ``due`` is no date and says ``on``. With ``keep`` something must be kept until
    then.
    """

    kind: ClassVar[str] = "clock.started/1"

    event: Id
    obligation: Id
    pack: Id
    version: Id
    digest: Digest
    on: datetime
    due: datetime
    ending: Ending
    keep: bool


@dataclass(frozen=True, slots=True)
class ClockChanged(Facts):
    """A running term was suspended or extended: from which end to which, why (a digest of the reason) and by whom.

    ``begin`` and ``end`` are the suspended days, or of an extension the old end and the new one.
    """

    kind: ClassVar[str] = "clock.changed/1"

    event: Id
    obligation: Id
    pack: Id
    version: Id
    digest: Digest
    move: Move
    begin: datetime
    end: datetime
    before: datetime
    after: datetime
    ending: Ending
    reason: Digest
    approver: Id


@dataclass(frozen=True, slots=True)
class ClockStopped(Facts):
    """What the term was for is done; ``in_time`` says whether before it ended."""

    kind: ClassVar[str] = "clock.stopped/1"

    event: Id
    obligation: Id
    pack: Id
    digest: Digest
    done: datetime
    in_time: bool
