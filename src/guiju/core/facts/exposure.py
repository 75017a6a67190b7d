"""exposure.computed/1: what breaches could cost was worked out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from guiju.core.facts.words import Digest, Facts, Id


@dataclass(frozen=True, slots=True)
class RestsOn:
    """A pack in the version that a calculation rests on."""

    pack: Id
    version: Id
    digest: Digest


@dataclass(frozen=True, slots=True)
class ExposureComputed(Facts):
    """The figures of one calculation, in one currency; the facts and findings it rests on as a digest.

    ``entity`` and ``person`` are the highest fines, never sums. ``share_open`` is true where a share of turnover could
    exceed them and no turnover was told; ``suspension`` where a measure could end or suspend the service.
    """

    kind: ClassVar[str] = "exposure.computed/1"

    profile: Digest
    day: datetime
    packs: tuple[RestsOn, ...]
    findings: int
    provisions: int
    unverified: int
    currency: Id
    entity: int
    person: int
    share_open: bool
    suspension: bool
