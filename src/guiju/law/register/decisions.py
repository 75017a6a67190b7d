"""Decisions: which obligations officers have decided do not apply, and under which pack they decided it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, DutyDecided, Id
from guiju.core.pack import Pack
from guiju.core.tally import Place
from guiju.law.register.wording import holds

KIND = DutyDecided.kind


@dataclass(frozen=True, slots=True)
class Decision:
    """That an obligation does not apply: when it was decided, by which record, on whose approval (``item`` of the
    vault and its digest), under which version of the pack. It lapsed where the law has changed."""

    at: datetime
    place: Place | None
    actor: str
    item: Id
    digest: Digest
    version: str
    pack_digest: Digest
    lapsed: bool


class Decisions:
    """The last decision on each obligation as of a time; records come in any order, those of a demonstration apart."""

    def __init__(self, now: datetime) -> None:
        self._now = now
        self._last: dict[tuple[str, str], Evidence] = {}

    def add(self, record: Evidence) -> None:
        """Takes one record; anything but a live decision made by then is passed over."""
        facts = record.facts
        if not isinstance(facts, DutyDecided) or record.demo or record.at > self._now:
            return
        key = (facts.pack, facts.obligation)
        last = self._last.get(key)
        if last is None or last.at <= record.at:
            self._last[key] = record

    def of(self, pack: Pack, obligation: str) -> Decision | None:
        """The decision that an obligation of this pack does not apply; None where there is none."""
        record = self._last.get((pack.id, obligation))
        if record is None or not isinstance(record.facts, DutyDecided) or record.facts.applicable:
            return None
        facts, lapsed = record.facts, not holds(record.facts, pack)
        return Decision(
            record.at, record.place, record.actor, facts.item, facts.digest, facts.version, facts.pack_digest, lapsed
        )
