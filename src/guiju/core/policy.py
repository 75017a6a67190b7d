"""Rule, Policy and Verdict: deciding, which never looks at content."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import IntEnum
from functools import cached_property

from guiju.core.check import Finding, name_of
from guiju.core.content import Stage


class Action(IntEnum):
    """What a verdict leads to, from the softest to the hardest."""

    ALLOW = 0
    MASK = 1
    REPLACE = 2
    REFUSE = 3
    STOP = 4


@dataclass(frozen=True, slots=True)
class Edit:
    """One span of the content and what is done to it; for REFUSE and STOP the content ends at ``start``."""

    start: int
    end: int
    action: Action
    text: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """What a risk at a stage leads to. ``clause`` names the provision that set it (``PACK/ARTICLE``) or the operator.

    ``text`` stands in for the span under MASK and REPLACE; ``notice`` is the id of a notice for the user.
    """

    risk: str
    stage: Stage
    action: Action
    text: str = ""
    notice: str = ""
    clause: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """The decision on one content. ``edits`` are in order and do not overlap; ``policy`` is the policy's digest."""

    action: Action
    edits: tuple[Edit, ...]
    notices: tuple[str, ...]
    reasons: tuple[Finding, ...]
    policy: str


@dataclass(frozen=True)
class Policy:
    """Rules without order: every matching rule contributes and the hardest action wins.

    ``thresholds`` gives, by check name, the score from which a finding counts; ``trailing`` names the checks
    whose findings may come after their text was released. A risk that no rule knows is refused: fail closed.
    """

    rules: tuple[Rule, ...]
    thresholds: Mapping[str, float] = field(default_factory=dict)
    trailing: frozenset[str] = frozenset()

    @cached_property
    def digest(self) -> str:
        """SHA-256 over rules, thresholds and trailing checks: equal policies have equal digests."""
        parts = sorted(repr((r.risk, r.stage.value, int(r.action), r.text, r.notice, r.clause)) for r in self.rules)
        parts += [repr(sorted(self.thresholds.items())), repr(sorted(self.trailing))]
        return hashlib.sha256("\n".join(parts).encode()).hexdigest()

    @cached_property
    def _table(self) -> dict[tuple[Stage, str], tuple[Rule, ...]]:
        table: dict[tuple[Stage, str], tuple[Rule, ...]] = {}
        for rule in sorted(set(self.rules), key=lambda r: (r.action, r.text, r.notice, r.clause)):
            key = rule.stage, rule.risk
            table[key] = (*table.get(key, ()), rule)
        return table

    @cached_property
    def _clear(self) -> Verdict:
        return Verdict(Action.ALLOW, (), (), (), self.digest)

    def observes(self, stage: Stage, risks: Iterable[str]) -> bool:
        """Whether findings of these risks are told at a stage and change nothing."""
        unknown = (Rule("", stage, Action.REFUSE),)
        return all(rule.action is Action.ALLOW for risk in risks for rule in self._table.get((stage, risk), unknown))

    def decide(self, stage: Stage, findings: Sequence[Finding]) -> Verdict:
        """The verdict on one content with these findings. Pure; the order of findings does not matter."""
        if not findings:
            return self._clear
        hardest, edits, notices, reasons = Action.ALLOW, [], set(), []
        for finding in findings:
            if finding.score < self.thresholds.get(name_of(finding.check), 0.0):
                continue
            reasons.append(finding)
            for rule in self._table.get((stage, finding.risk), (Rule(finding.risk, stage, Action.REFUSE),)):
                action = rule.action if finding.at else _without_place(rule.action)
                hardest = max(hardest, action)
                if rule.notice:
                    notices.add(rule.notice)
                if finding.at and action > Action.ALLOW:
                    edits.append(Edit(*finding.at, action, rule.text))
        reasons.sort(key=lambda f: (f.at or (-1, -1), f.risk, f.check, f.score))
        return Verdict(hardest, united(edits), tuple(sorted(notices)), tuple(reasons), self.digest)


def _without_place(action: Action) -> Action:
    """MASK and REPLACE need a place; without one the whole content is refused."""
    return Action.REFUSE if action in (Action.MASK, Action.REPLACE) else action


def united(edits: Iterable[Edit]) -> tuple[Edit, ...]:
    """Edits in order, overlapping ones joined into one that spans them all with the hardest action among them."""
    joined: list[Edit] = []
    for edit in sorted(edits, key=lambda e: (e.start, e.end, e.action, e.text)):
        last = joined[-1] if joined else None
        if last is None or edit.start >= last.end:
            joined.append(edit)
            continue
        harder = max(last, edit, key=lambda e: (e.action, e.text))
        joined[-1] = Edit(last.start, max(last.end, edit.end), harder.action, harder.text)
    return tuple(joined)


def rewritten(text: str, edits: Sequence[Edit]) -> str:
    """The text with its edits applied; it ends at the start of the first REFUSE or STOP span."""
    out, here = [], 0
    for edit in edits:
        out.append(text[here : edit.start])
        if edit.action >= Action.REFUSE:
            return "".join(out)
        out.append(edit.text)
        here = edit.end
    out.append(text[here:])
    return "".join(out)
