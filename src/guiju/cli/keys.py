"""``guiju keys``: the API keys of applications."""

from __future__ import annotations

from datetime import UTC, datetime

import click
import orjson

from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.facts.key import KeyRole
from guiju.users import Key, Keys
from guiju.wiring import ledger_of


@click.group("keys")
def keys() -> None:
    """API keys: one for each application that asks."""


@keys.command("create")
@click.argument("name")
@click.option(
    "--role", type=click.Choice(["application", "operator"]), default="application", show_default=True,
    help="An operator's own key is never locked out, whoever its user is.",
)  # fmt: skip
@officer_option
@click.pass_obj
def create(config: Config, name: str, role: KeyRole, officer: str) -> None:
    """Make a key for the application NAME and print it, this once: only its hash is kept."""
    who = actor(config, officer)
    with ledger_of(config) as ledger:
        key = Keys(ledger).create(name, role, actor=who, now=datetime.now(UTC))
    click.echo(key)
    click.echo("Keep it now: it cannot be shown again. Use: Authorization: Bearer <key>", err=True)


@keys.command("list")
@click.option("--json", "as_json", is_flag=True, help="A JSON array.")
@click.pass_obj
def show(config: Config, as_json: bool) -> None:
    """List every key ever made: application, role, when it was made and revoked."""
    with ledger_of(config) as ledger:
        found = Keys(ledger).list()
    if as_json:
        click.echo(orjson.dumps(found, option=orjson.OPT_UTC_Z))
        return
    for key in found:
        click.echo(_line(key))


@keys.command("revoke")
@click.argument("name")
@officer_option
@click.pass_obj
def revoke(config: Config, name: str, officer: str) -> None:
    """End the key of the application NAME; running gateways follow within a second."""
    who = actor(config, officer)
    with ledger_of(config) as ledger:
        Keys(ledger).revoke(name, actor=who, now=datetime.now(UTC))
    click.echo(f"{name}: revoked")


def _line(key: Key) -> str:
    state = f"revoked {key.revoked:%Y-%m-%d %H:%M}" if key.revoked else "works"
    return f"{key.name:<32} {key.role:<12} made {key.created:%Y-%m-%d %H:%M} UTC  {state}"
