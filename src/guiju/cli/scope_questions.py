"""Asking a person on a terminal what a scope rests on: one question at a time, as long as an answer can change."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date

import click

from guiju.cli.scope_text import shown
from guiju.core.expression import Value
from guiju.core.language import Lang
from guiju.core.pack import Pack
from guiju.core.text import Text
from guiju.law import Contradiction, Profile, Question, answered, contradicted, open_facts

_YES = frozenset({"y", "yes", "true", "是", "有", "能"})
_NO = frozenset({"n", "no", "false", "否", "没有", "不", "无", "不能"})
_ENTER = Text("回车即", "Enter for")
_AGAIN = Text("没有看懂，请按提示回答", "not understood; answer as shown")


class BrokenOff(click.Abort):
    """A person stopped in the middle; ``profile`` has what was answered before."""

    def __init__(self, profile: Profile) -> None:
        super().__init__()
        self.profile = profile


def ask_profile(
    packs: Sequence[Pack],
    asked: Mapping[str, Question],
    excluded: tuple[Contradiction, ...],
    day: date,
    lang: Lang,
    prompt: Callable[[str], str],
) -> Profile:
    """The profile that a person's answers give. ``prompt`` shows a question and returns what was typed.

    An answer that contradicts the ones before is told so and asked again. Raises BrokenOff where the person stops.
    """
    given: dict[str, Value] = {}
    while left := open_facts(packs, Profile(given, day), asked):
        try:
            given[left[0]] = _answer(asked[left[0]], Profile(given, day).values(asked)[left[0]], lang, prompt)
        except click.Abort:
            raise BrokenOff(_profile(given, asked, day)) from None
        for one in contradicted(given, excluded):
            click.echo(one.text.of(lang), err=True)
            given.pop(left[0], None)
    return _profile(given, asked, day)


def answer_of(question: Question, typed: str, assumed: Value) -> Value | None:
    """What was typed as an answer; nothing typed is what is assumed, None what is no answer."""
    told = typed.strip().lower()
    if not told:
        return assumed
    match question.type:
        case "bool":
            return True if told in _YES else False if told in _NO else None
        case "number":
            digits = re.sub(r"[,_，\s]", "", told)
            return answered(question, int(digits)) if digits.isdecimal() else None
        case "list":
            return answered(question, [word for word in re.split(r"[\s,，、;；]+", told) if word])
        case "choice":
            word = "yes" if told in _YES else "no" if told in _NO else told
            return answered(question, word)


def _answer(question: Question, assumed: Value, lang: Lang, prompt: Callable[[str], str]) -> Value:
    asked = f"{question.ask.of(lang)} [{_choices(question, lang)}{_ENTER.of(lang)} {shown(assumed, lang)}]"
    while (value := answer_of(question, prompt(asked), assumed)) is None:
        click.echo(_AGAIN.of(lang), err=True)
    return value


def _profile(given: Mapping[str, Value], asked: Mapping[str, Question], day: date) -> Profile:
    return Profile({path: given[path] for path in asked if path in given}, day)


def _choices(question: Question, lang: Lang) -> str:
    if question.type == "bool":
        return Text("是/否；", "yes/no; ").of(lang)
    return f"{'/'.join(question.choices)}; " if question.choices else ""
