"""JPEG: coded anew with the tables and the sampling that the file had; its segments stay (ITU-T T.81, annex B)."""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import Any, Final

from guiju.labels.explicit.formats.asked import ORIENTATION, Asked
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

SIGNATURE: Final = b"\xff\xd8\xff"

_ADOBE: Final = 0xEE
_SCAN: Final = 0xDA
_LONE: Final = frozenset((0x01, *range(0xD0, 0xD9)))
_TOLD: Final = frozenset((*range(0xE0, 0xF0), 0xFE))
"""Markers of application data and comments."""

_HIGHEST: Final = 255
"""The highest step of a table that the baseline process knows."""


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label; further pictures behind the first one (MPF) go, for they have no label. Raises Unfit;
    Missing; OSError, SyntaxError or ValueError for what is no JPEG."""
    old = list(_segments(data))
    with library("PIL.Image").open(BytesIO(data), formats=("JPEG",)) as image:
        drawn = asked.on(image, image.getexif().get(ORIENTATION, 1))
        made = _coded(drawn, image)
    # How the colours are coded is told by the new Adobe segment, or by none.
    kept = [raw for marker, raw in old if marker in _TOLD and marker != _ADOBE and raw[4:8] != b"MPF\0"]
    new = list(_segments(made))
    coding = [raw for marker, raw in new if marker not in _TOLD or marker == _ADOBE]
    return b"\xff\xd8" + b"".join(kept) + b"".join(coding) + made[2 + sum(len(raw) for _, raw in new) :]


def _coded(drawn: Any, source: Any) -> bytes:
    tables = {n: [min(step, _HIGHEST) for step in table] for n, table in source.quantization.items()}
    sampling = library("PIL.JpegImagePlugin").get_sampling(source)
    drawn.info = {}
    out = BytesIO()
    drawn.save(
        out, "JPEG", qtables=tables, subsampling=max(sampling, 0), optimize=True,
        progressive=bool(source.info.get("progressive")),
    )  # fmt: skip
    return out.getvalue()


def _segments(data: bytes) -> Iterator[tuple[int, bytes]]:
    """The segments in front of the first scan, each with its marker."""
    at = 2
    while True:
        start = at
        while data[at : at + 2] == b"\xff\xff":
            at += 1
        marker = data[at + 1 : at + 2]
        if data[at : at + 1] != b"\xff" or not marker:
            raise Unfit(f"the picture is damaged: there is no marker where one is due (byte {at})")
        if marker[0] == _SCAN:
            return
        at += 2 if marker[0] in _LONE else 2 + int.from_bytes(data[at + 2 : at + 4], "big")
        if at > len(data):
            raise Unfit(f"the picture is cut off in a segment (byte {start})")
        yield marker[0], data[start:at]
