"""``guiju label pass``: what a platform does with a file before it is published."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final, cast

import click
import orjson

from guiju.cli.label_record import MODALITIES
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Basis, Digest, FilePassed, Id, LabelValue
from guiju.core.text import Text
from guiju.labels import Examined, Marked, Order, ProviderCode, aigc_fields, examine, mark, mended, notice, opened
from guiju.labels import passed_on as passed
from guiju.wiring import ledger_of

_NOTHING: Final = Text(
    "没有标识, 也没有声明或生成痕迹: 不作提示", "no label, no declaration and no trace: nothing is told"
)
_TELL: Final = Text("在内容旁显示: {}", "show beside the content: {}")


@click.command("pass")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("-o", "--out", metavar="OUT", type=click.Path(path_type=Path), required=True, help="Where it is written.")
@click.option("--propagator", metavar="CODE", required=True, help="The platform's 27-character code.")
@click.option("--id", "number", metavar="ID", default="", help="The platform's number of it (default: a new UUID).")
@click.option("--declared", is_flag=True, help="Who uploaded it declared that it is generated.")
@click.option("--suspected", is_flag=True, help="Traces of generation were detected.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object.")
@officer_option
@click.pass_obj
def pass_(
    config: Config, file: Path, out: Path, propagator: str, number: str, declared: bool, suspected: bool,
    as_json: bool, officer: str,
) -> None:  # fmt: skip
    """Read a file that was uploaded, say what the public is to be told of it, and write who passes it on.

    The metadata come first: is generated. Without them a declaration: may be. Without that a trace, an explicit label
    among them: suspected. In each case platform and number are written into the label, who made it stays, and the file
    is read again. Without any of the three it is not changed.
    """
    who = actor(config, officer)
    code = ProviderCode.parse(propagator, demo=config.demo, service="2").code
    number = number or str(uuid.uuid4())
    with opened(file) as data:
        examined = examine(data, file.name)
    basis, value = decided(examined, declared, suspected)
    marked = _marked(file, out, examined, value, code, number) if value else None
    facts = FilePassed(
        modality=MODALITIES.get(marked.kind, "text") if marked else "text", carrier=Id(examined.carrier or "unknown"),
        basis=basis, met=examined.verdict, value=cast(LabelValue, value), propagator=Id(code), number=Id(number),
        written=marked is not None and marked.implicit, read_back="compliant" if marked else "none",
        digest=Digest(marked.digest if marked else ""),
    )  # fmt: skip
    with ledger_of(config) as ledger:
        ledger.append(Evidence(facts.kind, number, None, who, datetime.now(UTC), facts, config.demo))
    click.echo(orjson.dumps(_row(file, out, facts, marked)) if as_json else _line(facts, config.lang))


def decided(examined: Examined, declared: bool, suspected: bool) -> tuple[Basis, str]:
    """What the decision on a file rests on, and the label value: what its metadata say, else 2 where it was declared,
    3 where traces were found, empty where there is nothing (2025 measures on labels, article 6)."""
    if examined.label is not None:
        return "metadata", examined.label.label if examined.label.label in ("1", "2", "3") else "1"
    if declared:
        return "declaration", "2"
    return ("trace", "3") if suspected or examined.explicit else ("nothing", "")


def _marked(file: Path, out: Path, examined: Examined, value: str, code: str, number: str) -> Marked:
    met = examined.label
    if met is not None and examined.verdict != "compliant":
        met = mended(examined)
    return mark(file, out, passed(met, value, code, number), Order(way="kept"), name=file.name)


def _row(file: Path, out: Path, facts: FilePassed, marked: Marked | None) -> dict[str, Any]:
    return {
        "file": str(file), "out": str(out) if marked else None, "basis": facts.basis, "value": facts.value or None,
        "met": facts.met, "written": facts.written, "label": aigc_fields(marked.label) if marked else None,
        "notice": {"zh": notice("zh", facts.value), "en": notice("en", facts.value)} if facts.value else None,
    }  # fmt: skip


def _line(facts: FilePassed, lang: str) -> str:
    if not facts.value:
        return _NOTHING.of(lang)
    return _TELL.of(lang).format(notice("zh" if lang == "zh" else "en", facts.value))
