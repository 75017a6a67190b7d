"""``guiju check``: what the checks find in a text, or in every row of a file, and what the packs make of it."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import click
import orjson

from guiju.checks import Grounding, Judges, judges_of
from guiju.cli.check_media import ENDINGS, media_of
from guiju.cli.check_rows import Desk, judge_file
from guiju.config import Config
from guiju.core.check import Check, Finding, name_of
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Verdict
from guiju.core.text import Text
from guiju.law import Packs
from guiju.wiring import checks_of, lexicon_of, packs_of, policy_of

_ACTIONS = {
    Action.ALLOW: Text("放行", "allowed"),
    Action.MASK: Text("遮盖", "parts would be masked"),
    Action.REPLACE: Text("替换", "parts would be replaced"),
    Action.REFUSE: Text("拒绝", "would be refused"),
    Action.STOP: Text("中止", "would be stopped"),
}
_NOTHING = Text("没有发现", "nothing found")
_BELOW = Text("(低于阈值, 不计)", "(below the threshold, does not count)")
_ROWS = ".jsonl"
_KINDS = (Kind.IMAGE, Kind.AUDIO)
"""Kinds that may be chosen by name, as checks are."""


@click.command("check")
@click.argument("what", metavar="TEXT|FILE|IN.jsonl|-")
@click.option("-o", "--out", metavar="OUT.jsonl", help="Where the judged rows go; - is standard output.")
@click.option(
    "--stage", type=click.Choice([s.value for s in Stage]), default="prompt", show_default=True,
    help="Where the text is met.",
)  # fmt: skip
@click.option("--only", metavar="NAMES", help="Only these checks, as in words,pii or image.")
@click.option("--pack", "packs", metavar="ID", multiple=True, help="Judge by this pack; again for more.")
@click.option(
    "--words", metavar="FILE", multiple=True, type=click.Path(path_type=Path), help="A lexicon; again for more."
)
@click.option("--all-scores", is_flag=True, help="Findings below their check's threshold too.")
@click.option("--json", "as_json", is_flag=True, help="For one text or file: a JSON object.")
@click.pass_obj
def check(
    config: Config, what: str, out: str | None, stage: str, only: str | None, packs: tuple[str, ...],
    words: tuple[Path, ...], all_scores: bool, as_json: bool,
) -> None:  # fmt: skip
    """Judge one TEXT, one FILE with a picture or sound, or the rows of a JSONL file.

    A row is an object with "text" or "file", a path from where the rows lie, or both (and, if you like, "id",
    "context", "prompt", "messages", whose last is the text where there is none). The same rows come out in the same
    order, each with "action", "notices" and "findings". As TEXT, - is what comes in on standard input.
    """
    known = packs_of(replace(config, packs=packs) if packs else config)
    judges = _chosen(checks_of(lexicon_of(config, words), config.judge), only)
    desk = Desk(judges, policy_of(known, judges.checks), Stage(stage), all_scores)
    if out:
        judge_file(desk, what, out)
        return
    kind, body = _met(what)
    (findings,) = desk.found([[Content("text", desk.stage, kind, desk.role, body)]])
    verdict = desk.policy.decide(desk.stage, findings)
    if as_json:
        click.echo(orjson.dumps(desk.told(findings, verdict)))
        return
    shown = findings if all_scores else verdict.reasons
    click.echo("\n".join(_lines(body if isinstance(body, str) else "", shown, verdict, known, config.lang)))


def _met(what: str) -> tuple[Kind, str | bytes]:
    """The file of this name, or the text. Raises ValueError for what is no UTF-8 and what cannot be judged by itself,
    FileNotFoundError for the name of a file that is not there."""
    if what == "-":
        return Kind.TEXT, _utf8(sys.stdin.buffer.read(), "standard input")
    if what.lower().endswith((_ROWS, *ENDINGS)):
        if Path(what).is_file():
            if what.lower().endswith(_ROWS):
                raise ValueError(f"{what} is a file of rows: say where the judged rows go with -o OUT.jsonl")
            return media_of(Path(what))
        if len(what.split()) == 1:
            raise FileNotFoundError(f"{what}: no such file; if it is text to judge, give it on standard input with -")
    return Kind.TEXT, _utf8(os.fsencode(what), "TEXT")


def _utf8(said: bytes, name: str) -> str:
    try:
        return said.decode()
    except UnicodeDecodeError:
        raise ValueError(f"{name} is not UTF-8") from None


def _chosen(checks: tuple[Check, ...], only: str | None) -> Judges:
    """The judges of these names; all without ``only``. Raises ValueError for no name and one that nothing has.

    Where checks of text are named, nothing else judges what a picture or sound says; where only a kind is named, that
    kind is judged by all there is.
    """
    if only is None:
        return judges_of(checks)
    names = {name.strip() for name in only.split(",") if name.strip()}
    have = [name_of(check.id) for check in checks] + [kind.value for kind in _KINDS]
    if unknown := sorted(names.difference(have)):
        raise ValueError(f"--only: there is no check {unknown[0]!r}; there are {', '.join(have)}")
    if not names:
        raise ValueError(f"--only names no check; there are {', '.join(have)}")
    texts = tuple(_asked_for(check) for check in checks if name_of(check.id) in names)
    kinds = tuple(kind for kind in _KINDS if kind.value in names)
    return judges_of(texts or checks, kinds=tuple(Kind) if texts else kinds, own=kinds)


def _asked_for(check: Check) -> Check:
    """A check that was named: then it says so where an answer came without the passages that it needs."""
    return replace(check, always=True) if isinstance(check, Grounding) else check


def _lines(text: str, findings: Sequence[Finding], verdict: Verdict, packs: Packs, lang: str) -> Iterator[str]:
    yield f"{verdict.action.name}  {_ACTIONS[verdict.action].of(lang)}"
    if not findings:
        yield f"  {_NOTHING.of(lang)}"
    for finding in findings:
        place = f"{finding.at[0]}-{finding.at[1]}  {text[slice(*finding.at)]!r}" if finding.at else "-"
        name = packs.risks[finding.risk].name.of(lang) if finding.risk in packs.risks else ""
        below = "" if finding in verdict.reasons else f"  {_BELOW.of(lang)}"
        yield f"  {finding.risk:<14} {finding.score:.2f}  {finding.check:<14} {place}  {name}{below}"
    for notice in verdict.notices:
        yield f"  {notice}"
