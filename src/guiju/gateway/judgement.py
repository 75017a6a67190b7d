"""Judgement: what the texts of one answer are judged by."""

from __future__ import annotations

import math
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Final

from guiju.core.check import Check, name_of
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Policy

WEIGHING: Final = frozenset(("harm", "attack", "abuse", "judge"))
"""The checks that weigh what somebody says as a whole; a name, a key or a setting by itself says nothing to them."""

_KNOWN: Final = ("checks", "policy", "settling", "trailing", "pausing", "reading", "weighing", "aside")
"""What is the same in judgements on different answers."""
_SAYS: Final = 24
"""Bytes from which a value among others is taken to say something: a few words, some Han characters."""


def saying(texts: Iterable[str]) -> str:
    """Of names and values, such as the leaves of JSON, what says something, as one text."""
    return "\n".join(text for text in texts if len(text.encode("utf-8", "surrogatepass")) >= _SAYS)


@dataclass(slots=True)
class Term:
    """How long checks beside the loop may take, waiting for their turn included: so many seconds from ``begin`` on."""

    seconds: float = math.inf
    _until: float = math.inf

    def begin(self) -> Term:
        """The time runs from now on."""
        self._until = time.monotonic() + self.seconds
        return self

    @property
    def left(self) -> float | None:
        """Seconds that are left, None for as many as it takes."""
        return None if self._until == math.inf else max(0.0, self._until - time.monotonic())


@dataclass(frozen=True)
class Judgement:
    """Checks, the policy over them, and what stood before the answer: the conversation that asked for it.

    With ``holding`` no text leaves before the trailing checks have seen it up to a pause. ``term`` is how long checks
    beside the loop may take. Raises ValueError where such a check is not trailing: nothing could wait for it in a
    stream.
    """

    checks: Sequence[Check]
    policy: Policy
    context: tuple[Content, ...] = ()
    holding: bool = False
    term: Term = field(default_factory=Term)

    def __post_init__(self) -> None:
        if slow := [check.id for check in self.settling if check.cost != "inline"]:
            raise ValueError(f"check {slow[0]} runs beside the loop: name it in the policy's trailing checks")

    def about(self, context: Sequence[Content], *, holding: bool, term: Term) -> Judgement:
        """The same on an answer to another conversation; what follows from checks and policy is not found out anew."""
        known = {name: getattr(self, name) for name in _KNOWN}
        other = object.__new__(Judgement)
        other.__dict__.update(known, context=tuple(context), holding=holding, term=term)
        return other

    @cached_property
    def settling(self) -> tuple[Check, ...]:
        """The checks whose findings come before their text leaves."""
        return tuple(check for check in self.checks if name_of(check.id) not in self.policy.trailing)

    @cached_property
    def trailing(self) -> tuple[Check, ...]:
        """The checks that the policy lets speak after text has left."""
        return tuple(check for check in self.checks if name_of(check.id) in self.policy.trailing)

    @cached_property
    def pausing(self) -> tuple[Check, ...]:
        """The trailing checks that are asked at every pause: those quick enough, that could end the answer."""
        quick = (check for check in self.trailing if check.cost == "inline")
        return tuple(check for check in quick if not self.policy.observes(Stage.ANSWER, check.risks))

    @cached_property
    def weighing(self) -> tuple[Check, ...]:
        """The checks that weigh what is said as a whole."""
        return tuple(check for check in self.checks if name_of(check.id) in WEIGHING)

    @cached_property
    def reading(self) -> tuple[Check, ...]:
        """The checks that look at every text, however short."""
        return tuple(check for check in self.checks if name_of(check.id) not in WEIGHING)

    @cached_property
    def aside(self) -> bool:
        """Whether a check runs beside the loop: where an answer ends, it is waited for."""
        return any(check.cost != "inline" for check in self.checks)

    def content(self, text: str) -> Content:
        """A text of the answer, with what stood before it."""
        return Content("answer", Stage.ANSWER, Kind.TEXT, "assistant", text, self.context)
