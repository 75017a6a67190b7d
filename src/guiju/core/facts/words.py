"""The closed vocabularies of which facts are made. Facts hold numbers, times, ids and digests, and no free text."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import ClassVar, NewType

Id = NewType("Id", str)
"""An identifier made by this system or chosen by the operator, never by an end user: see ID_PATTERN."""

Digest = NewType("Digest", str)
"""Lower-case hexadecimal of a SHA-256 or HMAC-SHA-256."""

ID_PATTERN = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:@/+-]{0,95}")
DIGEST_PATTERN = re.compile(r"[0-9a-f]{64}")


class Facts:
    """What one kind of evidence states: a frozen dataclass with a ``kind`` such as ``answer.closed/1``."""

    kind: ClassVar[str]
    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Hit:
    """How often one check found one risk in one content, and the highest score."""

    risk: Id
    check: Id
    count: int
    score: float
