"""Check and Finding: measuring, which never decides."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from guiju.core.content import Content, Kind

Cost = Literal["inline", "thread"]
Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Finding:
    """One risk that a check observed.

    ``risk`` is a risk id of a pack; ``score`` lies in 0..1; ``check`` is the ``name@version`` that saw it;
    ``at`` is its place in the content as characters, end exclusive, or None where it has no one place.
    """

    risk: str
    score: float
    check: str
    at: Span | None = None

    def shifted(self, by: int) -> Finding:
        """The same finding in a text that has ``by`` more characters in front."""
        if self.at is None or not by:
            return self
        return Finding(self.risk, self.score, self.check, (self.at[0] + by, self.at[1] + by))


class Check(Protocol):
    """A batch function from contents to findings. Rows are independent; it neither acts nor remembers.

    ``id`` is ``name@version``. ``risks`` is every risk it can emit. ``threshold`` is the score from which its
    findings count (it belongs to the check's card and version, not to the law). ``cost`` is ``inline`` for checks
    that run on the event loop, ``thread`` for those that run beside it with a deadline.
    """

    @property
    def id(self) -> str: ...
    @property
    def risks(self) -> frozenset[str]: ...
    @property
    def threshold(self) -> float: ...
    @property
    def cost(self) -> Cost: ...

    def __call__(self, batch: Sequence[Content]) -> Sequence[Sequence[Finding]]:
        """Findings per row, in the order of the rows."""
        ...

    def settled(self, text: str) -> int:
        """A cut ``s`` such that for every continuation ``t``
        ``findings(text + t) == findings(text[:s]) + shifted(findings(text[s:] + t), s)``.
        """
        ...

    def tail(self, text: str) -> tuple[Sequence[Finding], int]:
        """``(findings of text, settled(text))`` in one pass: what a stream asks for at every chunk."""
        ...


class Reader(Protocol):
    """Turns what is no text into the texts that it shows or says, which the checks of text then judge.

    ``id`` is ``name@version``; ``kind`` is what it reads. It raises where it cannot read: nothing unread is taken for
    empty.
    """

    @property
    def id(self) -> str: ...
    @property
    def kind(self) -> Kind: ...

    def __call__(self, content: Content) -> list[Content]:
        """The texts in a content, each with the stage, role and context of the content."""
        ...


def name_of(check_id: str) -> str:
    """The name in ``name@version``."""
    return check_id.partition("@")[0]
