"""Upgrade: what other versions of packs would change, before anything is adopted, and what may not be adopted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, tzinfo
from typing import Any

from guiju.core.evidence import Evidence
from guiju.core.facts.pack import Mode
from guiju.core.pack import Pack
from guiju.law.reading.active import Packs
from guiju.law.reading.crossing import crossing_faults
from guiju.law.versions.difference import Change, Difference, compare
from guiju.law.versions.touched import Assessment, Clock, assessments, clocks

_OURS = frozenset({"controls", "shows", "feasibility", "source", "seed_rows", "unverified"})
"""Fields of an obligation that are not the law's."""


@dataclass(frozen=True, slots=True)
class Renewal:
    """One pack that would be adopted. ``old`` is the one in use (None: none yet, or its copy cannot be read), and
    ``difference`` what the new one says otherwise."""

    old: Pack | None
    new: Pack
    mode: Mode
    difference: Difference | None
    clocks: tuple[Clock, ...]
    assessments: tuple[Assessment, ...]

    @property
    def correction(self) -> bool:
        """Whether the law, and not only how we go about it, reads otherwise under the same version."""
        same = self.old is not None and self.old.version == self.new.version
        return same and any(map(_of_the_law, self.difference.changes if self.difference else ()))


@dataclass(frozen=True, slots=True)
class Effect:
    """A merged parameter, or a floor (``RISK/STAGE``), whose value over all binding packs changes; None: there is none.

    ``clause`` is the one that decides afterwards, or that decided where there is none afterwards.
    """

    id: str
    old: Any
    new: Any
    clause: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What would be adopted, and what that changes over all packs together."""

    renewals: tuple[Renewal, ...]
    parameters: tuple[Effect, ...]
    floors: tuple[Effect, ...]


def plan(
    old: Mapping[str, Pack], before: Packs, wanted: Packs, adopting: Iterable[str], records: Iterable[Evidence],
    zone: tzinfo,
) -> Plan:  # fmt: skip
    """What adopting these packs of the ``wanted`` changes against those in use, ``before`` as they bind together.

    ``records`` are those of the kinds in ``touched.TOUCHED``; days are told in ``zone``.
    """
    ids, found = frozenset(adopting), tuple(records)
    renewals = tuple(_renewal(old.get(pack.id), pack, wanted, found, zone) for pack in wanted.all if pack.id in ids)
    if not before.all:
        return Plan(renewals, (), ())
    return Plan(renewals, tuple(_parameters(before, wanted)), tuple(_floors(before, wanted)))


def refusals(packs: Mapping[str, Pack], known: Mapping[str, Pack]) -> Iterator[str]:
    """Why these packs may not be adopted beside the other ``known`` ones, one reason a line."""
    already = set(_faults(known))
    yield from (fault for fault in _faults({**known, **packs}) if fault not in already)


def untimely(packs: Iterable[Pack], today: date) -> Iterator[str]:
    """Which of these packs is not in effect today and so cannot take the place of one that is."""
    for pack in packs:
        if pack.since > today:
            yield f"{pack.id} {pack.version} applies from {pack.since}: adopt it from that day on; --dry-run shows it"
        if pack.until and pack.until <= today:
            yield f"{pack.id} {pack.version} ended on {pack.until}: it cannot be adopted any more"


def clash(new: Pack, known: Iterable[Pack]) -> str:
    """Why a pack from a file may not take the place of one of its own id; empty where it may.

    Another text needs another version. The controls of the house do not count: they are written in by the software.
    """
    for pack in known:
        if (pack.id, pack.version) == (new.id, new.version) and _says_otherwise(pack, new):
            return (
                f"{new.id}: version {new.version} is known with another text ({pack.digest[:8]}); "
                "give yours a version or an id of its own"
            )
    return ""


def _says_otherwise(old: Pack, new: Pack) -> bool:
    return any(change.part != "controls" for change in compare(old, new).changes)


def _of_the_law(change: Change) -> bool:
    ours = change.part == "obligations" and {one.name for one in change.fields} <= _OURS
    return change.part != "controls" and not (ours and change.how == "changed")


def _renewal(old: Pack | None, new: Pack, wanted: Packs, records: tuple[Evidence, ...], zone: tzinfo) -> Renewal:
    mode: Mode = "binding" if new in wanted.binding else "reference"
    difference = compare(old, new) if old else None
    live = tuple(record for record in records if not record.demo)
    return Renewal(old, new, mode, difference, clocks(live, old, new, zone), assessments(live, new, old))


def _parameters(before: Packs, wanted: Packs) -> Iterator[Effect]:
    for name in dict.fromkeys((*before.parameters, *wanted.parameters)):
        old, new = before.parameters.get(name), wanted.parameters.get(name)
        if old is None or new is None or old.value != new.value:
            decided = new or old
            yield Effect(name, old and old.value, new and new.value, decided.decided if decided else "")


def _floors(before: Packs, wanted: Packs) -> Iterator[Effect]:
    old, new = _laid_open(before), _laid_open(wanted)
    for name in dict.fromkeys((*old, *new)):
        was, now = old.get(name), new.get(name)
        if (was and was[0]) != (now and now[0]):
            yield Effect(name, was and was[0], now and now[0], (now or was or ("", ""))[1])


def _laid_open(packs: Packs) -> dict[str, tuple[str, str]]:
    """Each floor by ``RISK/STAGE``: its action and the clause that set it."""
    return {
        f"{risk.id}/{stage.value}": (floor.action.name, floor.clause)
        for risk in packs.risks.values()
        for stage, floor in risk.floors.items()
    }


def _faults(packs: Mapping[str, Pack]) -> Iterator[str]:
    """Faults between packs. A relation only comments on another text, which may drop what it was about."""
    yield from crossing_faults({name: replace(pack, relations=()) for name, pack in packs.items()})
    yield from _twice(packs)


def _twice(packs: Mapping[str, Pack]) -> Iterator[str]:
    counts = Counter(duty.id for pack in packs.values() for duty in pack.obligations)
    for id, count in counts.items():
        if count > 1:
            having = [pack.id for pack in packs.values() if any(duty.id == id for duty in pack.obligations)]
            yield f"obligation {id} stands in {' and '.join(having)}; give one of them an id of its own"
