from __future__ import annotations

import numpy as np
import pytest

from guiju.labels.explicit.saying import Saying, resampled
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.explicit.voice import prompt


@pytest.mark.parametrize(("channels", "silent"), [(1, []), (2, []), (6, [3]), (8, [3])])
@pytest.mark.parametrize("spoken", [False, True])
def test_it_is_in_every_channel_but_that_of_bass(channels: int, silent: list[int], spoken: bool) -> None:
    made = Saying(prompt("zh", "1") if spoken else None).samples(16000, channels, 0.1)
    loud = np.abs(made).max(axis=0)
    assert [n for n in range(channels) if loud[n] == 0] == silent
    assert len({round(float(one), 5) for one in loud}) == (2 if silent else 1)
    assert not made[: 16000 // 3].any() and not made[-16000 // 3 :].any()


@pytest.mark.parametrize(("rate", "channels"), [(0, 1), (999, 1), (9_000_000, 2), (44100, 0), (44100, 70)])
def test_figures_that_no_sound_has(rate: int, channels: int) -> None:
    with pytest.raises(Unfit, match="save it anew"):
        Saying().samples(rate, channels, 0.1)


@pytest.mark.parametrize("wanted", [8000, 16000, 44100])
def test_another_rate_keeps_length_and_loudness(wanted: int) -> None:
    samples = (np.sin(np.arange(16000) / 9) * 0.3).astype(np.float32)[:, None]
    made = resampled(samples, 16000, wanted)
    assert len(made) == pytest.approx(wanted, abs=40)
    assert np.sqrt((made**2).mean()) == pytest.approx(np.sqrt((samples**2).mean()), rel=0.03)
