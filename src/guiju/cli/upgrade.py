"""``guiju law upgrade``: what other versions of packs would change, and adopting them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from guiju.cli.facts_file import named
from guiju.cli.officer import actor, officer_option
from guiju.cli.proving import proving
from guiju.cli.upgrade_text import plan_json, plan_lines
from guiju.config import Config
from guiju.core.facts.pack import Mode
from guiju.core.pack import Pack
from guiju.law import (
    TOUCHED,
    Adopted,
    History,
    InUse,
    Packs,
    Plan,
    clash,
    load,
    missing,
    plan,
    read_file,
    read_packs,
    refusals,
    untimely,
    usual_mode,
)
from guiju.ledger import SqlLedger
from guiju.wiring import (
    adopt,
    archive_of,
    checks_of,
    day_of,
    found_ledger,
    history_of,
    ledger_of,
    lexicon_of,
    limits_of,
    policy_of,
)


@click.command("upgrade")
@click.option("--pack", "file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.yaml",
              callback=named, help="Adopt this pack: a new version of a known one, or your own.")  # fmt: skip
@click.option("--mode", type=click.Choice(["binding", "reference"]), help="With --pack: how it is adopted.")
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@officer_option
@click.pass_obj
def upgrade(config: Config, file: Path | None, mode: Mode | None, dry_run: bool, as_json: bool, officer: str) -> None:
    """Adopt the packs that came with this version in place of those in use, and show what that touches.

    What was judged before stays judged by the versions of its day.
    """
    if mode and not file:
        raise ValueError("--mode is for a pack from a file; give --pack FILE.yaml, or set ID:MODE in guiju.toml")
    who, given = actor(config, officer), read_file(file) if file else None
    with proving():
        with found_ledger(config) as ledger:
            survey = _surveyed(config, ledger, given, mode)
            found = _planned(config, survey, ledger)
        if not dry_run:
            _refuse(untimely((step.new for step in found.renewals), _today(config)))
            with ledger_of(config) as ledger:
                adopt(config, ledger, survey.wanted, who)
    told, restored = (found, survey.unreadable, dry_run), _restored(survey, found)
    click.echo(plan_json(*told, restored) if as_json else "\n".join(plan_lines(*told, config.lang, restored)))


@dataclass(frozen=True, slots=True)
class Survey:
    """Where things stand: the packs in use by id, why others cannot be read, what binds now, and what is wanted."""

    history: History
    old: dict[str, Pack]
    unreadable: dict[str, str]
    before: Packs
    wanted: Packs


def _surveyed(config: Config, ledger: SqlLedger | None, given: Pack | None, mode: Mode | None) -> Survey:
    history, at_hand = history_of(config, ledger) if ledger else History(), read_packs()
    old, unreadable = _copies(config, history)
    in_use = {name: Adopted(pack, history.newest[name].mode, last=True) for name, pack in old.items()}
    new = _given(history, given, mode) if given else _new(history, at_hand)
    _refuse(why for name, why in unreadable.items() if name not in new)
    if given:
        _refuse([clash(given, [known[given.id] for known in (old, at_hand) if given.id in known])])
    today = _today(config)
    day = max(today, given.since) if given else today
    wanted = load(config.packs, on=day, in_use=InUse({**in_use, **new}))
    if given and given.id not in wanted.ids:
        raise ValueError(f"{given.id} is not among the packs of guiju.toml, or it has ended; add it to packs there")
    _refuse(refusals({pack.id: pack for pack in wanted.all}, {**at_hand, **old}))
    before = load(config.packs, on=today, in_use=InUse({**new, **in_use}))
    return Survey(history, old, unreadable, _those(before, old), wanted)


def _copies(config: Config, history: History) -> tuple[dict[str, Pack], dict[str, str]]:
    """The packs in use by their copies, and why others cannot be read."""
    old, unreadable = dict[str, Pack](), dict[str, str]()
    for name, one in history.newest.items():
        if one.at > datetime.now(UTC):
            raise ValueError(
                f"{name} was adopted on {one.at:%Y-%m-%d %H:%M} UTC, which is to come; set the clock right"
            )
        try:
            old[name] = archive_of(config).read(name, one.digest)
        except ValueError as error:
            unreadable[name] = str(error)
    return old, unreadable


def _new(history: History, at_hand: Mapping[str, Pack]) -> dict[str, Adopted]:
    return {n: Adopted(at_hand[n], one.mode, last=True) for n, one in history.newest.items() if n in at_hand}


def _given(history: History, given: Pack, mode: Mode | None) -> dict[str, Adopted]:
    known = history.newest.get(given.id)
    return {given.id: Adopted(given, mode or (known.mode if known else usual_mode(given)), last=True)}


def _those(packs: Packs, ids: dict[str, Pack]) -> Packs:
    binding, reference = (tuple(p for p in part if p.id in ids) for part in (packs.binding, packs.reference))
    return Packs(binding, reference)


def _planned(config: Config, survey: Survey, ledger: SqlLedger | None) -> Plan:
    reason = _unfit(config, survey.wanted)
    if reason and not (survey.before.all and _unfit(config, survey.before)):
        raise ValueError(reason)
    adopting = [one.pack for one in missing(survey.history, survey.wanted, config.demo)]
    records = [record for kind in TOUCHED for record in ledger.find(kind=kind)] if ledger else []
    return plan(survey.old, survey.before, survey.wanted, adopting, records, ZoneInfo(config.timezone))


def _restored(survey: Survey, found: Plan) -> tuple[str, ...]:
    """The packs in use whose copy cannot be read and is kept again, as they are at hand in that very version."""
    renewed = {step.new.id for step in found.renewals}
    return tuple(name for name in survey.unreadable if name in survey.wanted.ids and name not in renewed)


def _unfit(config: Config, packs: Packs) -> str:
    """Why a gateway could not serve by these packs; empty where it could."""
    try:
        policy_of(packs, checks_of(lexicon_of(config), config.judge))
        limits_of(packs)
    except (ValueError, LookupError) as error:
        return str(error.args[0])
    return ""


def _refuse(reasons: Iterable[str]) -> None:
    """Raises ValueError with every reason there is, in one line."""
    if told := [reason for reason in reasons if reason]:
        raise ValueError("; ".join(told))


def _today(config: Config) -> date:
    return day_of(config, datetime.now(UTC))
