"""pack.adopted/1 and status.judged/1: which version of a pack binds from when, and what was judged by it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Id

Mode = Literal["binding", "reference"]


@dataclass(frozen=True, slots=True)
class PackAdopted(Facts):
    """From now on this version of a pack is the one in use, in place of ``before`` (empty: the first)."""

    kind: ClassVar[str] = "pack.adopted/1"

    pack: Id
    version: Id
    digest: Digest
    before: Digest
    mode: Mode


@dataclass(frozen=True, slots=True)
class StatusJudged(Facts):
    """How many obligations of a pack had which status, judged by this version of it as of a moment."""

    kind: ClassVar[str] = "status.judged/1"

    pack: Id
    version: Id
    digest: Digest
    as_of: datetime
    met: int
    not_met: int
    no_evidence: int
    planned: int
    not_applicable: int
