"""scope.decided/1: an officer put on record which packs apply to the service, and by which facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Id

Modality = Literal["text", "image", "audio", "video", "code", "virtual_scene"]
Opinion = Literal["", "yes", "no", "unknown"]


@dataclass(frozen=True, slots=True)
class PackDecided:
    """Whether a pack applies, in the version of this digest."""

    pack: Id
    version: Id
    digest: Digest
    applies: bool


@dataclass(frozen=True, slots=True)
class ScopeDecided(Facts):
    """The decision as of a ``day``; the facts it rests on as the digest of the ``profile``.

    ``assumed`` counts the facts that nobody gave and on which the answer of some pack rests, ``obligations`` the duties
    that apply. ``opinion`` (the attribute of public opinion) and ``modalities`` are empty where nobody gave them.
    """

    kind: ClassVar[str] = "scope.decided/1"

    profile: Digest
    day: datetime
    packs: tuple[PackDecided, ...]
    assumed: int
    opinion: Opinion
    modalities: tuple[Modality, ...]
    obligations: int
