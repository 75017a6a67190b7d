"""``guiju law``: the packs, what holds of them in code, and which obligations evidence shows met."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import orjson

from guiju.cli.law_packs import show, show_diff, show_list, show_search, take_text
from guiju.cli.law_text import status_json, status_lines
from guiju.cli.pack_text import summary_lines
from guiju.cli.proving import proving
from guiju.config import Config
from guiju.law import check, faulty_packs, load, read_packs, status, summary
from guiju.wiring import ledger_of

SOURCE = Path(__file__).parents[1]


@click.group("law")
def law() -> None:
    """Regulations as packs, and what evidence shows of them."""


for command in (show_list, show, show_search, show_diff, take_text):
    law.add_command(command)


@law.command("check")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with the problems and the figures.")
@click.pass_context
def show_check(context: click.Context, as_json: bool) -> None:
    """Check that every duty has a control, every control code that leaves its evidence, and no law stands in code."""
    config: Config = context.obj
    load(config.packs)
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


@law.command("status")
@click.option("--now", "as_of", metavar="DATE", default="", help="As of a date (its end) or a time, not this moment.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with every figure.")
@click.pass_obj
def show_status(config: Config, as_of: str, as_json: bool) -> None:
    """Show each obligation, its controls, and whether evidence shows them met, with the records used."""
    now = _moment(as_of, ZoneInfo(config.timezone))
    packs = load(config.packs, on=now.date())
    with proving(), ledger_of(config) as ledger:
        found = status(packs, ledger.proven(), now)
    if as_json:
        click.echo(status_json(packs, found, now))
        return
    click.echo("\n".join(status_lines(packs, found, now, config.lang)))


def _moment(told: str, zone: ZoneInfo) -> datetime:
    """The time told: a date is its end where the service is. Raises ValueError for what is neither."""
    if not told:
        return datetime.now(UTC)
    try:
        if len(told) == len("2026-01-01"):
            return datetime.combine(date.fromisoformat(told), time.max, zone)
        moment = datetime.fromisoformat(told)
    except ValueError:
        raise ValueError(
            f"--now: {told!r} is neither a date (2026-01-31) nor a time (2026-01-31T12:00+08:00)"
        ) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=zone)
