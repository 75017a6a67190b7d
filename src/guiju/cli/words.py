"""``guiju words``: the lexicon that the words check looks for, and its weekly update."""

from __future__ import annotations

from collections import Counter
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import click
import orjson

from guiju.checks import Lexicon, Origin, lines_of, load_lexicon, shipped_lexicon, united, written
from guiju.cli.facts_file import named
from guiju.cli.officer import actor, officer_option
from guiju.cli.words_minima import Minima, minima_of
from guiju.cli.words_text import changes, changes_lines, masked, stats, stats_lines
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Id, RiskCount, WordsUpdated
from guiju.wiring import day_of, imported_of, ledger_of, lexicon_of, packs_of

SUBJECT = "words"
"""The matter of every update: a later one replaces the one before."""

SHIPPED, USED = "shipped", "used"

_plain = click.option("--plain", is_flag=True, help="Show the phrases as they are; without it they are masked.")
_as_json = click.option("--json", "as_json", is_flag=True, help="A JSON object.")


@click.group("words")
def words() -> None:
    """The lexicon: what the words check looks for, and its weekly update."""


@words.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="FILE...")
@click.option("--source", default="operator", show_default=True, help="Where the lists are from.")
@click.option("--licence", default="", help="Under which licence they may be used.")
@click.option("--replace", is_flag=True, help="Put these lists in the place of all that was imported before.")
@click.option("--dry-run", is_flag=True, help="Show what would change and write nothing.")
@_as_json
@officer_option
@click.pass_obj
def take(
    config: Config, files: tuple[Path, ...], source: str, licence: str, replace: bool, dry_run: bool, as_json: bool,
    officer: str,
) -> None:  # fmt: skip
    """Bring lists into the lexicon, for check and serve; a running gateway reads it when it starts again.

    Lines are phrase, risk and, if you like, weight, source, date and licence, with tabs between; a line that begins
    with # is passed over. A faulty line is told with its number, and nothing is imported, as is nothing from lists
    without any phrase. What was imported before stays, where --replace does not say otherwise; a phrase of the lists
    that is there already takes its new weight. The update is put on record; lists that change nothing are none, and
    nothing is kept of them.
    """
    who, packs = actor(config, officer), packs_of(config)
    now = datetime.now(UTC)
    given = load_lexicon(files, Origin(source, licence, day_of(config, now).isoformat()))
    if not given.entries:
        raise ValueError(f"{', '.join(map(str, files))}: not one phrase in here; nothing was imported or put on record")
    packs.require({one.risk for one in given.entries})
    imported = imported_of(config)
    with nullcontext() if dry_run else imported.alone():
        before = lexicon_of(config)
        after = given if replace else united(imported.lexicon(), given)
        used = united(shipped_lexicon(), after, *([load_lexicon(config.words)] if config.words else []))
        told = changes(before, used)
        if any(told.values()) and not dry_run:
            imported.keep(after)
            _record(config, told, (before, used), minima_of(packs), who, now)
    click.echo(orjson.dumps(told) if as_json else "\n".join(changes_lines(told, config.lang)))


def _record(
    config: Config, told: dict[str, list[dict[str, object]]], states: tuple[Lexicon, Lexicon], minima: Minima, who: str,
    now: datetime,
) -> None:  # fmt: skip
    before, used = states
    counts = Counter(one.risk for one in used.entries)
    facts = WordsUpdated(
        Digest(used.digest), Digest(before.digest), len(used),
        tuple(RiskCount(Id(risk), count) for risk, count in sorted(counts.items())),
        len(told["added"]), len(told["removed"]), len(minima.missed(counts)),
    )  # fmt: skip
    with ledger_of(config) as ledger:
        ledger.append(Evidence(facts.kind, SUBJECT, None, who, now, facts, config.demo))


@words.command("export")
@click.option("--of", "what", default=USED, show_default=True, help="shipped, used, a file, or a digest of an import.")
@click.option("--risk", "risks", multiple=True, metavar="ID", help="Only this risk; again for more.")
@click.option("-o", "--out", type=click.Path(path_type=Path), callback=named, help="A file to write.")
@_plain
@click.pass_obj
def export(config: Config, what: str, risks: tuple[str, ...], out: Path | None, plain: bool) -> None:
    """Write the lexicon as lines that `guiju words import` reads; masked, without --plain, only to be counted."""
    packs_of(config).require(set(risks))
    entries = [one for one in _found(config, what).entries if not risks or one.risk in risks]
    lines = list(lines_of(entries))
    if not plain:
        lines = [masked(written(one)) + line[len(written(one)) :] for one, line in zip(entries, lines, strict=True)]
    text = "".join(f"{line}\n" for line in lines)
    if out:
        out.write_text(text, "utf-8")
    else:
        click.echo(text, nl=False)


@words.command("diff")
@click.argument("one", metavar="A")
@click.argument("other", metavar="B")
@_plain
@_as_json
@click.pass_obj
def diff(config: Config, one: str, other: str, plain: bool, as_json: bool) -> None:
    """Compare two lexicons: each `shipped`, `used`, a file, or the beginning of a digest of an import."""
    told = changes(_found(config, one), _found(config, other), plain)
    click.echo(orjson.dumps(told) if as_json else "\n".join(changes_lines(told, config.lang, each=True)))


@words.command("stats")
@click.option("--of", "what", default=USED, show_default=True, help="shipped, used, a file, or a digest of an import.")
@_as_json
@click.pass_obj
def show(config: Config, what: str, as_json: bool) -> None:
    """Count the lexicon by risk against the minima of the packs, by source, and its age against the weekly update."""
    today = day_of(config, datetime.now(UTC))
    told = stats(_found(config, what), minima_of(packs_of(config)), today)
    click.echo(orjson.dumps(told) if as_json else "\n".join(stats_lines(told, config.lang)))


def _found(config: Config, what: str) -> Lexicon:
    """The lexicon that a word of the command line means."""
    if what == SHIPPED:
        return shipped_lexicon()
    if what == USED:
        return lexicon_of(config)
    if Path(what).is_file():
        return load_lexicon([Path(what)])
    return imported_of(config).lexicon(what)
