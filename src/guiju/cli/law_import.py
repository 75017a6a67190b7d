"""``guiju law import``: what officers entered in the register of duties, back from the workbook."""

from __future__ import annotations

from pathlib import Path

import click
import orjson

from guiju.cli.facts_file import named
from guiju.cli.officer import actor, officer_option
from guiju.cli.register_desk import Duties, desk_of, every_duty, reading_desk
from guiju.cli.register_text import import_json, import_lines
from guiju.config import Config
from guiju.law import Sheet, read_sheet


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path), metavar="REGISTER.xlsx", callback=named)
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with every change and conflict.")
@officer_option
@click.pass_context
def take(context: click.Context, file: Path, dry_run: bool, as_json: bool, officer: str) -> None:
    """Bring owners, notes and decisions back from a register that `guiju law export` wrote.

    Columns are found by their headings. What does not apply needs a reason and an approver. Where the register has
    changed since the export and the file says something else, both sides are shown, the register stays, and the exit
    code is 1. A faulty file is told line by line; nothing of it is written.
    """
    config: Config = context.obj
    who, sheet = actor(config, officer), _sheet(file, every_duty(config))
    with (reading_desk if dry_run else desk_of)(config) as desk, desk.locked():
        duties = every_duty(config, desk.ledger)
        outcomes = desk.outcomes(sheet, sheet.rows, duties)
        written = 0 if dry_run else desk.record(outcomes, duties, who)
    told = import_json(sheet, outcomes, written, dry_run)
    click.echo(orjson.dumps(told) if as_json else "\n".join(import_lines(told, config.lang)))
    context.exit(1 if told["conflicts"] else 0)


def _sheet(file: Path, duties: Duties) -> Sheet:
    """The sheet of a file, every id of it known; otherwise each fault is a line on stderr, and the exit code 2."""
    try:
        sheet = read_sheet(file)
        faults = [
            f"{sheet.name}: row {row.number}: no obligation is called {row.id!r}; correct the id or delete the row"
            for row in sheet.rows
            if row.id not in duties
        ]
        if not faults:
            return sheet
    except ValueError as error:
        faults = str(error).splitlines()
    for line in faults:
        click.echo(f"guiju: {line}", err=True)
    raise click.exceptions.Exit(2)
