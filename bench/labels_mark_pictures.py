"""The pictures that the image mark is measured on: photographs that packages ship, parts of them, and made ones.

None of them is a set made for such measuring. ``TUNED`` were looked at while the mark's numbers were chosen; ``KEPT``
were not, and the report is on them.
"""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image as Pictures
from PIL import ImageDraw

Image = NDArray[np.uint8]

TUNED = ("china", "coffee", "camera", "rocket", "brick", "moon", "coins", "ihc", "grass")
KEPT = ("flower", "astronaut", "chelsea", "retina", "hubble_deep_field", "motorcycle_left", "gravel", "ascent", "aero")


def photographs() -> dict[str, Image]:
    """Those at hand: of scikit-learn, and of the wheels of scikit-image and PyWavelets where these are installed."""
    found = dict(zip(("china", "flower"), import_module("sklearn.datasets").load_sample_images().images, strict=True))
    for path in [*_shipped("skimage", "data"), *_shipped("pywt", "data")]:
        if path.stem not in (*TUNED, *KEPT) or path.stem in found:
            continue
        if path.suffix == ".npz":
            found[path.stem] = np.load(path)["data"].astype(np.uint8)
        elif path.suffix in (".png", ".jpg"):
            with Pictures.open(path) as picture:
                found[path.stem] = np.array(picture if picture.mode == "L" else picture.convert("RGB"))
    return found


def _shipped(package: str, folder: str) -> list[Path]:
    spec = find_spec(package)
    return sorted((Path(str(spec.origin)).parent / folder).iterdir()) if spec and spec.origin else []


def variants(photograph: Image, draw: np.random.Generator, count: int) -> Iterator[Image]:
    """The photograph itself, then parts of it: cut, in another size, mirrored, in other colours and light."""
    yield photograph
    for _ in range(count - 1):
        yield variant(photograph, draw, 300, 0.8)


def variant(photograph: Image, draw: np.random.Generator, least: int, share: float) -> Image:
    """One part, its shorter side ``least`` pixels or more, its sides ``share`` of the whole or more."""
    cv2: Any = import_module("cv2")
    height, width = photograph.shape[:2]
    high, wide = (int(side * draw.uniform(share, 1)) for side in (height, width))
    top, left = draw.integers(0, height - high + 1), draw.integers(0, width - wide + 1)
    part = photograph[top : top + high, left : left + wide]
    zoom = max(least / min(high, wide), draw.choice([1.0, draw.uniform(0.7, 1.6)]))
    if zoom != 1:
        part = cv2.resize(part, None, fx=zoom, fy=zoom, interpolation=cv2.INTER_AREA if zoom < 1 else cv2.INTER_CUBIC)
    part = part[:, ::-1] if draw.random() < 0.5 else part
    tint = draw.uniform(0.85, 1.1, 3 if part.ndim == 3 else 1)
    lit = 255 * (part / 255.0) ** draw.uniform(0.8, 1.3) * tint
    seen: Image = np.ascontiguousarray(np.clip(lit, 0, 255).astype(np.uint8))
    return seen.reshape(part.shape)


def field(draw: np.random.Generator, height: int, width: int, slope: float, contrast: float) -> Image:
    """Grey noise whose amplitude falls with the frequency by this power: no photograph, but as hard as one can be."""
    reach = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    reach[0, 0] = 1
    made = np.fft.irfft2(np.fft.rfft2(draw.normal(size=(height, width))) / reach**slope, s=(height, width))
    levels: Image = np.clip(128 + contrast * (made - made.mean()) / made.std(), 0, 255).astype(np.uint8)
    return levels


def gradient(draw: np.random.Generator, height: int, width: int) -> Image:
    """Three colours that run across."""
    ends = draw.uniform(0, 255, (3, 2))
    rows = [np.linspace(low, high, width) for low, high in ends]
    colours: Image = np.rint(np.broadcast_to(np.stack(rows, axis=1), (height, width, 3))).astype(np.uint8)
    return colours


def page(draw: np.random.Generator, height: int, width: int) -> Image:
    """Lines of black letters on white."""
    sheet = Pictures.new("RGB", (width, height), "white")
    pen = ImageDraw.Draw(sheet)
    for row in range(30, height - 30, 18):
        pen.text((30, row), "".join(draw.choice(list("abcdefghij klmno pqrst"), width // 8)), fill="black")
    return np.array(sheet)


def logo(draw: np.random.Generator, height: int, width: int) -> Image:
    """A few even shapes on an even ground."""
    sheet = Pictures.new("RGB", (width, height), _colour(draw))
    pen = ImageDraw.Draw(sheet)
    for _ in range(5):
        left, top = (int(draw.integers(0, side - 80)) for side in (width, height))
        shape = pen.ellipse if draw.random() < 0.5 else pen.rectangle
        shape((left, top, left + int(draw.integers(40, 300)), top + int(draw.integers(40, 300))), fill=_colour(draw))
    return np.array(sheet)


def _colour(draw: np.random.Generator) -> tuple[int, int, int]:
    red, green, blue = (int(level) for level in draw.integers(0, 256, 3))
    return red, green, blue


def made(draw: np.random.Generator, count: int) -> dict[str, list[Image]]:
    """Made pictures by their kind."""
    return {
        "noise of 1/f, contrast 25": [field(draw, 512, 768, 1.0, 25) for _ in range(count)],
        "noise of 1/f, contrast 50": [field(draw, 512, 768, 1.0, 50) for _ in range(count)],
        "gradient": [gradient(draw, 512, 768) for _ in range(count)],
        "page of text": [page(draw, 1000, 800) for _ in range(count)],
        "logo": [logo(draw, 512, 512) for _ in range(count)],
    }


def unmarked(photos: dict[str, Image], draw: np.random.Generator, count: int) -> Iterator[Image]:
    """Small pictures without a mark: 7 of 10 parts of photographs, the rest made."""
    names = sorted(photos)
    for _ in range(count):
        kind = draw.random()
        if kind < 0.7:
            part = variant(photos[names[draw.integers(len(names))]], draw, 256, 0.3)
            yield part[:400, :400]
        elif kind < 0.9:
            yield field(draw, 256, 300, draw.uniform(0, 2), draw.uniform(5, 70))
        else:
            yield (gradient, page, logo)[draw.integers(3)](draw, 300, 300)
