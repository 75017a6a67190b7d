"""``guiju law exposure``: what breaches could cost: the highest fine, what could stop the service, other routes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import orjson

from guiju.cli.exposure_text import exposure_json, exposure_lines
from guiju.cli.facts_file import facts_text
from guiju.cli.officer import actor, officer_option
from guiju.cli.proving import proving
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.pack import Pack
from guiju.law import (
    FOLDER,
    Asked,
    Exposure,
    Finding,
    Narrowing,
    Profile,
    decide,
    expose,
    exposure_computed,
    narrowed,
    questions,
    read_findings,
    status,
)  # fmt: skip
from guiju.wiring import found_ledger, known_of, ledger_of, packs_of

SUBJECT = "exposure"
"""The matter that every record of an exposure is about, so that a later calculation replaces the one before."""


@click.command("exposure")
@click.option("--facts", type=click.Path(path_type=Path), help="Facts of scope, turnover_rmb and findings (-: stdin).")
@click.option("--from-status", is_flag=True, help="Add what `guiju law status` shows not met, as base breaches.")
@click.option("--record", is_flag=True, help="Put the figures on record as evidence.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@officer_option
@click.pass_obj
def show_exposure(
    config: Config, facts: Path | None, from_status: bool, record: bool, as_json: bool, officer: str
) -> None:
    """Show what breaches could cost under the packs in effect: the highest fine, never the sum. Not legal advice."""
    who, packs = actor(config, officer), known_of(config)
    asked = _asked(facts, config)
    narrowing = narrowed(decide(tuple(packs.values()), asked.profile, questions(FOLDER)))
    if from_status:
        asked = replace(asked, findings=(*asked.findings, *_unmet(config, packs, narrowing, asked)))
    elif not asked.findings:
        raise ValueError("no findings; list them under `findings:` in --facts FILE, or give --from-status")
    exposure = expose(packs, asked.findings, asked.profile.on_date, narrowing, asked.turnover)
    if record:
        _record(config, exposure, asked, [packs[name] for name in sorted(narrowing.packs)], who)
    if as_json:
        click.echo(orjson.dumps(exposure_json(exposure, asked)))
        return
    click.echo("\n".join(exposure_lines(exposure, config.lang)))


def _asked(facts: Path | None, config: Config) -> Asked:
    """What the file asks; without one nothing is given, and the day is today."""
    today = datetime.now(ZoneInfo(config.timezone)).date()
    if facts is None:
        return Asked(Profile({}, today), {}, ())
    text, named = facts_text(facts)
    return read_findings(text, named, today=today, lang=config.lang)


def _unmet(config: Config, packs: Mapping[str, Pack], narrowing: Narrowing, asked: Asked) -> list[Finding]:
    """The obligations not met now that apply to the service and are not among the findings already."""
    now = datetime.now(ZoneInfo(config.timezone))
    with proving(), found_ledger(config) as ledger:
        found = status(packs_of(config, ledger), ledger.proven() if ledger else (), now)
    told = {one.obligation for one in asked.findings}
    known = {duty.id for pack in packs.values() for duty in pack.obligations}
    unmet = [row for row in found if row.value == "not_met" and row.obligation.id in known - told]
    kept = [row for row in unmet if narrowing.applies(row.pack) and narrowing.holds(row.obligation.id)]
    click.echo(f"{len(unmet)} not met, {len(kept)} of them apply to this service", err=True)
    return [Finding(row.obligation.id, "base") for row in kept]


def _record(config: Config, exposure: Exposure, asked: Asked, packs: list[Pack], who: str) -> None:
    now, day = datetime.now(UTC), datetime.combine(exposure.on, time(), ZoneInfo(config.timezone))
    found = exposure_computed(exposure, asked.digest, packs, day)
    with ledger_of(config) as ledger:
        ledger.append(*(Evidence(one.kind, SUBJECT, None, who, now, one, config.demo) for one in found))
    click.echo(f"{len(found)} recorded  {asked.digest}", err=True)
