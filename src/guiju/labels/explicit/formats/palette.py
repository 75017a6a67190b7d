"""Pictures of a palette: the label in a few greys, written as indices, so that the file stays small."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.explicit.picture import Mark
from guiju.labels.explicit.pixels import Pixels, upright
from guiju.labels.extra import library

Colours = NDArray[np.uint8]
"""The colours of a palette, RGBA, shape (n, 4)."""

_GREYS: Final = (0, 255, 128, 64, 192)  # own number: what the plate and the letters need, the needed ones first
_ALIKE: Final = 24  # own number: a colour so near a grey of ours in every channel stands in for it
_ENTRIES: Final = 256


def indexed(image: Any, mark: Mark, orientation: int) -> Any:
    """An image of the mode P with a label; its transparency is kept. Where the palette is full, the colours that the
    fewest pixels have give way to their nearest."""
    indices = np.array(image)
    colours = _colours(image)
    greys, colours, indices = with_greys(indices, colours)
    write(upright(indices, orientation), mark, greys)
    return image_of(indices, colours, image.info)


def with_greys(indices: Pixels, colours: Colours) -> tuple[dict[int, int], Colours, Pixels]:
    """The index of each grey that the label is drawn in, the palette with them, and the indices for it."""
    used = np.bincount(indices.ravel(), minlength=_ENTRIES)
    colours = colours[: max(int(np.flatnonzero(used)[-1]) + 1, 1)].copy()
    greys = dict[int, int]()
    for grey in _GREYS:
        wanted = np.asarray((grey, grey, grey, 255), np.int16)
        near = np.abs(colours.astype(np.int16) - wanted).max(axis=1)
        if near.min() <= _ALIKE:
            greys[grey] = int(near.argmin())
        elif len(colours) < _ENTRIES:
            greys[grey] = len(colours)
            colours = np.vstack((colours, wanted.astype(np.uint8)))
        elif grey in _GREYS[:2]:
            place = _given_up(used, colours, set(greys.values()))
            kept = colours.astype(np.int32)
            kept[place] = 9999
            indices = np.where(indices == place, np.abs(kept - colours[place]).sum(axis=1).argmin(), indices)
            colours[place], used[place], greys[grey] = wanted, used.max(), place
    return greys, colours, indices.astype(np.uint8)


def write(seen: Pixels, mark: Mark, greys: dict[int, int]) -> None:
    """Writes a label into indices, seen upright, in place."""
    levels = np.asarray(sorted(greys), np.int16)
    nearest = np.abs(mark.ink.astype(np.int16)[..., None] - levels).argmin(axis=-1)
    places = np.asarray([greys[int(level)] for level in levels], np.uint8)
    part = mark.box.of(seen)
    part[...] = np.where(mark.plate >= 0.5, places[nearest], part)


def image_of(indices: Pixels, colours: Colours, info: dict[str, Any]) -> Any:
    """An image of Pillow, with the same ``info``, its transparency told anew."""
    image = library("PIL.Image").frombytes("P", indices.shape[::-1], indices.tobytes())
    image.putpalette(colours[:, :3].tobytes())
    image.info = {key: value for key, value in info.items() if key != "transparency"}
    if (colours[:, 3] < 255).any():
        image.info["transparency"] = colours[:, 3].tobytes()
    return image


def _given_up(used: NDArray[Any], colours: Colours, ours: set[int]) -> int:
    """The opaque colour that the fewest pixels have."""
    order = np.argsort(used[: len(colours)], kind="stable")
    return int(next(place for place in order if int(place) not in ours and colours[place, 3] == 255))


def _colours(image: Any) -> Colours:
    """The palette of an image with its transparency, which is bytes or one index."""
    image.apply_transparency()
    flat = np.frombuffer(bytes(image.getpalette("RGBA")), np.uint8)
    return flat.reshape(-1, 4)
