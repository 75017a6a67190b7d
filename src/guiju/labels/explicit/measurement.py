"""Measurement of the explicit labels in use: drawn and spoken as they are in files, and measured against the packs."""

from __future__ import annotations

import io
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from itertools import cycle, product
from typing import Any, Final, Literal

import numpy as np

from guiju.core.language import LANGS
from guiju.labels.aigc import VALUES
from guiju.labels.explicit.pictures import pictured
from guiju.labels.explicit.rhythm import heard, rhythm
from guiju.labels.explicit.seen import seen_in
from guiju.labels.explicit.sizes import Sizes
from guiju.labels.explicit.voice import SPOKEN, prompt, speed
from guiju.labels.explicit.wording import lacking, wordings
from guiju.labels.extra import library

Modality = Literal["text", "image", "audio"]

_SHAPES: Final = ((640, 480), (1080, 1920), (300, 300), (1600, 200))
_RATE: Final = 16_000


@dataclass(frozen=True, slots=True)
class Measurement:
    """One thing that was measured: the least that is asked for, the least that was found (a share of the shortest side,
    characters a minute, or the share of cases in which it is there), and whether every wording has both elements."""

    modality: Modality
    what: str
    least: float
    measured: float
    elements: bool
    holds: bool


def measurements(
    sizes: Sizes, ai: Collection[str], generation: Collection[str], own: str = ""
) -> Iterator[Measurement]:
    """Measures the wordings, the height of letters in pictures of several shapes, the rhythm, and the pace of every
    voice. ``ai`` and ``generation`` are the words of the elements, ``own`` an operator's wording. Raises Missing."""
    words = [one for value in VALUES for lang in LANGS for one in wordings(value, lang, own)]
    whole = not any(lacking(one, ai, generation) for one in words)
    yield Measurement("text", "elements", 1.0, float(whole), whole, whole)
    yield _height(sizes, whole, own)
    yield _rhythm(whole)
    yield _pace(sizes, ai, generation)


def _height(sizes: Sizes, whole: bool, own: str) -> Measurement:
    image: Any = library("PIL.Image")
    found = []
    for (value, lang), (width, height) in zip(product(VALUES, LANGS), cycle(_SHAPES), strict=False):
        data = pictured(_picture(width, height), value, lang, sizes, own)
        seen = seen_in(np.asarray(image.open(io.BytesIO(data)).convert("RGB")), own)
        found.append(seen.measured.share if seen else 0.0)
    least = min(found)
    return Measurement("image", "height", sizes.picture_share, round(least, 4), whole, least >= sizes.picture_share)


def _rhythm(whole: bool) -> Measurement:
    quiet = np.random.default_rng(0).normal(0, 1e-3, _RATE).astype(np.float32)
    samples = np.concatenate([quiet, rhythm(_RATE, 1, 0.1)[:, 0], quiet])
    found = len(heard(samples, _RATE))
    return Measurement("audio", "rhythm", 1.0, float(found), whole, found == 1)


def _pace(sizes: Sizes, ai: Collection[str], generation: Collection[str]) -> Measurement:
    paces = [speed(prompt(lang, value)) for lang, value in SPOKEN]
    whole = not any(lacking(words, ai, generation) for (lang, _), words in SPOKEN.items() if lang == "zh")
    holds = all(sizes.voice_least <= pace <= sizes.voice_most for pace in paces)
    return Measurement("audio", "pace", sizes.voice_least, round(min(paces), 1), whole, holds)


def _picture(width: int, height: int) -> bytes:
    """A picture with smooth and busy parts, as PNG."""
    image: Any = library("PIL.Image")
    down, across = np.mgrid[0:height, 0:width]
    noise = np.random.default_rng(width).integers(0, 80, (height, width))
    grey = (across * 175 // width + np.where(down > height // 2, noise, 0)).astype(np.uint8)
    out = io.BytesIO()
    image.fromarray(np.stack([grey, grey[::-1], grey], axis=2)).save(out, "PNG")
    return out.getvalue()
