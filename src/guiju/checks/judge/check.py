"""judge: what a guard model of the operator's own says about a text."""

from __future__ import annotations

import hashlib
import math
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from threading import Lock
from typing import Final

import orjson

from guiju.checks.judge.asking import Declined, Messages, Unanswered, asked
from guiju.checks.judge.breaker import Breaker
from guiju.checks.judge.lane import Lane
from guiju.checks.judge.settings import JudgeSettings
from guiju.checks.judge.styles import Asking, Scores, asking
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Kind, Stage

UNDETERMINED: Final = "check.undetermined"
VERSION: Final = "2026.11"

LONGEST: Final = 8_000
"""Characters that are put to a model at once; a longer text is put in parts, which overlap."""
OVERLAP: Final = 400
PARTS: Final = 8
"""Parts of a text that are judged; of a longer text nothing is said."""
TURNS: Final = 4
"""Turns before the text that the model sees."""

_CLOSE: Final = 0.01
"""Seconds before the end of an asker's time from which a failure is put down to that end."""

_ROLES: Final = {Stage.PROMPT: "user", Stage.ANSWER: "assistant", Stage.CORPUS: "user"}
_TALK: Final = frozenset(("user", "assistant"))
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


@dataclass(frozen=True)
class Judge:
    """The check by a guard model: beside the loop, threshold 0.5; a policy names it trailing.

    Findings have no place. Where the model does not answer in time, or not in its style, or is left alone because it
    failed, the finding is check.undetermined: no text passes for judged. What it said is kept by digest alone. Only
    failures of the model's own count as such: an error, or more time for one request than it may take.
    """

    settings: JudgeSettings
    threshold: float = 0.5
    cost: Cost = "thread"
    id: str = field(init=False)
    risks: frozenset[str] = field(init=False)
    _style: Asking = field(init=False, repr=False)
    _breaker: Breaker = field(init=False, repr=False)
    _lane: Lane[Scores] = field(init=False, repr=False)
    _kept: _Kept = field(init=False, repr=False)

    def __post_init__(self) -> None:
        told, style = self.settings, asking(self.settings.style)
        for name, value in (
            ("id", f"judge@{VERSION}+{told.called}"),
            ("risks", style.risks | {UNDETERMINED}),
            ("_style", style),
            ("_breaker", Breaker(told.failures, told.pause)),
            ("_lane", Lane[Scores](told.at_once)),
            ("_kept", _Kept(told.cache)),
        ):
            object.__setattr__(self, name, value)

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row."""
        return self.in_time(batch, math.inf)

    def in_time(self, batch: Sequence[Content], until: float) -> list[list[Finding]]:
        """Findings per row; nothing is asked from ``until`` on (see Timely), nor what was judged before."""
        rows = [[self._question(one, part) for part in self._parts(one)] for one in batch]
        questions = {question.digest: question for row in rows for question in row}
        known = {digest: self._kept.get(digest) for digest in questions}
        new = [question for digest, question in questions.items() if known[digest] is None]
        answers = self._lane.run([partial(self._asked, question, until) for question in new], until)
        known |= {question.digest: answer for question, answer in zip(new, answers, strict=True)}
        return [self._row(one, [known[q.digest] for q in row]) for one, row in zip(batch, rows, strict=True)]

    def settled(self, text: str) -> int:
        """See Check.settled: a text is judged as a whole."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self([Content("tail", Stage.ANSWER, Kind.TEXT, "assistant", text)])[0], 0

    def _row(self, content: Content, found: Sequence[Scores | None]) -> list[Finding]:
        if content.stage not in self.settings.stages or not content.text.strip():
            return []
        scores: dict[str, float] = {}
        for risk, score in (pair for part in found for pair in part or ()):
            scores[risk] = max(scores.get(risk, 0.0), score)
        findings = [Finding(risk, score, self.id) for risk, score in sorted(scores.items())]
        unseen = not found or None in found
        return [*findings, Finding(UNDETERMINED, 1.0, self.id)] if unseen else findings

    def _parts(self, content: Content) -> list[str]:
        """The text in parts; none where it is not to be judged here, or too long to be."""
        text = content.text.translate(_SURROGATES) if not content.text.isascii() else content.text
        if content.stage not in self.settings.stages or not text.strip():
            return []
        starts = range(0, max(1, len(text) - OVERLAP), LONGEST - OVERLAP)
        return [text[at : at + LONGEST] for at in starts] if len(starts) <= PARTS else []

    def _question(self, content: Content, part: str) -> _Question:
        turns = [*self._before(content), {"role": _ROLES[content.stage], "content": part}]
        return _Question(content.stage, turns, hashlib.sha256(orjson.dumps([content.stage, turns])).digest())

    def _before(self, content: Content) -> Messages:
        turns = [one for one in content.context if one.role in _TALK and one.kind is Kind.TEXT][-TURNS:]
        return [{"role": one.role, "content": one.text[-LONGEST // TURNS :].translate(_SURROGATES)} for one in turns]

    def _asked(self, question: _Question, until: float) -> Scores | None:
        start = time.monotonic()
        limit = min(self.settings.timeout, until - start)
        if limit <= 0 or not self._breaker.may_ask():
            return None
        messages = self._style.messages(question.stage, question.turns, question.digest.hex()[:16])
        body: Mapping[str, object] = {
            "model": self.settings.model, "messages": messages, "temperature": 0, "max_tokens": self._style.tokens,
            "stream": False,
        }  # fmt: skip
        try:
            answer = asked(self.settings.url, self.settings.key, body, limit)
        except Declined:
            self._breaker.told(None)
            return None
        except Unanswered:
            went_away = limit < self.settings.timeout and time.monotonic() - start > limit - _CLOSE
            self._breaker.told(None if went_away else False)
            return None
        self._breaker.told(well=True)
        scores = self._style.read(answer, self.settings.strict)
        if scores is not None:
            self._kept.put(question.digest, scores)
        return scores


@dataclass(frozen=True, slots=True)
class _Question:
    """One text, or a part of it, with what stood before, as it is put to the model."""

    stage: Stage
    turns: Messages
    digest: bytes


class _Kept:
    """The newest verdicts by digest. Safe between threads."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._lock = Lock()
        self._kept: OrderedDict[bytes, Scores] = OrderedDict()

    def get(self, digest: bytes) -> Scores | None:
        """What is kept under a digest, which becomes the newest."""
        with self._lock:
            if digest not in self._kept:
                return None
            self._kept.move_to_end(digest)
            return self._kept[digest]

    def put(self, digest: bytes, scores: Scores) -> None:
        """Keeps a verdict; the oldest one goes where there are too many."""
        with self._lock:
            self._kept[digest] = scores
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
