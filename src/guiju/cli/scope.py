"""``guiju law scope``: which packs and duties apply to the service, why, and what would change that."""

from __future__ import annotations

import sys
from datetime import UTC, date, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from guiju.cli.facts_file import facts_text
from guiju.cli.officer import actor, officer_option
from guiju.cli.scope_questions import BrokenOff, ask_profile
from guiju.cli.scope_text import scope_json, scope_lines
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import ScopeDecided
from guiju.core.text import Text
from guiju.law import BESIDE, FOLDER, Profile, Scope, contradictions, decide, questions, read_profile, scope_decided
from guiju.wiring import known_of, ledger_of

SUBJECT = "scope"
"""The matter that every record of a scope is about, so that a later decision replaces the one before."""
_RECORDED = Text("已记录", "on record")
_KEPT = Text("已保存此前的 {n} 项回答", "the {n} answers given so far are kept")
_UNSETTLED = Text(
    "结论仍有 {n} 项推定的事实，scope-record 因此未满足；补齐后再记录一次",
    "the answer rests on {n} assumed facts, so the control scope-record is not met by it; give them and record again",
)


@click.command("scope")
@click.option("--facts", type=click.Path(path_type=Path), help="YAML or JSON with the facts; - reads them from stdin.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object with every reason.")
@click.option("--record", is_flag=True, help="Put the decision on record as evidence.")
@click.option("--save", type=click.Path(path_type=Path), help="Write the facts to a file that --facts reads.")
@officer_option
@click.pass_obj
def show_scope(
    config: Config, facts: Path | None, as_json: bool, record: bool, save: Path | None, officer: str
) -> None:
    """Tell which packs and duties apply to the service, by which clause, and what would change it.

    Without --facts the questions that can still change an answer are asked on the terminal.
    """
    who = actor(config, officer)
    packs, asked = tuple(known_of(config).values()), questions(FOLDER)
    today = datetime.now(ZoneInfo(config.timezone)).date()
    profile = _read(facts, today, config) if facts else _asked(config, today, save)
    scope = decide(packs, profile, asked)
    if save:
        save.write_text(profile.yaml(), encoding="utf-8")
    if record:
        _record(config, scope, who)
    if as_json:
        click.echo(scope_json(scope, asked, config.lang, today))
        return
    click.echo("\n".join(scope_lines(scope, asked, config.lang, today)))


def _read(facts: Path, today: date, config: Config) -> Profile:
    text, named = facts_text(facts)
    return read_profile(text, named, today=today, lang=config.lang, beside=BESIDE)


def _asked(config: Config, today: date, save: Path | None) -> Profile:
    if not sys.stdin.isatty():
        raise ValueError("no facts and no terminal to ask on; give --facts FILE, or --facts - and the facts on stdin")
    packs, excluded = tuple(known_of(config).values()), contradictions(FOLDER)
    try:
        return ask_profile(packs, questions(FOLDER), excluded, today, config.lang, _typed)
    except BrokenOff as stopped:
        click.echo(err=True)
        if save and stopped.profile.given:
            save.write_text(stopped.profile.yaml(), encoding="utf-8")
            click.echo(f"{_KEPT.of(config.lang).format(n=len(stopped.profile.given))}  {save}", err=True)
        raise


def _typed(question: str) -> str:
    told: str = click.prompt(question, default="", show_default=False, err=True)
    return told


def _record(config: Config, scope: Scope, who: str) -> None:
    now = datetime.now(UTC)
    day = datetime.combine(scope.profile.on_date, time(), ZoneInfo(config.timezone))
    facts: ScopeDecided = scope_decided(scope, day)
    with ledger_of(config) as ledger:
        ledger.append(Evidence(facts.kind, SUBJECT, None, who, now, facts, config.demo))
    click.echo(f"{_RECORDED.of(config.lang)}  {facts.profile}", err=True)
    if facts.assumed:
        click.echo(_UNSETTLED.of(config.lang).format(n=facts.assumed), err=True)
