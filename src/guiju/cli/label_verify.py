"""``guiju label verify`` and ``read``: are files labelled, and as the standard asks?"""

from __future__ import annotations

import hashlib
import shutil
import sys
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import click
import orjson

from guiju.cli.columns import printable
from guiju.cli.label_files import STDIN, Place, each, jobs_of, places
from guiju.cli.label_text import fields, lines, table, told
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, FilesExamined
from guiju.labels import Examined, Inspection, Remark
from guiju.wiring import ledger_of, packs_of, sizes_of

SUBJECT = "labels"
"""The matter of every look at files."""

_ALTERED = frozenset(("signature_broken", "content_changed", "sidecar_other"))


@click.command("verify")
@click.argument("what", metavar="FILE|DIR|-")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each file, one a line.")
@click.option("--name", metavar="NAME", default="", help="Of what comes in on standard input: what it is called.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Files at once (default: all cores).")
@click.option("--look", "looking", is_flag=True, help="Look for the explicit label in pictures, films and sound too.")
@click.option("--words", metavar="TEXT", default="", help="Your own wording of the explicit label.")
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
@click.option("--c2pa", "manifests", is_flag=True, help="Read the C2PA manifest too.")
@click.option(
    "--anchor",
    "anchors",
    metavar="PEM",
    multiple=True,
    type=click.Path(path_type=Path, exists=True),
    help="A root that manifests are trusted by; again for more.",
)
@click.option("--record", is_flag=True, help="Put the result on record, as evidence.")
@officer_option
@click.pass_context
def verify(
    context: click.Context, what: str, as_json: bool, name: str, jobs: int, looking: bool, words: str,
    keys: tuple[Path, ...], mark: Path | None, manifests: bool, anchors: tuple[Path, ...], record: bool, officer: str,
) -> None:  # fmt: skip
    """Say of each file whether it is labelled as GB 45438 asks, and what is wrong where.

    compliant: one implicit label, read without a fault; where the format has no place for one, as plain text, a notice
    to readers with both elements. noncompliant: a rule is broken; each finding has its clause, the byte, and what to
    do. none: no label was met. inconclusive: the file could not be read for certain. Exit 0 where every file is
    compliant, else 1.
    """
    config: Config = context.obj
    sizes = sizes_of(packs_of(config)) if looking else None
    roots = "".join(anchor.read_text("ascii") for anchor in anchors)
    how = Inspection(keys, sizes, words, manifests or bool(anchors), roots, mark)
    found = list(_looked(what, name, jobs_of(jobs), config.lang, how))
    for file, examined, _ in found:
        if as_json:
            click.echo(orjson.dumps(told(file, examined, config.lang)))
        elif len(found) == 1:
            click.echo("\n".join(lines(file, examined, config.lang)))
    if not as_json and len(found) > 1:
        click.echo("\n".join(table([(file, examined) for file, examined, _ in found], config.lang)))
    if record:
        _record(config, found, actor(config, officer))
    context.exit(0 if all(examined.verdict == "compliant" for _, examined, _ in found) else 1)


@click.command("read")
@click.argument("what", metavar="FILE|DIR|-")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each file, one a line.")
@click.option("--name", metavar="NAME", default="", help="Of what comes in on standard input: what it is called.")
@click.pass_context
def read(context: click.Context, what: str, as_json: bool, name: str) -> None:
    """Show the implicit label of each file, read leniently. Exit 1 where there is none."""
    config: Config = context.obj
    missing = False
    for file, examined, _ in _looked(what, name, 1, config.lang, Inspection()):
        missing = missing or examined.label is None
        if as_json:
            row = told(file, examined, config.lang)
            click.echo(orjson.dumps({key: row[key] for key in ("file", "format", "label", "explicit")}))
        elif examined.label is None:
            click.echo("\n".join(lines(file, examined, config.lang)))
        else:
            click.echo("\n".join((printable(f"{file}  ({examined.carrier})"), *fields(examined))))
    context.exit(1 if missing else 0)


Looked = tuple[str, Examined, bytes]
"""How a file is called, what became of looking at it, and its SHA-256."""


def _looked(what: str, name: str, jobs: int, lang: str, how: Inspection) -> Sequence[Looked]:
    if what == STDIN:
        with TemporaryDirectory(prefix="guiju-") as folder:
            place = Place(Path(folder, Path(name).name or "in"), None, name or STDIN)
            with place.source.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
            return [(place.shown, *_look(how, place))]
    found = each(partial(_look, how), _lost, places(what), jobs, lang)
    return [(place.shown, *seen) for place, seen in found]


def _look(how: Inspection, place: Place) -> tuple[Examined, bytes]:
    """Looks at the file of a place; runs in a process of its own. Raises OSError."""
    return how(place.source), _digest(place.source)


def _lost(place: Place) -> tuple[Examined, bytes]:
    """Of a file over which the process died. Raises OSError."""
    return Examined("inconclusive", "", None, None, (Remark("died"),)), _digest(place.source)


def _digest(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()


def _record(config: Config, found: Sequence[Looked], who: str) -> None:
    counted = Counter(examined.verdict for _, examined, _ in found)
    codes = [{remark.code for remark in examined.remarks} for _, examined, _ in found]
    facts = FilesExamined(
        files=len(found), compliant=counted["compliant"], noncompliant=counted["noncompliant"], none=counted["none"],
        inconclusive=counted["inconclusive"], doubled=sum("duplicate" in told for told in codes),
        altered=sum(bool(told & _ALTERED) for told in codes),
        digest=Digest(hashlib.sha256(b"".join(digest for _, _, digest in found)).hexdigest()),
    )  # fmt: skip
    with ledger_of(config) as ledger:
        ledger.append(Evidence(facts.kind, SUBJECT, None, who, datetime.now(UTC), facts, config.demo))
