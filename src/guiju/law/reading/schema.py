"""The YAML of a pack, as pydantic reads it at the border: unknown keys are refused, values have their types."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, StrictFloat, StrictInt, StrictStr, StringConstraints

from guiju.core.pack import Actor, InstrumentStatus, Join, Open, Relationship, Route, Severity

PackId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Name = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+([._-][a-z0-9]+)*$")]
Version = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9._:@/+-]{0,95}$")]
"""A version as evidence can name it."""
_ARTICLE = r"([a-z][a-z0-9]*-)?[0-9A-Z]+(\.[0-9A-Za-z]+)*"
ArticleNumber = Annotated[str, StringConstraints(pattern=rf"^{_ARTICLE}$")]
ObligationId = Annotated[str, StringConstraints(pattern=rf"^({_ARTICLE}|seed/[0-9]+)$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9]*$")]
Words = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
_DURATION = r"^P(([0-9]+[YMWD])+(T([0-9]+[HMS])+)?|T([0-9]+[HMS])+)$"
Duration = Annotated[str, StringConstraints(pattern=_DURATION)]
Plain = StrictInt | StrictFloat | StrictStr
Scalar = bool | int | float | str
Operation = Annotated[
    dict[Literal["not", "any_of", "at_least", "includes", "covers", "without", "present"], Scalar | list[str]],
    Field(min_length=1, max_length=1),
]
Conditions = dict[str, Scalar | Operation]
ExpressionYaml = Annotated[dict[str, Any], Field(min_length=1)]
"""A condition over the facts of a service; ``expressions.py`` holds it against the facts that there are."""
GraceDays = Annotated[dict[Literal["before", "by"], date], Field(min_length=2, max_length=2)]

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


class DatesYaml(Shape):
    """The dates of an instrument."""

    consulted: date | None = None
    comments_until: date | None = None
    adopted: date | None = None
    issued: date | None = None
    published: date | None = None
    effective: date | None = None
    ended: date | None = None


class InstrumentYaml(Shape):
    """A text of law or a standard."""

    title: TextYaml
    short: TextYaml | None = None
    kind: Literal["law", "regulation", "measures", "standard", "guide", "framework"]
    issuers: TextYaml
    number: TextYaml | None = None
    status: InstrumentStatus
    dates: DatesYaml = DatesYaml()
    unverified: bool = False


class ArticleYaml(Shape):
    """One article in our own words."""

    number: ArticleNumber
    instrument: Slug | None = None
    title: TextYaml
    text: TextYaml
    unverified: bool = False


class ApplicabilityYaml(Shape):
    """When something applies, and the reason either way."""

    when: ExpressionYaml
    holds: TextYaml
    fails: TextYaml


class ScopeTestYaml(ApplicabilityYaml):
    """One test of a pack's scope."""

    clause: Words


class RemarkYaml(Shape):
    """A reading told where it fits."""

    clause: Words
    when: ExpressionYaml
    text: TextYaml


class ScopeYaml(Shape):
    """When a pack applies: every test must hold."""

    tests: list[ScopeTestYaml] = []
    remarks: list[RemarkYaml] = []


class DeadlineYaml(Shape):
    """A term and the event it runs from."""

    after: Name
    within: Duration | Literal[""] = ""
    days: Literal["calendar", "working"] = "calendar"
    keep: bool = False
    open: Open = ""
    when: ExpressionYaml | None = None
    text: TextYaml | None = None
    unverified: bool = False
    grace: GraceDays | None = None


class FineYaml(Shape):
    """A fine between two amounts."""

    min: int = Field(ge=0)
    max: int = Field(ge=0)
    may: bool = False
    turnover: float | None = Field(default=None, gt=0, lt=1)


Measure = Literal[
    "warn", "criticise", "correct", "confiscate", "suspend_service", "end_service", "suspend_business", "close_site",
    "revoke", "stop_updates", "stop_signups", "ban_posts", "suspend_app", "detention", "prison", "damages",
    "injunction", "public_interest_suit", "blocking", "revoke_filing",
]  # fmt: skip
Harm = Literal["network_security", "mass_leak", "cii_partial", "cii_main", "life_health", "core_data", "sovereignty"]


class TierYaml(Shape):
    """What follows from a severity on, or from any one harm; with ``needs_harm`` from a harm alone."""

    severity: Severity
    harm: list[Harm] = []
    needs_harm: bool = False
    fine: FineYaml | None = None
    person: FineYaml | None = None
    measures: list[Measure] = []
    unverified: bool = False


class PenaltyYaml(Shape):
    """What a breach may cost; from the start of its instrument, or from a later day of its own."""

    clause: ArticleNumber
    since: date | None = None
    kind: Route = "administrative"
    currency: Literal["RMB", "EUR", "USD", "KRW"] = "RMB"
    text: TextYaml
    tiers: list[TierYaml] = []
    unverified: bool = False


class RelationYaml(Shape):
    """How a duty of this pack stands to one of another."""

    topic: TextYaml
    this: ArticleNumber | Literal[""] = ""
    that: Words | Literal[""] = ""
    kind: Relationship
    effect: TextYaml | None = None


class ObligationYaml(Shape):
    """A duty; ``id`` is ARTICLE, ARTICLE.n or seed/N."""

    id: ObligationId
    clause: Words
    actor: Actor = "provider"
    duty: TextYaml
    since: date | None = None
    trigger: Name
    controls: list[Name] = []
    shows: TextYaml
    live: Literal["L", "D", "L*", "D/L*", "-"] = "L"
    source: str = ""
    scope: ApplicabilityYaml | None = None
    deadlines: list[DeadlineYaml] = []
    penalties: list[Words] = []
    unverified: bool = False
    feasibility: TextYaml | None = None
    seed_rows: list[int] = []


class SelectionYaml(Shape):
    """Records of one kind."""

    kind: Words
    where: Conditions = {}


class EvidenceYaml(SelectionYaml):
    """The evidence of a control: the record on the event's own subject (``many``: its field counts), or the next."""

    by: Literal["subject", "time"] = "subject"
    many: str = ""


class ReachYaml(Shape):
    """A limit that a user's records mount up to: parameters of the pack, and what ends a row."""

    in_a_row: Name
    in_a_day: Name
    zone: Words
    distinct: Words
    broken_by: Conditions


class EventsYaml(SelectionYaml):
    """The events of a control: records of one kind, the newest on each subject, or users who reach a limit."""

    reach: ReachYaml | None = None
    newest: bool = False


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
    join: Join
    unit: Words
    clause: Words
    source: str = ""
    unverified: bool = False


class PackYaml(Shape):
    """One regulation in one version."""

    id: PackId
    title: TextYaml
    version: Version
    jurisdiction: Literal["cn", "eu"]
    since: date
    until: date | None = None
    starts: ArticleNumber | None = None
    replaces: list[PackId] = []
    instruments: dict[Slug, InstrumentYaml] = Field(min_length=1)
    articles: list[ArticleYaml] = Field(min_length=1)
    scope: ScopeYaml = ScopeYaml()
    obligations: list[ObligationYaml] = Field(min_length=1)
    relations: list[RelationYaml] = []
    controls: dict[Name, ControlYaml] = {}
    risks: dict[Name, RiskYaml] = {}
    parameters: dict[Name, ParameterYaml] = {}
    penalties: dict[Name, PenaltyYaml] = {}
    cites: dict[Literal["one_fine_per_act", "first_minor_offence"], ArticleNumber] = {}
