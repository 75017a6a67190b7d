"""Pictures for the tests: calm, noisy and busy ones, in any size, and pages full of text."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from typing import Any

import numpy as np
import pytest
from numpy.typing import NDArray

pytest.importorskip("PIL", reason="needs the extra labels")
from PIL import Image, ImageDraw, ImageFont

from guiju.labels.explicit.lettering import FONT
from guiju.labels.explicit.sizes import Sizes

SIZES = Sizes(0.05, 0.05, 0.05, 2, 120, 160)
KINDS = ("white", "black", "grey", "noise", "stripes", "sky", "page")


@lru_cache(maxsize=64)
def painting(kind: str, height: int, width: int) -> NDArray[np.uint8]:
    """RGB of shape (height, width, 3)."""
    rng = np.random.default_rng(len(kind) * height + width)
    if kind == "noise":
        return rng.integers(0, 256, (height, width, 3), dtype=np.uint8)
    if kind == "stripes":
        lines = (np.indices((height, width)).sum(axis=0) // 3 % 2 * 255).astype(np.uint8)
        return np.repeat(lines[..., None], 3, axis=2)
    if kind == "sky":  # calm above, busy below
        base = np.full((height, width, 3), (150, 180, 220), np.uint8)
        base[height // 2 :] = rng.integers(0, 256, (height - height // 2, width, 3), dtype=np.uint8)
        return base
    if kind == "page":
        return np.asarray(_page(height, width))
    return np.full((height, width, 3), {"white": 255, "black": 0, "grey": 128}[kind], np.uint8)


def _page(height: int, width: int) -> Image.Image:
    """Lines of text with an empty strip at the top."""
    image = Image.new("RGB", (width, height), (255, 255, 255))
    size = max(8, min(height, width) // 25)
    font = ImageFont.truetype(str(FONT), size)
    for n in range(4, height // (size * 3 // 2) + 1):
        ImageDraw.Draw(image).text(
            (2, n * size * 3 // 2), "本文字对话回答消息数据文件报告" * 20, fill=(0, 0, 0), font=font
        )
    return image


def image(kind: str = "sky", height: int = 180, width: int = 260, mode: str = "RGB") -> Image.Image:
    """The same as an image of Pillow."""
    return Image.fromarray(painting(kind, height, width)).convert(mode)


def coded(image: Image.Image, form: str, **how: Any) -> bytes:
    """A file of an image."""
    out = BytesIO()
    image.save(out, form, **how)
    return out.getvalue()


def opened(data: bytes) -> Image.Image:
    """An image of a file."""
    return Image.open(BytesIO(data))
