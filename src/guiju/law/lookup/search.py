"""Searching the packs: duties, articles, parameters and penalties in which every word occurs, the closest first."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from guiju.core.pack import Pack
from guiju.core.text import Text

Kind = Literal["pack", "obligation", "article", "parameter", "penalty"]


@dataclass(frozen=True, slots=True)
class Hit:
    """One place of a pack in which the words occur; ``id`` is what ``law show`` takes."""

    pack: str
    kind: Kind
    id: str
    clause: str
    text: Text


def search(packs: Iterable[Pack], words: Iterable[str]) -> list[Hit]:
    """Every place in which all the words occur, in either language, whatever their case or width.

    Where an id or clause is one of the words, the place comes first; then duties, articles and the rest, in the order
    of the packs. Raises ValueError where there is no word.
    """
    wanted = [plain(word) for word in words if plain(word)]
    if not wanted:
        raise ValueError("nothing to search for: give at least one word, as in `guiju law search 标识`")
    found = [hit for pack in packs for hit, told in _places(pack) if all(word in plain(told) for word in wanted)]
    return sorted(found, key=lambda hit: not {plain(hit.id), plain(hit.clause)} & set(wanted))


def plain(text: str) -> str:
    """Text as it is compared: one width, no case, no spaces at its ends."""
    return unicodedata.normalize("NFKC", text).casefold().strip()


def _places(pack: Pack) -> Iterator[tuple[Hit, str]]:
    instruments = " ".join(_told(one.title, one.issuers, *([one.number] if one.number else []))
                           for one in pack.instruments.values())  # fmt: skip
    yield Hit(pack.id, "pack", pack.id, "", pack.title), f"{pack.id} {_told(pack.title)} {instruments}"
    for duty in pack.obligations:
        words = f"{duty.id} {duty.clause} {duty.source} {duty.trigger} {' '.join(duty.controls)}"
        told = _told(duty.duty, duty.shows, *([duty.feasibility] if duty.feasibility else []))
        yield Hit(pack.id, "obligation", duty.id, duty.clause, duty.duty), f"{words} {told}"
    for one in pack.articles:
        id = f"{pack.id}/{one.number}"
        yield Hit(pack.id, "article", id, one.number, one.title), f"{id} {_told(one.title, one.text)}"
    for parameter in pack.parameters.values():
        value = f"{parameter.value} {parameter.unit}"
        hit = Hit(pack.id, "parameter", parameter.id, parameter.decided, Text(value, value))
        yield hit, f"{parameter.id} {parameter.decided} {value} {parameter.source}"
    for penalty in pack.penalties.values():
        id = f"{pack.id}/{penalty.id}"
        yield Hit(pack.id, "penalty", id, penalty.clause, penalty.text), f"{id} {_told(penalty.text)}"


def _told(*texts: Text) -> str:
    return " ".join(f"{text.zh} {text.en}" for text in texts)
