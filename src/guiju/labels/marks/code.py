"""The error correction of the image mark: a tail-biting convolutional code of rate 1/3, decoded softly.

Constraint length 9, generators 557, 663, 711 (octal): the longest code of its rate whose 256 states are still quick in
numpy. Tail-biting, because a tail would cost a ninth of a payload this short. Source: Lin and Costello, Error Control
Coding, 2nd ed., table 12.1 and section 12.7 (decoding on the circle by going round it more than once).
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

Bits = NDArray[np.uint8]
"""Zeros and ones, one an element."""

Soft = NDArray[np.float64]
"""One real number a bit: positive is zero, negative is one, and the further from naught the surer."""

RATE: Final = 3
"""Coded bits of one bit."""

_GENERATORS: Final = (0o557, 0o663, 0o711)
_MEMORY: Final = 8
_STATES: Final = 1 << _MEMORY
_ROUNDS: Final = 3


def _parity(words: NDArray[np.int64]) -> NDArray[np.int64]:
    for shift in (8, 4, 2, 1):
        words = words ^ (words >> shift)
    return words & 1


def encoded(bits: Bits) -> Soft:
    """The code word of ``bits``: three times as many signs, 1 for a zero and -1 for a one."""
    newest = np.stack([np.roll(bits, back) for back in range(_MEMORY + 1)], axis=1).astype(np.int64)
    register = newest @ (1 << np.arange(_MEMORY, -1, -1))
    return np.stack([1.0 - 2.0 * _parity(register & generator) for generator in _GENERATORS], axis=1).ravel()


def decoded(soft: Soft) -> Bits:
    """The bits whose code word fits ``soft`` (three numbers a bit) best, by Viterbi going round three times."""
    steps = soft.reshape(-1, RATE)
    gains = np.einsum("tg,jsg->tjs", steps, _OUTPUTS)
    count = len(steps)
    score, chosen = np.zeros(_STATES), np.empty((_ROUNDS * count, _STATES), dtype=bool)
    for step in range(_ROUNDS * count):
        first, second = score[_BEFORE] + gains[step % count]
        chosen[step] = second > first
        score = np.maximum(first, second)
    return _traced(chosen, int(score.argmax()))[count : 2 * count]


def _traced(chosen: NDArray[np.bool_], state: int) -> Bits:
    bits = np.empty(len(chosen), dtype=np.uint8)
    for step in range(len(chosen) - 1, -1, -1):
        bits[step] = state >> (_MEMORY - 1)
        state = ((state << 1) & (_STATES - 1)) | int(chosen[step, state])
    return bits


def _before() -> NDArray[np.int64]:
    """The two states from which each state is reached: the newest bit is the highest, the oldest falls out."""
    state = np.arange(_STATES)
    return np.stack([(state << 1) & (_STATES - 1), ((state << 1) & (_STATES - 1)) | 1])


def _outputs() -> Soft:
    """The signs that each of those steps puts out: [which of the two, state, generator]."""
    register = ((np.arange(_STATES) >> (_MEMORY - 1)) << _MEMORY) | _before()
    return np.stack([1.0 - 2.0 * _parity(register & generator) for generator in _GENERATORS], axis=2)


_BEFORE: Final = _before()
_OUTPUTS: Final = _outputs()
