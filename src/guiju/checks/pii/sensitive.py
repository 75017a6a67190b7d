"""Sensitive information of a person (PIPL article 28): a sign of its kind, with a person before it in one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import NamedTuple

from guiju.checks.pii.identifier import Identifier

KINDS = ("health", "religion", "identity", "location", "minor", "finance", "biometric")
RISKS = frozenset(f"pii.{kind}" for kind in KINDS)

TOLD = 0.85
_REACH = 20
_PERSON = "\ue000"

_EN_WHO = r"\b(?:[Ii]|[Hh]e|[Ss]he|(?:[Mm]y|[Hh]is|[Hh]er) (?:\w+ )?\w+)"
_WHO = re.compile(
    rf"{_PERSON}+|(?<![自唯])我(?![们国市省校院军党方县区司])|(?<!其)[他她](?![们人国乡])|本人|该患者|这位患者|患者[，：:]?[男女]"
)
_OWN_CHILD = re.compile(
    rf"(?:{_PERSON}|[我他她]|本人)(?:家|们?家)?的?(?:大|小|二)?"
    "(?:儿子|女儿|孩子|宝宝|小孩|娃|闺女|孙子|孙女|外孙女?|侄子|侄女|外甥|弟弟|妹妹|小朋友)"
)
_NAMED_CHILD = re.compile(
    rf"{_PERSON}[）)]?(?:小朋友|同学)?[，,、（( ：:]{{0,2}}(?:[男女][，,、 ]?)?(?:今年|现在|年龄[：:]?|现年)?\Z"
)
_BREAK = re.compile(
    "们|国|人(?!家)|很多|大家|有些|如何|怎|什么|为何|哪|谁|研究|了解|介绍|写|认为|觉得|听说|想知道|学习|讲|问|请|"
    "治疗|预防|关于|没|未|不|别|非|否|排除|像|朋友圈|领导|公司|学校|曾?帮|给|对|把|让"
)
_SUPPOSED = re.compile(
    "如果|假如|假设|要是|万一|倘若|是否|会不会|有没有|是不是|能不能|担心|害怕|怀疑|预防|避免|"
    "小说|故事|虚构|扮演|假装|例如|比如|剧本|[Ii]f |[Ii]magine|[Ss]uppose|story|novel|fiction"
)
_ANYBODY = re.compile(rf"[{_PERSON}我他她]|本人|患者|\b(?:[Ii]|[Hh]e|[Ss]he|[Mm]y|[Hh]is|[Hh]er)\b")
"""Somebody of whom something may be told: every pattern of whose it is has one of these."""
_ASKED = re.compile("吗|么|会怎|的概率|的风险|的可能")


class _Signs(NamedTuple):
    """What a sentence worth reading has, and the same within a text; the signs, a group for each kind; what those of
    money have; the signs but those of money, which few characters begin."""

    worth: re.Pattern[str]
    within: re.Pattern[str]
    all: re.Pattern[str]
    money: re.Pattern[str]
    others: re.Pattern[str]


@cache
def _signs() -> _Signs:
    lines = (files("guiju.checks") / "data" / "pii_signs.txt").read_text(encoding="utf-8").split("\n")
    rows = dict(line.split(" ", 1) for line in lines if line)
    worth, ill, begins, money = (rows.pop(name) for name in ("worth", "ill", "begins", "money"))
    groups = {
        kind: f"(?P<{kind}>{sign})".replace("{ILL}", f"(?:{ill})").replace("{WHO}", _EN_WHO)
        for kind, sign in rows.items()
    }
    others = "|".join(group for kind, group in groups.items() if kind != "finance")
    patterns = worth, worth.replace(r"\b", ""), "|".join(groups.values()), money, f"(?={begins})(?:{others})"
    return _Signs(*map(re.compile, patterns))


def prepare() -> None:
    """Reads the table of signs, so that the first text need not wait for it."""
    _signs()


def worth() -> re.Pattern[str]:
    """What begins in every sentence of a text that may tell something sensitive."""
    return _signs().within


def sensitive(text: str, at: int, people: Sequence[tuple[int, int]]) -> Iterator[Identifier]:
    """What a sentence that begins at ``at`` tells of a person; ``people`` are the places of names and numbers in it."""
    known = _signs()
    if not (people or _ANYBODY.search(text)) or not known.worth.search(text):
        return
    for start, end in people:
        text = text[:start] + _PERSON * (end - start) + text[end:]
    for sign in (known.all if known.money.search(text) else known.others).finditer(text):
        kind, _, english = (sign.lastgroup or "").partition("_")
        told = bool(english) or _is_told(text, kind, sign.start())
        if told and not _SUPPOSED.search(text, 0, sign.start()) and not _ASKED.match(text, sign.end()):
            yield Identifier(f"pii.{kind}", at + sign.start(), at + sign.end(), TOLD)


def _is_told(text: str, kind: str, end: int) -> bool:
    before = text[max(0, end - _REACH) : end]
    if kind == "minor":
        child = list(_OWN_CHILD.finditer(before))
        return bool(child and not _BREAK.search(before, child[-1].end())) or bool(_NAMED_CHILD.search(before))
    whose = list(_WHO.finditer(before))
    return bool(whose) and not _BREAK.search(before, whose[-1].end())
