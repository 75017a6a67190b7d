"""Weigher: what the model's answers mean for a content where it is met."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from math import log

from guiju.checks.learned.model import Model, Seen, chance, model
from guiju.checks.learned.reading import WINDOW, Memo, asked, says_anything, talk
from guiju.core.content import Content, Stage

Scored = tuple[float, Seen]

MANY = 0.8
"""How much further the log odds of the worst of several windows have to go, for each e-fold of their number: each
window is one more chance to be mistaken."""

_SPEAKERS = frozenset(("instruction", "prompt"))


@dataclass(frozen=True, slots=True, eq=False)
class Weigher:
    """The model, and a memo of what it saw last, so that several checks of one batch read each text once.

    A score is a probability, moved so that one half is the point to act at.
    """

    model: Model
    seen: Memo

    def harm(self, content: Content) -> Scored:
        """How sure it is that a content is harmful, and what was seen where it is the most so."""
        score, seen = max(self._harms(content), key=_first)
        return chance(score), seen

    def worst(self, text: str, *questions: str, room: int = WINDOW) -> float:
        """The highest score of any of these questions over the windows of a text."""
        return chance(self._worst(text, *questions, room=room)[0])

    def abuses(self, content: Content) -> dict[str, float]:
        """The score of each kind of abuse, of a prompt with the conversation that it ends."""
        texts = [self.seen(text) for text in _read(content)]
        answer = content.stage is Stage.ANSWER
        return {
            kind: chance(
                max(max(seen.odds[kind] for seen in read) - many(read) for read in texts)
                - (self.model.margins[kind] if answer else 0)
            )
            for kind in self.model.questions
            if kind.startswith("abuse.")
        }

    def jailbreak(self, content: Content) -> float:
        """How sure it is that a prompt, or the conversation that it ends, tries to free the model of its rules."""
        return max(self.worst(text, "jailbreak") for text in _read(content))

    def _worst(self, text: str, *questions: str, room: int = WINDOW) -> Scored:
        read = self.seen(text, room)
        odds, worst = max(((max(map(seen.odds.__getitem__, questions)), seen) for seen in read), key=_first)
        return odds - many(read), worst

    def _harms(self, content: Content) -> Iterable[Scored]:
        text = content.text
        if content.stage is Stage.PROMPT or (content.stage is Stage.CORPUS and content.role in _SPEAKERS):
            yield self._worst(text, "say", "hate", "ask")
            if said := talk(content):
                yield self._worst(said, "ask")
        elif content.stage is Stage.ANSWER:
            for question in ("say", "hate"):
                odds, seen = self._worst(text, question)
                yield odds - self.model.margins[question], seen
            if says_anything(question := asked(content)):
                of_question = self._worst(question, "ask")[1]
                read = self.seen(text)
                complies = max(self.model.complies(of_question, seen) for seen in read)
                yield complies - many(read), of_question
        else:
            yield self._worst(text, "say", "hate")


def _read(content: Content) -> list[str]:
    said = talk(content) if content.stage is Stage.PROMPT else ""
    return [content.text, said] if said else [content.text]


def many(read: Sequence[Seen]) -> float:
    """How much further the worst of these windows has to go than one that stands alone."""
    return MANY * log(len(read))


def _first(scored: Scored) -> float:
    return scored[0]


@cache
def weigher() -> Weigher:
    """The weigher with the model that comes with this version, loaded once."""
    known = model()
    return Weigher(known, Memo(known.each))
