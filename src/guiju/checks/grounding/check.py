"""grounding: is each sentence of an answer borne out by the passages that it was given?"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Final

from guiju.checks.fold import fold
from guiju.checks.grounding.sentences import sentences, tongue
from guiju.checks.grounding.support import Passages
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Kind, Stage

UNSUPPORTED: Final = "truth.unsupported"
UNDETERMINED: Final = "truth.undetermined"

PASSAGE_ROLES: Final = frozenset(("context", "tool"))
"""Roles of the content before an answer that are passages: what was looked up for it."""

_LONGEST: Final = 100_000
"""Characters of passages, and of an answer, that are compared; beyond them nothing is said."""
_HAN: Final = (*range(0x3400, 0xA000), *range(0xF900, 0xFB00))
_WIDE: Final = 0xFEE0
_WIDE_ONES: Final = (range(0xFF10, 0xFF1A), range(0xFF21, 0xFF3B), range(0xFF41, 0xFF5B))
_LEAST: Final = 0.3
"""A score above that of a sentence against which nothing speaks."""


@cache
def _alike() -> dict[int, int]:
    """One character for one, so that places stay: traditional and variant Han characters, full-width forms."""
    points = fold().points
    alike = {point: int(points[point]) for point in _HAN if points[point] > 0 and points[point] != point}
    return alike | {wide: wide - _WIDE for one in _WIDE_ONES for wide in one}


@dataclass(frozen=True)
class Grounding(Whole):
    """The check of answers against their passages: inline, threshold 0.5. A prompt claims nothing.

    Each sentence that the passages seem not to bear out is a finding in its place; its score is how sure that is.
    Without passages, in a language other than Chinese or English, or where answer and passages are in two languages,
    the one finding is that nothing could be determined: it is never taken for support. Unless ``always``, an answer
    that came without passages is passed over: most answers do.
    """

    always: bool = True
    id: str = "grounding@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset((UNSUPPORTED, UNDETERMINED))

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        if content.stage is Stage.PROMPT or not (
            self.always or any(one.role in PASSAGE_ROLES for one in content.context)
        ):
            return []
        given = "\n".join(one.text for one in content.context if one.role in PASSAGE_ROLES and one.kind is Kind.TEXT)
        passages, text = given.translate(_alike()), content.text.translate(_alike())
        language = tongue(text)
        too_long = max(len(text), len(passages)) > _LONGEST
        if not passages.strip() or too_long or not language or tongue(passages) != language:
            return [Finding(UNDETERMINED, 1.0, self.id)]
        known = Passages.of(passages)
        scored = [(at, round(known.unsupported(text[slice(*at)]), 4)) for at in sentences(text)]
        return [Finding(UNSUPPORTED, score, self.id, at) for at, score in scored if score >= _LEAST]
