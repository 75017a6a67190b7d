"""Plain text and tables of separated values: no program reads a label in them, so a line says it to people
(GB 45438-2025, 5.1); ``sidecar`` holds the label itself."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Literal

import orjson

from guiju.core.content import Kind
from guiju.labels.aigc import VALUES
from guiju.labels.carrier import Buffer, Damaged, Gathering, Scan, Splice
from guiju.labels.coding import Coded, coded
from guiju.labels.noticing import Noticed, noticed, said, written
from guiju.labels.remark import Remark
from guiju.labels.text import behind, notice
from guiju.labels.titles import title

OWN: Final = tuple(words for one in VALUES for words in (written(one), notice("zh", one), notice("en", one)))
"""Every line that the house writes into a text."""

_ANY: Final = "|".join(map(re.escape, OWN))
_FRONT: Final = re.compile(rf"(?:(?:{_ANY})(?:\r?\n|\Z))+")


@dataclass(frozen=True, slots=True)
class PlainText:
    """Plain text. The notice goes to the ``place`` where it breaks nothing: of a table behind the rows, whose first is
    its head. A notice that holds both elements stays, whoever wrote it. Content is all but the lines of the house."""

    name: str = "text"
    endings: tuple[str, ...] = (".txt", ".text", ".log")
    place: Literal["start", "end"] = "start"
    bare: bool = True
    kind: Kind = Kind.TEXT
    implicit: bool = False

    def knows(self, data: Buffer, name: str) -> bool:
        """By the name; without an ending of a name by being text that begins with neither markup nor a bracket: what
        stands in a file of unknown syntax may break it."""
        last = re.split(r"[/\\]", name)[-1].lower()
        named = last.endswith(self.endings)
        if not named and (not self.bare or "." in last.lstrip(".")):
            return False
        text = coded(data)
        return text is not None and len(data) > 0 and (named or text.head.lstrip()[:1] not in ("<", "{", "[", "%", ""))

    def scan(self, data: Buffer) -> Scan:
        """The notice, and that there is no place for anything else."""
        text = coded(data)
        return seen(self.name, None if text is None else noticed(text.head, text.tail), text)

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The notice of the house, in place of its own that says something else; none where another has both elements.
        Raises Damaged for what is no text."""
        text = _text(data)
        stated, spans = stated_in(value), _own(data, text)
        if spans:
            lines = b"".join(data[start:end] for start, end in spans).decode(text.codec).splitlines()
            if all(one.value == stated for line in lines if line and (one := said(line))):
                return []
        elif (other := noticed(text.head, text.tail)) and other.both:
            return []
        gone = [Splice(start, end, b"") for start, end in spans]
        if self.place == "start":
            put = Splice(text.mark, text.mark, (written(stated) + text.newline).encode(text.codec))
        else:
            at = len(data) - text.size(text.tail[len(text.tail.rstrip()) :])
            put = Splice(at, at, (text.newline + written(stated)).encode(text.codec))
        return sorted([put, *gone], key=lambda one: (one.start, one.end))

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """All but the lines of the house at either end. Raises Damaged for what is no text."""
        at = 0
        for start, end in _own(data, _text(data)):
            yield at, start
            at = end
        yield at, len(data)


TEXTS: Final = (
    PlainText(),
    PlainText("table", (".csv", ".tsv"), "end", bare=False),
)
"""Plain text, and tables of separated values."""


def seen(name: str, found: Noticed | None, text: Coded | None) -> Scan:
    """What a format without a place for a label says: the notice that was found, or none."""
    gathered = Gathering()
    if text is None:
        gathered.remarks.append(Remark("damaged", 0, "the file is no text in UTF-8, UTF-16 or GB18030"))
        return gathered.scan()
    if found is not None:
        gathered.remarks.append(Remark("explicit_seen", None, found.words))
        if not found.both:
            gathered.remarks.append(Remark("explicit_elements", None, found.words))
    gathered.remarks.append(Remark("no_place", None, title(name)))
    return gathered.scan()


def stated_in(value: str) -> str:
    """The value of a label in the seven fields as JSON."""
    return str(orjson.loads(value)["Label"])


def _text(data: Buffer) -> Coded:
    text = coded(data)
    if text is None:
        raise Damaged("the file is no text in UTF-8, UTF-16 or GB18030", 0)
    return text


def _own(data: Buffer, text: Coded) -> list[tuple[int, int]]:
    """The bytes of the lines of the house, at the start and at the end."""
    found, first = list[tuple[int, int]](), text.mark
    if front := _FRONT.match(text.head):
        first += text.size(front[0])
        found.append((text.mark, first))
    shown = text.tail.rstrip()
    if (at := behind(shown, OWN, ("\r\n", "\n"))) < len(shown):
        end = len(data) - text.size(text.tail[len(shown) :])
        start = end - text.size(shown[at:])
        if start >= first:
            found.append((start, end))
    return found
