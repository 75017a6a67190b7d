"""Who acts in a command that leaves evidence: the officer named on the command line or in the configuration."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from guiju.config import Config
from guiju.core.facts.words import ID_PATTERN

_Command = TypeVar("_Command", bound=Callable[..., Any])


def officer_option(command: _Command) -> _Command:
    """The option ``--officer NAME``."""
    return click.option("--officer", metavar="NAME", default="", help="Who decides (default: officer in guiju.toml).")(
        command
    )


def actor(config: Config, officer: str) -> str:
    """``officer:NAME`` as evidence names it. Raises ValueError for a name that is no identifier."""
    name = officer or config.officer
    if not ID_PATTERN.fullmatch(name):
        raise ValueError("officer: a name is 1 to 96 letters, digits or ._:@/+- and begins with a letter or digit")
    return f"officer:{name}"
