"""``guiju label repair``: a label that does not hold written anew, from what it was meant to say."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from pathlib import Path

import click

from guiju.cli.label_apply import Outcome, Records, marked_all, put
from guiju.cli.label_files import Place, jobs_of, places
from guiju.cli.label_record import account
from guiju.cli.officer import actor, officer_option
from guiju.config import Config
from guiju.labels import Inspection, Order, ProviderCode, mended
from guiju.wiring import packs_of, sizes_of


@click.command("repair")
@click.argument("what", metavar="FILE|DIR")
@click.option("-o", "--out", metavar="OUT", required=True, help="File or folder that is written; may be the same.")
@click.option("--producer", metavar="CODE", default="", help="The provider code, where the label has none that holds.")
@click.option("--id", "number", metavar="ID", default="", help="The number, where the label has none that holds.")
@click.option("--value", type=click.Choice(["1", "2", "3"]), default=None, help="Label, where it has none that holds.")
@click.option("--words", metavar="TEXT", default="", help="Your own wording of the explicit label.")
@click.option("--jobs", metavar="N", type=click.IntRange(0, 256), default=0, help="Files at once (default: all cores).")
@click.option("--json", "as_json", is_flag=True, help="A JSON object for each file, one a line.")
@officer_option
@click.pass_context
def repair(
    context: click.Context, what: str, out: str, producer: str, number: str, value: str | None, words: str,
    jobs: int, as_json: bool, officer: str,
) -> None:  # fmt: skip
    """Write the implicit label of a file anew: once, at its place, with the right keys.

    What the label was meant to say is kept; what it does not say has to be given, and nothing is made up. Doubled
    labels become one. A file whose label holds is written as it is. Content and explicit label stay as they were, and
    the record says whether one was seen; what names someone else stays out of the record.
    """
    config: Config = context.obj
    if producer:
        ProviderCode.parse(producer, demo=config.demo)
    if number and Path(what).is_dir():
        raise ValueError("--id numbers one content; in a folder each file keeps its own")
    whose = account(config, actor(config, officer), producer, number)
    how = Inspection(sizes=sizes_of(packs_of(config)), words=words)
    work = partial(_one, producer, number, value or "", how)
    failed = marked_all(config, places(what, out), work, jobs_of(jobs), Records(whose, how), as_json)
    context.exit(failed.code(alone=not Path(what).is_dir()))


def _one(producer: str, number: str, value: str, how: Inspection, place: Place) -> Outcome:
    """Mends the label of a place's file; runs in a process of its own."""
    try:
        examined = how(place.source)
        label = mended(examined, producer, number, value)
        marked = put(place, label, Order(way="kept" if examined.explicit else "none"), place.source.name)
        # Where a format has no place for a label, the notice to people is what was written.
        told = marked.implicit or marked.explicit == "kept"
        return Outcome(marked if told else replace(marked, explicit="notice"))
    except (ValueError, OSError) as error:
        return Outcome(None, " ".join(str(error).split()) or type(error).__name__)
