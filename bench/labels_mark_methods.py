"""The marks that are compared: ours, and those of the package invisible-watermark where it is installed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType
from typing import Any

import numpy as np

from bench.labels_mark_pictures import Image
from guiju.labels.marks import marked, read

KEY = bytes(range(32))


@dataclass(frozen=True, slots=True)
class Method:
    """A mark by its name, the bits it carries, how it is written and how it is read (plainly, and by a search)."""

    name: str
    bits: int
    write: Callable[[Image, int], Image]
    read: Callable[[Image, bool], int | None]


def ours() -> Method:
    """The mark of guiju.labels.marks at its usual strength."""

    def reading(image: Image, search: bool) -> int | None:
        found = read(image, KEY, thorough=search)
        return found.number if found else None

    return Method("guiju", 48, lambda image, number: marked(image, number, KEY), reading)


def others() -> Sequence[Method]:
    """dwtDct and dwtDctSvd with 32 bits; none where invisible-watermark or PyWavelets is not installed."""
    try:
        # Its package imports torch for a third method, which is not measured here.
        sys.modules.setdefault("torch", ModuleType("torch"))
        package: Any = import_module("imwatermark")
    except ImportError:
        return ()
    return [_wavelet(package, name) for name in ("dwtDct", "dwtDctSvd")]


def _wavelet(package: Any, name: str) -> Method:
    def write(image: Image, number: int) -> Image:
        encoder = package.WatermarkEncoder()
        encoder.set_watermark("bits", [number >> place & 1 for place in range(32)])
        return np.asarray(encoder.encode(_bgr(image), name)[..., ::-1], dtype=np.uint8)

    def reading(image: Image, _: bool) -> int | None:
        if image.shape[0] * image.shape[1] < 256 * 256:
            return None
        bits = package.WatermarkDecoder("bits", 32).decode(_bgr(image), name)
        return sum(int(bit) << place for place, bit in enumerate(bits))

    return Method(name, 32, write, reading)


def _bgr(image: Image) -> Image:
    colours = np.dstack([image] * 3) if image.ndim == 2 else image
    return np.ascontiguousarray(colours[..., ::-1])
