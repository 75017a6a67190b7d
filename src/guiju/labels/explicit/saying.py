"""Saying: the label of sound in one of its manners, as samples for a programme of any rate, channels and loudness."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

import numpy as np

from guiju.labels.explicit.loudness import set_to
from guiju.labels.explicit.rhythm import Sound, rhythm
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.explicit.voice import Prompt
from guiju.labels.extra import library

Manner = Literal["rhythm", "voice"]
"""How sound is labelled (GB 45438-2025, 5.3): by the rhythm 短长 短短, or by words that are spoken."""

_PAUSE: Final = 0.5  # own number: seconds of silence before and after a voice, that the programme does not cut it off
_RATES: Final = (1000, 768_000)  # own number: below, a tone is a rumble; above is no sound card
_CHANNELS: Final = 64  # own number: the most that FFmpeg lays out
_LOW: Final = {6: (3,), 8: (3,)}
"""Channels that carry bass alone, by the number of channels, in the order of WAVE and of FFmpeg."""


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said: the rhythm, or a spoken prompt where there is one."""

    spoken: Prompt | None = None

    def samples(self, rate: int, channels: int, level: float) -> Sound:
        """The label for a programme: silence around it, ``level`` is the programme's root mean square. Raises Unfit
        for a rate or a number of channels that no sound has."""
        if not _RATES[0] <= rate <= _RATES[1] or not 0 < channels <= _CHANNELS:
            raise Unfit(f"this sound says it has {channels} channels at {rate} Hz; save it anew at 8000 to 192000 Hz")
        if self.spoken is None:
            made = rhythm(rate, channels, level)
        else:
            pause = np.zeros((round(_PAUSE * rate), 1), np.float32)
            voice = set_to(resampled(self.spoken.samples, self.spoken.rate, rate), rate, level)
            made = np.repeat(np.concatenate([pause, voice, pause]), channels, axis=1)
        made[:, list(_LOW.get(channels, ()))] = 0
        return made


def resampled(samples: Sound, rate: int, wanted: int) -> Sound:
    """Samples, shape (n, 1), at another rate."""
    if rate == wanted:
        return samples
    av = library("av")
    changed = av.AudioResampler("fltp", "mono", wanted)
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(samples.T, np.float32), "fltp", "mono")
    frame.sample_rate = rate
    parts = [one.to_ndarray()[0] for one in [*changed.resample(frame), *changed.resample(None)]]
    whole: Sound = np.concatenate(parts).astype(np.float32)[:, None]
    return whole
