"""pii: personal identifiers with a structure of their own."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from guiju.checks.pii import bank_card, email, id_card, passport, phone, plate, uscc
from guiju.checks.pii.identifier import Identifier
from guiju.checks.pii.run import Run, prepare, runs, settled
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

_KINDS: tuple[Callable[[Run], Iterator[Identifier]], ...] = (
    id_card.identity_cards, phone.phones, uscc.credit_codes, bank_card.bank_cards,
    plate.plates, passport.passports, email.emails,
)  # fmt: skip


@dataclass(frozen=True)
class Pii:
    """The check of personal identifiers: inline, threshold 0.8.

    Score 1 where the structure and any check digit hold, less where there is none, below the threshold where it is
    wrong. Of candidates that overlap, the one with the higher score is kept, then the longer, then the earlier kind.
    """

    id: str = "pii@2026.11"
    threshold: float = 0.8
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset(
        [id_card.RISK, phone.RISK, uscc.RISK, bank_card.RISK, plate.RISK, passport.RISK, email.RISK]
    )

    def __post_init__(self) -> None:
        prepare()

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row, in the order of the text."""
        return [self._found(content.text) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return settled(text)

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return self._found(text), settled(text)

    def _found(self, text: str) -> list[Finding]:
        return [
            Finding(one.risk, one.score, self.id, (run.at[one.start], run.at[one.end - 1] + 1))
            for run in runs(text)
            for one in chosen(candidate for kind in _KINDS for candidate in kind(run))
        ]


def chosen(candidates: Iterable[Identifier]) -> list[Identifier]:
    """The candidates that stay where several overlap, in the order of the run."""
    kept: list[Identifier] = []
    for one in sorted(candidates, key=lambda c: (-c.score, c.start - c.end)):
        if all(one.end <= other.start or other.end <= one.start for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda c: c.start)
