"""Evidence as the house leaves it, for tests of what controls make of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from guiju.core.evidence import Evidence
from guiju.core.facts import (
    AnswerClosed,
    CheckpointSigned,
    Digest,
    Erased,
    ErasureComplete,
    ExposureComputed,
    Facts,
    FileLabelled,
    FilePassed,
    FilesExamined,
    Id,
    PackAdopted,
    PackDecided,
    RequestAdmitted,
    RestsOn,
    RiskCount,
    ScopeDecided,
    ServiceStarted,
    StandingChanged,
    WaiverUsed,
    WordingTested,
    WordsUpdated,
)

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
DIGEST = Digest("ab" * 32)
CHECKS = tuple(Id(f"{name}@1") for name in ("words", "pii", "harm", "attack", "abuse"))

ADMITTED = RequestAdmitted("chat", True, Id("app"), "ALLOW", "", DIGEST, CHECKS, (), 1, 9, DIGEST, False)
CLOSED = AnswerClosed(
    "chat",
    True,
    "finished",
    "ALLOW",
    DIGEST,
    CHECKS,
    (),
    True,
    False,
    1,
    12,
    DIGEST,
    "start",
    True,
    Id("0011"),
    5,
    9,
    0,
)
SUSPENDED = StandingChanged("good", "suspended", "consecutive", Id("standing"), 3, 3)
CHECKPOINT = CheckpointSigned(1, 100, True)
ERASED = Erased(1, NOW)
ERASURE_COMPLETE = ErasureComplete(NOW)
SCOPE = ScopeDecided(
    DIGEST, NOW, (PackDecided(Id("cn-draft-2023-04"), Id("2023-04-11"), DIGEST, True),), 0, "yes", ("text",), 60
)

EXPOSURE = ExposureComputed(
    DIGEST, NOW, (RestsOn(Id("cn-statutes"), Id("2026-01-01"), DIGEST),), 1, 2, 0, Id("RMB"), 100_000, 0, False, True
)
WORDS = WordsUpdated(DIGEST, Digest(""), 17_000, (RiskCount(Id("a1.a"), 400),), 12, 3, 0)
ANNEX_A = tuple(
    Id(f"a{group}.{letter}")
    for group, letters in enumerate(("abcdefgh", "abcdefghi", "abcde", "abcdefg", "ab"), 1)
    for letter in letters
)
LABELLED = FileLabelled(
    "images", "image", Id("png"), "1", Id("001191320118MAK93FC72D10001"), Id("r-1"), True, "drawn", "compliant", 1,
    False, False, False, DIGEST, 2000, 600, 5,
)  # fmt: skip
PASSED = FilePassed(
    "image", Id("png"), "declaration", "none", "2", Id("001191110102MAD55U9H0F20002"), Id("p-1"), True, "compliant",
    DIGEST,
)  # fmt: skip
EXAMINED = FilesExamined(3, 2, 0, 1, 0, 0, 0, DIGEST)
TESTED = WordingTested("image", Id("height"), 0.05, 0.052, True, True)
WAIVED = WaiverUsed(DIGEST, "image", DIGEST)
STARTED = ServiceStarted(
    Id("0.1.0"), DIGEST, (Id("cn-draft-2023-04"),), CHECKS, DIGEST, Id("0011"), "start", (DIGEST,), ANNEX_A
)
ADOPTED = PackAdopted(Id("cn-draft-2023-04"), Id("2023-04-11"), DIGEST, Digest(""), "binding")


def ago(**span: float) -> datetime:
    """A time so long before now."""
    return NOW - timedelta(**span)


def record(
    facts: Facts, at: datetime = NOW - timedelta(hours=1), subject: str = "r-1", user: str | None = "u-1",
    demo: bool = False, seq: int = 1, **changed: Any,
) -> Evidence:  # fmt: skip
    """One record of these facts, with some of them changed."""
    return Evidence(facts.kind, subject, user, "gateway", at, replace(facts, **changed), demo, ("w", seq))  # type: ignore[type-var]
