"""Pack: one regulation, one version, as data: articles, obligations, controls, risks, parameters, penalties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from guiju.core.content import Stage
from guiju.core.control import Control
from guiju.core.policy import Action
from guiju.core.text import Text

Actor = Literal["provider", "user", "state"]
Liveness = Literal["live", "draft", "changed", "both", "none"]
Join = Literal["min", "max", "union", "all"]
Value = int | float | str | tuple[int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Article:
    """One article, told in our own words."""

    number: int
    title: Text
    text: Text


@dataclass(frozen=True, slots=True)
class Deadline:
    """``within`` an ISO 8601 duration ``after`` an event (the day of the event is not counted)."""

    within: str
    after: str


@dataclass(frozen=True, slots=True)
class Penalty:
    """What a breach may cost under one provision: money in RMB (None where none is set) and measures."""

    id: str
    clause: str
    text: Text
    fine_min: int | None
    fine_max: int | None
    unverified: bool


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty with its clause. ``id`` is ``PACK/ARTICLE``, ``PACK/ARTICLE.n`` or ``seed/N``.

    ``live`` says whether the duty is live law today, lives on changed, stands in the draft alone, in the draft as told
    while a changed one is live, or is none of the law's own; ``source`` names the live provision. ``shows`` is what
    would show the duty met. A duty of the state carries no control.
    """

    id: str
    clause: str
    actor: Actor
    duty: Text
    trigger: str
    controls: tuple[str, ...]
    shows: Text
    live: Liveness
    source: str
    deadline: Deadline | None
    penalty: str
    unverified: bool
    feasibility: Text | None
    seed_rows: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Floor:
    """The softest action a risk may lead to at a stage, and the clause that set it.

    ``text`` stands in for the span under MASK and REPLACE.
    """

    action: Action
    text: str
    clause: str


@dataclass(frozen=True, slots=True)
class Risk:
    """A risk that findings name, with the floor at every stage.

    ``counts`` is true where a refusal for it counts toward the user's standing. ``house`` marks a risk of the house
    (a check that failed): its floor holds under every pack, binding or not. ``notice`` is the id of a notice.
    """

    id: str
    name: Text
    floors: Mapping[Stage, Floor]
    notice: str
    counts: bool
    house: bool


@dataclass(frozen=True, slots=True)
class Parameter:
    """A number or list that controls work by.

    ``join`` says how packs merge: ``min`` (a ceiling: the lowest wins), ``max`` (a floor: the highest wins),
    ``union`` and ``all`` (lists: every value applies). ``source`` is the standard that gives the value where the
    clause leaves it open. ``clauses`` cites every pack that set it and ``decided`` the one whose value it is.
    """

    id: str
    value: Value
    join: Join
    unit: str
    source: str
    clauses: tuple[str, ...]
    decided: str
    unverified: bool

    @property
    def number(self) -> float:
        """The value of a parameter that is a number. Raises TypeError for a list or a word."""
        if isinstance(self.value, (int, float)):
            return self.value
        raise TypeError(f"parameter {self.id} is no number")


@dataclass(frozen=True, slots=True)
class Pack:
    """One regulation in one version. It applies from ``since`` (inclusive) to ``until`` (exclusive, None: open)."""

    id: str
    title: Text
    version: str
    draft: bool
    since: date
    until: date | None
    articles: tuple[Article, ...]
    obligations: tuple[Obligation, ...]
    controls: Mapping[str, Control]
    risks: Mapping[str, Risk]
    parameters: Mapping[str, Parameter]
    penalties: Mapping[str, Penalty]
