"""What is done to a marked picture before it is read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np

from bench.labels_mark_pictures import Image

Change = Callable[[Image, np.random.Generator], Image]

_CV2: Any = import_module("cv2")


@dataclass(frozen=True, slots=True)
class Attack:
    """One change; ``moved`` ones need the search."""

    change: Change
    moved: bool = False


def coded(ending: str, quality: int) -> Change:
    """JPEG or WebP, with the sampling of colours that OpenCV chooses (4:2:0)."""
    flag = _CV2.IMWRITE_JPEG_QUALITY if ending == ".jpg" else _CV2.IMWRITE_WEBP_QUALITY

    def change(image: Image, _: np.random.Generator) -> Image:
        data = _CV2.imencode(ending, image[..., ::-1] if image.ndim == 3 else image, [flag, quality])[1]
        back = _CV2.imdecode(data, _CV2.IMREAD_COLOR if image.ndim == 3 else _CV2.IMREAD_GRAYSCALE)
        return np.ascontiguousarray(back[..., ::-1]) if image.ndim == 3 else np.asarray(back, dtype=np.uint8)

    return change


def sized(factor: float) -> Change:
    """Another size, which is left so."""
    way = _CV2.INTER_AREA if factor < 1 else _CV2.INTER_CUBIC
    return lambda image, _: np.asarray(_CV2.resize(image, None, fx=factor, fy=factor, interpolation=way))


def cropped(share: float) -> Change:
    """Up to this share off each edge, each by chance."""

    def change(image: Image, draw: np.random.Generator) -> Image:
        height, width = image.shape[:2]
        top, bottom, left, right = (int(side * draw.uniform(0, share)) for side in (height, height, width, width))
        return np.ascontiguousarray(image[top : height - bottom, left : width - right])

    return change


def turned(most: float) -> Change:
    """Turned around its middle by up to so many degrees, in the same size, black where nothing was."""

    def change(image: Image, draw: np.random.Generator) -> Image:
        height, width = image.shape[:2]
        turn = _CV2.getRotationMatrix2D((width / 2, height / 2), draw.uniform(-most, most), 1)
        return np.asarray(_CV2.warpAffine(image, turn, (width, height)), dtype=np.uint8)

    return change


def toned(tone: Callable[[np.ndarray[Any, Any]], np.ndarray[Any, Any]]) -> Change:
    """Every level through one curve, from 0 to 1."""
    return lambda image, _: np.clip(np.rint(255 * tone(image / 255.0)), 0, 255).astype(np.uint8)


def grey(image: Image, _: np.random.Generator) -> Image:
    """Without colour."""
    one = image if image.ndim == 2 else _CV2.cvtColor(image, _CV2.COLOR_RGB2GRAY)
    return np.asarray(one if image.ndim == 2 else np.dstack([one] * 3), dtype=np.uint8)


def noisy(image: Image, draw: np.random.Generator) -> Image:
    """Gaussian noise of 6 levels."""
    return np.clip(image + draw.normal(0, 6, image.shape), 0, 255).astype(np.uint8)


def both(*changes: Change) -> Change:
    """One after the other."""

    def change(image: Image, draw: np.random.Generator) -> Image:
        for one in changes:
            image = one(image, draw)
        return image

    return change


ATTACKS: Mapping[str, Attack] = {
    "none": Attack(lambda image, _: image),
    "JPEG 50": Attack(coded(".jpg", 50)),
    "JPEG 30": Attack(coded(".jpg", 30)),
    "WebP 50": Attack(coded(".webp", 50)),
    "half": Attack(sized(0.5)),
    "half, JPEG 75": Attack(both(sized(0.5), coded(".jpg", 75))),
    "half, JPEG 50": Attack(both(sized(0.5), coded(".jpg", 50))),
    "size 0.7, JPEG 50": Attack(both(sized(0.7), coded(".jpg", 50))),
    "size 1.5": Attack(sized(1.5)),
    "brighter": Attack(toned(lambda level: level + 0.12)),
    "less contrast": Attack(toned(lambda level: 0.2 + 0.6 * level)),
    "gamma 0.6": Attack(toned(lambda level: level**0.6)),
    "gamma 1.6": Attack(toned(lambda level: level**1.6)),
    "grey": Attack(grey),
    "blur 1 px": Attack(lambda image, _: np.asarray(_CV2.GaussianBlur(image, (0, 0), 1.0), dtype=np.uint8)),
    "noise 6": Attack(noisy),
    "crop 5 %": Attack(cropped(0.05), moved=True),
    "crop 10 %": Attack(cropped(0.10), moved=True),
    "crop 10 %, JPEG 75": Attack(both(cropped(0.10), coded(".jpg", 75)), moved=True),
    "crop 10 %, 0.6, JPEG 75": Attack(both(cropped(0.10), sized(0.6), coded(".jpg", 75)), moved=True),
    "crop 20 %": Attack(cropped(0.20), moved=True),
    "turn 3 degrees": Attack(turned(3), moved=True),
    "mirror": Attack(lambda image, _: np.ascontiguousarray(image[:, ::-1]), moved=True),
}
