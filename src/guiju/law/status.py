"""Obligation → control → status, from the evidence in one pass."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime

from guiju.core.control import PLANNED, Control, Counting, Status
from guiju.core.evidence import Evidence
from guiju.core.pack import Obligation, Pack
from guiju.core.tally import StatusName
from guiju.law.reading.active import Packs
from guiju.law.register.decisions import KIND, Decision, Decisions

_RANK: tuple[StatusName, ...] = ("not_met", "planned", "no_evidence", "met", "not_applicable")


@dataclass(frozen=True, slots=True)
class ControlStatus:
    """A control of an obligation and what its evidence comes to."""

    control: Control
    status: Status


@dataclass(frozen=True, slots=True)
class ObligationStatus:
    """An obligation with its controls. ``value`` rests on live records, ``demo`` on those of a demonstration.

    Both are not applicable where a ``decision`` says so that has not lapsed. ``version`` and ``digest`` say by which
    version of the pack it was judged.
    """

    pack: str
    version: str
    digest: str
    binding: bool
    obligation: Obligation
    value: StatusName
    demo: StatusName
    controls: tuple[ControlStatus, ...]
    decision: Decision | None = None


def status(packs: Packs, records: Iterable[Evidence], now: datetime) -> tuple[ObligationStatus, ...]:
    """The status of every obligation of the active packs that binds by now, in their order, by these records.

    The day from which one binds is told in the zone of ``now``: give it in the one of the service.

    A control that reads the same in several packs is counted once for all of them.
    """
    controls = {control for pack in packs.all for control in pack.controls.values()}
    counts = {control: counting for control in controls if (counting := control.counting(now))}
    decisions = Decisions(now)
    _read(counts.values(), records, decisions)
    found = {key: counting.status() for key, counting in counts.items()}
    return tuple(
        _judged(packs, pack, duty, found, decisions.of(pack, duty.id))
        for pack in packs.all
        for duty in pack.obligations
        if duty.since <= now.date()
    )


def united(values: Iterable[StatusName]) -> StatusName:
    """An obligation's status from those of its controls; without any it is not the provider's to meet.

    One that is not met fails it; one that is planned keeps it from being met; so does one without evidence.
    """
    return min(values, key=_RANK.index, default="not_applicable")


def _read(counts: Iterable[Counting], records: Iterable[Evidence], decisions: Decisions) -> None:
    takers: defaultdict[tuple[str, bool], list[Callable[[Evidence], None]]] = defaultdict(list)
    takers[KIND, False].append(decisions.add)
    for counting in counts:
        for kind in counting.kinds:
            for demo in (False, True):
                takers[kind, demo] += [count.add for count in counting.counts(kind, demo)]
    for record in records:
        for take in takers.get((record.kind, record.demo), ()):
            take(record)


def _judged(
    packs: Packs, pack: Pack, duty: Obligation, found: dict[Control, Status], decision: Decision | None
) -> ObligationStatus:
    named = (pack.controls[name] for name in duty.controls)
    controls = tuple(ControlStatus(control, found.get(control, Status(PLANNED, PLANNED))) for control in named)
    live = united(c.status.live.value for c in controls)
    demo = united(c.status.demo.value for c in controls)
    if decision and not decision.lapsed:
        live = demo = "not_applicable"
    return ObligationStatus(
        pack.id, pack.version, pack.digest, pack in packs.binding, duty, live, demo, controls, decision
    )
