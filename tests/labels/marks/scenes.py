"""Pictures made for the tests: fields with the spectrum of photographs, and what stands on them."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from guiju.labels.marks.writing import Image

KEY = bytes(range(32))


def scene(seed: int, width: int = 640, height: int = 480) -> Image:
    """Sky, a ridge, leaves, and a few things with edges."""
    draw = np.random.default_rng(seed)
    rows, columns = np.mgrid[0:height, 0:width].astype(np.float32)
    sky = 190 - 60 * rows / height + 2 * field(draw, height, width, 1.5)
    ridge = rows > height * (0.55 + 0.15 * np.sin(columns / width * (3 + draw.random() * 5)))
    patches = np.clip(field(draw, height, width, 2.0) + 0.5, 0, 2)
    leaves = 80 + 30 * patches * field(draw, height, width, 0.9)
    luma = np.where(ridge, leaves, sky)
    tints = [luma * share for share in (draw.random(3) * 0.5 + 0.7)]
    image = np.clip(np.stack(tints, axis=2), 0, 255).astype(np.uint8)
    for _ in range(6):
        middle = int(draw.integers(width)), int(draw.integers(height))
        colour = [int(level) for level in draw.integers(0, 256, 3)]
        cv2.circle(image, middle, int(draw.integers(5, 60)), colour, -1, cv2.LINE_AA)
    return image


def field(draw: np.random.Generator, height: int, width: int, slope: float) -> NDArray[np.float32]:
    """Noise whose amplitude falls with the frequency by this power; of mean 0 and deviation 1."""
    reach = np.hypot(np.fft.fftfreq(height)[:, None], np.fft.rfftfreq(width)[None, :])
    reach[0, 0] = 1
    made = np.fft.irfft2(np.fft.rfft2(draw.normal(size=(height, width))) / reach**slope, s=(height, width))
    return ((made - made.mean()) / made.std()).astype(np.float32)


def psnr(one: Image, other: Image) -> float:
    """In dB, by the deepest level."""
    error = np.mean((one.astype(np.float64) - other.astype(np.float64)) ** 2)
    return float(20 * np.log10(np.iinfo(one.dtype).max) - 10 * np.log10(error))


def coded(image: Image, ending: str, quality: int) -> Image:
    """The picture after JPEG or WebP."""
    option = cv2.IMWRITE_JPEG_QUALITY if ending == ".jpg" else cv2.IMWRITE_WEBP_QUALITY
    data = cv2.imencode(ending, image[..., ::-1] if image.ndim == 3 else image, [option, quality])[1]
    back = cv2.imdecode(data, cv2.IMREAD_COLOR if image.ndim == 3 else cv2.IMREAD_GRAYSCALE)
    return np.ascontiguousarray(back[..., ::-1]) if image.ndim == 3 else back


def sized(image: Image, factor: float) -> Image:
    """The picture in another size, left so."""
    return cv2.resize(image, None, fx=factor, fy=factor, interpolation=cv2.INTER_AREA)
