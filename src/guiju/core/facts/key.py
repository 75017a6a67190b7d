"""key.created/1 and key.revoked/1: the API keys of applications."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.words import Facts, Id

KeyRole = Literal["application", "operator", "demo"]


@dataclass(frozen=True, slots=True)
class KeyCreated(Facts):
    """An application received a key; only the key's hash is held."""

    kind: ClassVar[str] = "key.created/1"

    application: Id
    role: KeyRole


@dataclass(frozen=True, slots=True)
class KeyRevoked(Facts):
    """An application's key stopped working."""

    kind: ClassVar[str] = "key.revoked/1"

    application: Id
