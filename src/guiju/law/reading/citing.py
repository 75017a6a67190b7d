"""Citing: a clause as a lawyer cites it, by the instrument that it is of."""

from __future__ import annotations

import re

from guiju.core.pack import Instrument, Pack
from guiju.core.text import Text

_NUMBER = re.compile(r"(\d+)(?:\.(\d+))?(.*)", re.DOTALL)
_OF_THE_LAW = frozenset({"law", "regulation", "measures"})
_INSERTED = "〇一二三四五六七八九十"
_NONE = "-"


def cite(pack: Pack, clause: str) -> Text:
    """A clause of a pack: by its number alone where the pack has one instrument, else by the name of its instrument.

    The slug of an instrument before a number is never shown; a clause that names a standard itself is told as it is.
    """
    slug, dash, number = clause.partition("-")
    first = next(iter(pack.instruments.values()))
    if dash and slug in pack.instruments:
        return _named(pack.instruments[slug], number)
    if clause == _NONE or any(clause.startswith(name(one).en) for one in pack.instruments.values()):
        return Text(clause, clause)
    return _named(first, clause) if len(pack.instruments) > 1 else _alone(clause)


def name(one: Instrument) -> Text:
    """The name by which an instrument is cited."""
    return one.short or one.title


def _named(one: Instrument, number: str) -> Text:
    called, match = name(one), _NUMBER.fullmatch(number)
    if match is None or one.kind not in _OF_THE_LAW:
        return Text(f"{called.zh} {number}", f"{called.en} {number}")
    article, inserted, rest = match.groups()
    zh = f"第{article}条{f'之{_INSERTED[int(inserted)]}' if inserted else ''}{rest}"
    return Text(f"{called.zh}{zh}", f"{called.en} art. {article}{f'-{inserted}' if inserted else ''}{rest}")


def _alone(clause: str) -> Text:
    match = re.fullmatch(r"(\d+(?:\.\d+)*)(.*)", clause, re.DOTALL)
    if match is None:
        return Text(f"附录 {clause}", f"annex {clause}") if re.match(r"[A-Z]\b", clause) else Text(clause, clause)
    number, rest = match.groups()
    return Text(f"第 {number} 条{rest}", f"clause {number}{rest}")
