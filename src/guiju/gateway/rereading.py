"""What a request says to a laxer reader: its parts run together, its escapes read."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Verdict, rewritten
from guiju.gateway.errors import Fault
from guiju.gateway.readings import readings
from guiju.gateway.request import Asked


@dataclass(frozen=True, slots=True)
class Reread:
    """Another reading of the texts at ``places``. What is found in it has no place where it could be edited."""

    places: Sequence[int]
    content: Content


def rereadings(asked: Asked, verdicts: Sequence[Verdict]) -> list[Reread]:
    """Every other reading of what would reach the model, that is, of the texts with the edits of their verdicts.

    Raises Fault where JSON within a text holds too much to be judged.
    """
    left = [
        rewritten(slot.text, verdict.edits) if verdict.edits else slot.text
        for slot, verdict in zip(asked.slots, verdicts, strict=True)
    ]
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


def _reread(asked: Asked, places: Sequence[int], text: str) -> Reread:
    first = asked.contents[places[0]]
    return Reread(places, Content(first.id, Stage.PROMPT, Kind.TEXT, first.role, text))
