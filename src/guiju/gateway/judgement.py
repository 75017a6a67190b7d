"""Judgement: what the texts of one answer are judged by."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from guiju.core.check import Check, name_of
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Policy

WEIGHING: Final = frozenset(("harm", "attack", "abuse", "judge"))
"""The checks that weigh what somebody says as a whole; a name, a key or a setting by itself says nothing to them."""

_SAYS: Final = 24
"""Bytes from which a value among others is taken to say something: a few words, some Han characters."""


def saying(texts: Iterable[str]) -> str:
    """Of names and values, such as the leaves of JSON, what says something, as one text."""
    return "\n".join(text for text in texts if len(text.encode("utf-8", "surrogatepass")) >= _SAYS)


def weighing(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Of these checks those that weigh what is said."""
    return tuple(check for check in checks if name_of(check.id) in WEIGHING)


def reading(checks: Sequence[Check]) -> tuple[Check, ...]:
    """Of these checks those that look at every text, however short."""
    return tuple(check for check in checks if name_of(check.id) not in WEIGHING)


@dataclass(frozen=True)
class Judgement:
    """Checks, the policy over them, and what stood before the answer: the conversation that asked for it.

    With ``holding`` no text leaves before the trailing checks have seen it up to a pause. ``seconds`` is how long
    checks beside the loop may take. Raises ValueError where such a check is not trailing: nothing could wait for it
    in a stream.
    """

    checks: Sequence[Check]
    policy: Policy
    context: tuple[Content, ...] = ()
    holding: bool = False
    seconds: float | None = None

    def __post_init__(self) -> None:
        if slow := [check.id for check in self.settling if check.cost != "inline"]:
            raise ValueError(f"check {slow[0]} runs beside the loop: name it in the policy's trailing checks")

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

    def content(self, text: str) -> Content:
        """A text of the answer, with what stood before it."""
        return Content("answer", Stage.ANSWER, Kind.TEXT, "assistant", text, self.context)
