from __future__ import annotations

import shutil
import subprocess

import numpy as np
import pytest

from guiju.labels.explicit.hearing import LONGEST, RATE, spoken_in
from guiju.labels.explicit.saying import resampled
from guiju.labels.explicit.voice import SPOKEN, prompt


@pytest.mark.parametrize(("lang", "value"), SPOKEN)
@pytest.mark.parametrize("rate", [11025, 48000])
def test_a_shipped_prompt_is_met(lang: str, value: str, rate: int) -> None:
    spoken = prompt(lang, value)
    assert len(spoken.samples) / spoken.rate < LONGEST
    other = resampled(resampled(spoken.samples, spoken.rate, rate) * np.float32(0.1), rate, RATE)[:, 0]
    hiss = np.random.default_rng(1).standard_normal(RATE * 3).astype(np.float32) * 0.02
    ((at, words),) = spoken_in(np.concatenate([hiss, other + hiss[:1], hiss]))
    assert words == SPOKEN[lang, value] and at == pytest.approx(3, abs=0.02)


def test_noise_silence_and_what_is_too_short() -> None:
    noise = np.random.default_rng(1).standard_normal(RATE * 20).astype(np.float32)
    assert spoken_in(noise) == spoken_in(np.zeros(RATE * 20, np.float32)) == spoken_in(noise[:100]) == ()


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng speaks in this test")
@pytest.mark.parametrize("pace", ["95", "110", "150"])
def test_other_words_of_the_same_voice(pace: str) -> None:
    text = "jin1tian1 tian1qi4 hen3 hao3, wo3men5 qu4 gong1yuan2 san4bu4, sheng1cheng2 nei4rong2 ke3neng2"
    said = subprocess.run(
        ["espeak-ng", "-v", "cmn-latn-pinyin", "-s", pace, "--stdout", text], check=True, capture_output=True
    ).stdout
    samples = np.frombuffer(said[44:], "<i2").astype(np.float32)[:, None] / 32768
    assert spoken_in(resampled(samples, 22050, RATE)[:, 0]) == ()
