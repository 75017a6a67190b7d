"""What is said in a request: each message as one text, with what was said before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from guiju.core.content import Content, Kind, Stage
from guiju.gateway.judgement import saying
from guiju.gateway.request import INSTRUCTING, Asked
from guiju.gateway.shapes import Spoken

_NAMES: Final = ("id", "name", "tool_call_id")
"""Fields of a message that name something and say nothing."""


@dataclass(frozen=True, slots=True)
class Said:
    """One text that the texts at ``places`` make together."""

    places: Sequence[int]
    content: Content

    @property
    def alone(self) -> Said:
        """The same without what was said before."""
        return Said(self.places, replace(self.content, context=()))


def said(asked: Asked, left: Sequence[str], *, instructions: bool) -> list[Said]:
    """What the users, the assistant and the tools say, a message each, in ``left``, the texts as they would reach the
    model. Those of the newest user turn have what was said before as their context.

    What the application says itself (system and developer messages, definitions of tools, schemas) is none of it
    unless ``instructions``, or where nobody else says anything.
    """
    turn = frozenset(asked.turn)
    before: list[Content] = []
    out: list[Said] = []
    for role, places in _messages(asked, instructions):
        text = "\n".join(left[place] for place in places)
        context = tuple(before) if not turn.isdisjoint(places) else ()
        content = Content(asked.contents[places[0]].id, Stage.PROMPT, Kind.TEXT, role, text, context)
        out.append(Said(places, content))
        if turn.isdisjoint(places):
            before.append(content)
    return out


def weighable(one: Said) -> Said:
    """The same without the names and numbers among what a tool tells: they say nothing by themselves."""
    if one.content.role != "tool" or len(one.places) < 2:
        return one
    return Said(one.places, replace(one.content, body=saying(one.content.text.split("\n"))))


def as_it_stood(content: Content) -> list[Content]:
    """What the user said last before this, with what stood before that; empty where that is nothing."""
    before = content.context
    last = next((place for place in reversed(range(len(before))) if before[place].role == "user"), None)
    return [] if last is None else [replace(before[last], context=before[:last])]


def instructing(asked: Asked, one: Said) -> bool:
    """Whether the application says this itself, beside others who speak."""
    return asked.slots[one.places[0]].role in INSTRUCTING and _others(asked) != []


def _messages(asked: Asked, instructions: bool) -> Iterator[tuple[str, list[int]]]:
    if not asked.walk.spoken:
        yield from ((slot.role, [place]) for place, slot in enumerate(asked.slots))
        return
    for one in asked.walk.spoken if instructions else _others(asked) or asked.walk.spoken:
        if places := [place for place in one.slots if asked.slots[place].path.rpartition(".")[2] not in _NAMES]:
            yield one.role, places


def _others(asked: Asked) -> list[Spoken]:
    return [one for one in asked.walk.spoken if one.role not in INSTRUCTING and len(one.slots)]
