"""The shelf: the packs there are to be read, each as it was adopted, else as it is at hand; what cannot be read is
told, and closes none of the others."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import click

from guiju.cli.version_text import lost_lines
from guiju.config import Config
from guiju.core.pack import Pack
from guiju.law import FOLDER, Adopted, History, InUse, Packs, available, chosen, default_ids, load
from guiju.wiring import Unread, at_hand, day_of, history_of, in_use_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """The packs that are active today, and every pack by its id. ``lost`` are the copies that cannot be read, in whose
    place the pack at hand stands, and ``unread`` the packs at hand that cannot be."""

    active: Packs
    known: dict[str, Pack]
    lost: tuple[Unread, ...] = ()
    unread: tuple[Unread, ...] = ()

    def told(self, lang: str) -> Shelf:
        """This shelf, once what cannot be read is told on stderr."""
        for line in lost_lines(self.lost, self.unread, self.known, lang):
            click.echo(line, err=True)
        return self


def shelf_of(config: Config) -> Shelf:
    """The shelf of today. Raises LookupError for an id of the configuration that no pack has."""
    now = datetime.now(UTC)
    found = [at_hand(name) for name in available(FOLDER)]
    packs, unread = {one.id: one for one in found if isinstance(one, Pack)}, _unread(found)
    in_use, lost = _in_use(config, history_of(config), now, packs)
    gone = {one.id for one in (*lost, *unread)} - packs.keys() - in_use.packs.keys()
    wanted = config.packs or (*default_ids(), *in_use.packs)
    ids = tuple(entry for entry in wanted if entry.partition(":")[0] not in gone)
    if not ids:
        return Shelf(Packs(()), packs, lost, unread)
    known = packs | {pack.id: pack for pack, _ in chosen(ids, in_use=in_use)}
    return Shelf(load(ids, on=day_of(config, now), in_use=in_use), known, lost, unread)


def _in_use(
    config: Config, history: History, now: datetime, packs: dict[str, Pack]
) -> tuple[InUse, tuple[Unread, ...]]:
    """The packs in use, and those whose copy cannot be read: where there is one at hand it stands in its place."""
    wanted = {entry.partition(":")[0] for entry in config.packs}
    found, lost = dict[str, Adopted](), list[Unread]()
    for name, one in history.at(now).items():
        if wanted and name not in wanted:
            continue
        try:
            used = in_use_of(replace(config, packs=(name,)), history, now)
        except ValueError as error:
            lost.append(Unread(name, str(error).partition("\n")[0]))
            if name in packs:
                found[name] = Adopted(packs[name], one.mode, last=True)
        else:
            found |= used.packs
    return InUse(found, frozenset(history.newest.keys() - history.at(now).keys())), tuple(lost)


def _unread(found: Iterable[Pack | Unread]) -> tuple[Unread, ...]:
    return tuple(one for one in found if isinstance(one, Unread))
