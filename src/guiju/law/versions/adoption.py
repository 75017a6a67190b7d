"""Adoption: which version of a pack is in use from when, by the ledger. A new version never changes a past status."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id, PackAdopted
from guiju.core.facts.pack import Mode
from guiju.law.reading.active import Packs
from guiju.law.reading.in_use import Adopted, InUse
from guiju.law.versions.archive import Archive


@dataclass(frozen=True, slots=True)
class Adoption:
    """From ``at`` on, this version of a pack is in use. ``demo`` marks one that only a demonstration has recorded."""

    pack: str
    version: str
    digest: str
    mode: Mode
    at: datetime
    demo: bool


@dataclass(frozen=True, slots=True)
class History:
    """Every adoption, in the order of time."""

    adoptions: tuple[Adoption, ...] = ()

    @classmethod
    def of(cls, records: Iterable[Evidence]) -> History:
        """The history in these records; records of any other kind are passed over."""
        found = [(r.at, r.place or ("", 0), _adoption(r, r.facts)) for r in records if isinstance(r.facts, PackAdopted)]
        return cls(tuple(adoption for *_, adoption in sorted(found, key=lambda one: one[:2])))

    @property
    def newest(self) -> dict[str, Adoption]:
        """The last adoption of each pack."""
        return {one.pack: one for one in self.adoptions}

    def at(self, moment: datetime) -> dict[str, Adoption]:
        """Of each pack the last adoption until then; before the first of all, what was adopted with that first one.

        What is adopted after the moment changes nothing here, once there is anything at all.
        """
        begun = max(moment, self.adoptions[0].at) if self.adoptions else moment
        return {one.pack: one for one in self.adoptions if one.at <= begun}

    def in_use(self, moment: datetime, archive: Archive, only: Collection[str] = ()) -> InUse:
        """The packs of that moment (``only`` these, where any are named), read from their copies.

        Raises ValueError where one of them cannot be read.
        """
        then, newest = self.at(moment), self.newest
        packs = {
            name: Adopted(archive.read(name, one.digest), one.mode, one is newest[name])
            for name, one in then.items()
            if not only or name in only
        }
        return InUse(packs, frozenset(newest.keys() - then.keys()))


def missing(history: History, packs: Packs, demo: bool) -> Iterator[PackAdopted]:
    """What is still to be recorded for these packs to be in use: those new to the history, or in another version or
    mode than the last, or so far recorded by demonstrations alone (unless this is one)."""
    newest = history.newest
    for pack in packs.all:
        mode: Mode = "binding" if pack in packs.binding else "reference"
        last = newest.get(pack.id)
        if last is None or (last.digest, last.mode) != (pack.digest, mode) or not (demo or _is_live(history, last)):
            before = Digest(last.digest if last else "")
            yield PackAdopted(Id(pack.id), Id(pack.version), Digest(pack.digest), before, mode)


def _is_live(history: History, last: Adoption) -> bool:
    same = (last.pack, last.digest, last.mode)
    return any(not one.demo and (one.pack, one.digest, one.mode) == same for one in history.adoptions)


def _adoption(record: Evidence, facts: PackAdopted) -> Adoption:
    return Adoption(facts.pack, facts.version, facts.digest, facts.mode, record.at, record.demo)
