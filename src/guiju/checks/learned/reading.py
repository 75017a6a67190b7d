"""Reading: a content as the pieces that the model is asked about, each read once for all learned checks."""

from __future__ import annotations

import re
from collections import OrderedDict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from typing import TypeVar
from unicodedata import normalize

from guiju.checks.learned.model import Seen
from guiju.core.content import Content

Kept = TypeVar("Kept")

WINDOW = 120
"""Bytes of letters that are read at once, a sentence or two: in a wider window the sentences around a harmful one hide
it. A longer text is read in windows of whole sentences."""

PASSAGE = 240
"""Bytes of a window in which orders to the model are looked for."""

TURNS = 8
TALK = 4000
"""Turns of a conversation, and characters of them, that are read together with a message."""

_KEPT = 4096
_TEXTS = 256
_TOGETHER, _WHOLE = 16, 128
"""Windows that are read together, and of a text that is kept whole."""

_SHORT = 6
"""How many times a sentence that is read again finds room in a window."""

_END = re.compile(r"[。！？!?；;\n]+|(?<=\w\w)\.(?=\s)")
_SIGNS = re.compile(r"[\W_]+")
_ASCII_SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_BETWEEN = 4
"""Characters that count as a byte where hardly any is a letter."""
_LETTERS = re.compile(r"(?:[^\W\d_][\W\d_]*){3}")


@dataclass(slots=True)
class Memo:
    """What was seen in the windows of the last texts, by their digest: texts themselves are not kept."""

    see: Callable[[Sequence[str]], list[Seen]]
    known: OrderedDict[bytes, Seen] = field(default_factory=OrderedDict)
    whole: OrderedDict[bytes, list[Seen]] = field(default_factory=OrderedDict)

    def __call__(self, text: str, room: int = WINDOW) -> list[Seen]:
        """What is seen in each window of a text."""
        key = _digest(text, room)
        found = self.whole.get(key)
        if found is None:
            found = self._read(list(windows(text, room)))
            if len(found) <= _WHOLE:
                _keep(self.whole, key, found, _TEXTS)
        return found

    def _read(self, read: list[str]) -> list[Seen]:
        keys = [_digest(window, 0) for window in read]
        new = {key: window for key, window in zip(keys, read, strict=True) if key not in self.known}
        found = {key: self.known[key] for key in keys if key not in new}
        for at in range(0, len(new), _TOGETHER):
            some = list(new)[at : at + _TOGETHER]
            found |= zip(some, self.see([new[key] for key in some]), strict=True)
        for key in new:
            _keep(self.known, key, found[key], _KEPT)
        return [found[key] for key in keys]


def _digest(text: str, room: int) -> bytes:
    return blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16, salt=room.to_bytes(2)).digest()


def _keep(kept: OrderedDict[bytes, Kept], key: bytes, value: Kept, most: int) -> None:
    kept[key] = value
    if len(kept) > most:
        kept.popitem(last=False)


def says_anything(text: str) -> bool:
    """Whether a text has more than two letters: less says nothing that could be judged."""
    return _LETTERS.search(text) is not None


def windows(text: str, room: int = WINDOW) -> Iterator[str]:
    """A text whole, or in windows of as many sentences as find room, each beginning with the last of the one before
    where that is short."""
    return (window for _, window in placed_windows(text, room))


def placed_windows(text: str, room: int = WINDOW) -> Iterator[tuple[int, str]]:
    """The same windows, each with the place at which it begins."""
    if size_of(text) <= room:
        yield 0, text
        return
    parts = [piece for at, sentence in _sentences(text) for piece in _pieces(at, sentence, room)]
    sizes = [size_of(part) for _, part in parts]
    first = 0
    while True:
        last, size = first + 1, sizes[first]
        while last < len(parts) and size + sizes[last] <= room:
            size += sizes[last]
            last += 1
        yield parts[first][0], "".join(part for _, part in parts[first:last])
        if last == len(parts):
            return
        again = last - 1 > first and sizes[last - 1] * _SHORT <= room
        first = last - 1 if again else last


def _sentences(text: str) -> Iterator[tuple[int, str]]:
    start = 0
    for end in _END.finditer(text):
        yield start, text[start : end.end()]
        start = end.end()
    if start < len(text):
        yield start, text[start:]


def _pieces(at: int, sentence: str, room: int) -> Iterator[tuple[int, str]]:
    """A sentence at a place, or pieces of one that is longer than a window, each beginning within the one before."""
    size = size_of(sentence)
    if size <= room:
        yield at, sentence
        return
    length = max(4, room * len(sentence) // size)
    step = length * 3 // 4
    for start in range(0, len(sentence) - (length - step), step):
        yield at + start, sentence[start : start + length]


def size_of(text: str) -> int:
    """The bytes of a text's letters and digits, however wide they are; what stands between them counts little."""
    if text.isascii():
        letters = text.encode().translate(None, _ASCII_SIGNS)
    else:
        letters = normalize("NFKC", _SIGNS.sub("", text)).encode("utf-8", "surrogatepass")
    return max(len(letters), -(-len(text) // _BETWEEN))


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
