"""The desk of the register of duties: its entries in ledger and vault, read and recorded."""

from __future__ import annotations

import secrets
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain

import orjson

from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, DutyAssigned, DutyDecided, Facts, Id
from guiju.core.pack import Obligation, Pack
from guiju.law import Entry, Outcome, Packs, Row, Sheet, Unit, duty_digest, entries, read_packs, reconcile
from guiju.ledger import SqlLedger, Vault
from guiju.wiring import found_ledger, ledger_of, packs_of, vault_of

REGISTER = "register of duties".ljust(300, ".")
"""The register's name in the vault: longer than any id of an end user that the gateway takes, so never one of them."""

KEPT = timedelta(days=3653)
"""How long the words of an entry are kept: ten years, as a file of the house is."""

Duties = dict[str, tuple[Pack, Obligation]]


@dataclass(frozen=True, slots=True)
class Desk:
    """Ledger and vault, and the pseudonym under which the vault keeps the register's words; none before the first.

    Where there is no ledger yet, nothing was entered, and nothing can be recorded.
    """

    ledger: SqlLedger | None
    vault: Vault | None

    @property
    def register(self) -> str:
        """Which register this is; empty before the first entry."""
        return (self.vault and self.vault.known(REGISTER)) or ""

    def locked(self) -> AbstractContextManager[None]:
        """Within it nobody else changes the register."""
        return self.ledger.locked("register of duties") if self.ledger else nullcontext()

    def proven(self) -> Iterator[Evidence]:
        """All evidence there is, as the ledger proves it. Raises Broken where something does not hold."""
        return self.ledger.proven() if self.ledger else iter(())

    def entries(self, duties: Duties) -> dict[str, Entry]:
        """What stands in the register on each of these obligations."""
        if self.ledger is None or self.vault is None:
            return {id: Entry() for id in duties}
        records = chain(self.ledger.find(kind=DutyAssigned.kind), self.ledger.find(kind=DutyDecided.kind))
        return entries(duties.values(), records, self.vault.read)

    def mark(self, obligation: str, unit: Unit, words: tuple[str, ...]) -> str:
        """A mark of words under the register's key; one that fits nothing before the first entry."""
        if self.vault is None:
            return secrets.token_hex(32)
        return self.vault.digest(self.register or None, orjson.dumps([obligation, unit, *words]))

    def outcomes(self, sheet: Sheet, rows: Iterable[Row], duties: Duties) -> list[Outcome]:
        """What these rows of a sheet come to beside the register. A sheet of another register has no common past."""
        own, here = sheet.register == self.register, self.entries(duties)
        return [
            reconcile(row.id, duties[row.id][0].digest, sheet.past(row.id, own), here[row.id], row.entry, self.mark)
            for row in rows
        ]

    def record(self, outcomes: Iterable[Outcome], duties: Duties, actor: str) -> int:
        """Writes what changed, all at once; how many records."""
        changed = [one for one in outcomes if one.changed]
        if not changed or self.ledger is None or self.vault is None:
            return 0
        keep, now = _Keeping(self.vault, self.vault.pseudonym(REGISTER)), datetime.now(UTC)
        facts = [fact for one in changed for fact in keep.facts(one, duties[one.obligation][0], now)]
        self.ledger.append(*(Evidence(kind.kind, id, None, actor, now, kind) for id, kind in facts))
        return len(facts)


@dataclass(frozen=True, slots=True)
class _Keeping:
    """The vault, and the pseudonym of the register in it."""

    vault: Vault
    pseudonym: str

    def facts(self, one: Outcome, pack: Pack, now: datetime) -> Iterator[tuple[str, Facts]]:
        """The facts of what changed, their words kept in the vault."""
        id = Id(one.obligation)
        if "owner" in one.changed or "notes" in one.changed:
            yield id, DutyAssigned(id, *self._kept(one.entry.assigned, now))
        if "decision" in one.changed:
            item, digest = self._kept(one.entry.decided, now)
            applicable, of_pack = one.entry.applies != "no", (Id(pack.id), Id(pack.version), Digest(pack.digest))
            yield id, DutyDecided(id, *of_pack, applicable, item, digest, duty_digest(pack, id))

    def _kept(self, words: bytes, now: datetime) -> tuple[Id, Digest]:
        """The item of the vault that holds these words and their digest; both empty for none."""
        if not words:
            return Id(""), Digest("")
        return Id(self.vault.keep(self.pseudonym, words, now + KEPT)), self.vault.digest(self.pseudonym, words)


@contextmanager
def desk_of(config: Config) -> Iterator[Desk]:
    """The desk of this home."""
    with ledger_of(config) as ledger:
        yield Desk(ledger, vault_of(config, ledger))


@contextmanager
def reading_desk(config: Config) -> Iterator[Desk]:
    """The desk of this home for reading alone: where there is no ledger, none is made."""
    with found_ledger(config) as ledger:
        yield Desk(ledger, vault_of(config, ledger) if ledger else None)


def packs_named(config: Config, ledger: SqlLedger | None, ids: tuple[str, ...]) -> Packs:
    """The active packs, or those of these ids: one that is not active is for reference.

    Raises LookupError for an id that no pack has, ValueError where none is active and none is named.
    """
    active = packs_of(config, ledger)
    if not ids and not active.all:
        raise ValueError("no pack is active today; name one with --pack ID, see `guiju law list`")
    wanted = ids or active.ids
    rest = [_at_hand(id) for id in dict.fromkeys(wanted) if id not in active.ids]
    binding, reference = ((p for p in packs if p.id in wanted) for packs in (active.binding, active.reference))
    return Packs(tuple(binding), (*reference, *rest))


def every_duty(config: Config, ledger: SqlLedger | None = None) -> Duties:
    """Every obligation that a register may tell of: of the active packs as they were adopted, else as at hand."""
    packs = read_packs() | {pack.id: pack for pack in packs_of(config, ledger).all}
    return {duty.id: (pack, duty) for pack in packs.values() for duty in pack.obligations}


def _at_hand(id: str) -> Pack:
    packs = read_packs()
    if id not in packs:
        raise LookupError(f"no pack {id!r}; there is {', '.join(packs)}")
    return packs[id]
