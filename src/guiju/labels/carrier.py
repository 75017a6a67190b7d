"""Carrier: a family of containers and where in it the implicit label stands."""

from __future__ import annotations

import mmap
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import ClassVar, Protocol, Self, TypeVar

from guiju.core.content import Kind
from guiju.labels.remark import Remark

Buffer = bytes | mmap.mmap
"""A file, whole: a slice of it is bytes. Files from disk are mapped, so what is not looked at is not read."""

LARGEST = 4 * 1024 * 1024
"""Bytes of metadata that are read as one label or one packet of properties; a larger one is damage."""


MOST = 256
"""Labels of one file, and remarks on it, that are told."""

T = TypeVar("T")


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


class Kept(list[T]):
    """A list that takes in no more than ``MOST``, nor, by the ``size`` of each, much more than ``LARGEST``: what comes
    when it is full is let go."""

    def __init__(self, size: Callable[[T], int]) -> None:
        super().__init__()
        self._size, self._sum = size, 0

    @property
    def full(self) -> bool:
        """Whether nothing more is taken in."""
        return len(self) >= MOST or self._sum >= LARGEST

    def append(self, one: T) -> None:
        """Takes in one."""
        if not self.full:
            self._sum += self._size(one)
            super().append(one)

    def extend(self, every: Iterable[T]) -> None:
        """Takes in several, and asks for no more of them than there is room for."""
        for one in every:
            self.append(one)
            if self.full:
                return

    def __iadd__(self, every: Iterable[T]) -> Self:  # type: ignore[override,misc]
        self.extend(every)
        return self


@dataclass(slots=True)
class Gathering:
    """A scan in the making. It is bounded, so that a file of nothing but labels does not fill the memory."""

    found: Kept[Found] = field(default_factory=lambda: Kept(lambda one: len(one.text)))
    remarks: Kept[Remark] = field(default_factory=lambda: Kept(lambda one: len(one.detail)))

    def scan(self) -> Scan:
        """What has been gathered, with the remark ``too_large`` where there may have been more."""
        full = self.found.full or self.remarks.full
        more = (
            (Remark("too_large", None, f"{MOST} labels or remarks, or {LARGEST} characters of them"),) if full else ()
        )
        return Scan(tuple(self.found), (*self.remarks, *more))


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
