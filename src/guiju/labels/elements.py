"""An XML document as elements and the bytes they stand at, so that one is changed and the rest stays as it is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final
from xml.parsers import expat

from guiju.labels.carrier import Damaged, Splice

# own number: descriptions of documents nest less than ten deep
_DEEPEST: Final = 32
# own number: the packages of the largest books list some ten thousand files
_MOST: Final = 100_000
_TAG: Final = re.compile(rb"""<(?:[^>"']++|"[^"]*+"|'[^']*+')*+>""")
_ATTRIBUTE: Final = re.compile(rb"""(?<!\s)\s++([^\s=<>"'/]++)\s*+=\s*+("[^"]*+"|'[^']*+')""")
_ENCODING: Final = re.compile(r"\A(<\?xml[^>]*?)(?<!\s)\s++encoding\s*=\s*(\"[^\"]*\"|'[^']*')")


@dataclass(slots=True)
class Element:
    """One element: its namespace and local name, its attributes by local name, its text without that of elements in
    it, and its bytes: ``start``, the end of its first tag, the start of its last (its own start where it is empty), and
    ``end``. ``tag`` is its name as it is written, with the prefix."""

    space: str
    local: str
    attributes: dict[str, str]
    start: int
    opened: int
    tag: str
    closing: int = 0
    end: int = 0
    pieces: list[str] = field(default_factory=list)
    within: list[Element] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The text in it."""
        return "".join(self.pieces)

    @property
    def prefix(self) -> str:
        """The prefix with its colon; empty where there is none."""
        before, colon, _ = self.tag.rpartition(":")
        return before + colon

    def every(self) -> Iterator[Element]:
        """The element and all in it, in the document's order."""
        yield self
        for one in self.within:
            yield from one.every()

    def find(self, local: str) -> Iterator[Element]:
        """All elements of this local name in it, itself included."""
        return (one for one in self.every() if one.local == local)


@dataclass(frozen=True, slots=True)
class Document:
    """A document: its bytes in an encoding that keeps ASCII, and its first element."""

    data: bytes
    root: Element

    def changed(self, cuts: Iterable[Splice]) -> bytes:
        """The bytes after these splices, given in any order."""
        out, last = list[bytes](), 0
        for cut in sorted(cuts, key=lambda cut: (cut.start, cut.end)):
            out += [self.data[last : cut.start], cut.data]
            last = cut.end
        return b"".join([*out, self.data[last:]])

    def filled(self, element: Element, inside: str) -> Splice:
        """What puts ``inside`` (XML) in the place of all that an element holds."""
        if element.closing != element.start:
            return Splice(element.opened, element.closing, inside.encode())
        return self._opened(element, inside)

    def appended(self, element: Element, inside: str) -> Splice:
        """What adds ``inside`` (XML) behind all that an element holds."""
        if element.closing != element.start:
            return Splice(element.closing, element.closing, inside.encode())
        return self._opened(element, inside)

    def attribute(self, element: Element, name: str, written: str) -> Splice:
        """What makes an attribute of this name, as it is written in the tag, hold ``written``; adds it if it is not."""
        for found in _ATTRIBUTE.finditer(self.data, element.start, element.opened):
            if found[1] == name.encode():
                return Splice(*found.span(2), f'"{written}"'.encode())
        at = element.start + 1 + len(element.tag.encode())
        return Splice(at, at, f' {name}="{written}"'.encode())

    def _opened(self, element: Element, inside: str) -> Splice:
        """An element that was empty becomes one that is not."""
        slash = self.data.rindex(b"/", element.start, element.end)
        return Splice(slash, element.end, f">{inside}</{element.tag}>".encode())


def parsed(data: bytes, what: str, deep: int = 0, closed: Collection[str] = ()) -> Document:
    """A document; ``what`` names it where it is no XML. Raises Damaged, also for entities and for deep nesting.

    With ``deep`` only so many levels of elements are kept, the text of those below with them, whatever their number;
    the same for what is in elements whose local name is one of ``closed``.
    """
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        data = _ENCODING.sub(r"\1", data.decode("utf-16", "replace").lstrip("\ufeff")).encode()
    return Document(data, _Reader(data, what, deep, closed).root())


class _Reader:
    def __init__(self, data: bytes, what: str, deep: int, closed: Collection[str]) -> None:
        self.data, self.what = data, what
        self._deep, self._closed = deep, closed
        self._below = 0
        self._count = 0
        self._open: list[Element] = []
        self._root: Element | None = None
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._text
        self._parser.EntityDeclHandler = self._refused
        self._parser.buffer_text = True

    def root(self) -> Element:
        try:
            self._parser.Parse(self.data, True)
        except (expat.ExpatError, ValueError, LookupError) as error:
            if isinstance(error, Damaged):
                raise
            raise Damaged(f"{self.what} is no XML: {error}") from None
        if self._root is None:
            raise Damaged(f"{self.what} is empty")
        return self._root

    def _refused(self, *_: object) -> None:
        raise Damaged(f"{self.what} declares entities")

    def _start(self, name: str, attributes: dict[str, str]) -> None:
        if self._below or (self._deep and self._open and self._is_kept_whole()):
            self._below += 1
            return
        if len(self._open) >= _DEEPEST:
            raise Damaged(f"{self.what} nests more than {_DEEPEST} elements")
        self._count += 1
        if self._count > _MOST:
            raise Damaged(f"{self.what} has more than {_MOST} elements")
        space, _, local = name.rpartition(" ")
        at = self._parser.CurrentByteIndex
        tag = _TAG.match(self.data, at)
        if not tag:
            raise Damaged(f"{self.what} is not in an encoding that is read")
        written = tag[0][1:].split(None, 1)[0].split(b">", 1)[0].rstrip(b"/").decode("utf-8", "replace")
        plain = {key.rpartition(" ")[2]: value for key, value in attributes.items()}
        one = Element(space, local, plain, at, tag.end(), written)
        if self._open:
            self._open[-1].within.append(one)
        else:
            self._root = one
        self._open.append(one)

    def _is_kept_whole(self) -> bool:
        return len(self._open) >= self._deep or self._open[-1].local in self._closed

    def _text(self, text: str) -> None:
        if self._open:
            self._open[-1].pieces.append(text)

    def _end(self, name: str) -> None:
        if self._below:
            self._below -= 1
            return
        one = self._open.pop()
        if self.data[one.opened - 2 : one.opened] == b"/>":  # where expat says that this one ends differs by version
            one.closing, one.end = one.start, one.opened
            return
        one.closing = self._parser.CurrentByteIndex
        last = _TAG.match(self.data, one.closing)
        if not last:
            raise Damaged(f"{self.what} is not in an encoding that is read")
        one.end = last.end()
