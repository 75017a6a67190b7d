"""``guiju label pass``: what a platform does with a file before it is published."""

from __future__ import annotations

import uuid
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import click
import orjson

from guiju.cli.columns import encodable, printable
from guiju.cli.label_apply import put
from guiju.cli.label_files import Place
from guiju.cli.label_record import MODALITIES, digest_of, numbered
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import FilePassed, Id, LabelValue
from guiju.core.label import Label
from guiju.core.text import Text
from guiju.labels import (
    Decision,
    Examined,
    Inspection,
    Marked,
    Order,
    ProviderCode,
    aigc_fields,
    decided,
    kind_of_file,
    notice,
    opened,
    write_beside,
)
from guiju.wiring import ledger_of, packs_of, sizes_of

_NOTHING: Final = Text(
    "没有标识, 也没有声明或生成痕迹: 不作提示", "no label, no declaration and no trace: nothing is told"
)
_TELL: Final = Text("在内容旁显示: {}", "show beside the content: {}")
_CAME: Final = Text("来件的标识: {}", "the label it came with: {}")
_NOT: Final = Text("没有写入: {}", "not written: {}")


@click.command("pass")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--out", metavar="OUT", type=click.Path(path_type=Path), required=True, help="Where it is written.")
@click.option("--propagator", metavar="CODE", required=True, help="The platform's 27-character code.")
@click.option("--id", "number", metavar="ID", default="", help="The platform's number of it (default: a new UUID).")
@click.option("--declared", is_flag=True, help="Who uploaded it declared that it is generated.")
@click.option("--suspected", is_flag=True, help="Traces of generation were detected.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@officer_option
@click.pass_context
def pass_(
    context: click.Context, file: Path, out: Path, propagator: str, number: str, declared: bool, suspected: bool,
    as_json: bool, officer: str,
) -> None:  # fmt: skip
    """Read a file that was uploaded, say what the public is to be told of it, and write who passes it on.

    The metadata come first: is generated. Without them a declaration: may be. Without that a trace, an explicit label
    and one that cannot be read among them: suspected. In each case platform and number are written into the label, or
    beside a text, who made it stays as far as the label may name it, and the file is read again. Without any of the
    three it is not changed. Each file is put on record. Exit 1 where it could not be written.
    """
    config: Config = context.obj
    who = actor(config, officer)
    code = ProviderCode.parse(propagator, demo=config.demo, service="2").code
    passed = _passed(config, file, out, declared, suspected, code, numbered(number) or str(uuid.uuid4()))
    facts = passed.facts
    with ledger_of(config) as ledger:
        ledger.append(Evidence(facts.kind, facts.number, None, who, datetime.now(UTC), facts, config.demo))
    click.echo(
        orjson.dumps(_row(file, out, passed, config.lang)) if as_json else "\n".join(_lines(passed, config.lang))
    )
    if passed.wrong:
        click.echo(printable(_NOT.of(config.lang).format(passed.wrong)), err=True)
        context.exit(1)


@dataclass(frozen=True, slots=True)
class _Passed:
    """What became of a file: the facts, what was seen of it, how it was marked, or why it was not."""

    facts: FilePassed
    examined: Examined
    marked: Marked | None
    wrong: str


def _passed(config: Config, file: Path, out: Path, declared: bool, suspected: bool, code: str, number: str) -> _Passed:
    examined, decision = _looked(config, file, declared, suspected)
    label = decision.label(code, number)
    marked, wrong = _marked(file, out, examined, label) if decision.value else (None, "")
    with opened(file) as data:
        kind = kind_of_file(data, file.name)
    facts = FilePassed(
        modality=MODALITIES.get(kind, "text"), carrier=Id(examined.carrier or "unknown"), basis=decision.basis,
        met=examined.verdict, value=cast(LabelValue, decision.value), propagator=Id(code), number=Id(number),
        written=marked is not None, read_back=Inspection()(out).verdict if marked else examined.verdict,
        digest=digest_of(out if marked else file),
    )  # fmt: skip
    return _Passed(facts, examined, marked, wrong)


def _looked(config: Config, file: Path, declared: bool, suspected: bool) -> tuple[Examined, Decision]:
    """What is seen of a file and decided on it; at picture, film and sound one looks where nothing else decides."""
    examined = Inspection()(file)
    decision = decided(examined, declared, suspected)
    if decision.basis == "nothing":
        examined = Inspection(sizes=sizes_of(packs_of(config)))(file)
        decision = decided(examined, declared, suspected)
    return examined, decision


def _marked(file: Path, out: Path, examined: Examined, label: Label) -> tuple[Marked | None, str]:
    # A notice in a text is its author's: what is known better stands in the label beside it.
    noticed = examined.explicit and any(remark.code == "no_place" for remark in examined.remarks)
    order = Order(implicit=not noticed, way="kept", as_is=True)
    try:
        marked = put(Place(file, out, str(file)), label, order, file.name)
        if noticed:
            write_beside(out, label)
        return marked, ""
    except (ValueError, OSError) as error:
        return None, " ".join(str(error).split()) or type(error).__name__


def _row(file: Path, out: Path, passed: _Passed, lang: str) -> dict[str, Any]:
    facts, marked = passed.facts, passed.marked
    return {
        "file": encodable(str(file)), "out": encodable(str(out)) if marked else None,
        "basis": facts.basis, "value": facts.value or None,
        "met": facts.met, "wrong": _wrong(passed.examined, lang), "written": facts.written,
        "read_back": facts.read_back, "error": encodable(passed.wrong) or None,
        "label": aigc_fields(marked.label) if marked else None,
        "notice": {"zh": notice("zh", facts.value), "en": notice("en", facts.value)} if facts.value else None,
    }  # fmt: skip


def _lines(passed: _Passed, lang: str) -> Iterator[str]:
    value = passed.facts.value
    yield _TELL.of(lang).format(notice("zh" if lang == "zh" else "en", value)) if value else _NOTHING.of(lang)
    for wrong in _wrong(passed.examined, lang):
        yield printable(f"  {_CAME.of(lang).format(wrong)}")


def _wrong(examined: Examined, lang: str) -> list[str]:
    """What is wrong with the label that a file came with."""
    return [remark.what.of(lang) for remark in examined.remarks if remark.weight != "note"]
