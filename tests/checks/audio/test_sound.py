"""Samples of a file, and files that are none."""

from __future__ import annotations

import numpy as np
import pytest

pytest.importorskip("miniaudio", reason="no decoder of sound here: `make test-media` installs it")

from guiju.checks.audio.sound import LONGEST, RATE, Inaudible, samples
from tests.checks.audio.sounds import tone, wav


@pytest.mark.parametrize(("rate", "channels"), [(16_000, 1), (44_100, 2), (8_000, 1)])
def test_every_recording_becomes_one_channel_at_one_rate(rate: int, channels: int) -> None:
    found = samples(wav(tone(2.0, rate=rate), rate, channels))
    assert len(found) == pytest.approx(2 * RATE, abs=200)
    assert np.abs(np.fft.rfft(found)).argmax() / 2 == pytest.approx(440, abs=2)


@pytest.mark.parametrize("body", [b"", b"RIFF....WAVEfmt ", b"\xff\xfb\x90d" * 9, b"fLaC" + bytes(99), wav(tone(0.0))])
def test_what_is_no_sound_is_refused(body: bytes) -> None:
    with pytest.raises(Inaudible):
        samples(body)


def test_a_recording_beyond_the_limit_is_refused_not_cut() -> None:
    with pytest.raises(Inaudible, match="longer"):
        samples(wav(np.zeros(1000 * (LONGEST + 5), np.float32), 1000))
