"""``guiju run``: everything at once, for a first look or in front of one's own model."""

from __future__ import annotations

import secrets
import socket
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from guiju.cli import run_text as text
from guiju.cli.guide import Guide, short, tour
from guiju.cli.tour import Door
from guiju.cli.version_text import other_lines
from guiju.config import Config
from guiju.core.text import Text
from guiju.gateway import build_app, opened, quiet_logs, serve
from guiju.labels import DEMO_CODE
from guiju.models import EmbeddedModel
from guiju.users import Keys
from guiju.wiring import ledger_of, others_at_hand, parts_of, settings_of

ACTOR = "demo"
TRIES = 20
"""Ports after the usual one that are tried where it is taken."""
ENGLISH = "In one sentence: why do people write laws down?"
QUESTION = Text("用一句话说说：人们为什么要把法律写下来？", ENGLISH)


@click.command("run")
@click.option(
    "--upstream", metavar="URL", help="An OpenAI-compatible API, ending in /v1 (default: the embedded model)."
)
@click.option("--upstream-key-env", metavar="VAR", help="The environment variable that holds the upstream's key.")
@click.option("--model", metavar="NAME", help="The model to offer (default: those that the upstream lists).")
@click.option(
    "--producer", metavar="CODE", help="Your provider code for labels (default: a stand-in, for demonstrations)."
)
@click.option("--host", metavar="HOST", help="Where to listen (default: 127.0.0.1).")
@click.option("--port", type=click.IntRange(0, 65535), help="The port (default: 8800, or the next that is free).")
@click.option("--once", is_flag=True, help="End after the first request instead of staying up.")
@click.pass_context
def run(context: click.Context, /, model: str | None, once: bool, port: int | None, **given: Any) -> None:
    """Start a model, the gateway in front of it and a status page, and show a first request with its evidence."""
    path: Path | None = context.find_root().params["path"]
    models = (model,) if model else ()
    config = Config.read(path, lang=context.obj.lang, models=models, port=port, **given)
    if not config.producer:
        config = replace(config, producer=DEMO_CODE, demo=True)
    with ExitStack() as stack:
        embedded = not config.upstream
        if embedded:
            _say(config, text.MODEL)
            own = stack.enter_context(EmbeddedModel())
            config = replace(config, upstream=own.url, models=(own.name,))
        settings = settings_of(config)
        _say(config, text.LEDGER, f": {short(config.database)}")
        parts = parts_of(config, stack.enter_context(ledger_of(config)))
        for line in other_lines(others_at_hand(parts.packs, parts.packs.ids), config.lang):
            click.echo(f"guiju: {line}", err=True)
        key = stack.enter_context(demo_key(parts.keys))
        _say(config, text.STARTING)
        bound = _bound(config, strict=port is not None)
        door = Door(config.host, bound.getsockname()[1], key)
        question = ENGLISH if embedded else QUESTION.of(config.lang)
        quiet_logs()
        guide = Guide(lambda: tour(config, parts, door, question), once)
        serve(build_app(parts, settings), bound, guide.start)
        guide.end()
    _say(config, text.STOPPED)


@contextmanager
def demo_key(keys: Keys) -> Iterator[str]:
    """A key whose requests leave evidence of a demonstration; it is revoked at the end."""
    name = f"demo-{secrets.token_hex(4)}"
    try:
        yield keys.create(name, "demo", actor=ACTOR, now=datetime.now(UTC))
    finally:
        keys.revoke(name, actor=ACTOR, now=datetime.now(UTC))


def _bound(config: Config, strict: bool) -> socket.socket:
    try:
        return opened(config.host, config.port)
    except OSError:
        if strict:
            raise
    for port in range(config.port + 1, config.port + TRIES):
        try:
            bound = opened(config.host, port)
        except OSError:
            continue
        _say(config, text.BUSY, f" {port}")
        return bound
    raise OSError(f"no free port from {config.port} to {config.port + TRIES} on {config.host}: choose one with --port")


def _say(config: Config, what: Text, more: str = "") -> None:
    click.echo(f"guiju: {what.of(config.lang)}{more}", err=True)
