"""``guiju users``: one end user's standing, and what a person may ask of their data."""

from __future__ import annotations

import hashlib
from base64 import b64encode
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import click
import orjson

from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import encode
from guiju.core.facts import Digest
from guiju.ledger import Kept, SqlLedger, Vault
from guiju.users import History, Limits, Standings, Waivers
from guiju.wiring import ledger_of, packs_of, standings_of, vault_of

_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object.")
_demo = click.option("--demo", is_flag=True, help="The user of a demonstration, whose history is apart.")


@dataclass(frozen=True, slots=True)
class _Desk:
    ledger: SqlLedger
    vault: Vault
    standings: Standings

    def pseudonym(self, told: str) -> str:
        """The pseudonym for the operator's id of a user, or for a pseudonym. Raises LookupError for nobody."""
        known = self.vault.known(told)
        if known is None and told.startswith("u-") and any(self.ledger.find(user=told)):
            return told
        if known is None:
            raise LookupError("no such user: nobody has asked under this id, or the person was erased")
        return known


@contextmanager
def _desk(config: Config) -> Iterator[_Desk]:
    with ledger_of(config) as ledger:
        yield _Desk(ledger, vault_of(config, ledger), standings_of(packs_of(config, ledger), ledger))


@click.group("users")
def users() -> None:
    """End users: standing and data rights. ID is your own id of the user, or the pseudonym u-… seen in evidence."""


@users.command("show")
@click.argument("user", metavar="ID")
@_demo
@_as_json
@click.pass_obj
def show(config: Config, user: str, demo: bool, as_json: bool) -> None:
    """Show the standing of a user, since when and why, and the counts toward suspension."""
    with _desk(config) as desk:
        history = desk.standings.history(desk.pseudonym(user), demo=demo)
        limits = desk.standings.limits
    told = _told(history, limits, datetime.now(UTC))
    click.echo(orjson.dumps(told, option=orjson.OPT_UTC_Z) if as_json else _readable(told, config))


@users.command("agree")
@click.argument("user", metavar="ID")
@click.option(
    "--terms",
    metavar="FILE",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The agreement: the user labels what comes without an explicit label, and answers for it.",
)
@click.option("--end", is_flag=True, help="The agreement is over.")
@officer_option
@_demo
@click.pass_obj
def agree(config: Config, user: str, terms: Path | None, end: bool, officer: str, demo: bool) -> None:
    """Put on record that a user agreed to label files that come without an explicit label, or that this is over.

    Only then the gateway gives such a file, to a request with the header x-guiju-unlabelled that names the user; each
    is put on record with the digest of the terms. The implicit label stays in every file.
    """
    if end == (terms is not None):
        raise ValueError("say what was agreed to with --terms FILE, or that it is over with --end")
    who = actor(config, officer)
    with ledger_of(config) as ledger:
        pseudonym = user if user.startswith("u-") else vault_of(config, ledger).pseudonym(user)
        waivers = Waivers(ledger)
        known = waivers.terms(pseudonym, demo=demo or config.demo)
        digest = Digest(hashlib.sha256(terms.read_bytes()).hexdigest()) if terms else known
        if digest is None:
            raise LookupError("no agreement of this user is on record")
        waivers.agree(pseudonym, digest, ends=end, actor=who, now=datetime.now(UTC), demo=demo or config.demo)
    click.echo(f"{pseudonym}: {'no longer agreed' if end else 'agreed'}, terms {digest[:12]}…")


@users.command("suspend")
@click.argument("user", metavar="ID")
@officer_option
@_demo
@click.pass_obj
def suspend(config: Config, user: str, officer: str, demo: bool) -> None:
    """Shut a user out; running gateways follow within a second."""
    who = actor(config, officer)
    with _desk(config) as desk:
        pseudonym = desk.pseudonym(user)
        done = desk.standings.suspend(pseudonym, actor=who, demo=demo)
        elsewhere = "" if done else _elsewhere(desk, pseudonym, demo, "suspended")
    click.echo(f"{pseudonym}: {'suspended' if done else 'was suspended already'}{elsewhere}")


@users.command("restore")
@click.argument("user", metavar="ID")
@officer_option
@_demo
@click.pass_obj
def restore(config: Config, user: str, officer: str, demo: bool) -> None:
    """Let a user in again, counts from nothing; running gateways follow within a second."""
    who = actor(config, officer)
    with _desk(config) as desk:
        pseudonym = desk.pseudonym(user)
        done = desk.standings.restore(pseudonym, actor=who, demo=demo)
        elsewhere = "" if done else _elsewhere(desk, pseudonym, demo, "good")
    click.echo(f"{pseudonym}: {'in good standing' if done else 'was in good standing already'}{elsewhere}")


@users.command("erase")
@click.argument("user", metavar="ID")
@click.option(
    "--hold-until", type=click.DateTime(["%Y-%m-%d"]),
    help="Block now and erase on this day, where law sets a least term.",
)  # fmt: skip
@_as_json
@click.pass_obj
def erase(config: Config, user: str, hold_until: datetime | None, as_json: bool) -> None:
    """Erase what the vault holds of a person: content and key, for good; prints the dates that the person is told."""
    until = hold_until.replace(tzinfo=ZoneInfo(config.timezone)) if hold_until else None
    with _desk(config) as desk:
        dates = desk.vault.erase(desk.pseudonym(user), datetime.now(UTC), until)
    if as_json:
        click.echo(orjson.dumps(dates, option=orjson.OPT_UTC_Z))
        return
    click.echo(f"blocked      {_time(dates.blocked, config)}\nerased       {_time(dates.erased, config)}")
    click.echo(f"no copy left {_time(dates.complete_by, config)}")


@users.command("export")
@click.argument("user", metavar="ID")
@click.pass_obj
def export(config: Config, user: str) -> None:
    """Print what is held of a person, for that person: one JSON object a line, vault contents first, then records."""
    with _desk(config) as desk:
        pseudonym = desk.pseudonym(user)
        for kept in desk.vault.export(pseudonym):
            click.echo(orjson.dumps({"kept": _kept(kept)}, option=orjson.OPT_UTC_Z))
        for evidence in desk.ledger.find(user=pseudonym):
            click.echo(b'{"record":' + encode(evidence) + b"}")


def _elsewhere(desk: _Desk, pseudonym: str, demo: bool, wanted: str) -> str:
    """Where nothing was left to do: a hint at the user's other history, where there is something."""
    other = desk.standings.history(pseudonym, demo=not demo).standing
    if other == wanted:
        return ""
    place, way = ("outside the demonstration", "without") if demo else ("in the demonstration", "with")
    return f"; {place} the standing is {other}: give the command {way} --demo"


def _kept(kept: Kept) -> dict[str, Any]:
    shown: dict[str, Any] = {"id": kept.id, "until": kept.until}
    try:
        return {**shown, "text": kept.body.decode()}
    except UnicodeDecodeError:
        return {**shown, "base64": b64encode(kept.body).decode()}


def _told(history: History, limits: Limits, now: datetime) -> dict[str, Any]:
    counts, _ = history.counts(limits)
    changes = [
        {"at": at, "before": facts.before, "after": facts.after, "cause": facts.cause} for at, facts in history.changes
    ]
    return {
        "user": history.user,
        "demo": history.demo,
        "standing": history.standing,
        "since": changes[-1]["at"] if changes else None,
        "cause": changes[-1]["cause"] if changes else None,
        "consecutive": counts.consecutive,
        "per_day": counts.on(now.astimezone(limits.zone).date()),
        "limits": {"consecutive": limits.consecutive, "per_day": limits.per_day},
        "changes": changes,
    }


def _readable(told: dict[str, Any], config: Config) -> str:
    limits, since = told["limits"], told["since"]
    return "\n".join((
        f"user      {told['user']}{'  (demonstration)' if told['demo'] else ''}",
        f"standing  {told['standing']}{f'  since {_time(since, config)}' if since else ''}",
        f"refused   {told['consecutive']} of {limits['consecutive']} in a row, "
        f"{told['per_day']} of {limits['per_day']} today",
        *(f"{_time(c['at'], config)}  {c['before']} -> {c['after']}  ({c['cause']})" for c in told["changes"]),
    ))  # fmt: skip


def _time(at: datetime, config: Config) -> str:
    return f"{at.astimezone(ZoneInfo(config.timezone)):%Y-%m-%d %H:%M}"
