"""What is recorded when a person's content and keys are erased."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from guiju.core.facts.words import Facts


@dataclass(frozen=True, slots=True)
class Erased(Facts):
    """A person's key was removed here; copies in backups open until ``complete_by``."""

    kind: ClassVar[str] = "erased/1"

    items: int
    complete_by: datetime


@dataclass(frozen=True, slots=True)
class ErasureComplete(Facts):
    """No key that opens a copy of the person's content is left anywhere."""

    kind: ClassVar[str] = "erasure.complete/1"

    erased_at: datetime


@dataclass(frozen=True, slots=True)
class ErasureBlocked(Facts):
    """Erasure was asked for while a least term runs: the content is blocked now and erased at ``erase_at``."""

    kind: ClassVar[str] = "erasure.blocked/1"

    erase_at: datetime
