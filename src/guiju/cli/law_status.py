"""``guiju law status``: which obligations evidence shows met, each judged by the version of its pack then in use."""

from __future__ import annotations

import re
import secrets
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import click

from guiju.cli.law_text import status_json, status_lines
from guiju.cli.officer import actor, officer_option
from guiju.cli.proving import proving
from guiju.cli.version_text import adoption_lines, later_lines, other_lines
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id, StatusJudged
from guiju.core.pack import Pack
from guiju.core.tally import StatusName
from guiju.law import Adoption, History, ObligationStatus, Packs, chosen, load, status
from guiju.wiring import day_of, found_ledger, history_of, in_use_of, ledger_of, others_at_hand

_DATE = re.compile(r"[1-9]\d{3}-\d\d-\d\d", re.ASCII)
_TIME = re.compile(rf"{_DATE.pattern}T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?", re.ASCII)


@dataclass(frozen=True, slots=True)
class Judging:
    """The packs that a status is judged by, when each was adopted, and which came into use only later."""

    packs: Packs
    adopted: dict[str, Adoption]
    later: dict[str, date]


@click.command("status")
@click.option("--now", "as_of", metavar="DATE", default="", help="As of a date (its end) or a time, not this moment.")
@click.option("--pack", "names", metavar="ID", multiple=True, help="This pack alone, and all of it; again for more.")
@click.option("--all", "whole", is_flag=True, help="Also what no record bears on.")
@click.option("--record", is_flag=True, help="Leave evidence of the figures, pack by pack.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with every figure.")
@officer_option
@click.pass_obj
def show_status(
    config: Config, as_of: str, names: tuple[str, ...], whole: bool, record: bool, as_json: bool, officer: str
) -> None:
    """Show each obligation, its controls, and whether evidence shows them met, with the records used.

    A past date is judged by the versions of the packs that were in use then: a later upgrade changes none of it.
    """
    now, who = _moment(as_of, ZoneInfo(config.timezone)), actor(config, officer)
    with proving():
        judging = _judging(config, history_of(config), now, names)
        with ledger_of(config) if record else found_ledger(config) as ledger:
            found = status(judging.packs, ledger.proven() if ledger else (), now)
            if record and ledger:
                ledger.append(*_judged(judging.packs, found, now, who, config.demo))
    if as_json:
        click.echo(status_json(judging.packs, found, now.astimezone(UTC), judging.adopted))
    else:
        lines = status_lines(judging.packs, found, now, config.lang, whole=whole or bool(names))
        click.echo("\n".join(lines))
    others = () if as_of else others_at_hand(judging.packs, judging.adopted)
    adopted = adoption_lines(judging.packs.all, judging.adopted, config.lang)
    for line in (*adopted, *later_lines(judging.later, config.lang), *other_lines(others, config.lang)):
        click.echo(line, err=True)


def _judging(config: Config, history: History, now: datetime, names: tuple[str, ...]) -> Judging:
    """What to judge by. Raises ValueError where no pack was in effect, LookupError for one that was not active."""
    in_use = in_use_of(config, history, now)
    packs = load(config.packs, on=day_of(config, now), in_use=in_use)
    if not packs.all:
        raise ValueError(_none(now, [pack for pack, _ in chosen(config.packs, in_use=in_use)]))
    packs = _only(packs, names)
    wanted = {entry.partition(":")[0] for entry in config.packs}
    first = {one.pack: day_of(config, one.at) for one in reversed(history.adoptions) if one.pack in in_use.later}
    later = {name: day for name, day in first.items() if not wanted or name in wanted}
    return Judging(packs, history.at(now), later)


def _only(packs: Packs, names: tuple[str, ...]) -> Packs:
    if alien := sorted(set(names) - set(packs.ids)):
        raise LookupError(f"--pack {alien[0]}: not active then; active are {', '.join(packs.ids)}")
    return Packs(*(tuple(p for p in some if p.id in names or not names) for some in (packs.binding, packs.reference)))


def _none(now: datetime, packs: Iterable[Pack]) -> str:
    since = min(((pack.since, pack.id) for pack in packs), default=None)
    if since is None:
        return f"no pack was in use on {now:%Y-%m-%d}: those of the configuration were adopted later; give a later date"
    told = f"the first of them, {since[1]}, applies from {since[0]}"
    return f"no active pack was in effect on {now:%Y-%m-%d}: {told}; give a date on which one is"


def _judged(packs: Packs, found: Iterable[ObligationStatus], now: datetime, who: str, demo: bool) -> list[Evidence]:
    counts = Counter((row.pack, row.value) for row in found)
    subject, at = f"status-{secrets.token_hex(8)}", datetime.now(UTC)
    return [
        Evidence(StatusJudged.kind, subject, None, who, at, _counted(pack, counts, now), demo) for pack in packs.all
    ]


def _counted(pack: Pack, counts: Counter[tuple[str, StatusName]], now: datetime) -> StatusJudged:
    return StatusJudged(
        pack=Id(pack.id), version=Id(pack.version), digest=Digest(pack.digest), as_of=now,
        met=counts[pack.id, "met"], not_met=counts[pack.id, "not_met"], no_evidence=counts[pack.id, "no_evidence"],
        planned=counts[pack.id, "planned"], not_applicable=counts[pack.id, "not_applicable"],
    )  # fmt: skip


def _moment(told: str, zone: ZoneInfo) -> datetime:
    """The time told, where the service is: of a date its end there. Raises ValueError for what is neither."""
    if not told:
        return datetime.now(zone)
    try:
        if _DATE.fullmatch(told):
            moment = datetime.combine(date.fromisoformat(told), time.max, zone)
        elif _TIME.fullmatch(told):
            moment = datetime.fromisoformat(told)
        else:
            raise ValueError(told)
        moment = moment if moment.tzinfo else moment.replace(tzinfo=zone)
        return moment.astimezone(UTC).astimezone(zone)
    except (ValueError, OverflowError):
        raise ValueError(
            f"--now: {told!r} is neither a date (2026-01-31) nor a time (2026-01-31T12:00+08:00)"
        ) from None
