"""``guiju law list | show | search | diff | text``: reading the packs."""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from pathlib import Path

import click
import orjson

from guiju.cli.facts_file import named
from guiju.cli.pack_text import (
    article_lines,
    diff_lines,
    hit_lines,
    list_lines,
    obligation_json,
    pack_json,
    pack_lines,
    pack_row,
    penalty_lines,
    punishing,
    resting,
)
from guiju.cli.shelf import shelf_of
from guiju.config import Config
from guiju.core.pack import Pack
from guiju.core.text import Text
from guiju.law import diff, file_of, read_text, search, supplied
from guiju.wiring import known_of

TEXTS = "texts"
"""Below the home: the official texts that the operator supplied."""


@click.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
@click.pass_obj
def show_list(config: Config, as_json: bool) -> None:
    """List the packs: which are active today, what each is, and from when."""
    shelf = shelf_of(config).told(config.lang)
    modes = {pack.id: "binding" if pack in shelf.active.binding else "reference" for pack in shelf.active.all}
    rows = [pack_row(pack, modes.get(name, "inactive")) for name, pack in shelf.known.items()]
    _tell(rows, list_lines(rows, config.lang), as_json)


@click.command("show")
@click.argument("place", metavar="ID")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@click.pass_obj
def show(config: Config, place: str, as_json: bool) -> None:
    """Show a pack, or one obligation, article or penalty of it, by its ID (PACK/NUMBER)."""
    packs = shelf_of(config).told(config.lang).known
    for pack in packs.values():
        official = supplied(config.home / TEXTS, pack)
        if found := [duty for duty in pack.obligations if place in (pack.id, duty.id)]:
            whole = place == pack.id
            told = pack_json(pack, found, official) if whole else obligation_json(pack, found[0], official)
            return _tell(told, pack_lines(pack, found, config.lang, official), as_json)
        for one in pack.articles:
            if place == f"{pack.id}/{one.number}":
                wording = official.get(one.number)
                told = asdict(one) | {
                    "official": asdict(wording) if wording else None,
                    "obligations": [obligation_json(pack, duty, official) for duty in resting(pack, one)],
                    "penalties": [asdict(penalty) for penalty in punishing(pack, one)],
                }
                return _tell(told, article_lines(pack, one, config.lang, wording), as_json)
        for penalty in pack.penalties.values():
            if place == f"{pack.id}/{penalty.id}":
                return _tell(asdict(penalty), penalty_lines(pack, penalty, config.lang), as_json)
    raise LookupError(_unknown(place, packs))


@click.command("search")
@click.argument("words", nargs=-1, required=True)
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
@click.pass_obj
def show_search(config: Config, words: tuple[str, ...], as_json: bool) -> None:
    """Find duties, articles, numbers and penalties in which all WORDS occur, in Chinese or English."""
    hits = search(shelf_of(config).told(config.lang).known.values(), words)
    _tell([asdict(hit) for hit in hits], hit_lines(hits, config.lang), as_json)
    if not hits and not as_json:
        click.echo(f"nothing has {' and '.join(words)}", err=True)


@click.command("diff")
@click.argument("old", metavar="A")
@click.argument("new", metavar="B")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@click.pass_obj
def show_diff(config: Config, old: str, new: str, as_json: bool) -> None:
    """Show what pack B makes of pack A: what stayed, changed, was dropped or added, and what follows."""
    packs = known_of(config)
    unknown = [name for name in (old, new) if name not in packs]
    if unknown:
        raise LookupError(_unknown(unknown[0], packs))
    if old == new:
        raise ValueError(f"{old}: a pack against itself; for another version of it see `guiju law upgrade --dry-run`")
    found = diff(packs[old], packs[new])
    told = {
        "old": found.old.id,
        "new": found.new.id,
        "relations": [asdict(one) for one in found.relations],
        "only_old": [duty.id for duty in found.only_old],
        "only_new": [duty.id for duty in found.only_new],
        "parameters": [{"id": a.id, "old": a.value, "new": b.value} for a, b in found.parameters],
    }
    _tell(told, diff_lines(found, config.lang), as_json)


@click.command("text")
@click.argument("place", metavar="PACK[/INSTRUMENT]")
@click.argument("file", type=click.Path(path_type=Path), callback=named)
@click.pass_obj
def take_text(config: Config, place: str, file: Path) -> None:
    """Take the official text of an instrument from FILE (UTF-8), so that each duty shows its wording and digest."""
    packs = known_of(config)
    name, _, slug = place.partition("/")
    if name not in packs:
        raise LookupError(_unknown(name, packs))
    pack = packs[name]
    slug = slug or next(iter(pack.instruments))
    if slug not in pack.instruments:
        raise LookupError(f"{name} has no instrument {slug!r}; it has {', '.join(pack.instruments)}")
    read_text(file)
    kept = file_of(config.home / TEXTS, pack, slug)
    kept.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(file, kept)
    found = supplied(config.home / TEXTS, pack)
    of_it = [one for one in pack.articles if one.instrument == slug]
    missing = [one.number for one in of_it if one.number not in found]
    click.echo(f"{name}/{slug}: {len(of_it) - len(missing)} of {len(of_it)} articles have their official wording")
    if missing:
        click.echo(f"not found in the text: {', '.join(missing)}", err=True)


def _tell(told: object, lines: Iterable[str], as_json: bool) -> None:
    click.echo(orjson.dumps(told, default=_plain) if as_json else "\n".join(lines))


def _plain(value: object) -> dict[str, str]:
    """Words in both languages as an object of theirs; JSON knows the rest."""
    if isinstance(value, Text):
        return value._asdict()
    raise TypeError(f"{type(value).__name__} is not for JSON")


def _unknown(place: str, packs: Mapping[str, Pack]) -> str:
    pack = place.partition("/")[0]
    if pack in packs:
        return f"{pack} has no obligation, article or penalty {place!r}; see `guiju law show {pack}`"
    return f"no pack and no obligation of one is called {place!r}; see `guiju law list`"
