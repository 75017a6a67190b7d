"""Register: who answers for each obligation, the notes on it, and whether it was decided to apply."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Literal

import orjson

from guiju.core.evidence import Evidence
from guiju.core.facts import DutyAssigned, DutyDecided
from guiju.core.pack import Obligation, Pack
from guiju.law.register.wording import holds

Applies = Literal["", "yes", "no"]
Unit = Literal["owner", "notes", "decision"]
Read = Callable[[str], bytes]

UNITS: tuple[Unit, ...] = ("owner", "notes", "decision")
"""What of an entry changes for itself: a decision with its reason and its approver is one."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What officers entered for one obligation, in their own words; ``applies`` is empty while undecided."""

    owner: str = ""
    notes: str = ""
    applies: Applies = ""
    reason: str = ""
    approver: str = ""

    def unit(self, name: Unit) -> tuple[str, ...]:
        """One unit of it; all of it empty where nothing was entered."""
        if name == "decision":
            return self.applies, self.reason, self.approver
        return (self.owner,) if name == "owner" else (self.notes,)

    def taking(self, name: Unit, other: Entry) -> Entry:
        """This entry with one unit of another's."""
        if name == "decision":
            return replace(self, applies=other.applies, reason=other.reason, approver=other.approver)
        return replace(self, owner=other.owner) if name == "owner" else replace(self, notes=other.notes)

    @property
    def assigned(self) -> bytes:
        """The words that ``duty.assigned/1`` points to; none where there are none."""
        told = {"owner": self.owner, "notes": self.notes}
        return orjson.dumps(told) if any(told.values()) else b""

    @property
    def decided(self) -> bytes:
        """The words that ``duty.decided/1`` points to; none where nothing is decided or said."""
        told = {"applies": self.applies, "reason": self.reason, "approver": self.approver}
        return orjson.dumps(told) if any(told.values()) else b""


def entries(duties: Iterable[tuple[Pack, Obligation]], records: Iterable[Evidence], read: Read) -> dict[str, Entry]:
    """The entry of each obligation by the last records on it; ``read`` gives the words of an item of the vault.

    Where the law since says otherwise of an obligation the decision has lapsed: its reason and approver stay,
    ``applies`` is empty. Words whose time in the vault is over are gone, and what they were of is empty.
    """
    assigned, decided = _last(records)
    return {
        duty.id: _decided(_assigned(Entry(), assigned.get(duty.id), read), decided.get((pack.id, duty.id)), pack, read)
        for pack, duty in duties
    }


def _last(records: Iterable[Evidence]) -> tuple[dict[str, DutyAssigned], dict[tuple[str, str], DutyDecided]]:
    assigned: dict[str, DutyAssigned] = {}
    decided: dict[tuple[str, str], DutyDecided] = {}
    for record in sorted((r for r in records if not r.demo), key=lambda r: r.at):
        facts = record.facts
        if isinstance(facts, DutyAssigned):
            assigned[facts.obligation] = facts
        elif isinstance(facts, DutyDecided):
            decided[facts.pack, facts.obligation] = facts
    return assigned, decided


def _assigned(entry: Entry, facts: DutyAssigned | None, read: Read) -> Entry:
    told = _words(facts.item if facts else "", read)
    return replace(entry, owner=told.get("owner", ""), notes=told.get("notes", ""))


def _decided(entry: Entry, facts: DutyDecided | None, pack: Pack, read: Read) -> Entry:
    if facts is None or not facts.item:
        return entry
    told = _words(facts.item, read)
    applies: Applies = "no" if not facts.applicable else "yes" if told.get("applies") == "yes" else ""
    if not told or not holds(facts, pack):
        applies = ""
    return replace(entry, applies=applies, reason=told.get("reason", ""), approver=told.get("approver", ""))


def _words(item: str, read: Read) -> Mapping[str, str]:
    if not item:
        return {}
    try:
        told: dict[str, str] = orjson.loads(read(item))
    except LookupError:
        return {}
    return told
