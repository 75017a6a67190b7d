"""service.started/1 and service.stopped/1: under which rules a gateway served, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from guiju.core.facts.answer import LabelPlace
from guiju.core.facts.words import Digest, Facts, Id


@dataclass(frozen=True, slots=True)
class ServiceStarted(Facts):
    """A gateway began to serve with this policy, these packs and checks, and this label.

    ``digests`` are those of the packs, in their order: which version of each it serves by. ``weighed`` are the risks
    for which it weighs whole texts, beyond looking for words and numbers in them.
    """

    kind: ClassVar[str] = "service.started/1"

    version: Id
    policy: Digest
    packs: tuple[Id, ...]
    checks: tuple[Id, ...]
    lexicon: Digest
    producer: Id
    explicit_label: LabelPlace
    digests: tuple[Digest, ...] = ()
    weighed: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True)
class ServiceStopped(Facts):
    """A gateway ended after it had closed every answer; ``interrupted`` of them early."""

    kind: ClassVar[str] = "service.stopped/1"

    interrupted: int
