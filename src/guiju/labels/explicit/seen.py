"""Looking for a label of ours in a picture, without being told where: its words are known, size and place are not."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.lettering import Lettering, lettering, lines_of
from guiju.labels.explicit.measuring import Measured, measured
from guiju.labels.explicit.pixels import Light, Pixels, light, tones_of
from guiju.labels.explicit.placing import Box
from guiju.labels.explicit.wording import Tongue, wordings
from guiju.labels.extra import library
from guiju.labels.remark import Remark

_SHORTEST: Final = 300  # own number: pixels of the shortest side at which a picture is looked over
_LARGER: Final = 4.0  # own number: a tiny picture is enlarged so far, no further
_MODEL: Final = 36  # own number: the height in pixels of the letters that all sizes are made from
_SIZES: Final = (9.0, 130.0, 1.05)  # own number: the sizes of letters looked for, at that side: least, most, step
_ANCHORS: Final = ("生成", "合成")
"""Words of which every wording has one: the element of generation."""

_LIKELY: Final = 0.5  # own number: how like an anchor a place is before the whole wording is held against it
_SAME: Final = 0.6  # own number: how like the wording a place is to be looked at closer
_LONGER: Final = 0.008  # own number: what each letter of a longer wording is worth in likeness
_SURE: Final = 0.66  # own number: and how like the same letters in the size that was drawn (bench: labels reach it)
_TRIED: Final = 4  # own number: places held against the wordings
_GRAIN: Final = 0.004  # own number: one step of a byte
_LINES: Final = (1, 2, 3, 4)
_FINE: Final = (0.97, 1.0, 1.03)
_ALIKE: Final = 0.12
_ROUNDING: Final = 0.97  # own number: what resampling may take off the height of a letter before it counts as too small
_CERTAIN: Final = 0.85  # own number: how like ours a label is whose height is held against it (bench: ours reach 0.97)
_CLEAR: Final = (
    3.0  # own number: and how it stands out (bench: ours reach 5.7; what is no letters, but lies there, 1 to 3)
)


_Place = tuple[float, str, float, int, int]
"""How like an anchor a place is, which one, the size of its letters, left and top."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A label that was met: what it reads, its value, where it is, how like the drawn one, what it measures, and how
    high, against the shortest side, letters of ours are that are most like it."""

    words: str
    value: str
    box: Box
    likeness: float
    measured: Measured
    drawn: float

    @property
    def measures(self) -> bool:
        """Whether what was measured is as high as the letters that it was taken for: those of another font, or other
        words in the same place, are not. Both are whole rows."""
        return abs(self.measured.share - self.drawn) <= self.measured.row * 1.5

    @property
    def certain(self) -> bool:
        """Whether it is sure to be what it was taken for. An ideograph is like many another: a label in other words
        may be like ours, and then nothing is known of its height."""
        return self.likeness >= _CERTAIN and self.measured.contrast >= _CLEAR and self.measures

    @property
    def share(self) -> float:
        """The height of its letters against the shortest side: as measured where that is right, as of ours if not."""
        return self.measured.share if self.measures else self.drawn


@dataclass(frozen=True, slots=True)
class _Hit:
    """How like a wording a place is, at which scale, and its left and top."""

    likeness: float
    scale: float
    left: int
    top: int


def look(image: Pixels, share: float, own: str = "", *, cmyk: bool = False) -> Remark | None:
    """What to say of the label of a picture seen upright: that it is there, that its letters are lower than ``share``
    of the shortest side; None where none of ours, nor one of the operator's ``own`` words, is found for certain enough
    to say that. Raises Missing."""
    seen = seen_in(image, own, cmyk=cmyk)
    return remark(seen, share) if seen else None


def remark(seen: Seen, share: float) -> Remark | None:
    """What to say of a label that was met; None where it looks too low and may be another than it was taken for."""
    # A letter that was scaled loses up to half a row at its top and at its foot, one row in all, which of a picture of
    # 200 is half a hundredth of its side; scaled twice, a few hundredths of its height more. Only what is lower than
    # that is a fault: in a large picture, where a row is next to nothing, that is nearly the whole share.
    if seen.share + seen.measured.row < share * _ROUNDING:
        small = Remark("explicit_small", detail=f"{seen.share:.1%} < {share:.0%}: {seen.words}")
        return small if seen.certain else None
    return Remark("explicit_seen", detail=f"{seen.words} ({seen.share:.1%})")


def seen_in(image: Pixels, own: str = "", *, cmyk: bool = False) -> Seen | None:
    """The label of ours in a picture seen upright, None where there is none. Raises Missing."""
    bright = light(image, tones_of(image, cmyk=cmyk))
    upright = _found(bright, own)
    if upright:
        return upright
    turned = _found(np.rot90(bright, -1), own)
    if turned is None:
        return None
    box = turned.box
    back = Box(box.top, bright.shape[0] - box.left - box.width, box.height, box.width)
    return replace(turned, box=back)


def _found(bright: Light, own: str) -> Seen | None:
    cv2 = library("cv2")
    factor = min(_SHORTEST / min(bright.shape), _LARGER)
    method = cv2.INTER_AREA if factor < 1 else cv2.INTER_CUBIC
    small = _grained(cv2.resize(np.ascontiguousarray(bright), None, fx=factor, fy=factor, interpolation=method))
    hits = [
        (hit, value, letters)
        for _, anchor, size, left, top in _places(small, own)
        for value, letters in _models(own)
        for fine in _FINE
        if (hit := _held(small, letters, anchor, size * fine, left, top)) and hit.likeness >= _SAME
    ]
    if not hits:
        return None
    found = []
    for hit, value, letters in _best(hits):
        height, width = (round(side * hit.scale / factor) for side in letters.ink.shape)
        near = Box(round(hit.left / factor), round(hit.top / factor), width, height)
        likeness, exact, box = _exact(bright, letters, hit.scale / factor, near)
        found.append((max(likeness, hit.likeness), value, exact, box))
    likeness, value, exact, box = max(found, key=lambda one: one[0] + _LONGER * len(one[2].words))
    height = exact.height / min(bright.shape) * box.height / exact.ink.shape[0]
    return Seen(exact.words, value, box, likeness, measured(bright, box, exact), height) if likeness >= _SURE else None


def _best(hits: list[tuple[_Hit, str, Lettering]]) -> list[tuple[_Hit, str, Lettering]]:
    """The best hit of each of the few best settings; a shorter wording is as like its own part of a longer one."""
    ranked = sorted(hits, key=lambda one: -one[0].likeness - _LONGER * len(one[2].words))
    settings = dict[tuple[str, ...], tuple[_Hit, str, Lettering]]()
    for one in ranked:
        settings.setdefault(one[2].lines, one)
    return list(settings.values())[:_TRIED]


def _exact(bright: Light, letters: Lettering, scale: float, box: Box) -> tuple[float, Lettering, Box]:
    """The letters in the very size that was drawn, how like they are, and their box to the pixel; as met where a size
    of ours is not."""
    cv2 = library("cv2")
    around = max(3, round(letters.size * scale / 2))
    x, y = max(0, box.left - around), max(0, box.top - around)
    part = _grained(bright[y : box.top + box.height + around, x : box.left + box.width + around])
    best = 0.0, letters, _within(box, bright)
    for height in _heights(letters.height * scale):
        for tight in (False, True):
            drawn = lettering(letters.lines, height, tight)
            rows, columns = drawn.ink.shape
            if rows <= part.shape[0] and columns <= part.shape[1]:
                likeness = cv2.matchTemplate(part, _scaled(drawn, 1.0), cv2.TM_CCOEFF_NORMED)
                _, most, _, (left, top) = cv2.minMaxLoc(likeness)
                if most > best[0]:
                    best = float(most), drawn, Box(x + int(left), y + int(top), columns, rows)
    return best


def _heights(near: float) -> range:
    """Heights in pixels that may have been meant."""
    off = max(1, round(near * 0.06))
    return range(max(4, round(near) - off), round(near) + off + 1)


def _places(small: Light, own: str) -> list[_Place]:
    """The places most like an anchor, the most alike first."""
    cv2 = library("cv2")
    found = []
    for anchor in _ANCHORS if _ANCHORS[1] in own else _ANCHORS[:1]:
        model = lettering((anchor,), _MODEL)
        size, most, step = _SIZES
        while size <= most:
            template = _scaled(model, size / model.size)
            if template.shape[0] <= small.shape[0] and template.shape[1] <= small.shape[1]:
                _, likeness, _, (left, top) = cv2.minMaxLoc(cv2.matchTemplate(small, template, cv2.TM_CCOEFF_NORMED))
                found.append((float(likeness), anchor, size, int(left), int(top)))
            size *= step
    likely = sorted((one for one in found if one[0] >= _LIKELY), reverse=True)
    apart = [one for n, one in enumerate(likely) if not any(_same_place(one, other) for other in likely[:n])]
    return apart[:_TRIED]


def _same_place(one: _Place, other: _Place) -> bool:
    """Whether the better of two has met what the other met."""
    near = max(abs(one[3] - other[3]), abs(one[4] - other[4])) < other[2] / 2
    return near and abs(one[2] / other[2] - 1) < _ALIKE


def _held(small: Light, letters: Lettering, anchor: str, size: float, left: int, top: int) -> _Hit | None:
    """How like a whole wording a place is whose anchor is where one was met."""
    cv2 = library("cv2")
    scale = size / letters.size
    rows, columns = (max(2, round(side * scale)) for side in letters.ink.shape)
    if rows > small.shape[0] or columns > small.shape[1]:
        return None
    model = lettering((anchor,), _MODEL)
    hits = []
    for at, over in _anchored(letters, anchor):
        x = left + model.cells[0][1] * size / model.size - at * scale
        y = top + model.cells[0][2] * size / model.size - over * scale
        x0, y0 = max(0, int(x) - 4), max(0, int(y) - 4)
        part = small[y0 : max(0, int(y) + rows + 5), x0 : max(0, int(x) + columns + 5)]
        if part.shape[0] >= rows and part.shape[1] >= columns:
            matched = cv2.matchTemplate(part, _scaled(letters, scale), cv2.TM_CCOEFF_NORMED)
            _, likeness, _, (dx, dy) = cv2.minMaxLoc(matched)
            hits.append(_Hit(float(likeness), scale, x0 + int(dx), y0 + int(dy)))
    return max(hits, key=lambda hit: hit.likeness, default=None)


def _anchored(letters: Lettering, anchor: str) -> Iterator[tuple[int, int]]:
    """Left and top of each place where the anchor stands in a wording."""
    chars = [cell[0] for cell in letters.cells]
    for n in range(len(chars) - 1):
        if chars[n] == anchor[0] and chars[n + 1] == anchor[1]:
            yield letters.cells[n][1], letters.cells[n][2]


@lru_cache(maxsize=8)
def _models(own: str) -> Sequence[tuple[str, Lettering]]:
    """Every wording on one line and on two, with its value."""
    tongues: tuple[Tongue, ...] = ("zh", "en", "both")
    every = {words: value for value in "123" for tongue in tongues for words in wordings(value, tongue)}
    if own:
        every[own] = ""
    lines = {lines_of(words, count): value for words, value in every.items() for count in _LINES}
    models = [(value, lettering(one, _MODEL)) for one, value in lines.items() if one]
    return [*models, *((value, lettering(one.lines, _MODEL, True)) for value, one in models if len(one.lines) > 1)]


def _scaled(letters: Lettering, scale: float) -> Any:
    cv2 = library("cv2")
    height, width = (max(2, round(side * scale)) for side in letters.ink.shape)
    ink = letters.ink.astype(np.float32) / 255
    return cv2.resize(ink, (width, height), interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_LINEAR)


def _grained(bright: Light) -> Light:
    """With a grain that nobody sees: what is wholly flat is like everything to a correlation of normed values."""
    grain = np.random.default_rng(0).standard_normal(bright.shape, dtype=np.float32)
    return bright + grain * np.float32(_GRAIN)


def _within(box: Box, bright: Light) -> Box:
    left, top = max(0, box.left), max(0, box.top)
    return Box(left, top, min(box.width, bright.shape[1] - left), min(box.height, bright.shape[0] - top))
