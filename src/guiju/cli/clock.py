"""``guiju law clock``: when each obligation is due that an event sets running, and what moves or ends its term."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import click
import orjson

from guiju.cli.clock_record import Clocks
from guiju.cli.clock_text import clock_json, clock_lines
from guiju.cli.facts_file import facts_text
from guiju.cli.officer import actor, officer_option
from guiju.cli.proving import proving
from guiju.config import Config
from guiju.core.facts.words import ID_PATTERN
from guiju.core.language import Lang
from guiju.core.pack import Pack
from guiju.law import (
    BESIDE,
    FOLDER,
    Narrowing,
    Running,
    Shift,
    Suspension,
    changed,
    clock,
    decide,
    narrowed,
    questions,
    read_profile,
    unnarrowed,
    words,
)  # fmt: skip
from guiju.wiring import known_of, ledger_of


@dataclass(frozen=True, slots=True)
class Move:
    """What the command line says of a suspension or an extension, as it was told."""

    suspended: tuple[str, ...]
    extended: str
    reason: str
    approver: str

    def __bool__(self) -> bool:
        return bool(self.suspended or self.extended or self.reason or self.approver)

    def shift(self) -> Shift:
        """The shift it tells. Raises ValueError for days, a term or a name that are none, or for a part missing."""
        if not (self.suspended or self.extended):
            raise ValueError("--reason and --approver belong to --suspended FROM..TO or --extended TERM; give one")
        if not (self.reason.strip() and ID_PATTERN.fullmatch(self.approver)):
            raise ValueError(
                "a term is suspended or extended only with --reason TEXT and --approver NAME (letters, digits, ._:@/+-)"
            )
        extended = int(self.extended) if self.extended.isdecimal() else self.extended
        if self.extended and not set(self.extended) & set("123456789"):
            raise ValueError(f"--extended: {self.extended!r} adds no day; give a term such as P10D, or N from 1 up")
        if self.extended.startswith("-"):
            raise ValueError(f"--extended: {self.extended!r} would shorten it; give an ISO 8601 term, or N from 1 up")
        return Shift(tuple(map(_suspension, self.suspended)), extended, self.reason, self.approver)


@click.command("clock")
@click.option("--event", required=True, help="What happened, such as service_started; an unknown one lists them all.")
@click.option("--on", "day", metavar="DATE", required=True, help="The day it happened; that day itself is not counted.")
@click.option("--facts", type=click.Path(path_type=Path), help="Facts about the service: only what applies to it.")
@click.option("--pack", "packs", metavar="ID", multiple=True, help="Only this pack (repeatable; default: all).")
@click.option("--obligation", "duties", metavar="ID", multiple=True, help="Only this obligation (repeatable).")
@click.option("--suspended", metavar="FROM..TO", multiple=True, help="Days that do not count, both ends among them.")
@click.option("--extended", metavar="TERM|N", default="", help="Longer by an ISO 8601 term (P10D) or N working days.")
@click.option("--reason", metavar="TEXT", default="", help="Why it is suspended or extended; evidence keeps a digest.")
@click.option("--approver", metavar="NAME", default="", help="Who approved that.")
@click.option("--done", metavar="DATE", default="", help="With --record: what the term was for is done, it stops.")
@click.option("--record", is_flag=True, help="Write the terms, what moved them and what stopped them as evidence.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@officer_option
@click.pass_obj
def show_clock(
    config: Config, event: str, day: str, facts: Path | None, packs: tuple[str, ...], duties: tuple[str, ...],
    suspended: tuple[str, ...], extended: str, reason: str, approver: str, done: str, record: bool, as_json: bool,
    officer: str,
) -> None:  # fmt: skip
    """Show when each obligation is due that an EVENT on a DATE sets running, under every pack in effect then."""
    on, zone = _day("--on", day), ZoneInfo(config.timezone)
    known = known_of(config)
    terms = _terms(known, _event(event), on, packs, duties, _narrowing(known, facts, on, config.lang))
    move = Move(suspended, extended, reason, approver)
    if move:
        terms = (changed(_single(terms), move.shift()),)
    if done and not record:
        raise ValueError("--done stops a recorded term; give --record with it")
    if record:
        _record(config, terms, _day("--done", done) if done else None, actor(config, officer))
    for row in terms:
        if row.unknown:
            click.echo(f"{row.duty.id}: {row.unknown.of(config.lang)}", err=True)
    if as_json:
        click.echo(orjson.dumps(clock_json(event, on, terms)))
        return
    click.echo("\n".join(clock_lines(event, on, terms, datetime.now(zone).date(), config.lang)))


def _terms(
    packs: Mapping[str, Pack], event: str, on: date, names: Sequence[str], duties: Sequence[str], narrowing: Narrowing
) -> tuple[Running, ...]:
    """The terms asked for. Raises LookupError for a pack or obligation that there is not."""
    known = _named(packs, names)
    unknown = sorted(set(duties) - {duty.id for pack in known for duty in pack.obligations})
    if unknown:
        raise LookupError(
            f"no obligation {unknown[0]!r} in {', '.join(pack.id for pack in known)}; see `guiju law show PACK`"
        )
    found = clock(known, event, on, narrowing)
    terms = tuple(row for row in found if not duties or row.duty.id in duties)
    if duties and not terms:
        having = sorted({row.duty.id for row in found})
        raise LookupError(f"{', '.join(duties)}: no term from {event}; {', '.join(having) or 'nothing'} has one")
    return terms


def _named(packs: Mapping[str, Pack], names: Sequence[str]) -> tuple[Pack, ...]:
    unknown = [name for name in names if name not in packs]
    if unknown:
        raise LookupError(f"no pack {unknown[0]!r}; there is {', '.join(packs)}")
    return tuple(packs[name] for name in names or packs)


def _narrowing(packs: Mapping[str, Pack], facts: Path | None, on: date, lang: Lang) -> Narrowing:
    """What applies on the day by a file of facts (``-``: stdin); without one every pack in effect then."""
    if facts is None:
        return unnarrowed(packs.values(), on)
    text, named = facts_text(facts)
    profile = read_profile(text, named, today=on, lang=lang, beside=BESIDE)
    return narrowed(decide(tuple(packs.values()), replace(profile, on_date=on), questions(FOLDER)))


def _event(told: str) -> str:
    events = words()["events"]
    if told not in events:
        raise LookupError(f"--event: no event {told!r}; there is {', '.join(events)}")
    return told


def _single(terms: Collection[Running]) -> Running:
    """The one term that is to be moved or stopped. Raises ValueError where several could be meant."""
    numbered = [row for row in terms if not row.open]
    if len(numbered) == 1:
        return numbered[0]
    if not numbered:
        raise ValueError("no term with a number runs from this event, so there is none to move or to stop")
    raise ValueError(
        f"several terms run from it; say which with --obligation: {', '.join(one.duty.id for one in numbered)}"
    )


def _record(config: Config, terms: Iterable[Running], done: date | None, who: str) -> None:
    with proving(), ledger_of(config) as ledger:
        clocks = Clocks(ledger, who, ZoneInfo(config.timezone), config.demo)
        if done:
            _stop(clocks, _single(tuple(terms)), done)
            return
        written = sum(clocks.move(row) for row in terms)
    click.echo(f"{written} recorded", err=True)


def _stop(clocks: Clocks, row: Running, done: date) -> None:
    if done < row.on:
        raise ValueError(f"--done: {done} is before the event on {row.on}")
    if done > datetime.now(clocks.zone).date():
        raise ValueError(f"--done: {done} is still to come; record it when it is done")
    click.echo(f"{row.duty.id}: {'done in time' if clocks.stop(row, done) else 'done late'}", err=True)


def _suspension(told: str) -> Suspension:
    first, dots, last = told.partition("..")
    if not dots:
        raise ValueError(f"--suspended: {told!r} is not FROM..TO, as in 2026-11-23..2026-11-27")
    return Suspension(_day("--suspended", first), _day("--suspended", last))


def _day(option: str, told: str) -> date:
    try:
        if len(told) != len("2026-01-31"):
            raise ValueError
        return date.fromisoformat(told)
    except ValueError:
        raise ValueError(f"{option}: {told!r} is no date; write it as in 2026-01-31") from None
