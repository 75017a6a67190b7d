"""Hearing: the shipped prompts, met again in a recording by their own waveform."""

from __future__ import annotations

from functools import cache
from typing import Final

import numpy as np
from numpy.typing import NDArray

from guiju.core.language import Lang
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.explicit.saying import resampled
from guiju.labels.explicit.voice import SPOKEN, prompt

RATE: Final = 8000
"""Hz at which a recording is listened to."""

LONGEST: Final = 8.0
"""Seconds that no prompt is longer than."""

_LIKE: Final = 0.65  # own number: coding to 12 kbit/s leaves .86 and more, other speech of the same voice under .4


def spoken_in(samples: Sound) -> tuple[tuple[float, str], ...]:
    """Where the shipped prompt that is met best begins in a recording at ``RATE``, shape (n,): the second, and the
    words; empty where none is met."""
    found = list[tuple[float, float, str]]()
    for (lang, value), words in SPOKEN.items():
        likeness = _likeness(samples, _model(lang, value))
        if len(likeness) and likeness.max() > _LIKE:
            found.append((float(likeness.max()), float(likeness.argmax()) / RATE, words))
    return tuple((at, words) for _, at, words in sorted(found, reverse=True)[:1])


@cache
def _model(lang: Lang, value: str) -> NDArray[np.float32]:
    spoken = prompt(lang, value)
    model = resampled(spoken.samples, spoken.rate, RATE)[:, 0]
    return np.asarray(model - model.mean(), np.float32)


def _likeness(samples: Sound, model: NDArray[np.float32]) -> NDArray[np.float64]:
    """How like the model the recording is from each sample on, -1 to 1."""
    if len(samples) < len(model):
        return np.zeros(0)
    size = 1 << (len(samples) + len(model)).bit_length()
    met = np.fft.irfft(np.fft.rfft(samples, size) * np.conj(np.fft.rfft(model, size)), size)[
        : len(samples) - len(model) + 1
    ]
    power = np.concatenate([[0.0], np.cumsum(samples.astype(np.float64) ** 2)])
    energy = np.maximum(power[len(model) :] - power[: -len(model)], 1e-6)
    return np.asarray(met / np.sqrt(energy * float((model.astype(np.float64) ** 2).sum())))
