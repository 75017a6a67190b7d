"""``guiju law``: the packs, what holds of them in code, and which obligations evidence shows met."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from guiju.cli.clock import show_clock
from guiju.cli.exposure import show_exposure
from guiju.cli.law_export import export
from guiju.cli.law_import import take
from guiju.cli.law_packs import show, show_diff, show_list, show_search, take_text
from guiju.cli.law_status import show_status
from guiju.cli.pack_text import summary_lines
from guiju.cli.scope import show_scope
from guiju.cli.upgrade import upgrade
from guiju.config import Config
from guiju.law import check, faulty_packs, load, read_packs, summary
from guiju.wiring import day_of

SOURCE = Path(__file__).parents[1]


@click.group("law")
def law() -> None:
    """Regulations as packs, and what evidence shows of them."""


for command in (
    show_list,
    show,
    show_search,
    show_diff,
    take_text,
    show_status,
    show_scope,
    show_clock,
    show_exposure,
    export,
    take,
    upgrade,
):
    law.add_command(command)


@law.command("check")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with the problems and the figures.")
@click.pass_context
def show_check(context: click.Context, as_json: bool) -> None:
    """Check that every duty has a control, every control code that leaves its evidence, and no law stands in code."""
    config: Config = context.obj
    load(config.packs, on=day_of(config, datetime.now(UTC)))
    problems, told = faulty_packs(), None
    if not problems:
        packs = read_packs().values()
        problems, told = check(packs, SOURCE), summary(packs)
    if as_json:
        click.echo(orjson.dumps({"problems": problems, "figures": told, "holds": not problems}))
    else:
        click.echo("\n".join([*problems, *(summary_lines(told, config.lang) if told else ())]))
        click.echo(f"{len(problems)} problems" if problems else "packs and code agree", err=True)
    context.exit(1 if problems else 0)
