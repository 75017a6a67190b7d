"""Caption: the label of a film, blended into its frames as they are coded: no colour is converted beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.explicit.display import Display
from guiju.labels.explicit.picture import Mark, Style, marked, stamp
from guiju.labels.explicit.pixels import Tones
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

_REFERENCE: Final = {16: 0.58, 18: 0.75}
"""White of graphics as a share of the signal, by the transfer of the film: PQ and HLG (ITU-R BT.2408-7, table 1)."""

_PACKED: Final = {
    "rgb24": (3, None), "bgr24": (3, None), "rgb0": (4, None), "bgr0": (4, None), "0rgb": (4, None), "0bgr": (4, None),
    "rgba": (4, 3), "bgra": (4, 3), "argb": (4, 0), "abgr": (4, 0), "rgb48le": (3, None), "rgba64le": (4, 3),
}  # fmt: skip
"""Samples of a pixel, and which of them is opacity."""

_PLANAR: Final = ("yuv", "gray", "gbr", "nv", "p010le")
_PAIRED: Final = ("nv12", "nv21", "nv16", "p010le")
_FULL: Final = 2


@dataclass(frozen=True, slots=True)
class _Patch:
    """A rectangle of one plane: what is kept of each sample (0 to 1), and what is added to it."""

    plane: int
    top: int
    left: int
    kept: NDArray[np.float32]
    added: NDArray[np.float32]
    wide: bool


@dataclass(frozen=True, slots=True)
class Caption:
    """A label for all frames of one size and format, and how it is shown."""

    mark: Mark
    display: Display
    form: str
    patches: tuple[_Patch, ...]

    def write(self, frame: Any) -> None:
        """Blends the label into a frame, in place. Raises Unfit where frames change their size or format."""
        if (frame.width, frame.height, frame.format.name) != (self.display.width, self.display.height, self.form):
            raise Unfit("the frames of this film change their size or format at its start; convert it to one of each")
        frame.make_writable()
        for patch in self.patches:
            plane = _plane(frame, patch)
            rows, columns = patch.kept.shape[:2]
            part = plane[patch.top : patch.top + rows, patch.left : patch.left + columns]
            part[...] = np.rint(part.astype(np.float32) * patch.kept + patch.added).astype(part.dtype)


def caption(frame: Any, shown: Display, words: Sequence[str], style: Style) -> Caption:
    """The label for frames like this one, in the calmest place of it. Raises Unfit where it has no room, or where the
    frames are of a format that nobody films in."""
    width, height = shown.square
    picture = frame.reformat(width=width, height=height, format="rgb24").to_ndarray()
    mark = marked(np.ascontiguousarray(shown.upright(picture)), words, style)
    patches = tuple(_patches(frame, _weights(mark, shown)))
    return Caption(mark, shown, frame.format.name, patches)


def _weights(mark: Mark, shown: Display) -> NDArray[np.float32]:
    """How much of the plate and of the letters is in each stored pixel: shape (height, width, 2)."""
    cv2 = library("cv2")
    width, height = shown.square
    tones = Tones((1.0,), (0.0,), None)
    black, white = np.zeros((height, width), np.float32), np.ones((height, width), np.float32)
    for canvas in (black, white):
        view = shown.upright(canvas)
        upright = np.ascontiguousarray(view)
        stamp(upright, mark, tones)
        view[...] = upright
    both = np.stack([1 - (white - black), black], axis=2)
    if width == shown.width:
        return both
    small = cv2.resize(both, (shown.width, shown.height), interpolation=cv2.INTER_AREA)
    return np.asarray(small, np.float32)


def _patches(frame: Any, weights: NDArray[np.float32]) -> Iterator[_Patch]:
    """Patches of every plane; the first number of a weight is what covers, the second what of it is letters."""
    name, full = frame.format.name, frame.color_range == _FULL or frame.format.name.startswith("yuvj")
    if name in _PACKED:
        yield _packed(name, weights)
        return
    interleaved = name in _PAIRED
    planes = {part.plane for part in frame.format.components}
    if not name.startswith(_PLANAR) or not (interleaved or len(planes) == len(frame.format.components)):
        raise Unfit(f"frames in the format {name} cannot be drawn on; convert the film to yuv420p")
    white = _REFERENCE.get(int(frame.color_trc), 1.0)
    for n, part in enumerate(frame.format.components):
        if interleaved and n == len(frame.format.components) - 1:
            continue  # both colours lie in one plane, and are written with the first
        coloured = n in (1, 2) and not name.startswith(("gbr", "gray", "ya"))
        yield _planar(part, weights, _levels(part, coloured, full or name.startswith("gbr"), white, name), frame)


def _levels(part: Any, coloured: bool, full: bool, white: float, name: str) -> tuple[float, float]:
    """Black and white of a plane, as it codes them; grey in both for colour, opaque in both for opacity."""
    unit = 1 << (part.bits - 8)
    shift = 1 << 6 if name == "p010le" else 1
    most = (1 << part.bits) - 1
    if part.is_alpha:
        return float(most), float(most)
    if coloured:
        return 128.0 * unit * shift, 128.0 * unit * shift
    low, high = (0, most) if full else (16 * unit, 235 * unit)
    return low * shift, (low + (high - low) * white) * shift


def _planar(part: Any, weights: NDArray[np.float32], levels: tuple[float, float], frame: Any) -> _Patch:
    """The patch of one plane, averaged where it has fewer samples than the frame has pixels."""
    cv2 = library("cv2")
    small = weights
    if (part.width, part.height) != (frame.width, frame.height):
        x, y = -(-frame.width // part.width), -(-frame.height // part.height)
        padded = np.pad(
            weights, ((0, part.height * y - frame.height), (0, part.width * x - frame.width), (0, 0)), "edge"
        )
        small = cv2.resize(padded, (part.width, part.height), interpolation=cv2.INTER_AREA)
    top, left, cut = _cut(small)
    covered, letters = cut[..., 0], cut[..., 1]
    added = levels[0] * (covered - letters) + levels[1] * letters
    pairs = frame.format.name in _PAIRED and part.plane == 1
    if pairs:
        covered, added, left = np.repeat(covered, 2, axis=1), np.repeat(added, 2, axis=1), 2 * left
    return _Patch(part.plane, top, left, (1 - covered).astype(np.float32), added.astype(np.float32), part.bits > 8)


def _packed(name: str, weights: NDArray[np.float32]) -> _Patch:
    count, opaque = _PACKED[name]
    most = 65535.0 if "48" in name or "64" in name else 255.0
    top, left, cut = _cut(weights)
    kept = np.repeat(1 - cut[..., :1], count, axis=2)
    added = np.repeat(cut[..., 1:] * most, count, axis=2)
    if opaque is not None:
        added[..., opaque] = cut[..., 0] * most
    rows = len(kept)
    return _Patch(0, top, left * count, kept.reshape(rows, -1), added.reshape(rows, -1).astype(np.float32), most > 255)


def _cut(weights: NDArray[np.float32]) -> tuple[int, int, NDArray[np.float32]]:
    """The rectangle in which anything is covered: its top, its left, its weights."""
    rows, columns = (np.flatnonzero((weights[..., 0] > 1e-4).any(axis=axis)) for axis in (1, 0))
    top, left = int(rows[0]), int(columns[0])
    return top, left, weights[top : int(rows[-1]) + 1, left : int(columns[-1]) + 1]


def _plane(frame: Any, patch: _Patch) -> NDArray[Any]:
    plane = frame.planes[patch.plane]
    samples = np.frombuffer(plane, "<u2" if patch.wide else np.uint8)
    return samples.reshape(-1, plane.line_size // (2 if patch.wide else 1))
