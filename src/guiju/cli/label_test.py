"""``guiju label test``: the explicit labels in use, measured against the packs."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Final

import click
import orjson

from guiju.cli.columns import padded
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Id, WordingTested
from guiju.core.text import Text
from guiju.labels import Measurement
from guiju.wiring import ledger_of, measurements_of, packs_of

_WHAT: Final = {
    "elements": Text("用语含两项要素", "both elements in every wording"),
    "height": Text("最小字高占最短边", "least height of letters, of the shortest side"),
    "film-height": Text("视频最小字高占最短边", "least height of letters in a film, of the shortest side"),
    "film-seconds": Text("视频提示秒数", "seconds that a film shows it"),
    "rhythm": Text("节奏标识可辨认", "the rhythm is heard again"),
    "pace": Text("语音每分钟字数", "characters a minute of the slowest voice"),
}


@click.command("test")
@click.option("--words", metavar="TEXT", default="", help="Your own wording of the explicit label.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each measurement, one a line.")
@officer_option
@click.pass_context
def test(context: click.Context, words: str, as_json: bool, officer: str) -> None:
    """Draw and speak the explicit labels, measure them, and put the result on record.

    What is measured: both elements in every wording, the height of letters on the pixels of pictures of several shapes,
    the rhythm, the pace of the voices. Exit 1 where one falls short of the packs.
    """
    config: Config = context.obj
    who, now = actor(config, officer), datetime.now(UTC)
    found = list(measurements_of(packs_of(config), words))
    with ledger_of(config) as ledger:
        ledger.append(*(_evidence(one, who, now, config.demo) for one in found))
    for one in found:
        click.echo(orjson.dumps(one) if as_json else _line(one, config.lang))
    context.exit(0 if all(one.holds for one in found) else 1)


def _evidence(one: Measurement, who: str, now: datetime, demo: bool) -> Evidence:
    facts = WordingTested(one.modality, Id(one.what), one.least, one.measured, one.elements, one.holds)
    return Evidence(facts.kind, f"wording-{one.modality}-{one.what}", None, who, now, facts, demo)


def _line(one: Measurement, lang: str) -> str:
    told = padded(_WHAT[one.what].of(lang), 56)
    return f"{'✓' if one.holds else '✗'} {told} {one.measured:g}  (≥ {one.least:g})"
