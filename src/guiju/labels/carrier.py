"""Carrier: a family of containers and where in it the implicit label stands."""

from __future__ import annotations

import mmap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Protocol

from guiju.core.content import Kind
from guiju.labels.remark import Remark

Buffer = bytes | mmap.mmap
"""A file, whole: a slice of it is bytes. Files from disk are mapped, so what is not looked at is not read."""

LARGEST = 4 * 1024 * 1024
"""Bytes of metadata that are read as one label or one packet of properties; a larger one is damage."""


class Damaged(ValueError):
    """A container that is not what its format says, and where. Nothing is written into such a file.

    ``code`` is that of the remark which a scan makes of it.
    """

    code: ClassVar[str] = "damaged"

    def __init__(self, what: str, at: int | None = None) -> None:
        super().__init__(f"{what} (byte {at})" if at is not None else what)
        self.what = what
        self.at = at


class Encrypted(Damaged):
    """A file that opens with a password alone: nothing in it is read."""

    code: ClassVar[str] = "encrypted"


@dataclass(frozen=True, slots=True)
class Splice:
    """Bytes that take the place of the bytes from ``start`` to ``end`` (exclusive); equal ends insert."""

    start: int
    end: int
    data: bytes


def ordered(splices: Iterable[Splice]) -> list[Splice]:
    """The splices in the file's order. Raises Damaged where two take the place of the same byte."""
    found = sorted(splices, key=lambda splice: (splice.start, splice.end))
    for one, other in pairwise(found):
        if other.start < one.end:
            raise Damaged("two parts of the file lie on each other", other.start)
    return found


@dataclass(frozen=True, slots=True)
class Found:
    """A label, or what was meant for one, as it stands in a file: its text, unread, and the byte where it begins.

    ``place`` names the field in the words of the format. ``remarks`` tell what is odd about where and how it stands.
    """

    text: str
    at: int
    place: str
    remarks: tuple[Remark, ...] = ()


@dataclass(frozen=True, slots=True)
class Scan:
    """What was met in a file: every label, and what is odd about the container, damage that ended the look included."""

    found: tuple[Found, ...] = ()
    remarks: tuple[Remark, ...] = ()


@dataclass(slots=True)
class Gathering:
    """A scan in the making."""

    found: list[Found] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)

    def scan(self) -> Scan:
        """What has been gathered."""
        return Scan(tuple(self.found), tuple(self.remarks))


class Carrier(Protocol):
    """One format, or formats of one build. ``name`` is the format's, in lower case; ``endings`` are those of its files,
    with the dot. ``implicit`` is false where the format has no place that a program reads.

    Laws: what ``splices`` writes is the one label that ``scan`` then finds; the bytes of ``payload`` are the same
    before and after; done twice, the second changes nothing; on any bytes at all, each of the three ends soon and
    raises nothing but Damaged.
    """

    @property
    def name(self) -> str: ...
    @property
    def kind(self) -> Kind: ...
    @property
    def endings(self) -> tuple[str, ...]: ...
    @property
    def implicit(self) -> bool: ...

    def knows(self, data: Buffer, name: str) -> bool:
        """Whether a file is of this format, by its first bytes; by its name only where the format has no signature."""
        ...

    def scan(self, data: Buffer) -> Scan:
        """Every label in a file. Damage is a remark and ends the look; it is not raised."""
        ...

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """What makes ``value`` (the seven fields as JSON) the one label of a file: every other label of it goes,
        wherever it stands; nothing else changes. In order, without overlap. Raises Damaged."""
        ...

    def payload(self, data: Buffer) -> Iterable[tuple[int, int]]:
        """The bytes that are content and no description of it, as pairs of start and end in the file's order: what a
        signature binds, and what writing a label leaves as it was. Raises Damaged."""
        ...
