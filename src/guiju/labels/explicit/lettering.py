"""Lettering: words set in the font that ships, on one line or more, and how high their letters are in pixels."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.extra import library

Cell = tuple[str, int, int, int, int]
"""A letter and the left, top, right and bottom of the room it has."""

Coverage = NDArray[np.uint8]
"""How far each pixel is covered, 0 to 255, shape (height, width)."""

FONT: Final = Path(__file__).parent.parent / "data" / "label.otf"

_PIECE: Final = re.compile(r"人工智能|深度合成|生成|合成|内容|可能|疑似|[!-~]+| · |.")
_GAPS: Final = " ·"
_FULL: Final = re.compile(r"[A-Z0-9\u3400-\u9fff]")
_HALF: Final = 128
_NOBODYS: Final = "\U0010ffff"  # no font holds it: what stands for it stands for all that is lacking
_FLAT: Final = 0.6  # own number: a sign lower than this share of its size (as 一 is) is no full-height letter
_LEADING: Final = 1.3  # own number: from line to line, in sizes of the letters
_PADDING: Final = (0.18, 0.32)  # own number: room around the words on their plate, above and beside, in sizes
_BROKEN: Final = 2.5  # own number: letters of width that a line may be longer so as not to break a phrase
_TIGHT: Final = 1.0  # own number: from line to line where there is no room


class Unwritable(ValueError):
    """Words with a character that the font of the labels does not hold, and which."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """Words on lines. ``ink`` is what the letters cover, with the room around them that the plate fills; ``height`` is
    that of the lowest full-height letter (an ideograph, a capital, a digit), in rows that it covers at least half;
    ``cells`` tell where in the ink each letter stands."""

    lines: tuple[str, ...]
    size: int
    height: int
    ink: Coverage
    cells: tuple[Cell, ...]

    @property
    def words(self) -> str:
        """The words on one line."""
        return " ".join(self.lines) if any(" " in line for line in self.lines) else "".join(self.lines)


@lru_cache(maxsize=64)
def lettering(lines: tuple[str, ...], height: int, tight: bool = False) -> Lettering:
    """Lines in the smallest letters that are at least ``height`` pixels high; ``tight`` with a pixel of room around
    them. Raises Unwritable."""
    _holds("".join(lines))
    size, reached = _size("".join(lines), height)
    ink, cells = _set(lines, size, tight)
    ink.setflags(write=False)
    return Lettering(lines, size, reached, ink, cells)


def lines_of(words: str, count: int) -> tuple[str, ...] | None:
    """Words on ``count`` lines as even as they get, words of the elements kept whole; None where they do not part."""
    pieces = _PIECE.findall(words)
    best: tuple[float, tuple[str, ...]] | None = None
    for cuts in combinations(range(1, len(pieces)), count - 1):
        ends = (0, *cuts, len(pieces))
        lines = tuple("".join(pieces[a:b]).strip(_GAPS) for a, b in pairwise(ends))
        # A break at a sign or a blank reads better than one within a phrase: it may cost some width.
        cost = max(map(_width, lines)) + sum(
            _BROKEN for cut in cuts if pieces[cut].strip(_GAPS) and pieces[cut - 1].strip(_GAPS)
        )
        if all(lines) and (best is None or cost < best[0]):
            best = cost, lines
    return best[1] if best else None


def ink_rows(coverage: Coverage) -> int:
    """How many rows the ink spans, from the first that it covers at least half somewhere to the last."""
    rows = np.flatnonzero((coverage >= _HALF).any(axis=1))
    return int(rows[-1] - rows[0] + 1) if len(rows) else 0


def full_height(words: str) -> list[str]:
    """The letters whose height is the height of the text: ideographs, capitals and digits, the flat ones left out."""
    return [char for char in dict.fromkeys(words) if _FULL.match(char) and _rows(char, 100) >= 100 * _FLAT]


def _width(line: str) -> float:
    return sum(0.6 if char < "\u0100" else 1.0 for char in line)


def _size(words: str, height: int) -> tuple[int, int]:
    letters = full_height(words) or sorted(set(words) - {" "})
    size = max(4, height)
    while (reached := min(_rows(char, size) for char in letters)) < height:
        size += max(1, (height - reached) // 2)
    return size, reached


@lru_cache(maxsize=4096)
def _rows(char: str, size: int) -> int:
    return ink_rows(_run(char, size))


def _holds(words: str) -> None:
    strange = [char for char in dict.fromkeys(words) if not _known(char)]
    if strange:
        raise Unwritable(f"the font of the labels has no {' '.join(strange)}: say it in other words")


@lru_cache(maxsize=4096)
def _known(char: str) -> bool:
    font = _font(32)
    return char in " \u3000" or bytes(font.getmask(char)) != bytes(font.getmask(_NOBODYS))


@lru_cache(maxsize=32)
def _font(size: int) -> Any:
    fonts = library("PIL.ImageFont")
    return fonts.truetype(str(FONT), size, layout_engine=fonts.Layout.BASIC)


def _run(words: str, size: int) -> Coverage:
    """Words on one line, baseline at ``size`` pixels from the top, ``size`` pixels of room on every side."""
    images, draws, font = library("PIL.Image"), library("PIL.ImageDraw"), _font(size)
    image = images.new("L", (int(font.getlength(words)) + 2 * size, 3 * size))
    draws.Draw(image).text((size, 2 * size), words, fill=255, font=font, anchor="ls")
    return np.asarray(image)


def _set(lines: Sequence[str], size: int, tight: bool) -> tuple[Coverage, tuple[Cell, ...]]:
    """The lines, centred, cut to their ink, with room around; and where each letter stands."""
    runs = [_run(line, size) for line in lines]
    step = round(size * (_TIGHT if tight else _LEADING))
    page = np.zeros((3 * size + step * (len(runs) - 1), max(run.shape[1] for run in runs)), np.uint8)
    cells = list[Cell]()
    for n, (line, run) in enumerate(zip(lines, runs, strict=True)):
        left = (page.shape[1] - run.shape[1]) // 2
        part = page[n * step : n * step + 3 * size, left : left + run.shape[1]]
        np.maximum(part, run, out=part)
        cells += _cells(line, size, left + size, n * step + size)
    rows, columns = np.flatnonzero(page.any(axis=1)), np.flatnonzero(page.any(axis=0))
    inner = page[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]
    above, beside = (1 if tight else max(1, round(size * share)) for share in _PADDING)
    over, off = int(rows[0]) - above, int(columns[0]) - beside
    moved = tuple((char, a - off, b - over, c - off, d - over) for char, a, b, c, d in cells)
    return np.pad(inner, ((above, above), (beside, beside))), moved


def _cells(line: str, size: int, left: int, top: int) -> Iterator[Cell]:
    """The room of each letter of a line: as wide as it advances, from a size above the baseline to a third below."""
    font = _font(size)
    ends = [left + round(font.getlength(line[: n + 1])) for n in range(len(line))]
    for char, start, end in zip(line, (left, *ends), ends, strict=False):
        yield char, start, top, end, top + size + size // 3
