"""The YAML of a pack, as pydantic reads it at the border: unknown keys are refused, values have their types."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, StringConstraints

PackId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$")]
ObligationId = Annotated[str, StringConstraints(pattern=r"^([0-9]+(\.[0-9]+)?|seed/[0-9]+)$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_DURATION = r"^P(([0-9]+[YMWD])+(T([0-9]+[HMS])+)?|T([0-9]+[HMS])+)$"
Duration = Annotated[str, StringConstraints(pattern=_DURATION)]
Plain = StrictInt | StrictFloat | StrictStr
Scalar = bool | int | float | str
Operation = Annotated[
    dict[Literal["not", "any_of", "at_least", "includes", "without", "present"], Scalar | list[str]],
    Field(min_length=1, max_length=1),
]
Conditions = dict[str, Scalar | Operation]
NoticeWord = Literal[
    "", "content", "discrimination", "commerce", "rights", "accuracy", "privacy", "attack", "abuse", "unchecked"
]
ActionWord = Literal["ALLOW", "MASK", "REPLACE", "REFUSE", "STOP"]


class Shape(BaseModel):
    """A part of a pack."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class TextYaml(Shape):
    """Words in both languages."""

    zh: Words
    en: Words


class ArticleYaml(Shape):
    """One article in our own words."""

    number: int = Field(ge=1)
    title: TextYaml
    text: TextYaml


class DeadlineYaml(Shape):
    """A term and the event it runs from."""

    within: Duration
    after: Name


class PenaltyYaml(Shape):
    """What a breach may cost."""

    clause: Words
    text: TextYaml
    fine_min: int | None = Field(default=None, ge=0)
    fine_max: int | None = Field(default=None, ge=0)
    unverified: bool = False


class ObligationYaml(Shape):
    """A duty; ``id`` is ARTICLE, ARTICLE.n or seed/N."""

    id: ObligationId
    clause: Words
    actor: Literal["provider", "user", "state"] = "provider"
    duty: TextYaml
    trigger: Words
    controls: list[Name] = []
    shows: TextYaml
    live: Literal["L", "D", "L*", "D/L*", "-"]
    source: str = ""
    deadline: DeadlineYaml | None = None
    penalty: Name | None = None
    unverified: bool = False
    feasibility: TextYaml | None = None
    seed_rows: list[int] = []


class SelectionYaml(Shape):
    """Records of one kind."""

    kind: Words
    where: Conditions = {}


class EvidenceYaml(SelectionYaml):
    """The evidence of a control: the record on the event's own subject, or the next one in time."""

    by: Literal["subject", "time"] = "subject"


class ReachYaml(Shape):
    """A limit that a user's records mount up to: parameters of the pack, and what ends a row."""

    in_a_row: Name
    in_a_day: Name
    zone: Words
    distinct: Words
    broken_by: Conditions


class EventsYaml(SelectionYaml):
    """The events of a control: records of one kind, or users whose records reach a limit."""

    reach: ReachYaml | None = None


class ControlYaml(Shape):
    """A control: planned, or with what is read to know whether it is met."""

    text: TextYaml
    planned: bool = False
    events: EventsYaml | None = None
    evidence: EvidenceYaml | None = None
    holds: Conditions = {}
    window: timedelta | None = Field(default=None, gt=timedelta(0))
    fresh: timedelta | None = Field(default=None, gt=timedelta(0))
    grace: timedelta = Field(default=timedelta(0), ge=timedelta(0))
    writes: str = ""
    parameters: list[Name] = []


class FloorYaml(Shape):
    """An action, and what stands in for the span."""

    action: ActionWord
    text: str = ""


class RiskYaml(Shape):
    """A risk with its floor at each stage."""

    name: TextYaml
    prompt: ActionWord | FloorYaml
    answer: ActionWord | FloorYaml
    corpus: ActionWord | FloorYaml
    clause: Words
    notice: NoticeWord = ""
    counts: bool = False
    house: bool = False


class ParameterYaml(Shape):
    """A number or list that controls work by."""

    value: Plain | list[Plain]
    join: Literal["min", "max", "union", "all"]
    unit: Words
    clause: Words
    source: str = ""
    unverified: bool = False


class PackYaml(Shape):
    """One regulation in one version."""

    id: PackId
    title: TextYaml
    version: Words
    draft: bool = False
    since: date
    until: date | None = None
    articles: list[ArticleYaml] = Field(min_length=1)
    obligations: list[ObligationYaml] = Field(min_length=1)
    controls: dict[Name, ControlYaml] = {}
    risks: dict[Name, RiskYaml] = {}
    parameters: dict[Name, ParameterYaml] = {}
    penalties: dict[Name, PenaltyYaml] = {}
