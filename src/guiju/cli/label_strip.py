"""``guiju label strip-test``: which labels of a file outlast what common tools do to it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from typing import Final

import click
import orjson

from guiju.cli.columns import padded, printable, width
from guiju.config import Config
from guiju.core.text import Text
from guiju.labels import Inspection, Survival, mark_reader, survivals
from guiju.wiring import packs_of, sizes_of

_HEADS: Final = (
    Text("工具", "tool"), Text("做了什么", "what it does"), Text("隐式", "implicit"), Text("显式", "explicit"),
    Text("水印", "mark"), Text("签名", "signature"), Text("C2PA", "C2PA"),
)  # fmt: skip
_SIGNS: Final = {True: Text("在", "kept"), False: Text("失", "lost"), None: Text("-", "-")}


@click.command("strip-test")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option(
    "--key",
    "keys",
    metavar="PUB",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A public key that is trusted to sign labels; again for more.",
)
@click.option(
    "--mark",
    metavar="KEY",
    type=click.Path(path_type=Path, exists=True),
    default=None,
    help="Look for the invisible mark made with this key.",
)
@click.option(
    "--anchor",
    "anchors",
    metavar="PEM",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A root that manifests are trusted by; again for more.",
)
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each treatment, one a line.")
@click.pass_obj
def strip_test(
    config: Config, file: Path, keys: tuple[Path, ...], mark: Path | None, anchors: tuple[Path, ...], as_json: bool
) -> None:  # fmt: skip
    """Run copies of a labelled file through common tools and say what is left of its labels.

    Saving again, resizing, remuxing, coding anew, opening in an office program: whatever is on this machine and takes
    the format. The file stays as it is, and nothing of the copies is kept. A dash: there was none before, or it cannot
    be told, as of words on a page in a picture of it.
    """
    roots = "".join(anchor.read_text("ascii") for anchor in anchors)
    how = Inspection(keys, sizes_of(packs_of(config)), "", True, roots)
    found = survivals(file, how, mark_reader(mark) if mark else None)
    if as_json:
        for one in found:
            click.echo(orjson.dumps(_told(one, config.lang)))
        return
    rows = list[Survival]()
    with click.progressbar(found, label=printable(str(file)), file=sys.stderr, hidden=not sys.stderr.isatty()) as shown:
        rows += shown
    click.echo("\n".join(_table(rows, config.lang)))


def _told(one: Survival, lang: str) -> dict[str, object]:
    return asdict(one) | {"what": one.what.of(lang), "why": one.why.of(lang) if one.why else ""}


def _table(found: list[Survival], lang: str) -> Iterator[str]:
    rows = [[head.of(lang) for head in _HEADS]]
    rows += [
        [
            one.tool,
            one.what.of(lang),
            *([printable(one.why.of(lang))] if one.why else [_SIGNS[left].of(lang) for left in one.labels]),
        ]
        for one in found
    ]
    whole = [row for row in rows if len(row) == len(_HEADS)]
    wide = [max(width(row[n]) for row in (whole, rows)[n < 2]) for n in range(len(_HEADS))]
    for row in rows:
        yield "  ".join(padded(cell, wide[n]) for n, cell in enumerate(row)).rstrip()
