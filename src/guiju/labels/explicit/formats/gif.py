"""GIF: every frame as it is shown, with the label, written anew; loops, comments and other extensions stay (GIF89a)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.formats.frames import frames_of
from guiju.labels.explicit.formats.palette import Colours, image_of, with_greys, write
from guiju.labels.explicit.picture import Mark
from guiju.labels.explicit.pixels import Pixels
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

SIGNATURE: Final = b"GIF8"

_CONTROL: Final = 0xF9
_MOST: Final = 256
_KEEP, _CLEAR = 1, 2
"""What becomes of a frame when the next is drawn: it stays, or its place is cleared (disposal methods)."""


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label on every frame. Raises Unfit; Missing; OSError, SyntaxError or ValueError for what is no
    GIF."""
    extensions = b"".join(_extensions(data))
    with library("PIL.Image").open(BytesIO(data), formats=("GIF",)) as image:
        size = image.size
        frames, durations = frames_of(image, "RGBA")
    mark = asked.for_frames(frames)
    shown = [np.asarray(frame) for frame in frames]
    clear = any(bool((frame[..., 3] < 255).any()) for frame in shown)
    parts = [b"GIF89a", size[0].to_bytes(2, "little"), size[1].to_bytes(2, "little"), b"\0\0\0", extensions]
    before: Pixels | None = None
    for frame, duration in zip(shown, durations, strict=True):
        parts += _frame(frame, None if clear else before, mark, duration, _CLEAR if clear else _KEEP)
        before = frame
    return b"".join([*parts, b";"])


def _frame(frame: Pixels, before: Pixels | None, mark: Mark, duration: float, disposal: int) -> list[bytes]:
    """One frame as blocks: the whole of it, or what changed since the one before."""
    top, low, left, right = _changed(frame, before)
    part = frame[top:low, left:right]
    same = (part == before[top:low, left:right]).all(axis=-1) if before is not None else None
    whole = np.zeros(frame.shape[:2], np.uint8)
    indices, colours = _few(part)
    greys, colours, indices = with_greys(indices, colours)
    whole[top:low, left:right] = indices
    write(whole, mark, greys)
    indices = whole[top:low, left:right]
    hidden: dict[str, Any] = {}
    if same is not None and len(colours) < _MOST:
        # What is as before need not be told again, and long runs of one index are short.
        indices = np.where(same, len(colours), indices).astype(np.uint8)
        colours = np.vstack((colours, np.zeros((1, 4), np.uint8)))
    if (colours[:, 3] == 0).any():
        hidden["transparency"] = int(np.flatnonzero(colours[:, 3] == 0)[0])
    image = image_of(indices, colours, {})
    image.info = {}
    blocks: list[bytes] = library("PIL.GifImagePlugin").getdata(
        image, (left, top), duration=duration, disposal=disposal, include_color_table=True, **hidden
    )
    return blocks


def _changed(frame: Pixels, before: Pixels | None) -> tuple[int, int, int, int]:
    """Top, bottom, left and right of what differs; a pixel where nothing does."""
    if before is None:
        return 0, frame.shape[0], 0, frame.shape[1]
    differs = (frame != before).any(axis=-1)
    rows, columns = np.flatnonzero(differs.any(axis=1)), np.flatnonzero(differs.any(axis=0))
    if not len(rows):
        return 0, 1, 0, 1
    return int(rows[0]), int(rows[-1]) + 1, int(columns[0]), int(columns[-1]) + 1


def _few(pixels: Pixels) -> tuple[Pixels, Colours]:
    """Pixels as indices of at most 256 colours: their own where they are so few, as nearly always in a GIF."""
    clear = pixels[..., 3] < 128
    packed = pixels[..., :3].astype(np.uint32) @ np.asarray((1 << 16, 1 << 8, 1), np.uint32)
    packed = np.where(clear, 1 << 24, packed)
    values, inverse = np.unique(packed, return_inverse=True)
    if len(values) <= _MOST:
        channels = [(values >> 16) & 255, (values >> 8) & 255, values & 255, np.where(values >> 24, 0, 255)]
        return inverse.reshape(clear.shape).astype(np.uint8), np.stack(channels, axis=1).astype(np.uint8)
    images = library("PIL.Image")
    image = images.fromarray(np.ascontiguousarray(pixels[..., :3])).quantize(_MOST - 1, dither=images.Dither.NONE)
    rgb = np.frombuffer(bytes(image.getpalette()), np.uint8).reshape(-1, 3)[: _MOST - 1]
    colours = np.hstack((rgb, np.full((len(rgb), 1), 255, np.uint8)))
    return np.where(clear, len(colours), np.asarray(image)).astype(np.uint8), np.vstack(
        (colours, np.zeros((1, 4), np.uint8))
    )


def _extensions(data: bytes) -> Iterator[bytes]:
    """The extensions that are not about one frame: loops, comments, packets of properties, a colour profile."""
    at = 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)
    while data[at : at + 1] in (b"!", b","):
        start = at
        if data[at] == 0x21:
            kind = data[at + 1]
            at = _behind(data, at + 2)
            if kind != _CONTROL and kind != 0x01:
                yield data[start:at]
        else:
            flags = data[at + 9]
            at = _behind(data, at + 11 + (3 << (flags & 7) + 1 if flags & 0x80 else 0))


def _behind(data: bytes, at: int) -> int:
    """Where a run of blocks ends."""
    while at < len(data) and data[at]:
        at += 1 + data[at]
    if at >= len(data):
        raise Unfit("the picture is cut off within a block")
    return at + 1
