"""Where a mark lies in a picture that is a part of what was marked: found by its pilot.

The frame of a part is larger than the marked one, so the search goes through the sizes that it could have had; at each,
one transform tells how well the pilot fits at every offset of the tile.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.frame import Waves, frame_size, framed, waves
from guiju.labels.marks.layout import TILE, Layout
from guiju.labels.marks.raster import Map, Size, size_of, stretched, turned

_SMALLEST, _LARGEST, _STEP = 0.72, 1.02, 0.01  # own numbers: sides by the marked ones; steps that the pilot bears
_FINE: Final = tuple(step * 0.002 for step in range(-4, 5))  # own number: as fine as the bits need
_TURNS: Final = tuple(step * 0.7 for step in range(-8, 9) if step)  # own number: degrees, steps that the pilot bears
_FINE_TURNS: Final = (-0.35, 0.0, 0.35)  # own number: a step of the search
_PEAKS: Final = 2  # own number: offsets kept of one size


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place where the pilot fits: sides by the marked ones, degrees, rows down and columns right in the frame."""

    fit: float
    scale: float
    down: float
    right: float
    turn: float = 0.0
    mirrored: bool = False


def sightings(even: Map, layout: Layout, most: int) -> list[Candidate]:
    """The best places of a part that is not turned; ``even`` is its own frame, evened out."""
    coarse = _best(_coarse(even, layout, ((0.0, False),)), 2 * most)
    return _sorted(_refined(even, layout, place, (0.0,)) for place in coarse)[:most]


def sightings_turned(even: Map, layout: Layout, most: int) -> list[Candidate]:
    """The best places of a copy that is turned by up to 5.6 degrees, or mirrored."""
    coarse = _best(_coarse(even, layout, [(turn, False) for turn in _TURNS] + [(0.0, True)]), 2 * most)
    return _sorted(_refined(even, layout, place, _FINE_TURNS) for place in coarse)[:most]


def waves_at(luma: Map, place: Candidate) -> Waves:
    """The waves of a picture as they were when it was marked, if this is its place."""
    picture = luma[:, ::-1] if place.mirrored else luma
    size = _scaled(frame_size(size_of(picture)), place.scale)
    even = framed(np.ascontiguousarray(picture), size)
    if place.turn:
        even = turned(even, size, place.turn)
    return waves(even).moved(place.down, place.right)


def _scaled(size: Size, scale: float) -> Size:
    return round(size[0] * scale), round(size[1] * scale)


def _pilots(even: Map, layout: Layout, scale: float, turn: float, mirrored: bool) -> NDArray[np.float64]:
    picture = np.ascontiguousarray(even[:, ::-1]) if mirrored else even
    size = _scaled(size_of(even), scale)
    return waves(turned(picture, size, turn) if turn else stretched(picture, size)).pilots(layout)


def _coarse(even: Map, layout: Layout, ways: Sequence[tuple[float, bool]]) -> Iterator[Candidate]:
    scales = np.exp(np.arange(np.log(_SMALLEST), np.log(_LARGEST), _STEP))
    for scale, (turn, mirrored) in product(scales.tolist(), ways):
        fits = _pilots(even, layout, scale, turn, mirrored)
        for _ in range(_PEAKS):
            down, right = divmod(int(fits.argmax()), TILE)
            yield Candidate(float(fits[down, right]), scale, down, right, turn, mirrored)
            fits[np.ix_(np.arange(down - 2, down + 3) % TILE, np.arange(right - 2, right + 3) % TILE)] = -np.inf


def _best(places: Iterable[Candidate], most: int) -> list[Candidate]:
    """The best places, each once: neighbours in size, turn and offset are one place."""
    kept: list[Candidate] = []
    for place in _sorted(places):
        if len(kept) == most:
            break
        if not any(_near(place, other) for other in kept):
            kept.append(place)
    return kept


def _near(one: Candidate, other: Candidate) -> bool:
    apart = max(_apart(one.down, other.down), _apart(one.right, other.right))
    alike = one.mirrored == other.mirrored and abs(one.turn - other.turn) < 1.0
    return alike and apart < 4 and abs(np.log(one.scale / other.scale)) < 0.025


def _apart(one: float, other: float) -> float:
    return min((one - other) % TILE, (other - one) % TILE)


def _sorted(places: Iterable[Candidate]) -> list[Candidate]:
    return sorted(places, key=lambda place: -place.fit)


def _refined(even: Map, layout: Layout, place: Candidate, turns: Sequence[float]) -> Candidate:
    """The best of the sizes, turns and offsets close by."""
    around = product([place.scale * (1 + step) for step in _FINE], [place.turn + step for step in turns])
    return max((_peak(even, layout, replace(place, scale=s, turn=t)) for s, t in around), key=lambda found: found.fit)


def _peak(even: Map, layout: Layout, place: Candidate) -> Candidate:
    """The best offset within three pixels, to a part of a pixel."""
    fits = _pilots(even, layout, place.scale, place.turn, place.mirrored)
    rows, columns = (np.arange(int(middle) - 3, int(middle) + 4) for middle in (place.down, place.right))
    near = fits[np.ix_(rows % TILE, columns % TILE)]
    row, column = divmod(int(near.argmax()), len(columns))
    down, right = int(rows[row]), int(columns[column])
    at = fits[np.ix_(np.arange(down - 1, down + 2) % TILE, np.arange(right - 1, right + 2) % TILE)]
    return replace(place, fit=float(at[1, 1]), down=down + _vertex(at[:, 1]), right=right + _vertex(at[1]))


def _vertex(three: NDArray[np.float64]) -> float:
    """Where the parabola through three neighbours is highest, from the middle one."""
    bend = three[0] - 2 * three[1] + three[2]
    return float(np.clip((three[0] - three[2]) / 2 / bend, -0.5, 0.5)) if bend < 0 else 0.0
