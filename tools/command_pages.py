"""Writes docs/commands.md from what each command says of itself."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import click

from guiju.cli.main import guiju

PAGE = Path(__file__).resolve().parent.parent / "docs" / "commands.md"
HEAD = """\
# Commands

What every command says of itself under `--help`. `make docs` writes this page; a test fails when it is behind.

Exit codes: 0 fine; 1 what was checked does not hold; 2 bad use or bad input (one line on stderr, nothing written);
3 something outside failed (upstream, database, disk). A command that reads takes `--json`. State lives under
`$GUIJU_HOME` (default `./.guiju`), or where `guiju.toml` or `--config` says.
"""
WIDTH = 100


def commands(command: click.Command, name: str, parent: click.Context | None = None) -> Iterator[tuple[str, str]]:
    """Each command below this one, itself first: (its words, its help)."""
    context = click.Context(
        command, info_name=name, parent=parent, terminal_width=WIDTH, help_option_names=["-h", "--help"]
    )
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for child in sorted(command.commands):
            yield from commands(command.commands[child], child, context)


def page() -> str:
    """The whole page."""
    parts = [f"## {words}\n\n```\n{told.rstrip()}\n```\n" for words, told in commands(guiju, "guiju")]
    return HEAD + "\n" + "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(f"{PAGE.name}: written", file=sys.stderr)
