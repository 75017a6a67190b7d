"""Programme: the one stream of sound in a file that gets a label, with its figures, its loudness and its coder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.loudness import LISTENED, loudness
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

_CODERS: Final = {
    "mp3": ("libmp3lame",), "mp3float": ("libmp3lame",), "opus": ("libopus",), "vorbis": ("libvorbis", "vorbis"),
    "amr_nb": ("libopencore_amrnb",), "amrnb": ("libopencore_amrnb",), "amrwb": ("libvo_amrwbenc",),
    "speex": ("libspeex",), "dca": ("dca",), "ac3": ("ac3",), "eac3": ("eac3",),
}  # fmt: skip
"""The coders of a codec whose own name is not that of its coder, the best first."""

OPTIONS: Final[dict[str, dict[str, str]]] = {
    "libmp3lame": {"reservoir": "0"},  # a frame that leans on one before it cannot stand elsewhere
    "vorbis": {"strict": "experimental"},
}
"""What a coder needs to be told, by its name."""

_WIDER: Final = {("vorbis", "mono"): "stereo"}
"""What a coder takes in place of a layout that it does not: FFmpeg's own coder of Vorbis knows stereo alone, and a
sound on both channels alike is heard as it was."""


@dataclass(frozen=True, slots=True)
class Programme:
    """What a label has to be like. ``seconds`` is 0 where the file does not tell; ``level`` the root mean square."""

    codec: str
    rate: int
    channels: int
    layout: str
    bits: int
    seconds: float
    level: float


def programme(file: Any) -> Programme:
    """The programme of an open file (a path, or bytes to read and seek in). Raises Unfit for a file that is not sound,
    or holds more than one stream of it."""
    av = library("av")
    try:
        with av.open(file, metadata_errors="replace") as container:
            stream = only(container)
            context = stream.codec_context
            frames = _frames(container, stream)
            parts = list(_sums(frames, context))
            seconds = container.duration / av.time_base if container.duration else 0.0
            return Programme(context.name, context.rate, context.channels, context.layout.name,
                             _bits(container, stream), seconds, loudness(parts, context.rate))  # fmt: skip
    except av.error.FFmpegError as error:
        raise Unfit(f"this sound cannot be read ({error.strerror}); save it anew and label it then") from None


def only(container: Any) -> Any:
    """The one stream of sound. Raises Unfit."""
    streams = container.streams.audio
    if not streams:
        raise Unfit("there is no sound in this file")
    if len(streams) > 1:
        raise Unfit(f"this file holds {len(streams)} streams of sound; label each in a file of its own")
    if not streams[0].codec_context or not streams[0].codec_context.rate:
        raise Unfit("the codec of this sound is not known to this PyAV; convert it to WAV or FLAC first")
    return streams[0]


def coder(codec: str, rate: int, layout: str, bits: int, sample: str = "") -> Any:
    """An open coder for a codec. ``sample`` is the format of samples that is wanted where the coder takes it. Its
    layout is another one than was asked for where it only takes that. Raises Unfit where this PyAV has none."""
    av = library("av")
    for name in _CODERS.get(codec, (codec,)):
        try:
            context = av.CodecContext.create(name, "w")
        except av.error.FFmpegError:
            continue
        except ValueError:  # what PyAV raises for a name that FFmpeg does not know
            continue
        return _opened(context, rate, layout, bits, sample)
    raise Unfit(f"this PyAV has no coder for {codec}; convert the sound to FLAC, MP3, AAC or Opus and label that")


def coded(context: Any, sound: Sound) -> list[Any]:
    """Packets of a coder for samples, shape (n, channels)."""
    av = library("av")
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(sound.T, np.float32), "fltp", context.layout.name)
    frame.sample_rate = context.rate
    frame.pts, frame.time_base = 0, context.time_base
    changed = av.AudioResampler(context.format, context.layout, context.rate, context.frame_size or None)
    pieces = [*changed.resample(frame), *changed.resample(None)]
    return [packet for piece in [*pieces, None] for packet in context.encode(piece)]


def widened(codec: str, layout: str) -> bool:
    """Whether a sound that is coded anew comes out with more channels than it had, all alike."""
    names = _CODERS.get(codec, (codec,))
    return (next((one for one in names if one in library("av").codecs_available), codec), layout) in _WIDER


def _opened(context: Any, rate: int, layout: str, bits: int, sample: str) -> Any:
    av = library("av")
    formats = [one.name for one in context.codec.audio_formats or ()]
    layout = _WIDER.get((context.name, layout), layout)
    context.sample_rate, context.layout, context.time_base = rate, layout, Fraction(1, rate)
    context.format = sample if sample in formats or not formats else _nearest(sample, formats)
    if bits:
        context.bit_rate = bits
    context.options = dict(OPTIONS.get(context.name, {}))
    try:
        context.open()
    except (av.error.FFmpegError, ValueError) as error:
        why = getattr(error, "strerror", "") or str(error)
        raise Unfit(
            f"the coder {context.name} does not take {rate} Hz, {layout} ({why}); convert the sound first"
        ) from None
    return context


def _nearest(sample: str, formats: list[str]) -> str:
    """The format that holds as many bits: planes or none are no matter."""
    return next((one for one in formats if one.rstrip("p") == sample.rstrip("p")), formats[0])


def _frames(container: Any, stream: Any) -> Iterator[Any]:
    """The frames of the first minute. What does not decode is left out: it is the programme's own matter."""
    av = library("av")
    for packet in container.demux(stream):
        if packet.pts is not None and packet.pts * stream.time_base > LISTENED:
            return
        try:
            yield from packet.decode()
        except av.error.InvalidDataError:
            continue


def _sums(frames: Iterator[Any], context: Any) -> Iterator[Sound]:
    av = library("av")
    changed = av.AudioResampler("fltp")
    for frame in frames:
        for one in changed.resample(frame):
            yield np.sqrt((one.to_ndarray() ** 2).mean(axis=0))[:, None]


def _bits(container: Any, stream: Any) -> int:
    """Bits a second of the stream, or of the file where the stream does not tell."""
    return int(stream.bit_rate or stream.codec_context.bit_rate or container.bit_rate or 0)
