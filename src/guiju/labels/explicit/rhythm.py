"""The rhythm label of sound: 短长 短短, which is A I in Morse (GB 45438-2025, 5.3.2), as sound and heard again."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Sound = NDArray[np.float32]
"""Samples from -1 to 1, one row a moment and one column a channel."""

UNIT: Final = 0.12  # own number: seconds of a dot; ten words a minute, at which those who know no Morse hear the parts
PITCH: Final = 800.0  # own number: Hz of the tone, within every telephone's band and clear of hum
EDGE: Final = 0.008  # own number: seconds in which a tone comes and goes, so that it does not click
SILENCE: Final = 6  # own number: units of silence around it; the gap between words is 7, that between letters 3

_STEP: Final = 0.008
_WINDOW: Final = 0.032
_LOW, _HIGH = 250.0, 3400.0
_REACH: Final = 0.8
_PURE: Final = 0.6
_FADED: Final = 0.16
_FLOOR: Final = 1e-8
_UNITS: Final = (0.045, 0.32)


def rhythm(rate: int, channels: int, level: float, signs: Sequence[str] = (".-", "..")) -> Sound:
    """The rhythm in every channel, with silence around it. ``level`` is the root mean square of its tone, 0 to 0.7;
    ``signs`` are its letters. A rate under 4,000 lowers the tone with it."""
    unit = round(UNIT * rate)
    soft = np.concatenate([_soft(units * unit, rate) if on else np.zeros(units * unit) for on, units in _keyed(signs)])
    pitch = min(PITCH, rate / 5)
    tone = soft * np.sin(2 * np.pi * pitch / rate * np.arange(len(soft))) * (level * 2**0.5)
    return np.repeat(tone.astype(np.float32)[:, None], channels, axis=1)


def heard(samples: Sound, rate: int) -> tuple[float, ...]:
    """Where the rhythm A I begins in a recording, in seconds: one pure tone of any pitch and pace, alone between gaps
    that no other letter of Morse fills. Shape (n,) or (n, channels)."""
    mono = samples if samples.ndim == 1 else samples.mean(axis=1)
    bands = _bands(mono.astype(np.float32), rate)
    if bands is None:
        return ()
    found = {start for pitch in _pitches(bands) for start in _starts(bands, pitch)}
    return tuple(start for n, start in enumerate(sorted(found)) if n == 0 or start - sorted(found)[n - 1] > _REACH)


def _soft(size: int, rate: int) -> NDArray[np.float64]:
    """The shape of a tone: it comes and goes as half a cosine does."""
    edge = min(max(1, round(EDGE * rate)), size // 2)
    rise = (1 - np.cos(np.pi * (np.arange(edge) + 0.5) / max(1, edge))) / 2
    return np.concatenate([rise, np.ones(size - 2 * edge), rise[::-1]])


def _keyed(signs: Sequence[str]) -> Iterator[tuple[bool, int]]:
    """Tone or none, and for how many units: a dash 3 dots, the gap in a letter 1, between letters 3 (ITU-R M.1677)."""
    yield False, SILENCE
    for place, letter in enumerate(signs):
        if place:
            yield False, 3
        for n, sign in enumerate(letter):
            if n:
                yield False, 1
            yield True, 3 if sign == "-" else 1
    yield False, SILENCE


@dataclass(frozen=True, slots=True)
class _Bands:
    """Power over time: in each band of pitch (frames, bands), and in all of the sound (frames)."""

    power: NDArray[np.float32]
    whole: NDArray[np.float32]


def _bands(mono: NDArray[np.float32], rate: int) -> _Bands | None:
    size, step = round(_WINDOW * rate), round(_STEP * rate)
    if len(mono) < 8 * size or step == 0:
        return None
    padded = np.pad(mono, size)
    frames = np.lib.stride_tricks.sliding_window_view(padded, size)[::step]
    low, high = int(_LOW * _WINDOW), min(int(_HIGH * _WINDOW) + 1, size // 2)
    powers, wholes = [], []
    for at in range(0, len(frames), 4096):
        spectrum = np.abs(np.fft.rfft(frames[at : at + 4096] * np.hanning(size).astype(np.float32), axis=1)) ** 2
        powers.append((spectrum[:, low:high] * (4 / size**2)).astype(np.float32))
        wholes.append((spectrum.sum(axis=1) * (4 / size**2)).astype(np.float32))
    power = np.concatenate(powers)
    near = power.copy()  # a tone lies in up to three bands
    near[:, 1:] += power[:, :-1]
    near[:, :-1] += power[:, 1:]
    return _Bands(near, np.concatenate(wholes))


def _pitches(bands: _Bands) -> list[int]:
    """The bands in which a tone stands alone for as long as the rhythm has tones, and that are the highest there."""
    best = bands.power.argmax(axis=1)
    rows = np.arange(len(best))
    pure = (bands.power[rows, best] > _PURE * bands.whole) & (bands.whole > _FLOOR)
    counts = np.bincount(best[pure], minlength=bands.power.shape[1])
    least = 6 * _UNITS[0] / _STEP / 3
    return [int(band) for band in np.flatnonzero(counts >= least)]


def _starts(bands: _Bands, pitch: int) -> Iterator[float]:
    power = bands.power[:, pitch]
    on = (power > _FADED * _highest(power, round(_REACH / _STEP))) & (power > _PURE * bands.whole) & (power > _FLOOR)
    starts, ends = _runs(on)
    for n in range(len(starts) - 3):
        before = starts[n] - ends[n - 1] if n else np.inf
        after = starts[n + 4] - ends[n + 3] if n + 4 < len(starts) else np.inf
        tones = (ends[n : n + 4] - starts[n : n + 4]) * _STEP
        gaps = (starts[n + 1 : n + 4] - ends[n : n + 3]) * _STEP
        unit = float(tones.sum() + gaps.sum()) / 11
        if not _UNITS[0] <= unit <= _UNITS[1] or min(before, after) * _STEP < 4.5 * unit:
            continue
        if _timed(tones, (1, 3, 1, 1), unit) and _timed(gaps, (1, 3, 1), unit) and _quiet(bands, starts, ends, n):
            yield round(float(starts[n]) * _STEP - _WINDOW / 2, 2)


def _timed(lengths: NDArray[np.floating], units: Sequence[int], unit: float) -> bool:
    slack = np.array([0.5 if one == 1 else 0.75 for one in units]) * unit + _STEP
    return bool((np.abs(lengths - np.array(units) * unit) <= slack).all())


def _quiet(bands: _Bands, starts: NDArray[np.int64], ends: NDArray[np.int64], n: int) -> bool:
    """Whether the sound, all of it, is at least halved twice between the tones: a melody goes on where this ends."""
    tone = np.mean([bands.whole[starts[k] : ends[k]].mean() for k in range(n, n + 4)])
    gaps = [np.median(bands.whole[ends[k] : starts[k + 1]]) for k in range(n, n + 3)]
    return bool(max(gaps) < tone / 4)


def _runs(on: NDArray[np.bool_]) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where each run of true begins and ends (exclusive); holes and runs of two frames are no matter."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], on, [False]]).astype(np.int8)))
    starts, ends = edges[::2], edges[1::2]
    if len(starts):
        apart = starts[1:] - ends[:-1] > 2
        starts, ends = starts[np.concatenate([[True], apart])], ends[np.concatenate([apart, [True]])]
    long = ends - starts > 2
    return starts[long], ends[long]


def _highest(power: NDArray[np.float32], reach: int) -> NDArray[np.float32]:
    """The highest of the frames within ``reach`` before and after, by doubling windows."""
    padded = np.pad(power, reach)
    size, width = 1, 2 * reach + 1
    while size * 2 <= width:
        padded = np.maximum(padded[: len(padded) - size], padded[size:])
        size *= 2
    rest = width - size
    return np.maximum(padded[: len(power)], padded[rest : rest + len(power)])
