"""Which labels a command is to put in: the options, and what they come to."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from pathlib import Path
from typing import Any, Literal

import click

from guiju.core.language import Lang
from guiju.labels import Wishes

_OPTIONS = (
    click.option("--implicit", "implicit", is_flag=True, help="Only the label that programs read."),
    click.option("--explicit", "explicit", is_flag=True, help="Only the label that people see or hear."),
    click.option(
        "--value",
        type=click.Choice(["1", "2", "3"]),
        default="1",
        show_default=True,
        help="1 is generated, 2 may be (declared), 3 is suspected (detected).",
    ),
    click.option("--label-lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the explicit label."),
    click.option("--words", metavar="TEXT", default="", help="Your own wording of the explicit label."),
    click.option("--voice", is_flag=True, help="Sound is labelled by a spoken prompt (default: by rhythm)."),
    click.option(
        "--place",
        type=click.Choice(["start", "end", "both", "client"]),
        default="start",
        show_default=True,
        help="Where text and sound carry the explicit label, and film beside its start; client: yours shows it.",
    ),
    click.option(
        "--sign",
        metavar="KEY",
        type=click.Path(path_type=Path),
        default=None,
        help="Sign the label and the content with this private key.",
    ),
    click.option(
        "--mark",
        metavar="KEY",
        type=click.Path(path_type=Path),
        default=None,
        help="Put an invisible mark into pictures, with this secret key.",
    ),
    click.option(
        "--c2pa",
        "chain",
        metavar="DIR",
        type=click.Path(path_type=Path),
        default=None,
        help="Add a C2PA manifest, signed with the chain in this folder.",
    ),
)


def order_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say which labels are put in; the command gets them as ``wishes``."""

    @wraps(command)
    def wished(
        *arguments: Any, implicit: bool, explicit: bool, value: str, label_lang: Lang | None, words: str,
        voice: bool, place: Literal["start", "end", "both", "client"], sign: Path | None, mark: Path | None,
        chain: Path | None, **named: Any,
    ) -> Any:  # fmt: skip
        both = implicit == explicit
        wishes = Wishes(both or implicit, both or explicit, value, label_lang, words, voice, place, sign, mark, chain)
        return command(*arguments, wishes=wishes, **named)

    for option in reversed(_OPTIONS):
        wished = option(wished)
    return wished
