"""judge: what a guard model of the operator's own says about a text."""

from __future__ import annotations

import hashlib
import time
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from threading import Lock
from typing import Final

import orjson

from guiju.checks.judge.asking import Messages, Unanswered, asked
from guiju.checks.judge.breaker import Breaker
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

_ROLES: Final = {Stage.PROMPT: "user", Stage.ANSWER: "assistant", Stage.CORPUS: "user"}
_TALK: Final = frozenset(("user", "assistant"))
_SURROGATES: Final = dict.fromkeys(range(0xD800, 0xE000), 0xFFFD)


@dataclass(frozen=True)
class Judge:
    """The check by a guard model: beside the loop, threshold 0.5; a policy names it trailing.

    Findings have no place. Where the model does not answer in time, or not in its style, or is left alone because it
    failed, the finding is check.undetermined: no text passes for judged. What it said is kept by digest alone.
    """

    settings: JudgeSettings
    threshold: float = 0.5
    cost: Cost = "thread"
    id: str = field(init=False)
    risks: frozenset[str] = field(init=False)
    _style: Asking = field(init=False, repr=False)
    _breaker: Breaker = field(init=False, repr=False)
    _pool: ThreadPoolExecutor = field(init=False, repr=False)
    _kept: _Kept = field(init=False, repr=False)

    def __post_init__(self) -> None:
        told, style = self.settings, asking(self.settings.style)
        for name, value in (
            ("id", f"judge@{VERSION}+{told.called}"),
            ("risks", style.risks | {UNDETERMINED}),
            ("_style", style),
            ("_breaker", Breaker(told.failures, told.pause)),
            ("_pool", ThreadPoolExecutor(told.at_once, thread_name_prefix="judge")),
            ("_kept", _Kept(told.cache)),
        ):
            object.__setattr__(self, name, value)

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row."""
        until = time.monotonic() + self.settings.timeout
        rows = [[self._pool.submit(self._judged, one, ask, until) for ask in self._parts(one)] for one in batch]
        wait([part for row in rows for part in row])
        return [self._row(one, row) for one, row in zip(batch, rows, strict=True)]

    def settled(self, text: str) -> int:
        """See Check.settled: a text is judged as a whole."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self([Content("tail", Stage.ANSWER, Kind.TEXT, "assistant", text)])[0], 0

    def _row(self, content: Content, parts: Sequence[Future[Scores | None]]) -> list[Finding]:
        if content.stage not in self.settings.stages or not content.text.strip():
            return []
        found = [part.result() for part in parts]
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

    def _judged(self, content: Content, part: str, until: float) -> Scores | None:
        turns = [*self._before(content), {"role": _ROLES[content.stage], "content": part}]
        digest = hashlib.sha256(orjson.dumps([content.stage, turns])).digest()
        known = self._kept.get(digest)
        if known is None:
            known = self._asked(content.stage, turns, digest.hex()[:16], until)
            if known is not None:
                self._kept.put(digest, known)
        return known

    def _before(self, content: Content) -> Messages:
        turns = [one for one in content.context if one.role in _TALK and one.kind is Kind.TEXT][-TURNS:]
        return [{"role": one.role, "content": one.text[-LONGEST // TURNS :].translate(_SURROGATES)} for one in turns]

    def _asked(self, stage: Stage, turns: Messages, mark: str, until: float) -> Scores | None:
        left = until - time.monotonic()
        if left <= 0 or not self._breaker.may_ask():
            return None
        body: Mapping[str, object] = {
            "model": self.settings.model, "messages": self._style.messages(stage, turns, mark),
            "temperature": 0, "max_tokens": self._style.tokens, "stream": False,
        }  # fmt: skip
        try:
            answer = asked(self.settings.url, self.settings.key, body, left)
        except Unanswered:
            self._breaker.told(well=False)
            return None
        self._breaker.told(well=True)
        return self._style.read(answer, self.settings.strict)


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
