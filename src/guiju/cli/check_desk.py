"""Who judges what rows bring, and what a row gains."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from guiju import __version__
from guiju.checks import Judges
from guiju.cli.check_row import Piece
from guiju.core.check import Finding, name_of
from guiju.core.content import Stage
from guiju.core.policy import Policy
from guiju.wiring import TRAILING

Found = list[tuple[Piece, list[Finding]]]
"""What is found in each piece of one row."""

_ROLES = {Stage.PROMPT: "user", Stage.ANSWER: "assistant", Stage.CORPUS: "document"}


@dataclass(frozen=True, slots=True)
class Desk:
    """Who judges, the policy over them, and the stage at which rows are judged; ``all_scores`` tells findings that do
    not count as well. ``lexicon`` is the digest of the lexicon that the judges have."""

    judges: Judges
    policy: Policy
    stage: Stage
    all_scores: bool
    lexicon: str = ""

    @property
    def role(self) -> str:
        """The role of what is met at the stage."""
        return _ROLES[self.stage]

    @property
    def terms(self) -> dict[str, str]:
        """On what rows are judged, by name: where these are the same, so is what a row gains."""
        judges = (f"{kind.value}: {' '.join(check.id for check in of)}" for kind, of in self.judges.by_kind.items())
        return {
            "guiju": __version__, "stage": self.stage.value, "checks": "; ".join(judges),
            "words": self.lexicon[:12], "packs": self.policy.digest[:12], "all-scores": str(self.all_scores),
        }  # fmt: skip

    def found(self, rows: Sequence[Sequence[Piece]]) -> list[Found]:
        """What is found in each row, which may have a text and a file, or messages.

        Pieces of a kind that nobody was chosen for are passed over, unless the row has no others.
        """
        chosen = [[one for one in row if one.content.kind in self.judges.by_kind] or row for row in rows]
        found = {
            weighed: iter(judges([one.content for row in chosen for one in row if one.weighed is weighed]))
            for weighed, judges in ((True, self.judges), (False, self._readers))
        }
        return [[(one, next(found[one.weighed])) for one in row] for row in chosen]

    def told(self, found: Found) -> dict[str, Any]:
        """What a row gains."""
        verdicts = [(one, findings, self.policy.decide(self.stage, findings)) for one, findings in found]
        shown = [
            (one.message, finding)
            for one, findings, verdict in verdicts
            for finding in (findings if self.all_scores else verdict.reasons)
        ]
        return {
            "action": max(verdict.action for *_, verdict in verdicts).name,
            "notices": sorted({notice for *_, verdict in verdicts for notice in verdict.notices}),
            "findings": [
                {
                    "risk": f.risk, "score": f.score, "check": f.check,
                    "start": f.at[0] if f.at else None, "end": f.at[1] if f.at else None,
                } | ({} if message is None else {"message": message})
                for message, f in shown
            ],
        }  # fmt: skip

    @property
    def _readers(self) -> Judges:
        """The judges without the checks that weigh a text as a whole."""
        return Judges(
            {
                kind: tuple(check for check in checks if name_of(check.id) not in TRAILING)
                for kind, checks in self.judges.by_kind.items()
            }
        )
