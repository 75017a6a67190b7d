"""The text in a picture, by PP-OCR (the models lie in the package rapidocr; nothing is fetched)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from importlib import import_module
from threading import Lock
from time import thread_time
from typing import Any, Final

import numpy as np

from guiju.checks.image.frames import Unreadable, frames
from guiju.checks.image.tiles import LONG, Tile, sized, tiles
from guiju.checks.image.views import views
from guiju.core.content import Content, Kind

_LEAST: Final = 0.5
"""Of a line that is read less surely than this nothing is told."""
_FEWEST: Final = 2
"""Letters of a text: a lone one is mostly a speck that was taken for it."""
LONGEST: Final = 30.0
"""Seconds of work after which a picture is given up: it was made to keep its reader busy, or is a book."""
_SETTINGS: Final = {
    "EngineConfig.onnxruntime.intra_op_num_threads": 1,
    "EngineConfig.onnxruntime.inter_op_num_threads": 1,
    "Det.limit_side_len": LONG,
    "Det.limit_type": "max",
    "Global.max_side_len": LONG,
    "Global.text_score": _LEAST,
    "Global.log_level": "critical",
}

_ASKED = Lock()
"""The models keep what they work on in themselves: one picture at a time."""


@dataclass(frozen=True)
class ImageText:
    """The reader of pictures: Chinese and English print, upright or turned, each frame and view a text of its own.

    The models are loaded at the first picture, once for the process, and run on one thread.
    """

    id: str = "ocr@2026.11"
    kind: Kind = Kind.IMAGE

    def __call__(self, content: Content) -> list[Content]:
        """See Reader. Raises Unreadable for what cannot be decoded or read in time, TypeError for what is no bytes."""
        if not isinstance(content.body, bytes):
            raise TypeError(f"content {content.id} has no bytes")
        shown = _shown(content.body, thread_time() + LONGEST)
        texts = dict.fromkeys(text for text in shown if sum(map(str.isalnum, text)) >= _FEWEST)
        return [replace(content, id=f"{content.id}/{n}", kind=Kind.TEXT, body=text) for n, text in enumerate(texts)]


def _shown(body: bytes, end: float) -> Iterator[str]:
    """The text of each view of each frame. Raises Unreadable where that takes longer than until ``end``."""
    for frame in frames(body):
        for view in views(sized(frame)):
            lines: list[str] = []
            for tile in tiles(view):
                if thread_time() > end:
                    raise Unreadable(f"it took more than {LONGEST:.0f} seconds to read")
                lines += _lines(tile)
            yield "\n".join(lines)


@cache
def _engine() -> Any:
    """Imported here: it costs most of a second, which nobody should pay who shows no picture."""
    return import_module("rapidocr").RapidOCR(params=dict(_SETTINGS))


def _lines(tile: Tile) -> Iterator[str]:
    pixels = np.ascontiguousarray(np.asarray(tile.picture)[:, :, ::-1])
    with _ASKED:
        found = _engine()(pixels)
    if found.txts is None or found.boxes is None:
        return
    for text, box in zip(found.txts, found.boxes, strict=True):
        middle = float(np.asarray(box)[:, 1 if tile.down else 0].mean())
        if tile.own[0] <= middle < tile.own[1]:
            yield str(text)
