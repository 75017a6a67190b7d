"""WebP, still and animated: without loss where the file was so (RFC 9649)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.formats.asked import ORIENTATION, Asked
from guiju.labels.explicit.formats.frames import frames_of
from guiju.labels.explicit.picture import stamp
from guiju.labels.extra import library

_QUALITY: Final = 90  # own number: the file does not tell its quality; at this one a second coding is hardly seen


def knows(data: bytes) -> bool:
    """Whether it is WebP by its first bytes."""
    return data[:4] == b"RIFF" and data[8:12] == b"WEBP"


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label. Raises Unfit; Missing; OSError, SyntaxError or ValueError for what is no WebP."""
    how: dict[str, Any] = {"lossless": True, "exact": True} if b"VP8L" in _codings(data) else {"quality": _QUALITY}
    out = BytesIO()
    with library("PIL.Image").open(BytesIO(data), formats=("WEBP",)) as image:
        how |= {key: image.info[key] for key in ("exif", "icc_profile", "xmp") if image.info.get(key)}
        if getattr(image, "is_animated", False):
            how |= {"loop": image.info.get("loop", 0), "background": image.info.get("background", (0, 0, 0, 0))}
            _animated(image, asked, out, how)
        else:
            drawn = asked.on(image, image.getexif().get(ORIENTATION, 1))
            drawn.info = {}
            drawn.save(out, "WEBP", method=4, **how)
    return out.getvalue()


def _animated(image: Any, asked: Asked, out: BytesIO, how: dict[str, Any]) -> None:
    frames, durations = frames_of(image, image.mode)
    mark = asked.for_frames(frames)
    drawn = []
    for frame in frames:
        pixels = np.array(frame)
        stamp(pixels, mark)
        drawn.append(library("PIL.Image").fromarray(pixels))
    whole = [round(duration) for duration in durations]
    drawn[0].save(out, "WEBP", save_all=True, append_images=drawn[1:], duration=whole, **how)


def _codings(data: bytes, at: int = 12, end: int | None = None) -> set[bytes]:
    """The types of the chunks, those within frames too."""
    found = set()
    for kind, start, stop in _chunks(data, at, len(data) if end is None else end):
        found.add(kind)
        if kind == b"ANMF" and end is None:
            found |= _codings(data, start + 16, stop)
    return found


def _chunks(data: bytes, at: int, end: int) -> Iterator[tuple[bytes, int, int]]:
    while at + 8 <= min(end, len(data)):
        size = int.from_bytes(data[at + 4 : at + 8], "little")
        yield data[at : at + 4], at + 8, at + 8 + size
        at += 8 + size + size % 2
