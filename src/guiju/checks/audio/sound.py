"""The samples in a file of sound, decoded within a limit."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import numpy as np
from numpy.typing import NDArray

RATE: Final = 16_000
LONGEST: Final = 600
"""Seconds that are decoded; a longer recording is refused, since what is beyond them would not be judged."""

_PIECE: Final = RATE

Samples = NDArray[np.float32]


class Inaudible(ValueError):
    """A file that cannot be decoded, holds no sound, or is longer than what is decoded."""


def samples(body: bytes) -> Samples:
    """The recording as one channel at ``RATE``, in -1..1: WAV, MP3, FLAC and Ogg Vorbis. Raises Inaudible."""
    decoder = import_module("miniaudio")
    pieces: list[bytes] = []
    size = 0
    try:
        stream = decoder.stream_memory(
            body, output_format=decoder.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE, frames_to_read=_PIECE
        )
        for piece in stream:
            pieces.append(piece.tobytes())
            size += len(pieces[-1])
            if size > 2 * RATE * LONGEST:
                raise Inaudible(f"longer than {LONGEST} seconds")
    except decoder.MiniaudioError as fault:
        raise Inaudible(str(fault)) from None
    if not size:
        raise Inaudible("it holds no sound")
    return np.frombuffer(b"".join(pieces), "<i2").astype(np.float32) / np.float32(32768)
