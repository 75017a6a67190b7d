"""A request as it came over the wire, read into contents to be judged."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Any, Final

import orjson

from guiju.core.content import Content, Kind, Stage
from guiju.core.facts.request import Surface
from guiju.core.policy import Action, Verdict, rewritten
from guiju.gateway.bodies import CHAT, EMBEDDINGS
from guiju.gateway.errors import Fault
from guiju.gateway.form import Upload, read_form
from guiju.gateway.media_bodies import IMAGES, SPEECH
from guiju.gateway.shapes import Slot, Spoken, Walk

_SHAPES = {"chat": CHAT, "embeddings": EMBEDDINGS, "images": IMAGES, "speech": SPEECH}
_UPLOADS: Final = ("image", "image[]", "mask")
_WHOLE: Final = ("n", "output_compression", "num_inference_steps")
"""Fields of a form that are whole numbers."""
_STAYS = (
    "store",
    "metadata",
    "safety_identifier",
    "prompt_cache_key",
    "web_search_options",
    "audio",
    "functions",
    "function_call",
)
"""Fields that never go upstream; a request may hold them only empty."""

INSTRUCTING: Final = ("system", "developer")
"""Roles in which the application itself speaks."""
_SLOT: Final = 64
"""Characters that cost as much to judge as it costs to judge one more text."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the body that may go upstream once it is judged, and every text in it.

    ``turn`` holds the places, in ``contents``, of the newest user turn: that alone is a new act of the user.
    ``runs`` holds the places of texts that a model reads as one: parts of a message, messages of one speaker.
    """

    surface: Surface
    body: dict[str, Any]
    slots: Sequence[Slot]
    contents: Sequence[Content]
    turn: Sequence[int]
    runs: Sequence[Sequence[int]]
    stream: bool
    choices: int
    model: str
    user: str
    walk: Walk
    uploads: Sequence[Upload] = ()

    def text_at(self, places: Sequence[int]) -> str:
        """The texts at these places as one."""
        return "\n".join(self.slots[place].text for place in places)

    @property
    def characters(self) -> int:
        """Characters of text to be judged."""
        return sum(len(slot.text) for slot in self.slots)

    @property
    def weight(self) -> int:
        """The work of judging it, in characters."""
        return self.characters + _SLOT * len(self.slots)


def read(surface: Surface, raw: bytes, request: str) -> Asked:
    """A request from its bytes; ``request`` is its id. Raises Fault where the body is not what it may be."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Fault(400, "malformed_body", "the body must be one JSON object in UTF-8") from None
    walk = Walk(role="system" if surface == "chat" else "user")
    _SHAPES[surface](walk, [body], 0, "body")
    return _asked(surface, body, walk, request)


def read_edit(kind: bytes, raw: bytes, request: str) -> Asked:
    """A request to edit pictures from its form, which comes with a content type. Raises Fault."""
    fields, uploads = read_form(kind, raw)
    for name in _WHOLE:
        if re.fullmatch(r"[0-9]{1,4}", fields.get(name, "")):
            fields[name] = int(fields[name])
    walk = Walk(role="user")
    IMAGES(walk, [fields], 0, "body")
    if not any(one.field in _UPLOADS[:2] for one in uploads):
        raise Fault(400, "missing_field", "the form needs a file in the field image", "image")
    if strange := [one.field for one in uploads if one.field not in _UPLOADS]:
        raise Fault(400, "unknown_field", "a file of the form may be in image or mask", strange[0])
    return replace(_asked("images", fields, walk, request), uploads=tuple(uploads))


def read_nothing(surface: Surface, request: str) -> Asked:
    """A request that only names a file. ``request`` is its id."""
    return _asked(surface, {"model": ""}, Walk(role="user"), request)


def _asked(surface: Surface, body: dict[str, Any], walk: Walk, request: str) -> Asked:
    model, user = body["model"], body.pop("user", None)
    if type(model) is not str or not (user is None or type(user) is str):
        raise Fault(400, "invalid_type", "body.model and body.user must be strings", "body.model")
    for name in _STAYS:
        body.pop(name, None)
    if type(body.get("stream_options")) is dict:
        body["stream_options"] = {"include_usage": body["stream_options"].get("include_usage", False)}
    turn = _newest_turn(walk.spoken) if surface == "chat" else range(len(walk.slots))
    return Asked(
        surface,
        body,
        walk.slots,
        [Content(request, Stage.PROMPT, Kind.TEXT, slot.role, slot.text) for slot in walk.slots],
        turn,
        _runs(walk.spoken),
        bool(body.get("stream")),
        body.get("n") or 1,
        model,
        user or "",
        walk,
    )


def _newest_turn(spoken: Sequence[Spoken]) -> list[int]:
    """The texts of the newest user messages: all since the answer or tool result before them."""
    newest: list[Spoken] = []
    for one in reversed(spoken):
        if one.role == "user":
            newest.append(one)
        elif newest and one.role in ("assistant", "tool"):
            break
    return [place for one in reversed(newest) for place in one.slots]


def _runs(spoken: Sequence[Spoken]) -> list[list[int]]:
    told = [one for one in spoken if one.role in INSTRUCTING]
    rest = (one for one in spoken if one.role not in INSTRUCTING)
    groups = [told, *(list(group) for _, group in groupby(rest, _speaker))]
    runs = [[place for one in group for place in one.said] for group in groups]
    return [run for run in runs if len(run) > 1]


def _speaker(one: Spoken) -> tuple[str, int]:
    """Results of tools are texts of their own, each; what anybody else says goes on in the next message."""
    return one.role, one.slots.start if one.role == "tool" else 0


def refusing(asked: Asked, verdicts: Sequence[Verdict]) -> list[int]:
    """The places of the texts that refuse the request: by verdict, or because they cannot be edited in place."""
    return [
        place
        for place, verdict in enumerate(verdicts)
        if verdict.action >= Action.REFUSE or (verdict.edits and asked.slots[place].fixed)
    ]


def rewrite(asked: Asked, verdicts: Sequence[Verdict]) -> None:
    """Writes the edits of MASK and REPLACE into the body that goes upstream."""
    edited = set()
    for place, (slot, verdict) in enumerate(zip(asked.slots, verdicts, strict=True)):
        if verdict.edits:
            slot.owner[slot.key] = rewritten(slot.text, verdict.edits)
            edited.add(place)
    if edited:
        asked.walk.encode(edited)
