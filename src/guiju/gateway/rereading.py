"""What a request says to a laxer reader: its parts run together, blanks between words or none, its escapes read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from guiju.core.content import Content, Kind, Stage
from guiju.gateway.errors import Fault
from guiju.gateway.readings import readings
from guiju.gateway.request import Asked
from guiju.gateway.said import Said

_SPACED: Final = "\u1100"
"""Scripts before this character put blanks between words."""


def rereadings(asked: Asked, left: Sequence[str]) -> list[Said]:
    """Every other reading of ``left``, the texts as they would reach the model. What is found in one has no place
    where it could be edited.

    Raises Fault where JSON within a text holds too much to be judged.
    """
    try:
        return [_reread(asked, places, text) for places, text in _others(asked, left)]
    except ValueError:
        raise Fault(400, "too_many_values", "JSON within a text holds more values than can be judged") from None


def _others(asked: Asked, left: Sequence[str]) -> Iterator[tuple[Sequence[int], str]]:
    for place, text in enumerate(left):
        for other in readings(text):
            yield (place,), other
    for run in asked.runs:
        told = [left[place] for place in run]
        whole = "".join(told)
        for other in dict.fromkeys((whole, _spaced(told), *readings(whole))):
            yield run, other


def _spaced(texts: Sequence[str]) -> str:
    """Texts as one, with a blank where one ends and the next begins in a script that puts blanks between words."""
    told = [text for text in texts if text]
    apart = [_is_spaced(one[-1]) and _is_spaced(other[0]) for one, other in pairwise(told)]
    return "".join(text + " " * blank for text, blank in zip(told, [*apart, False], strict=False))


def _is_spaced(char: str) -> bool:
    return char < _SPACED and not char.isspace()


def _reread(asked: Asked, places: Sequence[int], text: str) -> Said:
    first = asked.contents[places[0]]
    return Said(places, Content(first.id, Stage.PROMPT, Kind.TEXT, first.role, text))
