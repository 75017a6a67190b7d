"""The explicit label of sound: the rhythm or a voice, before, in or behind a programme (GB 45438-2025, 5.3)."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO, Literal

from guiju.core.language import Lang
from guiju.labels.carrier import Buffer, Splice
from guiju.labels.carriers.id3 import behind
from guiju.labels.explicit import frames as framed
from guiju.labels.explicit import pcm
from guiju.labels.explicit.address import address
from guiju.labels.explicit.loudness import LISTENED, loudness
from guiju.labels.explicit.programme import Programme, coded, coder, programme, widened
from guiju.labels.explicit.saying import Manner, Saying
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.voice import Prompt, kept_to, prompt
from guiju.labels.explicit.weaving import Told, woven
from guiju.labels.splices import opened, pieces

Where = Literal["start", "middle", "end"]
"""Where in a programme a label stands; at least one of the three."""


@dataclass(frozen=True, slots=True)
class Sounded:
    """What became of labelling a sound: where the labels begin in the result, in seconds; how much longer it is; and
    whether the programme's own samples, or its coded frames, are as they were (``copied``) or were coded anew; and
    whether that made two channels, both alike, of one (``widened``), which FFmpeg's coder of Vorbis alone asks for."""

    manner: Manner
    at: tuple[float, ...]
    added: float
    copied: bool
    widened: bool = False


def sounded(
    source: Path | bytes,
    target: BinaryIO,
    value: str,
    lang: Lang,
    sizes: Sizes,
    *,
    manner: Manner = "rhythm",
    places: Sequence[Where] = ("start",),
    own: Prompt | None = None,
    progress: Told | None = None,
) -> Sounded:
    """Writes a sound with its label, of the same format, into an open file that can be read and written anywhere.

    ``own`` is an operator's recording in place of the shipped voice. ``progress`` is told the seconds done and all.
    Raises Unfit for what is no sound or cannot be labelled, ValueError for a voice too fast or too slow, Missing
    without PyAV, OSError.
    """
    spoken = _spoken(value, lang, sizes, own) if manner == "voice" else None
    wanted = [one for one in ("start", "middle", "end") if one in places]
    if not wanted:
        raise ValueError("sound label: places must be of start, middle, end")
    with _mapped(source) as data:
        if not len(data):
            raise Unfit("the file is empty")
        at, added, copied, wide = _labelled(data, source, target, Saying(spoken), wanted, progress)
    return Sounded(manner, at, added, copied, wide)


def _spoken(value: str, lang: Lang, sizes: Sizes, own: Prompt | None) -> Prompt:
    spoken = own or prompt(lang, value)
    kept_to(spoken, sizes.voice_least, sizes.voice_most)
    return spoken


def _labelled(
    data: Buffer, source: Path | bytes, target: BinaryIO, saying: Saying, wanted: Sequence[str], progress: Told | None
) -> tuple[tuple[float, ...], float, bool, bool]:
    waves = pcm.waves(data)
    if waves:
        return *_among_samples(data, waves, target, saying, wanted, progress), False
    found = programme(_readable(source))
    between = _among_frames(data, found, saying, wanted)
    if between:
        splices, at, added = between
        _write(data, splices, target, found.seconds, progress)
        return at, added, True, False
    at, added, copied = woven(lambda: _readable(source), target, found, saying, wanted, progress)
    return at, added, copied, not copied and widened(found.codec, found.layout)


def _among_samples(
    data: Buffer, waves: pcm.Waves, target: BinaryIO, saying: Saying, wanted: Sequence[str], progress: Told | None
) -> tuple[tuple[float, ...], float, bool]:
    level = loudness(pcm.parts(data, waves, LISTENED), waves.rate)
    label = saying.samples(waves.rate, waves.channels, level)
    places = [{"start": 0, "middle": waves.count // 2, "end": waves.count}[one] for one in wanted]
    splices = pcm.inserted(data, waves, label, places)
    _write(data, splices, target, waves.count / waves.rate, progress)
    seconds = len(label) / waves.rate
    return tuple(place / waves.rate + n * seconds for n, place in enumerate(places)), seconds * len(places), True


def _among_frames(
    data: Buffer, found: Programme, saying: Saying, wanted: Sequence[str]
) -> tuple[list[Splice], tuple[float, ...], float] | None:
    """The splices for a file of bare frames; None for another, and where frames of another coder would not fit."""
    whole = framed.frames(data, behind(data))
    if whole is None or (whole.rate, whole.channels) != (found.rate, found.channels):
        return None
    layered = found.codec.startswith("mp3")
    if not layered and found.codec != "aac":
        return None
    bits = round(whole.length * 8 * whole.rate / _samples(data, whole, layered))
    context = coder(found.codec, whole.rate, found.layout, bits)
    packets = [bytes(one) for one in coded(context, saying.samples(whole.rate, whole.channels, found.level))]
    if not layered:
        head = data[whole.starts[0] : whole.starts[0] + 4]
        packets = [framed.adts(one, head) for one in packets]
    places = [{"start": 0, "middle": len(whole.starts) // 2, "end": len(whole.starts)}[one] for one in wanted]
    each = _samples(data, whole, layered) / whole.rate
    put = framed.laid(data, whole, packets, places)
    before = [sum(map(len, put[:n])) for n in range(len(put) + 1)]
    at = tuple((place + more) * each for place, more in zip(places, before, strict=False))
    return framed.inserted(data, whole, put, places), at, before[-1] * each


def _samples(data: Buffer, whole: framed.Frames, layered: bool) -> int:
    """Samples of a frame."""
    return (1152 if data[whole.starts[0] + 1] & 8 else 576) if layered else 1024


def _write(data: Buffer, splices: Sequence[Splice], target: BinaryIO, seconds: float, progress: Told | None) -> None:
    done, whole = 0, len(data) + sum(len(one.data) for one in splices)
    for piece in pieces(data, splices):
        target.write(piece)
        done += len(piece)
        if progress:
            progress(seconds * done / whole, seconds)


@contextmanager
def _mapped(source: Path | bytes) -> Iterator[Buffer]:
    if isinstance(source, bytes):
        yield source
        return
    with opened(source) as data:
        yield data


def _readable(source: Path | bytes) -> Any:
    return io.BytesIO(source) if isinstance(source, bytes) else address(source)
