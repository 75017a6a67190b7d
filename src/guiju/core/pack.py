"""Pack: one regulation, one version, as data: instruments, articles, scope, obligations, parameters, penalties."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, get_args

from guiju.core.content import Stage
from guiju.core.control import Control
from guiju.core.expression import Expression
from guiju.core.policy import Action
from guiju.core.text import Text

Actor = Literal["provider", "supporter", "platform", "app_store", "user", "state"]
Liveness = Literal["live", "draft", "changed", "both", "none"]
Join = Literal["min", "max", "union", "all"]
InstrumentStatus = Literal["draft", "in_force", "superseded", "voluntary"]
Relationship = Literal["same", "narrower", "wider", "changed", "dropped", "added", "replaced"]
Open = Literal["", "at_once", "in_time", "before", "published", "ordered"]
Severity = Literal["base", "refused", "serious", "grave"]
SEVERITIES: tuple[Severity, ...] = get_args(Severity)
"""From mild to grave."""
Route = Literal["administrative", "civil", "public_security", "criminal"]
Value = int | float | str | tuple[int | float | str, ...]


@dataclass(frozen=True, slots=True)
class Dates:
    """The dates in the life of an instrument; None where there is none or it is not known."""

    consulted: date | None = None
    comments_until: date | None = None
    adopted: date | None = None
    issued: date | None = None
    published: date | None = None
    effective: date | None = None
    ended: date | None = None


@dataclass(frozen=True, slots=True)
class Instrument:
    """A text of law or a standard: who issued it, under which number, when, and what has become of it.

    ``short`` is the name it is cited by, where that is not its title.
    """

    id: str
    title: Text
    kind: str
    issuers: Text
    number: Text | None
    status: InstrumentStatus
    dates: Dates
    unverified: bool
    short: Text | None = None


@dataclass(frozen=True, slots=True)
class Article:
    """One article or clause of an instrument, told in our own words."""

    number: str
    instrument: str
    title: Text
    text: Text
    unverified: bool


@dataclass(frozen=True, slots=True)
class Applicability:
    """When a pack or a duty applies: the condition, the clause that decides, and the reason either way."""

    clause: str
    when: Expression
    holds: Text
    fails: Text


@dataclass(frozen=True, slots=True)
class Remark:
    """A reading that is told with a pack that applies, where ``when`` holds."""

    clause: str
    when: Expression
    text: Text


@dataclass(frozen=True, slots=True)
class Grace:
    """A fixed last day for what came about before a day: it binds from then, and is due ``by`` the day told."""

    before: date
    by: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A term that runs from an event (the day of the event is not counted).

    ``within`` is an ISO 8601 duration in calendar or working days; where the law gives no number it is empty and
    ``open`` says what it gives instead: at once, in time, before the event, the provider's own published term, or the
    one that an order sets. With ``keep`` something must be kept at least until then. ``when`` narrows it;
    ``grace`` sets a fixed day where the event was before the term began to bind.
    """

    after: str
    within: str
    days: Literal["calendar", "working"]
    keep: bool
    open: Open
    when: Expression | None
    text: Text | None
    unverified: bool
    grace: Grace | None = None


@dataclass(frozen=True, slots=True)
class Fine:
    """A fine between two amounts; ``may`` where it is left to the authority, ``turnover`` an alternative ceiling as a
    share of last year's turnover."""

    min: int
    max: int
    may: bool = False
    turnover: float | None = None


@dataclass(frozen=True, slots=True)
class Tier:
    """What follows from a severity on, or from a harm: fines for the entity and the persons in charge, and measures.

    Any one of ``harm`` brings the tier by itself, whatever the severity. Under ``needs_harm`` no severity brings it
    without one of them; ``severity`` then tells its place alone.
    """

    severity: Severity
    harm: tuple[str, ...]
    fine: Fine | None
    person: Fine | None
    measures: tuple[str, ...]
    unverified: bool
    needs_harm: bool = False


@dataclass(frozen=True, slots=True)
class Penalty:
    """What a breach may cost under one provision from ``since`` on, from the mild tier to the grave one; money in
    ``currency``."""

    id: str
    clause: str
    since: date
    kind: Route
    currency: str
    text: Text
    tiers: tuple[Tier, ...]
    unverified: bool


@dataclass(frozen=True, slots=True)
class Relation:
    """How a duty or article of a pack (``this``) stands to one of another pack (``that``): one of them is empty where
    it was dropped or added. ``effect`` is what follows for the system."""

    topic: Text
    this: str
    that: str
    kind: Relationship
    effect: Text | None


@dataclass(frozen=True, slots=True)
class Obligation:
    """A duty with its clause. ``id`` is ``PACK/ARTICLE``, ``PACK/ARTICLE.n`` or ``seed/N``.

    ``since`` is the day from which it binds: its own, that of its instrument, or that of the pack, whichever is told.
    ``live`` says whether the duty is live law today, lives on changed, stands in the draft alone, in the draft as told
    while a changed one is live, or is none of the law's own; ``source`` names where else it is said. ``trigger`` is a
    word of ``_words.yaml``. ``shows`` is what would show the duty met. ``penalties`` are ids of this pack, or
    ``PACK/ID`` of another. A duty of the state carries no control.
    """

    id: str
    clause: str
    article: str
    since: date
    actor: Actor
    duty: Text
    trigger: str
    controls: tuple[str, ...]
    shows: Text
    live: Liveness
    source: str
    scope: Applicability | None
    deadlines: tuple[Deadline, ...]
    penalties: tuple[str, ...]
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
    """One regulation in one version. It applies from ``since`` (inclusive) to ``until`` (exclusive, None: open).

    ``canonical`` is the whole pack in its one spelling, the controls it names included, and ``digest`` the SHA-256 of
    that: what a status was judged by. ``starts`` is the article that sets the start; ``cites`` names articles that a
    calculation rests on.
    """

    id: str
    title: Text
    version: str
    digest: str
    jurisdiction: str
    since: date
    until: date | None
    starts: str
    replaces: tuple[str, ...]
    instruments: Mapping[str, Instrument]
    articles: tuple[Article, ...]
    scope: tuple[Applicability, ...]
    remarks: tuple[Remark, ...]
    obligations: tuple[Obligation, ...]
    relations: tuple[Relation, ...]
    controls: Mapping[str, Control]
    risks: Mapping[str, Risk]
    parameters: Mapping[str, Parameter]
    penalties: Mapping[str, Penalty]
    cites: Mapping[str, str]
    canonical: bytes = field(default=b"", repr=False, compare=False)

    @property
    def draft(self) -> bool:
        """Whether its first instrument is a draft, which has no force of law."""
        return self.status == "draft"

    @property
    def status(self) -> InstrumentStatus:
        """What has become of its first instrument."""
        return next(iter(self.instruments.values())).status
