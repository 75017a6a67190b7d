"""A request as it came over the wire, read into contents to be judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import orjson

from guiju.core.content import Content, Kind, Stage
from guiju.core.facts.request import Surface
from guiju.core.policy import Action, Verdict, rewritten
from guiju.gateway.bodies import CHAT, EMBEDDINGS
from guiju.gateway.errors import Fault
from guiju.gateway.shapes import Slot, Walk

_SHAPES = {"chat": CHAT, "embeddings": EMBEDDINGS}
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


@dataclass(frozen=True, slots=True)
class Asked:
    """One request: the body that may go upstream once it is judged, and every text in it.

    ``turn`` holds the places, in ``contents``, of the newest user turn: that alone is a new act of the user.
    """

    surface: Surface
    body: dict[str, Any]
    slots: Sequence[Slot]
    contents: Sequence[Content]
    turn: range
    stream: bool
    choices: int
    model: str
    user: str
    walk: Walk

    @property
    def turn_text(self) -> str:
        """The newest user turn as one text."""
        return "\n".join(self.slots[place].text for place in self.turn)

    @property
    def characters(self) -> int:
        """Characters of text to be judged."""
        return sum(len(slot.text) for slot in self.slots)


def read(surface: Surface, raw: bytes, request: str) -> Asked:
    """A request from its bytes; ``request`` is its id. Raises Fault where the body is not what it may be."""
    try:
        body = orjson.loads(raw)
    except orjson.JSONDecodeError:
        raise Fault(400, "malformed_body", "the body must be one JSON object in UTF-8") from None
    walk = Walk(role="user" if surface == "embeddings" else "system")
    _SHAPES[surface](walk, [body], 0, "body")
    return _asked(surface, body, walk, request)


def _asked(surface: Surface, body: dict[str, Any], walk: Walk, request: str) -> Asked:
    model, user = body["model"], body.pop("user", None)
    if type(model) is not str or not (user is None or type(user) is str):
        raise Fault(400, "invalid_type", "body.model and body.user must be strings", "body.model")
    for name in _STAYS:
        body.pop(name, None)
    if type(body.get("stream_options")) is dict:
        body["stream_options"] = {"include_usage": body["stream_options"].get("include_usage", False)}
    turn = _newest_turn(surface, body, walk.slots)
    return Asked(
        surface,
        body,
        walk.slots,
        _contents(walk.slots, turn, request),
        turn,
        bool(body.get("stream")),
        body.get("n") or 1,
        model,
        user or "",
        walk,
    )


def _newest_turn(surface: Surface, body: dict[str, Any], slots: Sequence[Slot]) -> range:
    if surface == "embeddings":
        return range(len(slots))
    messages = body["messages"]
    last = next((place for place in range(len(messages) - 1, -1, -1) if messages[place]["role"] == "user"), None)
    if last is None:
        return range(0)
    prefix = f"body.messages.{last}."
    places = [place for place, slot in enumerate(slots) if slot.path.startswith(prefix)]
    return range(places[0], places[-1] + 1) if places else range(0)


def _contents(slots: Sequence[Slot], turn: range, request: str) -> list[Content]:
    rows = [Content(request, Stage.PROMPT, Kind.TEXT, slot.role, slot.text) for slot in slots]
    before = tuple(rows[: turn.start])
    for place in turn:
        slot = slots[place]
        rows[place] = Content(request, Stage.PROMPT, Kind.TEXT, slot.role, slot.text, before)
    return rows


def refusing(asked: Asked, verdicts: Sequence[Verdict]) -> list[int]:
    """The places of the texts that refuse the request: by verdict, or because they cannot be edited in place."""
    return [
        place
        for place, verdict in enumerate(verdicts)
        if verdict.action >= Action.REFUSE or (verdict.edits and asked.slots[place].fixed)
    ]


def rewrite(asked: Asked, verdicts: Sequence[Verdict]) -> None:
    """Writes the edits of MASK and REPLACE into the body that goes upstream."""
    for slot, verdict in zip(asked.slots, verdicts, strict=True):
        if verdict.edits:
            slot.owner[slot.key] = rewritten(slot.text, verdict.edits)
    asked.walk.encode()
