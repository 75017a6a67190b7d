"""What the pieces of a row lead to together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from guiju.checks import Judges, Pii
from guiju.cli.check_desk import Desk
from guiju.cli.check_row import Piece
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Policy, Rule


@dataclass(frozen=True)
class Weighs:
    """Finds something in everything; by its name it weighs a text as a whole."""

    id: str = "harm@1"
    threshold: float = 0.5
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset(("a1.a",))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        return [[Finding("a1.a", 0.4 if content.body == "low" else 0.9, self.id)] for content in batch]

    def settled(self, text: str) -> int:
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        return [], 0


RULES = (Rule("pii.phone", Stage.PROMPT, Action.MASK, notice="privacy"), Rule("a1.a", Stage.PROMPT, Action.REFUSE))
DESK = Desk(Judges({Kind.TEXT: (Weighs(), Pii())}), Policy(RULES, {"harm": 0.5}), Stage.PROMPT, all_scores=False)


def piece(text: str, message: int | None = None, *, weighed: bool = True) -> Piece:
    return Piece(Content("", Stage.PROMPT, Kind.TEXT, "user", text), message, weighed)


def test_the_hardest_action_wins_and_each_finding_keeps_its_message() -> None:
    rows = [[piece("13800138000", 0, weighed=False), piece("low", 1), piece("x", 2)], [piece("low")]]
    first, second = map(DESK.told, DESK.found(rows))
    assert (first["action"], first["notices"]) == ("REFUSE", ["privacy"])
    assert [(f["risk"], f["start"], f["message"]) for f in first["findings"]] == [
        ("pii.phone", 0, 0),
        ("a1.a", None, 2),
    ]
    assert second == {"action": "ALLOW", "notices": [], "findings": []}


def test_what_is_not_weighed_is_read_all_the_same() -> None:
    ((_, findings),) = DESK.found([[piece("13800138000", weighed=False)]])[0]
    assert [finding.risk for finding in findings] == ["pii.phone"]
