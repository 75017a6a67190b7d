"""``guiju label apply``: labels put into a file, or into every file of a folder."""

from __future__ import annotations

import errno
import shutil
import sys
import tempfile
import uuid
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import Any, Final

import click
import orjson

from guiju.cli.columns import encodable, printable
from guiju.cli.label_files import STDIN, Place, all_places, each, jobs_of
from guiju.cli.label_order import order_options
from guiju.cli.label_record import Account, account, digest_of, recording
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import FileLabelled
from guiju.core.label import Label
from guiju.core.text import Text
from guiju.labels import (
    Examined,
    Inspection,
    Marked,
    Order,
    ProviderCode,
    Way,
    Wishes,
    aigc_fields,
    beside_of,
    mark,
    title,
    write_beside,
)
from guiju.ledger import SqlLedger
from guiju.wiring import order_of, packs_of, sizes_of

_FULL: Final = frozenset((errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EROFS))
"""What goes wrong with a disk and not with a file."""

_DONE: Final = Text("已加标识", "labelled")
_KEPT: Final = Text("已有标识, 跳过", "labelled before, passed over")
_NOT: Final = Text("没有加上", "not labelled")
_BESIDE: Final = Text(
    "标识本应另存为旁边的 {}, 标准输出没有这个位置: 没有写出",
    "the label of this format belongs beside it, in {}: with standard output it is not written",
)
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
    labelled file is put on record, one that --resume passes over too where it is not yet. Exit 1 where one of several
    could not be labelled.
    """
    config: Config = context.obj
    code, packs = _code(config, producer), packs_of(config)
    whose, order = account(config, actor(config, officer), code, number), order_of(config, packs, wishes)
    how = Inspection(sizes=sizes_of(packs), words=wishes.words)
    before = Before(_told_before(config), how) if resume else None
    work, records = partial(_one, code, number, wishes.value, order, before), Records(whose, how)
    if what == (STDIN,) or out == STDIN:
        if len(what) > 1 or Path(what[0]).is_dir():
            raise ValueError("one file goes to standard output, or comes from standard input")
        with _streams(what[0], out, name, config.lang) as place:
            failed = marked_all(config, [place], work, 1, records, as_json, aside=out == STDIN)
    else:
        given = all_places(what, out)
        if number and len(given) > 1:
            raise ValueError("--id numbers one content; several files get a number each")
        failed = marked_all(config, given, work, jobs_of(jobs), records, as_json)
    context.exit(failed.code(alone=len(what) == 1 and not Path(what[0]).is_dir()))


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file: how it was marked, or why it was not; where it had been done before, what is seen of
    it. ``bare`` is true where people were to be told in it and there is no way; ``outside`` where a disk failed and not
    the file."""

    marked: Marked | None
    wrong: str = ""
    done: Examined | None = None
    bare: bool = False
    outside: bool = False


@dataclass(frozen=True, slots=True)
class Records:
    """What goes on record of a command's files: whose records they are, and how far a file is looked at that was
    labelled before."""

    whose: Account
    how: Inspection

    def of(self, place: Place, outcome: Outcome, ledger: SqlLedger) -> Evidence | None:
        """The evidence of what became of a file; None for one without a label, or on record already. Raises OSError."""
        if outcome.marked:
            return self.whose.labelled(outcome.marked)
        target, label = place.target or place.source, outcome.done.label if outcome.done else None
        if label is None:
            return None
        subject = self.whose.subject(label, partial(digest_of, target))
        if any(ledger.find(kind=FileLabelled.kind, subject=subject)):
            return None
        return self.whose.met(target, self.how(target), label)


def _code(config: Config, producer: str) -> str:
    given = producer or config.producer
    if not given:
        raise ValueError("no provider code: give --producer CODE, your 27-character code for labels (TC260-PG-20252A)")
    return ProviderCode.parse(given, demo=config.demo).code


def _told_before(config: Config) -> frozenset[str]:
    """The numbers of the files that people are told of, by the record."""
    with recording(config) as (ledger, _):
        found = (one.facts for one in ledger.find(kind=FileLabelled.kind))
        return frozenset(one.number for one in found if isinstance(one, FileLabelled) and one.explicit != "none")


def _one(code: str, number: str, value: str, order: Order, before: Before | None, place: Place) -> Outcome:
    """Labels the file of a place; runs in a process of its own. With ``before`` it goes on where another run ended."""
    target = place.target or place.source
    try:
        if before is not None and (done := before.done(place.source, target, value, order)):
            return Outcome(None, done=done)
        label = Label(value, code, number or str(uuid.uuid4()))
        marked = put(place, label, order, Path(place.shown).name)
        return Outcome(marked, bare=order.telling is not None and marked.explicit == "none")
    except (ValueError, OSError) as error:
        wrong = " ".join(str(error).split()) or type(error).__name__
        return Outcome(None, wrong, outside=isinstance(error, OSError) and error.errno in _FULL)


@dataclass(frozen=True, slots=True)
class Before:
    """What an earlier run has done: the numbers of files that people are told of by the record, and how a file is
    looked at that is not among them."""

    told: frozenset[str]
    how: Inspection

    def done(self, source: Path, target: Path, value: str, order: Order) -> Examined | None:
        """What is seen of a file that has all it is to get already, and is not older than what it was made from."""
        if not target.is_file() or (target != source and target.stat().st_mtime < source.stat().st_mtime):
            return None
        done = Inspection()(target)
        if not _whole(done, order) or (done.label is not None and done.label.label != value):
            return None
        known = done.explicit or (done.label is not None and done.label.produce_id in self.told)
        return done if order.telling is None or known or self.how(target).explicit is not False else None


def _lost(place: Place) -> Outcome:
    """Of a file over which the process died."""
    return Outcome(None, "the process that worked on this file died; it is not labelled")


def put(place: Place, label: Label, order: Order, name: str) -> Marked:
    """Labels the file of a place, and where its format has no place for the label, puts that beside it. Raises as
    ``mark``."""
    target = place.target or place.source
    target.parent.mkdir(parents=True, exist_ok=True)
    marked = mark(place.source, target, label, order, name=name)
    if marked.confirmed and not marked.implicit:
        write_beside(target, marked.label)
    return marked


def _whole(done: Examined, order: Order) -> bool:
    """Whether a file has what it is to get, the label beside it included."""
    return done.verdict == "compliant" and (done.label is not None or not order.implicit)


@dataclass(frozen=True, slots=True)
class Failure:
    """The first fault of those that were met, empty for none, and whether a disk failed and not a file."""

    told: str = ""
    outside: bool = False

    def code(self, *, alone: bool) -> int:
        """The exit code; what went wrong with a file that was alone is raised: ValueError, or OSError for a disk."""
        if self.told and alone:
            raise (OSError if self.outside else ValueError)(self.told)
        return (3 if self.outside else 1) if self.told else 0


def marked_all(
    config: Config, given: Sequence[Place], work: Callable[[Place], Outcome], jobs: int, records: Records,
    as_json: bool, aside: bool = False,
) -> Failure:  # fmt: skip
    """Marks all, tells and records each; gives the first fault. What is told goes to standard error where it is told
    aside. Raises OSError and what the ledger raises."""
    failed = Failure()
    with recording(config) as (ledger, record):
        for place, outcome in each(work, _lost, given, jobs, config.lang):
            if evidence := records.of(place, outcome, ledger):
                record(evidence)
            told = "\n".join(_told(place, outcome, as_json, config.lang))
            if as_json or not outcome.wrong or len(given) > 1:
                click.echo(told, err=aside or bool(outcome.wrong and not as_json))
            if outcome.wrong and not failed.told:
                failed = Failure(f"{place.shown}: {outcome.wrong}", outcome.outside)
    return failed


def _told(place: Place, outcome: Outcome, as_json: bool, lang: str) -> Iterator[str]:
    marked = outcome.marked
    if as_json:
        row: dict[str, Any] = {"file": encodable(place.shown), "out": encodable(str(place.target))}
        row["error"] = encodable(outcome.wrong) or None
        if marked:
            row |= asdict(marked) | {"label": aigc_fields(marked.label), "kind": marked.kind.value}
        yield orjson.dumps(row).decode()
    elif marked is None:
        why = f": {outcome.wrong}" if outcome.wrong else ""
        yield printable(f"{(_NOT if outcome.wrong else _KEPT).of(lang)}  {place.shown}{why}")
    else:
        told = _NONE.of(lang) if outcome.bare else ""
        if marked.explicit in _WAYS:
            told = _EXPLICIT.of(lang).format(_WAYS[marked.explicit].of(lang))
        facts = f"{title(marked.carrier)}, {marked.added:+} bytes, {marked.label.produce_id}"
        yield printable(f"{_DONE.of(lang)}  {place.target}  ({facts}) {told}".rstrip())


@contextmanager
def _streams(what: str, out: str, name: str, lang: str) -> Iterator[Place]:
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
        if out == STDIN and beside_of(target).exists():
            called = beside_of(Path(name or ("NAME" if what == STDIN else what))).name
            click.echo(_BESIDE.of(lang).format(printable(called)), err=True)
