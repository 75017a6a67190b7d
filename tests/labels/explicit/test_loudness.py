from __future__ import annotations

import numpy as np
import pytest

from guiju.labels.explicit.loudness import loudness, set_to
from guiju.labels.explicit.rhythm import Sound

RATE = 8000


def tone(level: float, seconds: float = 2, channels: int = 1) -> Sound:
    wave = np.sin(np.arange(round(RATE * seconds)) / 3) * level * 2**0.5
    return np.repeat(wave.astype(np.float32)[:, None], channels, axis=1)


@pytest.mark.parametrize("level", [0.03, 0.1, 0.4])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_it_is_the_root_mean_square(level: float, channels: int) -> None:
    assert loudness([tone(level, channels=channels)], RATE) == pytest.approx(level, rel=0.02)


def test_pauses_do_not_count() -> None:
    speech = np.concatenate([tone(0.2), np.zeros((RATE * 9, 1), np.float32), tone(0.001, 9), tone(0.2)])
    assert loudness([speech[:5000], speech[5000:]], RATE) == pytest.approx(0.2, rel=0.05)


@pytest.mark.parametrize(
    ("samples", "least", "most"),
    [
        (np.zeros((RATE, 1), np.float32), 0.1, 0.1),
        (np.zeros((0, 1), np.float32), 0.1, 0.1),
        (tone(0.002), 0.02, 0.02),
        (tone(0.9), 0.45, 0.45),
        (np.full((RATE, 1), np.nan, np.float32), 0.1, 0.1),
        (np.full((RATE, 1), 3e38, np.float32), 0.45, 0.45),
    ],
)
def test_it_stays_where_a_label_can_be_heard_and_does_not_startle(samples: Sound, least: float, most: float) -> None:
    assert least <= loudness([samples], RATE) <= most


@pytest.mark.parametrize("given", [0.001, 0.1, 0.7])
def test_samples_are_set_to_a_level(given: float) -> None:
    assert np.sqrt((set_to(tone(given), RATE, 0.1) ** 2).mean()) == pytest.approx(0.1, rel=0.03)


def test_no_peak_clips() -> None:
    clicks = tone(0.01)
    clicks[::1000] = 1
    assert np.abs(set_to(clicks, RATE, 0.4)).max() <= 0.9 + 1e-6
