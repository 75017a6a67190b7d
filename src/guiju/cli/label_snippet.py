"""``guiju label snippet``: the explicit labels that your own client shows, as HTML and CSS."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

import click

from guiju.config import Config
from guiju.core.language import Lang
from guiju.labels import Snippets, snippet_page
from guiju.wiring import packs_of, snippets_of

_SAMPLES: Final = {"picture": "picture.png", "film": "film.mp4", "sound": "sound.mp3"}
_MADE: Final[dict[str, Callable[[Snippets, str], str]]] = {
    "text": lambda snippets, _: snippets.notice(),
    "picture": lambda snippets, source: snippets.picture(source),
    "film": lambda snippets, source: snippets.film(source),
    "sound": lambda snippets, source: snippets.sound(source),
    "scene": lambda snippets, _: snippets.scene(),
    "interface": lambda snippets, _: snippets.prompt(),
}
"""What makes the markup of a kind, from the address of what is shown."""

_PAGE: Final = ("interface", "text", "picture", "film", "sound", "scene")


@click.command("snippet")
@click.argument("kind", type=click.Choice([*_MADE, "page"]))
@click.option(
    "--source", metavar="ADDRESS", default="", help="Of the picture, film or sound (default: one to fill in)."
)
@click.option("--label-lang", type=click.Choice(["zh", "en"]), default=None, help="Language of the explicit label.")
@click.option(
    "--value",
    type=click.Choice(["1", "2", "3"]),
    default="1",
    show_default=True,
    help="1 is generated, 2 may be (declared), 3 is suspected (detected).",
)
@click.option("--words", metavar="TEXT", default="", help="Your own wording of the explicit label.")
@click.option("--html", "markup", is_flag=True, help="Only the markup.")
@click.option("--css", "sheet", is_flag=True, help="Only the style sheet, which is the same for every kind.")
@click.pass_obj
def snippet(
    config: Config, kind: str, source: str, label_lang: Lang | None, value: str, words: str, markup: bool, sheet: bool
) -> None:  # fmt: skip
    """Print what your client puts into its pages so that people see the label: HTML, and the style sheet it needs.

    text is a line before or behind an answer; picture, film and sound stand around what is played or shown; scene is
    the first frame of a virtual scene; interface stays at the top of a talk; page is all of them, to be looked at.
    No script and no inline style: they stand under a strict content security policy.
    """
    made = snippets_of(config, packs_of(config), label_lang or config.lang, value, words)
    if kind == "page":
        parts = [_MADE[one](made, source or _SAMPLES.get(one, "")) for one in _PAGE]
        click.echo(made.style_sheet() if sheet else snippet_page(made, parts), nl=False)
        return
    if not markup:
        click.echo(made.style_sheet() if sheet else f"<style>\n{made.style_sheet()}</style>", nl=not sheet)
    if not sheet or markup:
        click.echo(_MADE[kind](made, source or _SAMPLES.get(kind, "")))
