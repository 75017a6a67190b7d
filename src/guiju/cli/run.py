"""``guiju run``: everything at once, for a first look or in front of one's own model."""

from __future__ import annotations

import os
import secrets
import signal
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError

from guiju.cli import run_text as text
from guiju.cli.tour import Door
from guiju.config import Config
from guiju.core.text import Text
from guiju.gateway import Parts, build_app, opened, quiet_logs, serve
from guiju.labels import DEMO_CODE
from guiju.law import status
from guiju.models import EmbeddedModel
from guiju.users import Keys
from guiju.wiring import ledger_of, parts_of, settings_of

ACTOR = "demo"
USER = "first-visitor"
TRIES = 20
"""Ports after the usual one that are tried where it is taken."""
ENGLISH = "In one sentence: why do people write laws down?"
QUESTION = Text("用一句话说说：人们为什么要把法律写下来？", ENGLISH)
PATIENCE = 10.0
"""Seconds that a tour gets to notice that its gateway has ended."""
ROWS = 6
"""Obligations that the tour shows."""


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
        _say(config, text.LEDGER, f": {_short(config.database)}")
        parts = parts_of(config, stack.enter_context(ledger_of(config)))
        key = stack.enter_context(demo_key(parts.keys))
        _say(config, text.STARTING)
        bound = _bound(config, strict=port is not None)
        door = Door(config.host, bound.getsockname()[1], key)
        question = ENGLISH if embedded else QUESTION.of(config.lang)
        quiet_logs()
        guide = Guide(lambda: tour(config, parts, door, question), once)
        serve(build_app(parts, settings_of(config)), bound, guide.start)
        guide.end()
    _say(config, text.STOPPED)


class Guide:
    """The tour beside the gateway, in a thread of its own; an error of the tour ends both and is raised again."""

    def __init__(self, show: Callable[[], None], once: bool) -> None:
        self._show, self._once = show, once
        self._thread = threading.Thread(target=self._guide, daemon=True)
        self._lock = threading.Lock()
        self._over = False
        self._error: Exception | None = None

    def start(self) -> None:
        """Begins."""
        self._thread.start()

    def end(self) -> None:
        """The gateway has ended: waits for the tour, and raises what ended it early, if anything did."""
        with self._lock:
            self._over = True
        if self._thread.ident is not None:
            self._thread.join(PATIENCE)
        if self._error is not None:
            raise self._error

    def _guide(self) -> None:
        error: Exception | None = None
        try:
            self._show()
        except (OSError, ValueError, SQLAlchemyError) as caught:
            error = caught
        with self._lock:
            if not self._over and (self._once or error):
                self._error = error
                os.kill(os.getpid(), signal.SIGINT)  # as Ctrl-C would: answers are closed, evidence is kept


def tour(config: Config, parts: Parts, door: Door, question: str) -> None:
    """Asks one question and prints the answer as it comes, what it left, and where everything is.

    Raises ConnectionError where the gateway or the model behind it does not answer.
    """
    lang = config.lang
    model = config.models[0] if config.models else door.model()
    click.echo(text.headed(text.QUESTION, question, lang))
    stream = door.chat(model, question, USER)
    click.echo(text.headed(text.ANSWER, f"{text.STREAMED.of(lang)} {stream.request}", lang))
    for piece in stream.texts():
        click.echo(piece, nl=False)
    click.echo()
    click.echo(text.headed(text.EVIDENCE, f"{text.NO_CONTENT.of(lang)} {_short(config.database)}", lang))
    for record in parts.ledger.find(subject=stream.request):
        click.echo("\n".join(text.evidence_lines(record)))
    click.echo(text.headed(text.LAW, text.SHOWN.of(lang), lang))
    found = status(parts.packs, parts.ledger.find(), datetime.now(UTC))
    click.echo("\n".join(text.law_lines(found, ROWS, lang)))
    click.echo(text.headed(text.UP, text.ENDS.of(lang), lang))
    click.echo("\n".join(text.address_lines(door, model, lang)))


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


def _short(database: str) -> str:
    """A database without its password, as a person names it."""
    return database.removeprefix("sqlite:///") if database.startswith("sqlite") else database.rpartition("@")[2]
