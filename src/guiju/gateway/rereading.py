"""What a request says to a laxer reader: its parts run together, its escapes read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from guiju.core.content import Content, Kind, Stage
from guiju.gateway.errors import Fault
from guiju.gateway.readings import readings
from guiju.gateway.request import Asked
from guiju.gateway.said import Said


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
        whole = "".join(left[place] for place in run)
        for other in (whole, *readings(whole)):
            yield run, other


def _reread(asked: Asked, places: Sequence[int], text: str) -> Said:
    first = asked.contents[places[0]]
    return Said(places, Content(first.id, Stage.PROMPT, Kind.TEXT, first.role, text))
