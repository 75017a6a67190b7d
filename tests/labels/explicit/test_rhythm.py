from __future__ import annotations

import io
import shutil
import subprocess
from itertools import product

import av
import numpy as np
import pytest

from guiju.labels.explicit.rhythm import EDGE, SILENCE, UNIT, Sound, heard, rhythm

MORSE = {
    "A": ".-", "B": "-...", "C": "-.-.", "D": "-..", "E": ".", "F": "..-.", "G": "--.", "H": "....", "I": "..",
    "J": ".---", "K": "-.-", "L": ".-..", "M": "--", "N": "-.", "O": "---", "P": ".--.", "Q": "--.-", "R": ".-.",
    "S": "...", "T": "-", "U": "..-", "V": "...-", "W": ".--", "X": "-..-", "Y": "-.--", "Z": "--..",
}  # fmt: skip


def noise(rate: int, seconds: float, channels: int = 1, level: float = 0.1) -> Sound:
    draw = np.random.default_rng(7)
    return (draw.standard_normal((round(rate * seconds), channels)) * level).astype(np.float32)


def keyed(words: list[str], unit: float, rate: int, pitch: float = 700) -> Sound:
    """Morse as a radio operator keys it."""
    spans: list[tuple[int, int]] = []
    for word in words:
        for letter in word:
            for sign in MORSE[letter]:
                spans += [(1, 3 if sign == "-" else 1), (0, 1)]
            spans += [(0, 2)]
        spans += [(0, 4)]
    on = np.concatenate([np.full(round(units * unit * rate), tone, np.float32) for tone, units in spans])
    return (on * np.sin(2 * np.pi * pitch / rate * np.arange(len(on))) * 0.3).astype(np.float32)


def through(samples: Sound, rate: int, codec: str, container: str, bits: int, back: int) -> Sound:
    """The samples after a codec and another rate."""
    file = io.BytesIO()
    with av.open(file, "w", format=container) as out:
        stream = out.add_stream(codec, rate, layout="mono")
        stream.bit_rate = bits
        frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples[:, :1].T), "fltp", "mono")
        frame.sample_rate = rate
        changed = av.AudioResampler(stream.format, "mono", rate, stream.frame_size or None)
        for one in [*changed.resample(frame), *changed.resample(None)]:
            out.mux(stream.encode(one))
        out.mux(stream.encode(None))
    with av.open(io.BytesIO(file.getvalue())) as found:
        changed = av.AudioResampler("fltp", "mono", back)
        frames = [one for frame in found.decode(audio=0) for one in changed.resample(frame)]
    return np.concatenate([one.to_ndarray()[0] for one in frames])


@pytest.mark.parametrize("rate", [4000, 8000, 11025, 22050, 44100, 48000, 96000])
@pytest.mark.parametrize("channels", [1, 2, 6])
def test_it_is_the_rhythm_at_any_rate(rate: int, channels: int) -> None:
    made = rhythm(rate, channels, 0.1)
    assert made.shape == (11 * round(UNIT * rate) + 2 * SILENCE * round(UNIT * rate), channels)
    assert np.abs(made).max() == pytest.approx(0.1 * 2**0.5, rel=0.06)
    assert heard(made, rate) == (pytest.approx(SILENCE * UNIT, abs=0.02),)


def test_tones_come_and_go_softly() -> None:
    made = rhythm(48000, 1, 0.5)[:, 0]
    start = int(np.flatnonzero(made)[0])
    assert np.abs(made[start : start + round(EDGE * 48000 / 4)]).max() < 0.1
    assert np.abs(np.diff(made)).max() < 0.08


@pytest.mark.parametrize("gain", [1.0, 0.02])
@pytest.mark.parametrize("where", [0, 1, 2])
def test_it_is_heard_wherever_it_stands(gain: float, where: int) -> None:
    parts = [noise(16000, 3), noise(16000, 4)]
    parts.insert(where, rhythm(16000, 1, 0.1))
    found = heard(np.concatenate(parts) * np.float32(gain), 16000)
    assert found == (pytest.approx((0, 3, 7)[where] + SILENCE * UNIT, abs=0.03),)


@pytest.mark.parametrize(
    ("codec", "container", "bits"),
    [("libmp3lame", "mp3", 32000), ("aac", "adts", 24000), ("libopus", "ogg", 12000), ("pcm_mulaw", "wav", 0)],
)
@pytest.mark.parametrize("hiss", [0.0, 0.01])
def test_it_survives_coding_gain_and_another_rate(codec: str, container: str, bits: int, hiss: float) -> None:
    rate = 48000 if codec == "libopus" else 22050
    whole = np.concatenate([noise(rate, 2), rhythm(rate, 1, 0.1), noise(rate, 2)]) * np.float32(0.5)
    whole += noise(rate, len(whole) / rate, level=hiss)[: len(whole)]
    found = heard(through(whole.astype(np.float32), rate, codec, container, bits, 16000), 16000)
    assert found == (pytest.approx(2 + SILENCE * UNIT, abs=0.15),)


def test_other_letters_are_not_it() -> None:
    words = ["".join(pair) for size in (1, 2) for pair in product("AEIMNRSTUW", repeat=size)]
    words += ["AIR", "MAI", "MAIL", "AIM", "ETEE", "HAIR", "AID"]
    assert [word for word in words if heard(keyed([word], 0.12, 8000), 8000)] == ["AI"]


def test_a_message_that_holds_the_word_holds_the_rhythm() -> None:
    text = ["THE", "RAIN", "IN", "SPAIN", "STAYS", "MAINLY", "AIR", "AID", "SAID"]
    assert heard(keyed(text, 0.08, 8000), 8000) == ()
    assert len(heard(keyed([*text, "AI", *text], 0.08, 8000), 8000)) == 1


def test_noise_hum_and_melodies_are_not_it() -> None:
    draw = np.random.default_rng(3)
    time = np.arange(8000 * 30) / 8000
    assert heard(noise(8000, 60), 8000) == ()
    assert heard(np.cumsum(noise(8000, 60)[:, 0]).astype(np.float32), 8000) == ()
    assert heard(np.sin(2 * np.pi * 400 * time).astype(np.float32), 8000) == ()
    assert heard(np.zeros(8000 * 5, np.float32), 8000) == ()
    for _ in range(12):
        notes = []
        for _ in range(150):
            length, pitch = int(draw.choice([1, 1, 2, 3]) * 960), draw.choice([523, 587, 659, 784])
            notes += [np.sin(2 * np.pi * pitch / 8000 * np.arange(length)), np.zeros(int(draw.choice([0, 1, 2]) * 960))]
        assert heard(np.concatenate(notes).astype(np.float32), 8000) == ()


@pytest.mark.skipif(not shutil.which("espeak-ng"), reason="espeak-ng speaks in this test")
@pytest.mark.parametrize("voice", ["cmn-latn-pinyin", "en-us"])
def test_speech_is_not_it(voice: str) -> None:
    text = "ben3 nei4 rong2 you2 ren2 gong1 and then it all began again in a small town, " * 12
    said = subprocess.run(["espeak-ng", "-v", voice, "--stdout", text], check=True, capture_output=True).stdout
    assert heard(np.frombuffer(said[44:], "<i2").astype(np.float32) / 32768, 22050) == ()


@pytest.mark.parametrize("size", [0, 1, 100])
def test_too_short_to_hold_it(size: int) -> None:
    assert heard(np.zeros((size, 2), np.float32), 44100) == ()
