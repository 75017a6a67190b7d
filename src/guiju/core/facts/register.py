"""duty.assigned/1 and duty.decided/1: what officers enter in the register of duties. Their words rest in the vault."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from guiju.core.facts.words import Digest, Facts, Id

_UNTOLD = Digest("")


@dataclass(frozen=True, slots=True)
class DutyAssigned(Facts):
    """The owner of an obligation and the notes on it became what ``item`` of the vault says; empty: cleared."""

    kind: ClassVar[str] = "duty.assigned/1"

    obligation: Id
    item: Id
    digest: Digest


@dataclass(frozen=True, slots=True)
class DutyDecided(Facts):
    """Whether an obligation applies was decided under the pack of this digest; empty ``item``: undecided again.

    ``item`` of the vault holds the reason and who approved. ``duty_digest`` is of what the law says of the obligation:
    under another the decision has lapsed. Records of earlier versions have none, and lapse with the pack's digest.
    """

    kind: ClassVar[str] = "duty.decided/1"

    obligation: Id
    pack: Id
    version: Id
    pack_digest: Digest
    applicable: bool
    item: Id
    digest: Digest
    duty_digest: Digest = _UNTOLD
