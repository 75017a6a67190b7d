"""The voice label of sound: the words of the label, spoken (GB 45438-2025, 5.3.1)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np

from guiju.core.language import Lang
from guiju.labels.explicit.address import address
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.extra import library

_DATA: Final = Path(__file__).parent.parent / "data"
_HAN: Final = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN: Final = re.compile(r"[A-Za-z]+")
_VOWELS: Final = re.compile(r"[aeiouy]+")
_BLOCK: Final = 0.02
_VOICED: Final = 0.05  # own number: of the loudest 20 ms; below lies what rings on after the last word

SPOKEN: Final[dict[tuple[Lang, str], str]] = {
    ("zh", "1"): "本内容由人工智能生成",
    ("zh", "2"): "本内容可能由人工智能生成",
    ("zh", "3"): "本内容疑似由人工智能生成",
    ("en", "1"): "AI generated content",
    ("en", "2"): "Possibly AI generated content",
    ("en", "3"): "Suspected AI generated content",
}
"""The words of the prompts that ship with the project, by language and value of the label."""


@dataclass(frozen=True, slots=True)
class Prompt:
    """A spoken prompt: its words, its samples in one channel, shape (n, 1), and their rate in Hz."""

    words: str
    samples: Sound
    rate: int


def prompt(lang: Lang, value: str) -> Prompt:
    """The shipped prompt for a label value 1, 2 or 3. Raises ValueError for another, and Missing without PyAV."""
    if (lang, value) not in SPOKEN:
        raise ValueError("voice label: language must be zh or en and the label 1, 2 or 3")
    return recorded(_DATA / f"voice_{lang}_{value}.flac", SPOKEN[lang, value])


def recorded(path: Path, words: str) -> Prompt:
    """A prompt from a recording of any format, mixed to one channel. Raises OSError, ValueError where it has no sound
    and Missing without PyAV."""
    av = library("av")
    try:
        with av.open(address(path)) as container:
            if not container.streams.audio:
                raise ValueError(f"{path.name}: no sound in it; give a recording of the words")
            rate = container.streams.audio[0].rate
            changed = av.AudioResampler("fltp")
            frames = [one for frame in container.decode(audio=0) for one in changed.resample(frame)]
            parts = [frame.to_ndarray().mean(axis=0) for frame in [*frames, *changed.resample(None)]]
    except av.error.FFmpegError as error:
        raise ValueError(f"{path.name}: cannot be read as sound ({error.strerror}); give a WAV, FLAC or MP3") from None
    if not parts:
        raise ValueError(f"{path.name}: the sound is empty; give a recording of the words")
    return Prompt(words, np.concatenate(parts).astype(np.float32)[:, None], rate)


def characters(words: str) -> int:
    """How many characters a speaker says. A Chinese character is one; a Latin word counts by its syllables, one of
    capitals by its letters, since the standard counts characters and an English prompt has the same pace by this."""
    latin = sum(len(word) if word.isupper() else _syllables(word.lower()) for word in _LATIN.findall(words))
    return len(_HAN.findall(words)) + latin


def speed(spoken: Prompt) -> float:
    """Characters a minute, from the first to the last moment of voice. Raises ValueError for silence."""
    voiced = _voiced(spoken)
    return characters(spoken.words) * 60 * spoken.rate / (voiced[1] - voiced[0])


def kept_to(spoken: Prompt, least: float, most: float) -> None:
    """Raises ValueError where a prompt is spoken slower than ``least`` or faster than ``most`` characters a minute."""
    pace = speed(spoken)
    if not least <= pace <= most:
        raise ValueError(f"voice label: spoken at {pace:.0f} characters a minute, {least:g} to {most:g} are asked for; "
                         "record it anew at that pace")  # fmt: skip


def _voiced(spoken: Prompt) -> tuple[int, int]:
    size = max(1, round(_BLOCK * spoken.rate))
    whole = spoken.samples[: len(spoken.samples) // size * size].reshape(-1, size * spoken.samples.shape[1])
    loud = np.sqrt((whole**2).mean(axis=1)) if len(whole) else np.zeros(1)
    over = np.flatnonzero((loud > _VOICED * loud.max()) & (loud > 0))
    if not len(over):
        raise ValueError("voice label: the recording is silent; give a recording of the words")
    return int(over[0]) * size, (int(over[-1]) + 1) * size


def _syllables(word: str) -> int:
    count = len(_VOWELS.findall(word))
    silent = word.endswith("e") and not word.endswith("le") and count > 1
    return max(1, count - silent)
