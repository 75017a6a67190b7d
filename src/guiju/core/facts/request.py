"""request.admitted/1: a request has been judged and, unless refused, is about to reach a model."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Hit, Id

Surface = Literal["chat", "embeddings", "images", "speech", "videos", "downloads"]
ActionName = Literal["ALLOW", "MASK", "REPLACE", "REFUSE", "STOP"]
Refusal = Literal["", "content", "standing", "check"]


@dataclass(frozen=True, slots=True)
class RequestAdmitted(Facts):
    """One request at the door: what was judged and decided, and nothing of what it said.

    ``counted`` is true where the newest user turn was refused for a risk that counts toward standing and had
    not been counted for this user before; ``turn`` is the HMAC of that turn under the person's key.
    ``recent`` counts the user's requests at this gateway within the hour, this one included, and ``alike`` those of
    them that are nearly the same as this one; both are 0 where no end user is named.
    """

    kind: ClassVar[str] = "request.admitted/1"

    surface: Surface
    stream: bool
    application: Id
    action: ActionName
    refusal: Refusal
    policy: Digest
    checks: tuple[Id, ...]
    hits: tuple[Hit, ...]
    fields: int
    characters: int
    turn: Digest
    counted: bool
    recent: int = 0
    alike: int = 0
