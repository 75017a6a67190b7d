"""The explicit label of a picture: words on a plate at its edge (GB 45438-2025, 5.2)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import ceil
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.explicit.lettering import Coverage, Lettering, lettering, lines_of
from guiju.labels.explicit.pixels import Pixels, Tones, light, tones_of
from guiju.labels.explicit.placing import Box, Busy, busy, placed, sample
from guiju.labels.explicit.sizes import Unfit

_MARGIN: Final = 1.04  # own number: letters are made this much higher than asked, for what coding takes off their edges
_LEGIBLE: Final = (12, 10, 8)  # own number: pixels below which an ideograph is not read; the last for want of room
_CROWDED: Final = 0.25  # own number: the share of a picture that a label may cover while there is another way
_LINES: Final = 4  # own number: more lines than that are a column of text, no label
_ROUND: Final = 0.2  # own number: the radius of the plate's corners, in sizes of the letters
_GAP: Final = 0.02  # own number: room between label and edge, as a share of the shortest side


@dataclass(frozen=True, slots=True)
class Style:
    """How a label looks: the share of the shortest side that its letters reach, how dense the plate behind them is (0
    to 1), whether pixels are blended or take one tone or the other."""

    share: float
    density: float = 0.72
    smooth: bool = True


@dataclass(frozen=True, slots=True)
class Mark:
    """A label in its place: its letters, turned by a quarter where it runs up the edge, and the box that it fills."""

    lettering: Lettering
    turned: bool
    box: Box
    style: Style

    @property
    def ink(self) -> Coverage:
        """What its letters cover within the box."""
        return np.rot90(self.lettering.ink) if self.turned else self.lettering.ink

    @property
    def plate(self) -> NDArray[np.float32]:
        """How far the plate covers each pixel of the box, 0 to 1: all, but for the rounded corners."""
        radius = self.lettering.size * _ROUND
        sides = (self.box.height, self.box.width)
        away = [np.maximum(np.abs(np.arange(side) - (side - 1) / 2) - (side / 2 - radius), 0) for side in sides]
        plate: NDArray[np.float32] = np.clip(radius - np.hypot(away[0][:, None], away[1]) + 0.5, 0, 1).astype(
            np.float32
        )
        return plate


@dataclass(frozen=True, slots=True)
class Drawn:
    """A picture with its label. ``share`` is the height of the lowest full-height letter against the shortest side."""

    image: Pixels
    mark: Mark

    @property
    def words(self) -> str:
        """What it reads."""
        return self.mark.lettering.words

    @property
    def box(self) -> Box:
        """Where it is."""
        return self.mark.box

    @property
    def share(self) -> float:
        """The height of its letters against the shortest side."""
        return self.mark.lettering.height / int(min(self.image.shape[:2]))


def drawn(image: Pixels, words: Sequence[str], style: Style, tones: Tones | None = None) -> Drawn:
    """A copy of a picture, seen upright, with a label. ``words`` are the wordings that may be used, the best first; the
    first that fits is drawn. Raises Unfit where none fits; Unwritable for characters that the font lacks."""
    tones = tones or tones_of(image)
    mark = marked(image, words, style, tones)
    copy = image.copy()
    stamp(copy, mark, tones)
    return Drawn(copy, mark)


def marked(image: Pixels, words: Sequence[str], style: Style, tones: Tones | None = None) -> Mark:
    """The label that a picture gets, and where; for the frames of one film it is made once. Raises as ``drawn``."""
    tones = tones or tones_of(image)
    step = sample(image.shape[0], image.shape[1])
    part = image[::step, ::step]
    colour = part[..., :3] if image.dtype == np.uint8 and tones.colours == 3 else None
    return fitted(image.shape[:2], words, style, busy(light(part, tones), colour, step))


def fitted(picture: tuple[int, ...], words: Sequence[str], style: Style, over: Busy) -> Mark:
    """The label for a picture of this (height, width), in the calmest place. Raises as ``drawn``."""
    for turned, letters in _ways(picture, words, style.share):
        size = letters.ink.shape[::-1] if turned else letters.ink.shape
        box = placed((size[0], size[1]), (picture[0], picture[1]), round(_GAP * min(picture)), over)
        return Mark(letters, turned, box, style)
    raise Unfit(
        f"a picture of {picture[1]} by {picture[0]} pixels has no room for a legible label: make it larger or label "
        "what is around it"
    )


def stamp(image: Pixels, mark: Mark, tones: Tones | None = None) -> None:
    """Writes a label into a picture, in place: pixels outside its box stay as they are."""
    tones = tones or tones_of(image)
    part = mark.box.of(image)
    whole = part[..., None] if part.ndim == 2 else part
    ink = (mark.ink.astype(np.float32) / 255)[..., None]
    plate = mark.plate[..., None]
    if not mark.style.smooth:
        ink, plate = np.round(ink), np.round(plate)
    black, white = (np.asarray(tone, np.float32) for tone in (tones.black, tones.white))
    colours = whole[..., : tones.colours].astype(np.float32)
    if tones.opaque is not None:
        alpha = whole[..., -1:].astype(np.float32)
        shown = alpha / np.float32(tones.opaque)
        colours = np.where(plate > 0, colours * shown + black * (1 - shown), colours)
        whole[..., -1:] = _as(alpha + (np.float32(tones.opaque) - alpha) * plate, image)
    colours += (black - colours) * (plate * np.float32(mark.style.density))
    colours += (white - colours) * ink
    whole[..., : tones.colours] = _as(colours, image)


def dense(style: Style) -> Style:
    """The same look in few colours: for palettes and for pictures of one bit."""
    return replace(style, density=1.0)


def _ways(picture: tuple[int, ...], words: Sequence[str], share: float) -> Iterator[tuple[bool, Lettering]]:
    """Every way to set one of the wordings so that it fits, the best first."""
    for least in _LEGIBLE:
        height = max(ceil(share * min(picture[:2]) * _MARGIN), least)
        for wording in words:
            for turned, lines in _settings(wording):
                letters = lettering(lines, height)
                if _fits(letters.ink.shape, picture, turned, _CROWDED):
                    yield turned, letters
    for count in range(1, _LINES + 1):
        lines_ = lines_of(words[-1], count)
        letters_ = lettering(lines_, height, True) if lines_ else None
        if letters_ and _fits(letters_.ink.shape, picture, False, 1.0):
            yield False, letters_


def _settings(wording: str) -> Iterator[tuple[bool, tuple[str, ...]]]:
    """One line, two, one turned by a quarter, then more lines."""
    for count in range(1, _LINES + 1):
        lines = lines_of(wording, count)
        if lines:
            yield False, lines
        if count == 2:
            yield True, (wording,)


def _fits(ink: tuple[int, ...], picture: tuple[int, ...], turned: bool, crowded: float) -> bool:
    height, width = (ink[1], ink[0]) if turned else (ink[0], ink[1])
    return height <= picture[0] and width <= picture[1] and height * width <= crowded * picture[0] * picture[1]


def _as(values: NDArray[np.float32], image: Pixels) -> Pixels:
    """Values in the type of a picture."""
    return values if image.dtype.kind == "f" else np.rint(values).astype(image.dtype)
