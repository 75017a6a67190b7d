"""Searching the packs: duties, articles, parameters and penalties in which every word occurs, the closest first."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from guiju.core.pack import Deadline, Fine, Obligation, Pack, Penalty
from guiju.core.text import Text
from guiju.law.lookup.folding import folded, occurs, plain
from guiju.law.reading.citing import cite
from guiju.law.reading.words import words as vocabularies

Kind = Literal["pack", "obligation", "article", "parameter", "penalty"]
_LISTED = re.compile(r"、|, ")
_TERM = re.compile(r"(\d+)([YMWDH])")
_SPANS = {
    "Y": ("{0}年", "{0} years"), "M": ("{0}个月", "{0} months"), "W": ("{0}周", "{0} weeks"),
    "D": ("{0}日 {0}天", "{0} days"), "H": ("{0}小时", "{0} hours"),
}  # fmt: skip
_CURRENCIES = {"RMB": "元 人民币", "EUR": "欧元", "USD": "美元", "KRW": "韩元"}


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a pack in which the words occur; ``id`` is what ``law show`` takes."""

    pack: str
    kind: Kind
    id: str
    clause: str
    text: Text


def search(packs: Iterable[Pack], words: Iterable[str]) -> list[Hit]:
    """Every place in which all the words occur, or what they are other names of, in either language.

    Case and width do not matter, nor how a number is written. Where an id or clause is one of the words, the place
    comes first; then duties, articles and the rest, in the order of the packs. Raises ValueError where there is no
    word.
    """
    wanted = [_meant(word) for word in words if plain(word)]
    if not wanted:
        raise ValueError("nothing to search for: give at least one word, as in `guiju law search 标识`")
    found = [hit for pack in packs for hit, told in _places(pack) if _has(folded(told), wanted)]
    named = frozenset().union(*wanted)
    return sorted(
        found, key=lambda hit: not named & {folded(each) for each in (hit.id, hit.clause, f"第{hit.clause}条")}
    )


def _meant(word: str) -> frozenset[str]:
    """A word, folded, and what it stands for where it is, or has in it, another name of something."""
    told = plain(word)
    others = [
        told.replace(plain(name), plain(other))
        for name, text in vocabularies()["aliases"].items()
        if plain(name) in told
        for other in _LISTED.split(f"{text.zh}、{text.en}")
    ]
    return frozenset(map(folded, (told, *others)))


def _has(told: str, wanted: Iterable[frozenset[str]]) -> bool:
    return all(any(occurs(word, told) for word in meant) for meant in wanted)


def _places(pack: Pack) -> Iterator[tuple[Hit, str]]:
    instruments = " ".join(_told(one.title, one.issuers, *([one.number] if one.number else []))
                           for one in pack.instruments.values())  # fmt: skip
    yield Hit(pack.id, "pack", pack.id, "", pack.title), f"{pack.id} {_told(pack.title)} {instruments}"
    for duty in pack.obligations:
        words = f"{duty.id} {duty.clause} {_cited(pack, duty.clause)} {duty.source} {duty.trigger} {_rest(duty)}"
        told = _told(duty.duty, duty.shows, *([duty.feasibility] if duty.feasibility else []))
        yield Hit(pack.id, "obligation", duty.id, duty.clause, duty.duty), f"{words} {told}"
    for one in pack.articles:
        id, cited = f"{pack.id}/{one.number}", _cited(pack, one.number)
        yield Hit(pack.id, "article", id, one.number, one.title), f"{id} {cited} {_told(one.title, one.text)}"
    for parameter in pack.parameters.values():
        value = f"{parameter.value} {parameter.unit}"
        hit = Hit(pack.id, "parameter", parameter.id, parameter.decided, Text(value, value))
        yield hit, f"{parameter.id} {parameter.decided} {value} {parameter.source}"
    for penalty in pack.penalties.values():
        id = f"{pack.id}/{penalty.id}"
        told = f"{_cited(pack, penalty.clause)} {_told(penalty.text)} {_sums(penalty)}"
        yield Hit(pack.id, "penalty", id, penalty.clause, penalty.text), f"{id} {told}"


def _cited(pack: Pack, clause: str) -> str:
    return _told(cite(pack, clause))


def _rest(duty: Obligation) -> str:
    """The controls of a duty, and its terms in words."""
    return " ".join([*duty.controls, *map(_term, duty.deadlines)])


def _term(one: Deadline) -> str:
    """A term in the words that people look for: 10个工作日, 10 working days, and the event it runs from."""
    spans = [form.format(number) for number, unit in _TERM.findall(one.within) for form in _spans(unit, one.days)]
    event = vocabularies()["events"].get(one.after)
    return " ".join([one.within, *spans, *(_told(text) for text in (event, one.text) if text)])


def _spans(unit: str, days: str) -> tuple[str, ...]:
    return ("{0}个工作日", "{0} working days") if days == "working" else _SPANS[unit]


def _sums(penalty: Penalty) -> str:
    """The fines of a penalty and the words of what else it brings."""
    fines = [fine for tier in penalty.tiers for fine in (tier.fine, tier.person) if fine]
    measures = {name for tier in penalty.tiers for name in tier.measures}
    return " ".join([*(_sum(fine, penalty.currency) for fine in fines), *_measures(measures)])


def _sum(fine: Fine, currency: str) -> str:
    return " ".join(f"{currency} {amount}{_CURRENCIES[currency]}" for amount in (fine.min, fine.max))


def _measures(names: Iterable[str]) -> Iterator[str]:
    return (_told(vocabularies()["measures"][name]) for name in sorted(names))


def _told(*texts: Text) -> str:
    return " ".join(f"{text.zh} {text.en}" for text in texts)
