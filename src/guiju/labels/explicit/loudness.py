"""Loudness: how loud a programme is, so that a label beside it is heard and does not startle (after ITU-R BS.1770)."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

import numpy as np

from guiju.labels.explicit.rhythm import Sound

_BLOCK: Final = 0.4
_SILENT: Final = 1e-7
_GATE: Final = 0.1
_QUIET, _LOUD, _UNKNOWN = 0.02, 0.45, 0.1  # own number: -34, -7 and -20 dB of full scale
_OVER: Final = 4.0  # own number: no sample of floating point is louder; a damaged one may be any number
_CEILING: Final = 0.9  # own number: under full scale, for what coding adds to a peak

LISTENED: Final = 60.0  # own number: seconds of a programme by which its loudness is told


def loudness(parts: Iterable[Sound], rate: int) -> float:
    """The root mean square of a programme, its pauses left out, as BS.1770 gates them: blocks of 0.4 s, the silent ones
    and those 10 dB under the mean do not count. Held between -34 and -7 dB, -20 dB for a programme of silence."""
    powers = np.array(list(_powers(parts, max(1, round(_BLOCK * rate)))))
    powers = powers[powers > _SILENT]
    if not len(powers):
        return _UNKNOWN
    kept = powers[powers > _GATE * powers.mean()]
    return float(np.clip(np.sqrt(kept.mean()), _QUIET, _LOUD))


def set_to(samples: Sound, rate: int, level: float) -> Sound:
    """The samples as loud as ``level``, a root mean square; less where a peak would clip."""
    whole = samples / max(float(np.abs(samples).max()), 1e-9) * np.float32(_QUIET * 20)
    made = whole * np.float32(level / loudness([whole], rate))
    peak = float(np.abs(made).max())
    return (made * np.float32(min(1.0, _CEILING / max(peak, 1e-9)))).astype(np.float32)


def _powers(parts: Iterable[Sound], size: int) -> Iterable[float]:
    rest = np.zeros(0, np.float32)
    for part in parts:
        rest = np.concatenate([rest, (np.clip(np.nan_to_num(part), -_OVER, _OVER) ** 2).mean(axis=1)])
        whole = len(rest) // size * size
        yield from rest[:whole].reshape(-1, size).mean(axis=1).tolist()
        rest = rest[whole:]
    if len(rest):
        yield float(rest.mean())
