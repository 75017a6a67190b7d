"""Judge: what the model's answers mean for a content where it is met."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from guiju.checks.learned.model import Model, Seen, model
from guiju.checks.learned.reading import Memo, asked, talk, windows
from guiju.core.content import Content, Stage

Scored = tuple[float, Seen]

_SPEAKERS = frozenset(("instruction", "prompt"))


@dataclass(frozen=True, slots=True, eq=False)
class Judge:
    """The model, and a memo of what it saw last, so that several checks of one batch read each text once."""

    model: Model
    seen: Memo

    def harm(self, content: Content) -> Scored:
        """The probability that a content is harmful, and what was seen where it is the most so."""
        return max(self._harms(content), key=_first)

    def worst(self, text: str, *questions: str) -> Scored:
        """The highest probability of any of these questions' yes over the windows of a text."""
        read = map(self.seen, windows(text))
        return max(((max(seen.yes[one] for one in questions), seen) for seen in read), key=_first)

    def abuses(self, content: Content) -> dict[str, float]:
        """The probability of each kind of abuse, of a prompt with the conversation that it ends."""
        kinds = [question for question in self.model.questions if question.startswith("abuse.")]
        read = [content.text]
        if content.stage is Stage.PROMPT and (said := talk(content)):
            read.append(said)
        seen = [self.seen(window) for text in read for window in windows(text)]
        return {kind: max(one.yes[kind] for one in seen) for kind in kinds}

    def jailbreak(self, content: Content) -> float:
        """The probability that a prompt, or the conversation that it ends, tries to free the model of its rules."""
        texts = [content.text, *([said] if (said := talk(content)) else [])]
        return max(self.worst(text, "jailbreak")[0] for text in texts)

    def _harms(self, content: Content) -> Iterable[Scored]:
        text = content.text
        if content.stage is Stage.PROMPT or (content.stage is Stage.CORPUS and content.role in _SPEAKERS):
            yield self.worst(text, "say", "hate", "ask")
            if said := talk(content):
                yield self.worst(said, "ask")
            return
        yield self.worst(text, "say", "hate")
        if content.stage is Stage.ANSWER and (question := asked(content)):
            of_question = self.worst(question, "ask")[1]
            for seen in map(self.seen, windows(text)):
                yield self.model.complies(of_question, seen), of_question


def _first(scored: Scored) -> float:
    return scored[0]


@cache
def judge() -> Judge:
    """The judge with the model that comes with this version, loaded once."""
    known = model()
    return Judge(known, Memo(known.seen))
