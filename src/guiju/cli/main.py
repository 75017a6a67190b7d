"""``guiju``: the entry of every command, and where errors become exit codes."""

from __future__ import annotations

import sys
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from guiju import __version__
from guiju.cli.check import check
from guiju.cli.columns import printable
from guiju.cli.keys import keys
from guiju.cli.label import label
from guiju.cli.law import law
from guiju.cli.ledger import ledger
from guiju.cli.run import run
from guiju.cli.serve import serve
from guiju.cli.users import users
from guiju.cli.words import words
from guiju.config import Config
from guiju.core.text import Text
from guiju.ledger import Broken

DOES_NOT_HOLD = 1
BAD_INPUT = 2
OUTSIDE = 3

_BEFORE = Text("{0} 写在命令之前: guiju {0} … {1}", "{0} stands before the command: guiju {0} … {1}")


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="guiju")
@click.option(
    "--config", "path", type=click.Path(path_type=Path), help="Configuration file (default: guiju.toml here)."
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help="Language of what is shown (default: by LANG).")
@click.pass_context
def guiju(context: click.Context, path: Path | None, lang: str | None) -> None:
    """Guiju 规矩: a generative-AI service that is lawful and able to prove it."""
    context.obj = Config.read(path, lang=lang)


for command in (check, label, serve, run, keys, users, ledger, law, words):
    guiju.add_command(command)


def main() -> None:
    """Runs a command: 0 fine, 1 what was checked does not hold, 2 bad use or input, 3 something outside failed."""
    try:
        code = guiju.main(prog_name="guiju", standalone_mode=False)
    except click.exceptions.Abort:
        click.echo("stopped", err=True)
        sys.exit(130)
    except click.ClickException as error:
        _misused(error)
        sys.exit(BAD_INPUT)
    except Broken as broken:
        click.echo(f"BROKEN  {broken}", err=True)
        sys.exit(DOES_NOT_HOLD)
    except (FileNotFoundError, IsADirectoryError, NotADirectoryError, ValueError, LookupError) as error:
        for line in _lines(error):
            click.echo(f"guiju: {printable(line)}", err=True)
        sys.exit(BAD_INPUT)
    except SQLAlchemyError as error:
        click.echo(f"guiju: the database failed: {_told(getattr(error, 'orig', None) or error)}", err=True)
        sys.exit(OUTSIDE)
    except OSError as error:
        click.echo(f"guiju: {printable(_told(error))}", err=True)
        sys.exit(OUTSIDE)
    sys.exit(code if isinstance(code, int) else 0)


def _misused(error: click.ClickException) -> None:
    """Bad use in one line, with the command whose help tells more; a group without its command shows that help."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    what = " ".join(_message(error).split()).removesuffix(".")
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        error.show()
    else:
        click.echo(f"guiju: {printable(what)}" + (f" (see {context.command_path} --help)" if context else ""), err=True)


def _message(error: click.ClickException) -> str:
    """What is wrong; an option of the program itself that stands behind a command is told where it belongs."""
    if isinstance(error, click.NoSuchOption) and any(error.option_name in one.opts for one in guiju.params):
        context = error.ctx or click.get_current_context()
        config = context.find_object(Config)
        command = context.command_path.removeprefix("guiju ")
        return _BEFORE.of(config.lang if config else "en").format(error.option_name, command)
    return error.format_message()


def _lines(error: BaseException) -> list[str]:
    """An error in one line, or each fault of those that it tells in one."""
    only = error.args[0] if isinstance(error, ValueError) and len(error.args) == 1 else None
    lines = only.splitlines() if isinstance(only, str) else []
    return [line for line in lines if line.strip()] or [_told(error)]


def _told(error: BaseException) -> str:
    """An error in one line."""
    if isinstance(error, OSError) and error.filename:
        return f"{error.filename}: {error.strerror}"
    return " ".join(str(error.args[0] if len(error.args) == 1 else error).split())
