"""The gate: text in, text out; nothing leaves before it is settled. No sockets, no clock."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, field

from guiju.checks import judged, tailed
from guiju.core.check import Check, Finding
from guiju.core.content import Stage
from guiju.core.policy import Action, Edit, Verdict, rewritten
from guiju.gateway.judgement import Judgement
from guiju.gateway.pauses import Pauses

_LONG = 1024
"""Characters held from which the tail is read again only once it has grown by an eighth: keeps the work linear."""

Tally = dict[tuple[str, str], tuple[int, float]]
"""By (risk, check): how often it was found, and the highest score."""


@dataclass(slots=True)
class _Watch:
    """One check on one text: how far it has settled, and what it finds behind that."""

    check: Check
    cut: int = 0
    pending: Sequence[Finding] = ()


@dataclass(slots=True)
class Record:
    """What was decided so far on one text, or on several; ``released`` counts characters."""

    action: Action = Action.ALLOW
    notices: set[str] = field(default_factory=set)
    hits: Tally = field(default_factory=dict)
    released: int = 0
    released_before: bool = False

    def take(self, verdict: Verdict) -> None:
        """Adds one verdict."""
        self.action = max(self.action, verdict.action)
        self.notices.update(verdict.notices)
        for reason in verdict.reasons:
            count, score = self.hits.get((reason.risk, reason.check), (0, 0.0))
            self.hits[reason.risk, reason.check] = count + 1, max(score, reason.score)


class Gate:
    """One text on its way out, in as many pieces as the upstream likes.

    Whatever the pieces, what leaves is ``rewritten(text, edits)`` of the whole text: it ends at the first REFUSE or
    STOP span, and no character of a span judged MASK or harder leaves. A finding without a place ends the text
    where it stands. Trailing checks speak at the pauses of the text, those off the loop when it closes; where the
    judgement is holding, no text leaves before the pause after it was judged.
    """

    __slots__ = (
        "_base", "_found", "_held", "_judged", "_judgement", "_pauses", "_reread", "_watches", "_whole", "ended",
        "record",
    )  # fmt: skip

    def __init__(self, judgement: Judgement) -> None:
        self._judgement = judgement
        self._watches = tuple(_Watch(check) for check in judgement.settling)
        self._pauses = Pauses()
        self._held = ""
        self._base = 0
        self._judged = 0
        self._reread = 0
        self._found: list[Finding] = []
        self._whole: list[str] = []
        self.ended = False
        self.record = Record()

    def feed(self, text: str) -> str:
        """Takes the next piece; returns what may leave now."""
        if not self._judgement.trailing:
            return self._fed(text, pause=False)
        return "".join([self._fed(part, pause) for part, pause in self._pauses.split(text)])

    def _fed(self, text: str, pause: bool) -> str:
        if self.ended:
            return ""
        self._held += text
        if self._judgement.trailing:
            self._whole.append(text)
        if len(self._held) < self._reread and not pause:
            return ""
        cut = self._cut()
        holding = self._judgement.holding
        if pause and holding:
            self._pause()
        if self.ended:
            return ""
        out = self._release(min(cut, self._judged) if holding and self._judgement.trailing else cut)
        if pause and not holding and not self.ended:
            self._pause()
        held = len(self._held)
        self._reread = held + held // 8 if held > _LONG else 0
        return out

    def close(self) -> str:
        """The text has ended whole: everything is settled. Returns the rest that may leave."""
        if self.ended:
            return ""
        if self._reread:
            self._cut()
        for watch in self._watches:
            self._found.extend(watch.pending)
        holding = self._judgement.holding
        if holding and not self.ended:
            self._end_with(self._trailing_findings())
        out = "" if self.ended else self._release(self._base + len(self._held))
        if not holding and not self.ended:
            self._end_with(self._trailing_findings())
        self.ended = True
        return out

    def drop(self) -> None:
        """The upstream broke: what is held never leaves."""
        self._held = ""
        self.ended = True

    def _cut(self) -> int:
        """The place before which nothing can change any more: the smallest cut of the checks, lowered until it
        splits neither a finding nor a grapheme."""
        held, base = self._held, self._base
        cut = base + len(held)
        for watch in self._watches:
            findings, settled = tailed(watch.check, held[watch.cut - base :] if watch.cut > base else held)
            if findings:
                self._sort(watch, findings, settled)
                if self.ended:
                    return base
            else:
                watch.pending = ()
                watch.cut += settled
            cut = min(cut, watch.cut)
        return self._lowered(cut) if self._found or held else cut

    def _sort(self, watch: _Watch, findings: Sequence[Finding], settled: int) -> None:
        placed = [f.shifted(watch.cut) for f in findings if f.at]
        self._end_with([f for f in findings if not f.at])
        watch.cut += settled
        self._found.extend(f for f in placed if f.at and f.at[1] <= watch.cut)
        watch.pending = [f for f in placed if f.at and f.at[1] > watch.cut]

    def _end_with(self, findings: Sequence[Finding]) -> None:
        """Findings without a place: a notice, or the end of the text where it stands."""
        if not findings:
            return
        verdict = self._judgement.policy.decide(Stage.ANSWER, findings)
        self.record.take(verdict)
        if verdict.action >= Action.REFUSE:
            self.record.released_before = self.record.released > 0 and not self._judgement.holding
            self._held = ""
            self.ended = True

    def _pause(self) -> None:
        """Asks the quick trailing checks about the text so far. What does not end it is told once, when it closes."""
        self._judged = self._base + len(self._held)
        if self._judgement.pausing:
            (row,) = judged(self._judgement.pausing, [self._judgement.content(self._pauses.recent)])
            findings = _placeless(row)
            if self._judgement.policy.decide(Stage.ANSWER, findings).action >= Action.REFUSE:
                self._end_with(findings)

    def _trailing_findings(self) -> list[Finding]:
        if not self._judgement.trailing:
            return []
        judgement = self._judgement
        content = judgement.content("".join(self._whole))
        (row,) = judged(judgement.trailing, [content], deadline=judgement.term.left)
        return _placeless(row)

    def _lowered(self, cut: int) -> int:
        while True:
            lower = _whole_character(self._held, cut - self._base) + self._base
            for finding in self._found:
                if finding.at and finding.at[0] < lower < finding.at[1]:
                    lower = finding.at[0]
            if lower == cut:
                return cut
            cut = lower

    def _release(self, cut: int) -> str:
        length = cut - self._base
        region, self._held = self._held[:length], self._held[length:]
        if self._found:
            region = self._rewritten(region, cut)
        self._base = cut
        self.record.released += len(region)
        return region

    def _rewritten(self, region: str, cut: int) -> str:
        base = self._base
        settled = [f for f in self._found if f.at and f.at[0] < cut]
        self._found = [f for f in self._found if f.at and f.at[0] >= cut]
        verdict = self._judgement.policy.decide(Stage.ANSWER, settled)
        edits = [Edit(e.start - base, e.end - base, e.action, e.text) for e in verdict.edits]
        hard = next((e for e in edits if e.action >= Action.REFUSE), None)
        if hard is not None:
            verdict = self._judgement.policy.decide(
                Stage.ANSWER, [f for f in settled if f.at and f.at[0] < base + hard.end]
            )
            self._held = ""
            self.ended = True
        self.record.take(verdict)
        return rewritten(region, edits)


def _placeless(row: Sequence[Finding]) -> list[Finding]:
    return [Finding(f.risk, f.score, f.check) for f in row]


def _whole_character(text: str, cut: int) -> int:
    """The cut, moved back so that it splits no surrogate pair, no grapheme and no run of one character."""
    while cut and (_opens(text, cut) or (cut < len(text) and (text[cut] == text[cut - 1] or _extends(text[cut])))):
        cut -= 1
    return cut


def _opens(text: str, cut: int) -> bool:
    """Whether the character before the cut waits for the next one: half a surrogate pair, a joiner, half a flag."""
    last = text[cut - 1]
    if last < "\u200d":
        return False
    if _is_flag(last):
        start = cut - 1
        while start and _is_flag(text[start - 1]):
            start -= 1
        return (cut - start) % 2 == 1
    return last == "\u200d" or "\ud800" <= last <= "\udbff"


def _is_flag(char: str) -> bool:
    return "\U0001f1e6" <= char <= "\U0001f1ff"


def _extends(char: str) -> bool:
    """Whether a character belongs to the one before it: a mark, a joiner, a skin tone, the other half of a pair."""
    if char < "\u0300":
        return False
    return (
        unicodedata.category(char) in ("Mn", "Me", "Mc")
        or char == "\u200d"
        or "\U0001f3fb" <= char <= "\U0001f3ff"
        or "\udc00" <= char <= "\udfff"
    )
