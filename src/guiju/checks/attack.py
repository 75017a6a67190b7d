"""attack: does a text try to free the model of its rules, or to give it orders from inside a document?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from guiju.checks.learned import Weigher, says_anything, weigher
from guiju.checks.learned.reading import PASSAGE, talk
from guiju.checks.signs import exfiltrates, is_many_shot, overrides, payloads, unseen
from guiju.checks.whole import Whole
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Stage

JAILBREAK: Final = "attack.jailbreak"
INJECTION: Final = "attack.injection"

PASSAGES: Final = frozenset(("context", "tool"))
"""Roles of what comes with a prompt and speaks for nobody: an order in it is not the user's."""

OPERATORS = frozenset(("system", "developer"))
"""Roles in which the operator speaks: nobody frees a model of rules by giving it some."""

LEAST = 0.05
"""Below this probability nothing is told."""

SURE = 0.9
LIKELY = 0.6
_SIGNS = 400_000
"""Characters of a text that are looked through for exact signs."""


@dataclass(frozen=True)
class Attack(Whole):
    """The attack check: inline, from weights that come with this version and from exact signs.

    A prompt is judged with the conversation that it ends, and with the passages that come with it; a row of a corpus
    for orders hidden in it. An answer attacks nobody, nor does what the operator says. A finding has no one place.
    """

    id: str = "attack@2026.11"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset((JAILBREAK, INJECTION))

    def found(self, content: Content) -> list[Finding]:
        """See Whole."""
        text = content.text
        if content.stage is Stage.ANSWER or content.role in OPERATORS:
            return []
        known = weigher()
        says = says_anything(text)
        scores = {INJECTION: max(_injections(known, text)) if says else 0.0}
        if content.stage is Stage.PROMPT:
            scores[JAILBREAK] = max(_jailbreaks(known, content)) if says else 0.0
            for turn in content.context:
                if turn.role in PASSAGES and isinstance(turn.body, str):
                    orders = SURE if overrides(turn.body[:_SIGNS]) else 0.0
                    scores[INJECTION] = max(scores[INJECTION], orders, *_injections(known, turn.body))
        return [Finding(risk, score, self.id) for risk, score in sorted(scores.items()) if score >= LEAST]


def _jailbreaks(known: Weigher, content: Content) -> Iterator[float]:
    shown = content.text[:_SIGNS]
    yield known.jailbreak(content)
    if overrides(shown):
        yield SURE
    if is_many_shot(shown):
        yield max(LIKELY, known.worst(shown[-1000:], "ask"))
    for payload in payloads(shown) + payloads(talk(content)):
        yield SURE if overrides(payload) else known.worst(payload, "ask", "jailbreak")


def _injections(known: Weigher, text: str) -> Iterator[float]:
    shown = text[:_SIGNS]
    yield known.worst(text, "injection", room=PASSAGE)
    if exfiltrates(shown):
        yield LIKELY
    for hidden in unseen(shown):
        yield SURE if overrides(hidden) else known.worst(hidden, "injection")
