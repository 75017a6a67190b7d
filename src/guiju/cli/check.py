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
from guiju.cli.check_desk import Desk
from guiju.cli.check_fault import Fault
from guiju.cli.check_media import ENDINGS, file_of
from guiju.cli.check_row import Piece
from guiju.cli.check_rows import Manner, judge_file
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
_TEXTS = (".txt", ".md", ".json", ".csv")
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
@click.option("--keep-going", is_flag=True, help='A row that cannot be judged comes out with an "error"; exit 1 then.')
@click.option("--resume", is_flag=True, help="Go on with the rows where an interrupted run has ended.")
@click.pass_context
def check(
    context: click.Context, what: str, out: str | None, stage: str, only: str | None, packs: tuple[str, ...],
    words: tuple[Path, ...], all_scores: bool, as_json: bool, keep_going: bool, resume: bool,
) -> None:  # fmt: skip
    """Judge one TEXT, one FILE with text, a picture or sound, or the rows of a JSONL file.

    The name of a file that is there is that file; as TEXT, - is what comes in on standard input.

    A row is an object with "text" or "file", a path from where the rows lie, or both, or "messages"; if you like, with
    "id", "context", "prompt". The same rows come out in the same order, each with "action", "notices" and "findings".

    Of "messages" without a "text" stage answer judges the last, which is the assistant's; other stages judge each, as
    the gateway does, and a finding says in which "message" it is, counted from 0. Beside a "text" they are what was
    said before it.

    The first row that cannot be judged ends all, and is named; with --keep-going it comes out with an "error", and with
    its "line" where it is no object. Rows that an interrupted run has judged stay beside OUT.jsonl for --resume.
    """
    config: Config = context.obj
    try:
        met = None if out else _met(what)
        if met and (keep_going or resume):
            raise Fault(
                "--keep-going 与 --resume 用于行文件: 请加 -o OUT.jsonl",
                "--keep-going and --resume are for rows: say where they go with -o OUT.jsonl",
            )
        known = packs_of(replace(config, packs=packs) if packs else config)
        lexicon = lexicon_of(config, words)
        judges = _chosen(checks_of(lexicon, config.judge), only)
        desk = Desk(judges, policy_of(known, judges.checks), Stage(stage), all_scores, lexicon.digest)
        if out:
            context.exit(1 if judge_file(desk, what, out, Manner(keep_going, resume, config.lang)) else 0)
        elif met:
            _judge(desk, known, config.lang, *met, as_json=as_json)
    except Fault as fault:
        raise ValueError(fault.text.of(config.lang)) from None


def _judge(desk: Desk, known: Packs, lang: str, kind: Kind, body: str | bytes, *, as_json: bool) -> None:
    (found,) = desk.found([[Piece(Content("text", desk.stage, kind, desk.role, body))]])
    if as_json:
        click.echo(orjson.dumps(desk.told(found)))
        return
    findings = [finding for _, findings in found for finding in findings]
    verdict = desk.policy.decide(desk.stage, findings)
    shown = findings if desk.all_scores else verdict.reasons
    click.echo("\n".join(_lines(body if isinstance(body, str) else "", shown, verdict, known, lang)))


def _met(what: str) -> tuple[Kind, str | bytes]:
    """The file of this name, or the text. Raises Fault for what is no UTF-8, for what cannot be judged by itself, and
    for the name of a file that is not there."""
    if what == "-":
        return Kind.TEXT, _utf8(sys.stdin.buffer.read(), "standard input")
    path, rows = Path(what), what.lower().endswith(_ROWS)
    try:
        there = path.exists()
    except (OSError, ValueError):
        there = False
    if there and not path.is_file():
        raise Fault(
            f"{what}: 不是普通文件; 若它是要检查的文本, 请用 - 从标准输入给出",
            f"{what}: is no regular file; if it is text to judge, give it on standard input with -",
        )
    if there and rows:
        raise Fault(
            f"{what}: 是行文件; 请用 -o OUT.jsonl 指明结果写到哪里",
            f"{what} is a file of rows: say where the judged rows go with -o OUT.jsonl",
        )
    if there:
        return file_of(path)
    if what.lower().endswith((_ROWS, *_TEXTS, *ENDINGS)) and len(what.split()) == 1:
        raise Fault(
            f"{what}: 没有这个文件; 若它是要检查的文本, 请用 - 从标准输入给出",
            f"{what}: no such file; if it is text to judge, give it on standard input with -",
        )
    return Kind.TEXT, _utf8(os.fsencode(what), "TEXT")


def _utf8(said: bytes, name: str) -> str:
    try:
        return said.decode()
    except UnicodeDecodeError:
        raise Fault(f"{name} 不是 UTF-8", f"{name} is not UTF-8") from None


def _chosen(checks: tuple[Check, ...], only: str | None) -> Judges:
    """The judges of these names; all without ``only``. Raises Fault for no name and one that nothing has.

    Where checks of text are named, nothing else judges what a picture or sound says; where only a kind is named, that
    kind is judged by all there is.
    """
    if only is None:
        return judges_of(checks)
    names = {name.strip() for name in only.split(",") if name.strip()}
    have = [name_of(check.id) for check in checks] + [kind.value for kind in _KINDS]
    if unknown := sorted(names.difference(have)):
        raise Fault(
            f"--only: 没有检查 {unknown[0]!r}; 有 {', '.join(have)}",
            f"--only: there is no check {unknown[0]!r}; there are {', '.join(have)}",
        )
    if not names:
        raise Fault(f"--only 没有指明检查; 有 {', '.join(have)}", f"--only names no check; there are {', '.join(have)}")
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
