"""The guided tour of ``guiju run``: a first request, what it left, and where everything is."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

import click
from sqlalchemy.exc import SQLAlchemyError

from guiju.cli import run_text as text
from guiju.cli.tour import Door
from guiju.config import Config
from guiju.gateway import Parts
from guiju.law import status

USER = "first-visitor"
PATIENCE = 10.0
"""Seconds that a tour gets to notice that its gateway has ended."""
ROWS = 6
"""Obligations that the tour shows."""


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
    click.echo(text.headed(text.EVIDENCE, f"{text.NO_CONTENT.of(lang)} {short(config.database)}", lang))
    for record in parts.ledger.find(subject=stream.request):
        click.echo("\n".join(text.evidence_lines(record)))
    click.echo(text.headed(text.LAW, text.SHOWN.of(lang), lang))
    found = status(parts.packs, parts.ledger.find(), datetime.now(ZoneInfo(config.timezone)))
    click.echo("\n".join(text.law_lines(found, ROWS, lang)))
    click.echo(text.headed(text.UP, text.ENDS.of(lang), lang))
    click.echo("\n".join(text.address_lines(door, model, lang)))


def short(database: str) -> str:
    """A database without its password, as a person names it."""
    return database.removeprefix("sqlite:///") if database.startswith("sqlite") else database.rpartition("@")[2]
