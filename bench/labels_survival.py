"""What labels outlast: files of every format, each with all labels that it can hold, through what common tools do.

Writes docs/labels-survival.md and its translation with ``--write``.
"""

from __future__ import annotations

import re
import secrets
import shutil
import subprocess
import time
from collections.abc import Iterator, Mapping
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any, Final

import click
import orjson

from bench.labels_samples import samples
from bench.labels_survival_page import PAGES, Row, page, table
from bench.machine import machine
from guiju.config import Config
from guiju.core.label import Label
from guiju.labels import (
    Inspection,
    Survival,
    Wishes,
    create_chain,
    generate_key,
    mark,
    mark_reader,
    save_key,
    survivals,
)
from guiju.wiring import order_of, packs_of, sizes_of

ROOT: Final = Path(__file__).resolve().parent.parent
RESULTS: Final = ROOT / "bench" / "results" / "labels_survival.json"
LABEL: Final = Label("1", "001191320118MAK93FC72D10001", "5b0193ec-51da-4a9f-85f3-b19e3eb8051e")

_ASKED: Final = {
    "ffmpeg": ("ffmpeg", "-version"), "ImageMagick": ("convert", "-version"), "ExifTool": ("exiftool", "-ver"),
    "qpdf": ("qpdf", "--version"), "LibreOffice": ("soffice", "--version"), "cwebp": ("cwebp", "-version"),
    "Poppler": ("pdftocairo", "-v"), "SoX": ("sox", "--version"), "mkvmerge": ("mkvmerge", "--version"),
    "libheif": ("dpkg-query", "-W", "-f=${Version}", "libheif-examples"), "iconv": ("iconv", "--version"),
}  # fmt: skip
_LIBRARIES: Final = {"Pillow": "pillow", "OpenCV": "opencv-python-headless", "openpyxl": "openpyxl"}


class Labelled:
    """Files of every format with every label that each can hold, and how they are looked at."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        save_key(key := generate_key("ed25519"), folder / "key")
        (folder / "key.pub").write_text(key.public.pem(), "ascii")
        (folder / "mark").write_text(secrets.token_hex(32), "ascii")
        create_chain(folder / "chain", "Example Org")
        config = Config.read(home=folder)
        packs = packs_of(config)
        root = (folder / "chain" / "root.pem").read_text("ascii")
        self.how = Inspection((folder / "key.pub",), sizes_of(packs), "", True, root)
        self.reader = mark_reader(folder / "mark")
        keys, chain = folder / "key", folder / "chain"
        wishes = (
            Wishes(sign=keys, chain=chain, mark=folder / "mark"), Wishes(sign=keys, chain=chain), Wishes(sign=keys),
        )  # fmt: skip
        self._orders = [order_of(config, packs, one) for one in wishes]

    def file(self, name: str, plain: Path) -> Path:
        """The labelled copy of a file, with as many labels as it takes. Raises ValueError where it takes none."""
        made, refused = self.folder / f"labelled-{name}{plain.suffix}", ""
        for order in self._orders:
            try:
                mark(plain, made, LABEL, order, name=plain.name)
            except ValueError as error:
                refused = str(error)
                click.echo(f"{name}: {refused}", err=True)
            else:
                return made
        raise ValueError(f"{name}: {refused}")

    def rows(self, name: str, plain: Path) -> Iterator[Row]:
        """What outlasts what. The first row is what was put in."""
        made = self.file(name, plain)
        begun = time.monotonic()
        every = list(survivals(made, self.how, self.reader))
        click.echo(f"{name}: {len(every)} in {time.monotonic() - begun:.0f} s", err=True)
        unchanged = next(one for one in every if one.tool == "zip")
        had = _there(unchanged)
        yield from (Row(name, one, had) for one in (had, *every))


def _there(one: Survival) -> Survival:
    """Which labels a file had: those that were asked about after a treatment."""
    had = [None if kept is None else True for kept in one.labels]
    return Survival("", one.what, one.format, had[0], had[1], had[2], had[3], had[4])


def versions() -> dict[str, str]:
    """The version of each tool that is on this machine."""
    found = {tool: told for tool, words in _ASKED.items() if (told := _told(words))}
    for tool, package in _LIBRARIES.items():
        try:
            found[tool] = version(package)
        except PackageNotFoundError:
            continue
    return found


def _told(words: tuple[str, ...]) -> str:
    if shutil.which(words[0]) is None:
        return ""
    done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    met = re.search(r"\d+(?:[.\d]|-\d)+", done.stdout + done.stderr)
    return met[0] if met else ""


def plain(rows: list[Row], tools: Mapping[str, str]) -> dict[str, Any]:
    """The rows as they are kept."""
    return {
        "tools": dict(tools),
        "rows": [
            {"format": row.name, "tool": row.one.tool, "what": row.one.what.en, "labels": row.one.labels,
             "why": row.one.why.en if row.one.why else ""}
            for row in rows
        ],
    }  # fmt: skip


@click.command()
@click.option("--write", is_flag=True, help="Write the pages of the documentation.")
@click.option("--only", default="", help="Formats, with commas between.")
def main(write: bool, only: str) -> None:
    """Measures what labels outlast."""
    facts, tools = machine(ROOT), versions()
    click.echo("  ".join(f"{name} {value}" for name, value in {**facts, **tools}.items()))
    with TemporaryDirectory(prefix="guiju-") as kept:
        folder = Path(kept)
        (folder / "plain").mkdir()
        labelled = Labelled(folder)
        chosen = {name: path for name, path in samples(folder / "plain").items() if not only or name in only.split(",")}
        rows = [row for name, path in chosen.items() for row in labelled.rows(name, path)]
    click.echo("\n".join(table(rows)))
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_bytes(orjson.dumps({"machine": facts, **plain(rows, tools)}, option=orjson.OPT_INDENT_2))
    if write:
        for lang, path in PAGES.items():
            path.write_text(page(rows, tools, lang), encoding="utf-8")


if __name__ == "__main__":
    main()
