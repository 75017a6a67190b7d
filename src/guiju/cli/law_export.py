"""``guiju law export``: the packs as OSCAL for other tools, the register of duties as a workbook for officers."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from guiju.cli.placing import place, place_all, require_place
from guiju.cli.proving import proving
from guiju.cli.register_desk import Desk, every_duty, packs_named, reading_desk
from guiju.cli.register_text import cells
from guiju.config import Config
from guiju.core.pack import Pack
from guiju.law import (
    Entry,
    Exported,
    Line,
    ObligationStatus,
    Packs,
    documents,
    marks,
    read_sheet,
    shown,
    status,
    workbook,
)


@click.command("export")
@click.option("--format", "form", type=click.Choice(["oscal", "xlsx"]), required=True, help="For tools, or for people.")
@click.option("--out", type=click.Path(path_type=Path), required=True, help="A folder for oscal, a file for xlsx.")
@click.option("--pack", "ids", metavar="ID", multiple=True, help="These packs (default: those active today).")
@click.option("--at", metavar="DATE", default="", help="oscal: the time in the documents (default: that of the packs).")
@click.pass_obj
def export(config: Config, form: str, out: Path, ids: tuple[str, ...], at: str) -> None:
    """Write the packs as OSCAL catalogs, profile and mapping, or the register of duties as a workbook.

    The folder is a workspace of trestle once `trestle init` has run in it. Officers fill in the workbook, and
    `guiju law import` brings back who answers, notes, and what was decided not to apply.
    """
    moment = _moment(at, form)
    if form == "oscal":
        told = f"{_documents(packs_named(config, None, ids), moment, out)} documents"
    else:
        require_place(out)
        with proving(), reading_desk(config) as desk:
            told = f"{_register(config, desk, packs_named(config, desk.ledger, ids), out)} obligations"
    click.echo(f"{told} → {out}", err=True)


def _documents(packs: Packs, at: datetime | None, out: Path) -> int:
    found = documents(packs, at)
    place_all({out / name: told for name, told in found.items()})
    return len(found)


def _register(config: Config, desk: Desk, packs: Packs, out: Path) -> int:
    if out.is_file():
        _require_imported(config, desk, out)
    found = status(packs, desk.proven(), datetime.now(ZoneInfo(config.timezone)))
    by_id = {pack.id: pack for pack in packs.all}
    duties = {row.obligation.id: (by_id[row.pack], row.obligation) for row in found}
    entries = desk.entries(duties)
    lines = [_line(desk, by_id[row.pack], row, entries[row.obligation.id], config.lang) for row in found]
    place(out, workbook(lines, desk.register, config.lang))
    return len(lines)


def _line(desk: Desk, pack: Pack, row: ObligationStatus, entry: Entry, lang: str) -> Line:
    told, id = cells(pack, row, entry, lang), row.obligation.id
    exported = Exported(pack.digest, dict(marks(id, entry, desk.mark)), shown(told))
    return Line(id, pack.id, pack.version, told, exported)


def _require_imported(config: Config, desk: Desk, out: Path) -> None:
    """Raises ValueError where the workbook that stands there holds entries that nobody has imported."""
    try:
        sheet, duties = read_sheet(out), every_duty(config, desk.ledger)
    except ValueError:
        return
    rows = [row for row in sheet.rows if row.id in duties]
    waiting = [one.obligation for one in desk.outcomes(sheet, rows, duties) if one.changed or one.conflicts]
    if waiting:
        named = ", ".join(waiting[:3])
        raise ValueError(f"{out}: holds entries not imported yet ({named}); import it first, or write to another file")


def _moment(at: str, form: str) -> datetime | None:
    if not at:
        return None
    if form != "oscal":
        raise ValueError("--at: the register is told as of now; leave --at out, or export oscal")
    try:
        moment = datetime.fromisoformat(at)
    except ValueError:
        raise ValueError(f"--at: {at!r} is neither a date (2026-01-31) nor a time (2026-01-31T12:00+08:00)") from None
    return moment if moment.tzinfo else datetime.combine(moment.date(), moment.time(), UTC)
