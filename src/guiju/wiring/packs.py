"""The regulations in use: as they were adopted, and as they are at hand."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import PackAdopted
from guiju.core.pack import Pack
from guiju.law import FOLDER, Archive, History, InUse, Packs, available, chosen, load, missing, read_pack
from guiju.ledger import SqlLedger
from guiju.wiring.ledger import found_ledger

COPIES = "packs"
"""Below the home: whole copies of the packs that were adopted."""


def archive_of(config: Config) -> Archive:
    """The copies of the packs that were adopted in this home."""
    return Archive(config.home / COPIES, FOLDER)


def history_of(config: Config, ledger: SqlLedger | None = None) -> History:
    """Which packs were adopted when, by the ledger; nothing where none lies yet, and none is made."""
    if ledger is not None:
        return History.of(ledger.find(kind=PackAdopted.kind))
    with found_ledger(config) as found:
        return History.of(found.find(kind=PackAdopted.kind)) if found else History()


def in_use_of(config: Config, history: History, moment: datetime) -> InUse:
    """The packs of the configuration as they were adopted by a moment. Raises ValueError where a copy is unreadable."""
    return history.in_use(moment, archive_of(config), tuple(entry.partition(":")[0] for entry in config.packs))


def day_of(config: Config, moment: datetime) -> date:
    """The day of a moment where the service is: by it packs start and end."""
    return moment.astimezone(ZoneInfo(config.timezone)).date()


def packs_of(config: Config, ledger: SqlLedger | None = None) -> Packs:
    """The regulations that are active today, each in the version that was adopted, else as it is at hand."""
    now = datetime.now(UTC)
    return load(config.packs, on=day_of(config, now), in_use=in_use_of(config, history_of(config, ledger), now))


def known_of(config: Config, ledger: SqlLedger | None = None) -> dict[str, Pack]:
    """Every pack there is by its id, active or not: those of the configuration as adopted, the rest as at hand.

    Of what was adopted nothing is read at hand, so a fault there is none here.
    """
    in_use = in_use_of(config, history_of(config, ledger), datetime.now(UTC))
    found = {pack.id: pack for pack, _ in chosen(config.packs, in_use=in_use)}
    return {name: found[name] if name in found else read_pack(FOLDER, name) for name in available(FOLDER)} | found


def adopt(config: Config, ledger: SqlLedger, packs: Packs, actor: str = "gateway") -> tuple[PackAdopted, ...]:
    """Keeps a copy of each of these packs, and records those that are not the ones in use already, all at once."""
    for pack in packs.all:
        archive_of(config).keep(pack)
    adopted, now = tuple(missing(history_of(config, ledger), packs, config.demo)), datetime.now(UTC)
    if adopted:
        ledger.append(*(Evidence(one.kind, one.pack, None, actor, now, one, config.demo) for one in adopted))
    return adopted


@dataclass(frozen=True, slots=True)
class Unread:
    """A pack at hand that cannot be read, and why, in one line."""

    id: str
    why: str


def at_hand(id: str) -> Pack | Unread:
    """A pack that came with this version, or why it cannot be read. Raises LookupError where there is none."""
    try:
        return read_pack(FOLDER, id)
    except ValueError as error:
        return Unread(id, str(error).partition("\n")[0])


def others_at_hand(packs: Packs, adopted: Collection[str]) -> tuple[Pack | Unread, ...]:
    """Of the packs that came with this version those that differ from the adopted ones that are in use."""
    wanted = (pack for pack in packs.all if pack.id in adopted and pack.id in available(FOLDER))
    pairs = ((pack, at_hand(pack.id)) for pack in wanted)
    return tuple(one for pack, one in pairs if isinstance(one, Unread) or one.digest != pack.digest)
