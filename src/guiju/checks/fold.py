"""Fold: one character at a time to what it is matched as, or to nothing where it is noise."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

LETTER, SPELLED, INVISIBLE, VISIBLE, WHITE = range(5)
"""What a source character is: a letter of a script without spaces; a letter or digit of a script that spells words
between spaces; or noise that is invisible, visible, or white."""

POINTS = 0x110000
ALPHABETS_END = 0x1100
"""Below this code point lie the scripts that put spaces between words; from here on (Hangul, Han …) they need none."""

SHORT = 160
"""Characters up to which str.translate is faster than a pass of numpy (measured)."""

WALL = "\n"
"""Stands between texts that are folded as one; as noise it is in no folded text."""

_BYTE_WALL = "\xff"
_SPREAD = 16
_ASCII = 128
_KINDS = {"I": INVISIBLE, "V": VISIBLE, "S": WHITE}


class Folded(NamedTuple):
    """A folded text; of one that is not short its code points; and, where it was worth it and no character became
    several, which characters it kept."""

    dense: str
    points: NDArray[np.unsignedinteger] | None = None
    kept: NDArray[np.bool_] | None = None


@dataclass(frozen=True, slots=True, eq=False)
class Fold:
    """The table, four times for speed. A character's fold depends on nothing around it, so folding a text equals
    folding its pieces.

    ``table`` serves str.translate. ``points`` has by code point what it becomes, or ``-kind`` for noise, or
    ``-16 - n`` for the n-th of ``spreads``, which become several characters. ``kinds`` has by code point its kind.
    ``ascii`` has what becomes of ASCII, all of it ASCII, and ``dropped`` what of it is noise.
    """

    table: tuple[int | str | None, ...]
    points: NDArray[np.int32]
    spreads: tuple[str, ...]
    kinds: bytes
    ascii: bytes
    dropped: bytes

    def dense(self, text: str) -> str:
        """The text as it is matched: folded, without noise."""
        return self.read(text).dense if len(text) > SHORT else text.translate(self.table)

    def read(self, text: str) -> Folded:
        """The same with what else was seen on the way."""
        if len(text) <= SHORT:
            return Folded(text.translate(self.table))
        if text.isascii():
            plain = text.encode().translate(self.ascii, self.dropped)
            return Folded(plain.decode(), np.frombuffer(plain, np.uint8))
        folded = self.points[code_points(text)]
        if np.minimum.reduce(folded) <= -_SPREAD:
            dense = text.translate(self.table)
            return Folded(dense, code_points(dense))
        kept = folded >= 0
        points = folded[kept].view(np.uint32)
        return Folded(points.tobytes().decode("utf-32-le"), points, kept)

    def joined(self, texts: Sequence[str]) -> tuple[Folded, int]:
        """Several texts folded as one, WALL between them, with how many invisible characters they have; all of them
        ASCII, or none."""
        if texts[0].isascii():
            plain = _BYTE_WALL.join(texts).encode("latin-1").translate(self.ascii, self.dropped)
            return Folded(plain.decode(), np.frombuffer(plain, np.uint8)), 0
        folded = self.points[code_points(WALL.join(texts))]
        invisible = int(np.count_nonzero(folded == -INVISIBLE))
        if int(folded.min()) <= -_SPREAD:
            dense = WALL.join(text.translate(self.table) for text in texts)
            return Folded(dense, code_points(dense)), invisible
        folded[np.cumsum([len(text) + 1 for text in texts[:-1]], dtype=np.intp) - 1] = ord(WALL)
        points = folded[folded >= 0].view(np.uint32)
        return Folded(str(points.tobytes(), "utf-32-le"), points), invisible

    def spread(self, point: int) -> str:
        """The characters that a value of ``points`` at or below -16 stands for."""
        return self.spreads[-_SPREAD - point]


def code_points(text: str) -> NDArray[np.uint32]:
    """The code points of a text, lone surrogates included."""
    return np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)


def folded(text: str) -> str:
    """A text as it is matched: in one width, case and script, without blanks, marks and what is invisible."""
    return fold().dense(text)


def is_spelled(char: str) -> bool:
    """Whether a folded character is a letter or digit of a script that puts spaces between words."""
    return ord(char) < ALPHABETS_END and char.isalnum()


@cache
def fold() -> Fold:
    """The project's table, read once."""
    lines = (files("guiju.checks") / "data" / "fold.txt").read_text("utf-8").splitlines()
    points = np.arange(POINTS, dtype=np.int32)
    kinds = np.zeros(POINTS, np.uint8)
    spreads: list[str] = []
    kinds[[p for p in range(ALPHABETS_END) if is_spelled(chr(p))]] = SPELLED
    for line in lines:
        target, tab, sources = line.partition("\t")
        if tab:
            _map(points, kinds, spreads, target, [ord(s) for s in sources])
        elif line[0] in _KINDS:
            for first, last in _ranges(line[2:]):
                points[first : last + 1] = -_KINDS[line[0]]
                kinds[first : last + 1] = _KINDS[line[0]]
    low = points[:_ASCII].tolist()
    plain = bytes(max(0, point) for point in low).ljust(255) + WALL.encode()
    dropped = bytes(at for at, point in enumerate(low) if point < 0)
    return Fold(_table(points, spreads), points, tuple(spreads), kinds.tobytes(), plain, dropped)


def _map(
    points: NDArray[np.int32], kinds: NDArray[np.uint8], spreads: list[str], target: str, sources: list[int]
) -> None:
    points[sources] = ord(target) if len(target) == 1 else -_SPREAD - len(spreads)
    kinds[sources] = SPELLED if any(map(is_spelled, target)) else LETTER
    if len(target) > 1:
        spreads.append(target)


def _ranges(listed: str) -> Iterator[tuple[int, int]]:
    for piece in listed.split():
        first, _, last = piece.partition("-")
        yield int(first, 16), int(last, 16)


def _table(points: NDArray[np.int32], spreads: list[str]) -> tuple[int | str | None, ...]:
    """A tuple, because the garbage collector passes over one that holds only numbers and text."""
    entries = points.astype(object)
    entries[(points < 0) & (points > -_SPREAD)] = None
    for point in np.flatnonzero(points <= -_SPREAD).tolist():
        entries[point] = spreads[-_SPREAD - int(points[point])]
    return tuple(entries.tolist())
