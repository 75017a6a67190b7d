"""Recordings that tests make."""

from __future__ import annotations

import wave
from io import BytesIO

import numpy as np
from numpy.typing import NDArray


def tone(seconds: float, hertz: float = 440.0, rate: int = 16_000) -> NDArray[np.float32]:
    """A pure tone at half of full loudness."""
    return (0.5 * np.sin(2 * np.pi * hertz * np.arange(int(seconds * rate)) / rate)).astype(np.float32)


def wav(sound: NDArray[np.float32], rate: int = 16_000, channels: int = 1) -> bytes:
    """The sound as a WAV file, the same in every channel."""
    out = BytesIO()
    with wave.open(out, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(rate)
        file.writeframes(np.repeat((sound * 32767).astype("<i2"), channels).tobytes())
    return out.getvalue()
