"""The bands that a recogniser hears."""

from __future__ import annotations

import numpy as np

from guiju.checks.audio.mel import BANDS, WINDOW, heard
from tests.checks.audio.sounds import tone


def test_a_window_has_one_shape_whatever_is_said_in_it() -> None:
    for sound in (tone(0.0), tone(1.0), tone(31.0)):
        bands = heard(sound)
        assert (bands.shape, bands.dtype) == ((BANDS, WINDOW * 100), np.float32)
        assert np.isfinite(bands).all() and bands.max() - bands.min() <= 2.0 + 1e-6


def test_a_higher_tone_is_in_a_higher_band_and_silence_follows() -> None:
    bands = [heard(tone(1.0, hertz))[:, :90].mean(axis=1).argmax() for hertz in (200, 800, 2000, 6000)]
    assert bands == sorted(set(bands))
    assert heard(tone(1.0))[:, 150:].max() < heard(tone(1.0))[:, :90].max() - 1.0
