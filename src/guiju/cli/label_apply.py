"""``guiju label apply``: labels put into a file, or into every file of a folder."""

from __future__ import annotations

import shutil
import sys
import tempfile
import uuid
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, Final, cast

import click
import orjson

from guiju.cli.label_files import STDIN, Place, all_places, each, jobs_of
from guiju.cli.label_order import order_options
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.content import Kind
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, FileLabelled, Id, LabelValue, Modality
from guiju.core.label import Label
from guiju.core.text import Text
from guiju.labels import Marked, Order, ProviderCode, Way, Wishes, aigc_fields, examine, mark, opened, write_beside
from guiju.wiring import ledger_of, order_of, packs_of

MODALITIES: Final[dict[Kind, Modality]] = {Kind.IMAGE: "image", Kind.AUDIO: "audio", Kind.VIDEO: "video"}
"""What facts call a kind of content; any other is text."""

_BATCH: Final = 200
_DONE: Final = Text("已加标识", "labelled")
_KEPT: Final = Text("已有标识, 跳过", "labelled before, passed over")
_NOT: Final = Text("没有加上", "not labelled")
_EXPLICIT: Final = Text("显式标识: {}", "explicit label: {}")
_NONE: Final = Text(
    "没有加显式标识: 这种格式没有统一的位置, 请在正文或模板中写上提示",
    "no explicit label: this format has no one place for it; put the notice into the text or its template",
)

_WAYS: Final[dict[Way, Text]] = {
    "notice": Text("文字提示", "a notice in the text"),
    "drawn": Text("画面文字", "words in the picture"),
    "voice": Text("语音", "a spoken prompt"),
    "rhythm": Text("节奏", "the rhythm"),
    "film": Text("起始画面文字", "words on the first frames"),
    "client": Text("由客户端显示", "shown by the client"),
    "kept": Text("保持原样", "as it was"),
    "waived": Text("应申请免除", "waived on request"),
}


@click.command("apply")
@click.argument("what", metavar="FILE|DIR|-...", nargs=-1, required=True)
@click.option("-o", "--out", metavar="OUT", required=True, help="File or folder that is written; - is standard output.")
@click.option("--producer", metavar="CODE", default="", help="Your 27-character provider code (TC260-PG-20252A).")
@click.option("--id", "number", metavar="ID", default="", help="Number of the content (default: a new UUID).")
@order_options
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Files at once (default: all cores).")
@click.option("--resume", is_flag=True, help="Pass over files whose labelled copy is there already.")
@click.option("--name", metavar="NAME", default="", help="Of what comes in on standard input: what it is called.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each file, one a line.")
@officer_option
@click.pass_context
def apply(
    context: click.Context, what: tuple[str, ...], out: str, producer: str, number: str, wishes: Wishes, jobs: int,
    resume: bool, name: str, as_json: bool, officer: str,
) -> None:  # fmt: skip
    """Label files, or every file of a folder: for people, and for programs.

    Both labels are put in where neither --implicit nor --explicit says otherwise. What was written is read again before
    it takes its place; a file that cannot be labelled is not written at all, and of several the others are. Each
    labelled file is put on record. Exit 1 where one of several could not be labelled.
    """
    config: Config = context.obj
    code = _code(config, producer)
    who, order = actor(config, officer), order_of(config, packs_of(config), wishes)
    work = partial(_one, code, number, wishes.value, order, resume)
    if what == (STDIN,) or out == STDIN:
        if len(what) > 1 or Path(what[0]).is_dir():
            raise ValueError("one file goes to standard output, or comes from standard input")
        with _streams(what[0], out, name) as place:
            failed = marked_all(config, [place], work, 1, who, as_json, aside=out == STDIN)
    else:
        given = all_places(what, out)
        if number and len(given) > 1:
            raise ValueError("--id numbers one content; several files get a number each")
        failed = marked_all(config, given, work, jobs_of(jobs), who, as_json)
    if failed and len(what) == 1 and not Path(what[0]).is_dir():
        raise ValueError(failed)
    context.exit(1 if failed else 0)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: how it was marked, or why it was not; neither where it had been done before."""

    marked: Marked | None
    wrong: str = ""


def _code(config: Config, producer: str) -> str:
    given = producer or config.producer
    if not given:
        raise ValueError("no provider code: give --producer CODE, your 27-character code for labels (TC260-PG-20252A)")
    return ProviderCode.parse(given, demo=config.demo).code


def _one(code: str, number: str, value: str, order: Order, resume: bool, place: Place) -> Outcome:
    """Labels the file of a place; runs in a process of its own."""
    target = place.target or place.source
    if resume and target.is_file() and _labelled(target):
        return Outcome(None)
    label = Label(value, code, number or str(uuid.uuid4()))
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        marked = mark(place.source, target, label, order, name=Path(place.shown).name)
        if marked.confirmed and not marked.implicit:
            write_beside(target, label)
        return Outcome(marked)
    except (ValueError, OSError) as error:
        return Outcome(None, " ".join(str(error).split()) or type(error).__name__)


def _labelled(path: Path) -> bool:
    with opened(path) as data:
        return examine(data, path.name).verdict == "compliant"


def marked_all(
    config: Config, given: Sequence[Place], work: partial[Outcome], jobs: int, who: str, as_json: bool,
    aside: bool = False,
) -> str:  # fmt: skip
    """Marks all, tells and records each; gives the first fault. What is told goes to standard error where it is told
    aside. Raises OSError and what the ledger raises."""
    failed, waiting = "", list[Evidence]()
    with ledger_of(config) as ledger:
        for place, outcome in each(work, given, jobs, config.lang):
            click.echo("\n".join(_told(place, outcome, as_json, config.lang)), err=aside or bool(outcome.wrong))
            failed = failed or (f"{place.shown}: {outcome.wrong}" if outcome.wrong else "")
            if outcome.marked:
                waiting.append(_evidence(outcome.marked, who, config.demo))
            if len(waiting) >= _BATCH:
                ledger.append(*waiting)
                waiting.clear()
        if waiting:
            ledger.append(*waiting)
    return failed


def _told(place: Place, outcome: Outcome, as_json: bool, lang: str) -> Iterator[str]:
    marked = outcome.marked
    if as_json:
        row: dict[str, Any] = {"file": place.shown, "out": str(place.target), "error": outcome.wrong or None}
        if marked:
            row |= asdict(marked) | {"label": aigc_fields(marked.label), "kind": marked.kind.value}
        yield orjson.dumps(row).decode()
    elif marked is None:
        yield f"{(_NOT if outcome.wrong else _KEPT).of(lang)}  {place.shown}" + (
            f": {outcome.wrong}" if outcome.wrong else ""
        )
    else:
        told = (
            _NONE.of(lang) if marked.explicit == "none" else _EXPLICIT.of(lang).format(_WAYS[marked.explicit].of(lang))
        )
        facts = f"{marked.carrier}, {marked.added:+} bytes, {marked.label.produce_id}"
        yield f"{_DONE.of(lang)}  {place.target}  ({facts}) {told}"


def _evidence(marked: Marked, who: str, demo: bool) -> Evidence:
    facts = FileLabelled(
        way="command", modality=MODALITIES.get(marked.kind, "text"), carrier=Id(marked.carrier),
        value=cast(LabelValue, marked.label.label), producer=Id(marked.label.content_producer),
        number=Id(marked.label.produce_id),
        implicit=marked.implicit, explicit=marked.explicit, read_back="compliant" if marked.confirmed else "none",
        copies=int(marked.implicit), signed=marked.sealed, manifest=marked.manifest, marked=marked.stamped,
        digest=Digest(marked.digest), size=marked.size, added=marked.added, took_ms=marked.took_ms,
    )  # fmt: skip
    return Evidence(facts.kind, marked.label.produce_id, None, who, datetime.now(UTC), facts, demo)


@contextmanager
def _streams(what: str, out: str, name: str) -> Iterator[Place]:
    """A place for standard input, standard output or both."""
    with tempfile.TemporaryDirectory(prefix="guiju-") as folder:
        source = Path(what)
        if what == STDIN:
            source = Path(folder, "in")
            with source.open("wb") as file:
                shutil.copyfileobj(sys.stdin.buffer, file)
        target = Path(folder, "out") if out == STDIN else Path(out)
        yield Place(source, target, name if what == STDIN else what)
        if out == STDIN and target.exists():
            with target.open("rb") as file:
                shutil.copyfileobj(file, sys.stdout.buffer)
