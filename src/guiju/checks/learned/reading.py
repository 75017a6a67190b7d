"""Reading: a content as the pieces that the model is asked about, each read once for all learned checks."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import blake2b

from guiju.checks.learned.model import Seen
from guiju.core.content import Content

WHOLE = 240
"""Characters of a text that are read at once; a longer one is read in windows."""

WINDOW = 200
STEP = 150
TURNS = 8
TALK = 4000
"""Turns of a conversation, and characters of them, that are read together with a message."""

_KEPT = 4096


@dataclass(slots=True)
class Memo:
    """What was seen in the last texts, by their digest: texts themselves are not kept."""

    see: Callable[[str], Seen]
    known: OrderedDict[bytes, Seen] = field(default_factory=OrderedDict)

    def __call__(self, text: str) -> Seen:
        """What is seen in a text."""
        key = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).digest()
        found = self.known.get(key)
        if found is None:
            found = self.known[key] = self.see(text)
            if len(self.known) > _KEPT:
                self.known.popitem(last=False)
        return found


def windows(text: str) -> Iterator[str]:
    """A text whole, or in windows that overlap."""
    if len(text) <= WHOLE:
        yield text
        return
    for start in range(0, len(text) - (WINDOW - STEP), STEP):
        yield text[start : start + WINDOW]


def talk(content: Content) -> str:
    """What the user said before and says now, the last of it, as one text; empty where nothing was said before."""
    said = [turn.text for turn in content.context if turn.role == "user" and isinstance(turn.body, str)][-TURNS:]
    return "\n".join([*said, content.text])[-TALK:] if said else ""


def asked(content: Content) -> str:
    """What was asked last before this content; empty where nothing was."""
    for turn in reversed(content.context):
        if turn.role == "user" and isinstance(turn.body, str):
            return turn.body
    return ""
