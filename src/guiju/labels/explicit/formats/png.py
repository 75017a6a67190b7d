"""PNG and APNG: the pixels are coded anew, every chunk that is not of them stays (PNG third edition)."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final
from zlib import crc32

import numpy as np

from guiju.labels.explicit.formats.asked import ORIENTATION, Asked
from guiju.labels.explicit.formats.frames import frames_of
from guiju.labels.explicit.picture import stamp
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

_PACKED: Final = 6  # own number: the level of zlib, as Pillow has it
_PIXELS: Final = frozenset((b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"acTL", b"fcTL", b"fdAT"))
_OF_DEPTH: Final = frozenset((b"sBIT", b"bKGD", b"hIST"))
"""Chunks that only hold for the depth and the colours that the picture had."""

Chunk = tuple[bytes, bytes]
"""The type and the data of a chunk."""


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label. Raises Unfit; Missing; OSError, SyntaxError or ValueError for what is no PNG."""
    old = list(_chunks(data))
    depth, colour = old[0][1][8], old[0][1][9]
    with library("PIL.Image").open(BytesIO(data)) as image:
        moving = getattr(image, "is_animated", False)
        if depth == 16 and moving:
            raise Unfit("an animation of 16 bits a channel: convert it to 8 bits")
        if depth == 16 and not (colour == 0 and image.mode == "I;16"):
            made = _deep(data, asked, image.getexif().get(ORIENTATION, 1))
        else:
            made = _animated(image, asked) if moving else _still(image, asked)
    return _joined(old, list(_chunks(made)))


def _still(image: Any, asked: Asked) -> bytes:
    orientation = image.getexif().get(ORIENTATION, 1)
    drawn = asked.on(image, orientation)
    out = BytesIO()
    transparency = drawn.info.get("transparency")
    drawn.info = {}
    drawn.save(out, "PNG", **({"transparency": transparency} if transparency is not None else {}))
    return out.getvalue()


def _deep(data: bytes, asked: Asked, orientation: int) -> bytes:
    """Pillow reads colours of 16 bits as 8; OpenCV keeps them."""
    cv2 = library("cv2")
    pixels = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_UNCHANGED)
    if pixels is None:
        raise Unfit("the picture does not decode")
    asked.on_pixels(pixels, orientation)
    # What OpenCV does if not told makes pictures of few colours several times as large
    packed = [cv2.IMWRITE_PNG_COMPRESSION, _PACKED, cv2.IMWRITE_PNG_STRATEGY, cv2.IMWRITE_PNG_STRATEGY_DEFAULT]
    return bytes(cv2.imencode(".png", pixels, packed)[1])


def _animated(image: Any, asked: Asked) -> bytes:
    hidden = bool(image.info.get("default_image"))
    loop = image.info.get("loop", 0)
    frames, durations = frames_of(image, "RGBA" if image.has_transparency_data else "RGB")
    mark = asked.for_frames(frames)
    images = library("PIL.Image")
    drawn = []
    for frame in frames:
        pixels = np.array(frame)
        stamp(pixels, mark)
        drawn.append(images.fromarray(pixels))
    out = BytesIO()
    drawn[0].save(
        out, "PNG", save_all=True, append_images=drawn[1:], default_image=hidden,
        duration=durations[1:] if hidden else durations, loop=loop, blend=0, disposal=0,
    )  # fmt: skip
    return out.getvalue()


def _joined(old: list[Chunk], new: list[Chunk]) -> bytes:
    """The pixels of the new file between what else the old one held, in the order that PNG asks for."""
    same = old[0][1][8:10] == new[0][1][8:10]
    kept = [one for one in old if one[0] not in _PIXELS and (same or one[0] not in _OF_DEPTH)]
    first = next(n for n, one in enumerate(old) if one[0] == b"IDAT")
    front = [one for one in old[:first] if one in kept]
    back = [one for one in old[first:] if one in kept]
    late = [one for one in front if one[0] in (b"bKGD", b"hIST")]
    early = [one for one in front if one not in late]
    pixels = [one for one in new if one[0] in _PIXELS and one[0] not in (b"IHDR", b"IEND", b"PLTE", b"tRNS")]
    colours = [one for one in new if one[0] in (b"PLTE", b"tRNS")]
    every = [new[0], *early, *colours, *late, *pixels, *back, (b"IEND", b"")]
    return SIGNATURE + b"".join(map(_chunk, every))


def _chunks(data: bytes) -> Iterator[Chunk]:
    at = len(SIGNATURE)
    while at < len(data):
        size, kind = int.from_bytes(data[at : at + 4], "big"), data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise Unfit(f"the picture is cut off in a chunk (byte {at})")
        yield kind, data[at + 8 : at + 8 + size]
        if kind == b"IEND":
            return
        at += 12 + size
    raise Unfit(f"the picture ends without IEND (byte {at})")


def _chunk(chunk: Chunk) -> bytes:
    kind, data = chunk
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", crc32(kind + data))
