"""Makes the spoken prompts of the voice label with espeak-ng: `python -m tools.label_voice`.

espeak-ng (GPL) is a program that is run; what it says is the project's own. Chinese is given in pinyin, because its
dictionary of characters is not in every package. The pace is found by trying, as the label measures it.
"""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path

import av
import numpy as np

from guiju.core.language import Lang
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.explicit.voice import SPOKEN, Prompt, recorded, speed

DATA = Path(__file__).parent.parent / "src" / "guiju" / "labels" / "data"
RATE = 16000
PACE = 140.0  # own number: the middle of what the standard's note names
VOICES = {"zh": "cmn-latn-pinyin", "en": "en-us"}
GAPS = {"zh": "0", "en": "12"}  # hundredths of a second between words; English is else faster than its slowest pace
SAID: dict[tuple[Lang, str], str] = {
    ("zh", "1"): "ben3 nei4rong2, you2 ren2gong1 zhi4neng2, sheng1cheng2",
    ("zh", "2"): "ben3 nei4rong2, ke3neng2 you2 ren2gong1 zhi4neng2, sheng1cheng2",
    ("zh", "3"): "ben3 nei4rong2, yi2si4 you2 ren2gong1 zhi4neng2, sheng1cheng2",
    ("en", "1"): "A-I generated content",
    ("en", "2"): "Possibly A-I generated content",
    ("en", "3"): "Suspected A-I generated content",
}
BITS = 11  # of 16 that are not zero: what lies under is the noise of a voice made by rule, and doubles the file


def said(lang: Lang, value: str, pace: int) -> Prompt:
    """What espeak-ng says at a pace of its own counting."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "said.wav"
        subprocess.run(
            ["espeak-ng", "-v", VOICES[lang], "-s", str(pace), "-g", GAPS[lang], "-w", out, SAID[lang, value]],
            check=True,
        )
        return recorded(out, SPOKEN[lang, value])


def paced(lang: Lang, value: str) -> Prompt:
    """The one of all paces that comes nearest."""
    return min((said(lang, value, pace) for pace in range(80, 200, 3)), key=lambda one: abs(speed(one) - PACE))


def resampled(prompt: Prompt) -> Sound:
    """The samples at the rate that ships, without silence before and after, as loud as 16 bits hold."""
    changed = av.AudioResampler("fltp", "mono", RATE)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(prompt.samples.T), "fltp", "mono")
    frame.sample_rate = prompt.rate
    parts = [one.to_ndarray()[0] for one in [*changed.resample(frame), *changed.resample(None)]]
    whole = np.concatenate(parts)
    loud = np.flatnonzero(np.abs(whole) > 0.01 * np.abs(whole).max())
    made: Sound = (whole[loud[0] : loud[-1] + 1] / np.abs(whole).max() * 0.8).astype(np.float32)
    return made


def write(path: Path, samples: Sound) -> None:
    """Samples, shape (n,), as FLAC."""
    step = 1 << (16 - BITS)
    whole = (np.round(samples * (32768 / step)) * step).astype(np.int16)
    with av.open(str(path), "w") as container:
        stream = container.add_stream("flac", RATE, layout="mono", options={"compression_level": "12"})
        frame = av.AudioFrame.from_ndarray(whole[None], "s16", "mono")
        frame.sample_rate = RATE
        for packet in [*stream.encode(frame), *stream.encode(None)]:
            container.mux(packet)


def main() -> None:
    """Writes the six prompts."""
    for lang, value in SPOKEN:
        path = DATA / f"voice_{lang}_{value}.flac"
        write(path, resampled(paced(lang, value)))
        print(f"{path.name}: {path.stat().st_size} bytes, {speed(recorded(path, SPOKEN[lang, value])):.0f} a minute")


if __name__ == "__main__":
    main()
