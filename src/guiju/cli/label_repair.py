"""``guiju label repair``: a label that does not hold written anew, from what it was meant to say."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import click

from guiju.cli.label_apply import Outcome, marked_all
from guiju.cli.label_files import Place, jobs_of, places
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.labels import Order, ProviderCode, examine, mark, mended, opened


@click.command("repair")
@click.argument("what", metavar="FILE|DIR")
@click.option("-o", "--out", metavar="OUT", required=True, help="File or folder that is written; may be the same.")
@click.option("--producer", metavar="CODE", default="", help="The provider code, where the label has none that holds.")
@click.option("--id", "number", metavar="ID", default="", help="The number, where the label has none that holds.")
@click.option("--value", type=click.Choice(["1", "2", "3"]), default=None, help="Label, where it has none that holds.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Files at once (default: all cores).")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each file, one a line.")
@officer_option
@click.pass_context
def repair(
    context: click.Context, what: str, out: str, producer: str, number: str, value: str | None, jobs: int,
    as_json: bool, officer: str,
) -> None:  # fmt: skip
    """Write the implicit label of a file anew: once, at its place, with the right keys.

    What the label was meant to say is kept; what it does not say has to be given, and nothing is made up. Doubled
    labels become one. A file whose label holds is written as it is. Content and explicit label stay as they were.
    """
    config: Config = context.obj
    who = actor(config, officer)
    if producer:
        ProviderCode.parse(producer, demo=config.demo)
    if number and Path(what).is_dir():
        raise ValueError("--id numbers one content; in a folder each file keeps its own")
    work = partial(_one, producer, number, value or "")
    failed = marked_all(config, places(what, out), work, jobs_of(jobs), who, as_json)
    if failed and not Path(what).is_dir():
        raise ValueError(failed)
    context.exit(1 if failed else 0)


def _one(producer: str, number: str, value: str, place: Place) -> Outcome:
    target = place.target or place.source
    try:
        with opened(place.source) as data:
            examined = examine(data, place.source.name)
        label = mended(examined, producer, number, value)
        target.parent.mkdir(parents=True, exist_ok=True)
        return Outcome(mark(place.source, target, label, Order(way="kept"), name=place.source.name))
    except (ValueError, OSError) as error:
        return Outcome(None, " ".join(str(error).split()) or type(error).__name__)
