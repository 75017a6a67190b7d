"""Weaving: a label among the packets of a programme, copied where its codec allows it and coded anew where not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, BinaryIO, Final

import numpy as np

from guiju.labels.explicit.address import named
from guiju.labels.explicit.container import described, dressed, mirrored, packets, within, written_as
from guiju.labels.explicit.flac import FlacFile
from guiju.labels.explicit.programme import OPTIONS, Programme, coded, coder, only
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.explicit.saying import Saying
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

Told = Callable[[float, float], None]
"""Is told how many seconds are done, and of how many; the second is 0 where the file does not tell."""

_ALONE: Final = ("mp3", "mp2", "ac3", "eac3", "aac", "opus", "pcm")
"""Codecs whose packets may follow those of another coder: each states what its decoder needs to know."""


@dataclass(slots=True)
class _Weave:
    """A file in the making: the label's samples, at which seconds of the programme it goes in, what it adds, where it
    was put, and how far the programme has come."""

    found: Programme
    label: Sound
    waiting: list[float]
    each: float = 0.0
    put: list[float] = field(default_factory=list)
    came: float = 0.0

    def due(self, at: float) -> bool:
        """Whether a label stands before what is at this second of the programme."""
        return bool(self.waiting) and at >= self.waiting[0] - 1e-9

    def done(self) -> None:
        """A label has been written, where the programme has come to."""
        self.put.append(min(self.waiting.pop(0), self.came))

    def moved(self, at: float) -> float:
        """Where a second of the programme is once all labels are in."""
        return at + self.each * sum(1 for place in [*self.put, *self.waiting] if at >= place)


def woven(
    opening: Callable[[], Any], target: BinaryIO, found: Programme, saying: Saying, wanted: Sequence[str],
    progress: Told | None,
) -> tuple[tuple[float, ...], float, bool]:  # fmt: skip
    """Writes a programme with labels: where they begin, the seconds added, and whether its packets were copied. Raises
    Unfit."""
    av = library("av")
    times = {"start": 0.0, "middle": found.seconds / 2, "end": float("inf")}
    weave = _Weave(found, saying.samples(found.rate, found.channels, found.level), [times[one] for one in wanted])
    try:
        with av.open(opening(), metadata_errors="replace") as read:
            if read.format.name == "flac":
                copied = _flac(read, opening(), target, weave, progress)
            else:
                copied = _through(read, _head(opening()), target, weave, progress)
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this sound cannot be labelled ({error.strerror}); convert it to FLAC, MP3 or M4A first") from None
    return tuple(at + n * weave.each for n, at in enumerate(weave.put)), weave.each * len(weave.put), copied


def _through(read: Any, head: bytes, target: BinaryIO, weave: _Weave, progress: Told | None) -> bool:
    name, options = written_as(read, head)
    context = _joining(read, weave)
    with library("av").open(target, "w", format=name, options=options) as made:
        if context is not None:
            labels = coded(context, weave.label)
            size = context.frame_size or 0
            weave.each = (size * len(labels) if size else len(weave.label)) / weave.found.rate
            made_of = {stream: mirrored(made, stream) for stream in read.streams if stream.type != "data"}
            described(read, made, weave.moved)
            _joined(read, made, made_of, weave, labels, progress)
        else:
            _recoded(read, made, weave, progress)
    return context is not None


def _joining(read: Any, weave: _Weave) -> Any:
    """A coder whose packets may stand beside the programme's; None where there is none."""
    stream, found = only(read), weave.found
    kind = found.codec.removesuffix("float").split("_")[0]
    if kind not in _ALONE or (kind == "opus" and found.channels > 2):
        return None
    if kind == "mp3" and any(0 < at < float("inf") for at in weave.waiting):
        return None  # a frame in the midst takes its beginning from those before it
    bits = 0 if kind == "pcm" else found.bits
    context = coder(found.codec, found.rate, found.layout, bits, stream.codec_context.format.name)
    if kind == "aac" and bytes(context.extradata or b"")[:2] != bytes(stream.codec_context.extradata or b"")[:2]:
        return None
    return context


def _joined(
    read: Any, made: Any, made_of: dict[Any, Any], weave: _Weave, labels: Sequence[Any], progress: Told | None
) -> None:
    audio, base, first = only(read), only(read).time_base, None
    last = Fraction(0)
    for packet in packets(read, *made_of):
        sound = packet.stream == audio
        at = float(packet.pts * packet.time_base) if packet.pts is not None else 0.0
        if sound and first is None:
            first = Fraction(packet.pts or 0) * base
        while sound and weave.due(at - float(first or 0)):
            _put(made, made_of[audio], weave, labels, Fraction(packet.pts or 0) * base, base)
        shift = weave.each * len(weave.put) if sound else weave.moved(at) - at
        if sound:
            last = Fraction((packet.pts or 0) + (packet.duration or 0)) * base
            weave.came = float(last - (first or 0))
        _mux(made, packet, made_of[packet.stream], Fraction(shift).limit_denominator(10**9), progress, at, weave)
    while weave.waiting:
        _put(made, made_of[audio], weave, labels, last, base)


def _put(made: Any, stream: Any, weave: _Weave, labels: Sequence[Any], at: Fraction, base: Fraction) -> None:
    """Writes the label's packets so that they begin where the programme has come to."""
    begin = at + Fraction(weave.each * len(weave.put)).limit_denominator(10**9)
    step = Fraction(weave.each).limit_denominator(10**9) / len(labels)
    for n, label in enumerate(labels):
        packet = library("av").Packet(bytes(label))
        packet.pts = packet.dts = round((begin + n * step) / base)
        packet.duration, packet.time_base, packet.stream, packet.is_keyframe = round(step / base), base, stream, True
        made.mux(packet)
    weave.done()


def _mux(
    made: Any, packet: Any, stream: Any, shift: Fraction, progress: Told | None, at: float, weave: _Weave
) -> None:  # fmt: skip
    ticks = round(shift / packet.time_base)
    if packet.pts is not None:
        packet.pts += ticks
    if packet.dts is not None:
        packet.dts += ticks
    packet.stream = stream
    made.mux(packet)
    if progress:
        progress(min(at, weave.found.seconds or at), weave.found.seconds)


def _recoded(read: Any, made: Any, weave: _Weave, progress: Told | None) -> None:
    audio, found = only(read), weave.found
    stream = _stream(made, audio, found)
    dressed(stream, audio)
    weave.each = len(weave.label) / found.rate
    others = {one: mirrored(made, one) for one in read.streams if one.type not in ("data", "audio")}
    described(read, made, weave.moved)
    for packet in packets(read, *others) if others else ():
        at = float(packet.pts * packet.time_base) if packet.pts is not None else 0.0
        _mux(
            made, packet, others[packet.stream], Fraction(weave.moved(at) - at).limit_denominator(10**9), None, 0, weave
        )
    if others:
        read.seek(0)
    for frame in framed(read, audio, stream.codec_context, weave, progress):
        _kept(made, stream.encode(frame))
    _kept(made, stream.encode(None))


def _kept(made: Any, packets: Sequence[Any]) -> None:
    """Writes packets; the one that FLAC ends with holds figures alone, and no container takes it."""
    for packet in packets:
        if packet.size:
            made.mux(packet)


def _stream(made: Any, audio: Any, found: Programme) -> Any:
    """A stream for the programme coded anew, at its bit rate."""
    context = coder(found.codec, found.rate, found.layout, found.bits, audio.codec_context.format.name)
    more = {} if _lossless(found.codec) else {"bit_rate": found.bits}
    return made.add_stream(context.name, found.rate, layout=str(context.layout.name), format=context.format.name,
                           options=dict(OPTIONS.get(context.name, {})), **more)  # fmt: skip


def framed(read: Any, audio: Any, context: Any, weave: _Weave, progress: Told | None) -> Iterator[Any]:
    """The frames of a programme with its labels among them, as a coder takes them, one behind the other in time."""
    av, done, clock = library("av"), 0, 0
    changed = av.AudioResampler(context.format, context.layout, context.rate, context.frame_size or None)
    for piece in _pieces(read, audio, weave):
        piece = piece if piece.layout.nb_channels == context.layout.nb_channels else _alike(piece, context)
        piece.pts = None
        for one in changed.resample(piece):
            one.pts, one.time_base = clock, Fraction(1, context.rate)
            clock += one.samples
            yield one
        done += piece.samples
        if progress:
            progress(min(done / weave.found.rate, weave.found.seconds), weave.found.seconds)
    for one in changed.resample(None):
        one.pts, one.time_base = clock, Fraction(1, context.rate)
        clock += one.samples
        yield one


def _alike(piece: Any, context: Any) -> Any:
    """One channel on both, as loud as it was: FFmpeg itself would make each 3 dB softer."""
    av = library("av")
    (one,) = av.AudioResampler("fltp").resample(piece)
    both = np.repeat(one.to_ndarray(), context.layout.nb_channels, axis=0)
    frame = av.AudioFrame.from_ndarray(both, "fltp", context.layout.name)
    frame.sample_rate = piece.sample_rate
    return frame


def _pieces(read: Any, audio: Any, weave: _Weave) -> Iterator[Any]:
    """Frames of the programme and of labels, in order."""
    form, layout, count = audio.codec_context.format.name, audio.codec_context.layout.name, 0
    for packet in packets(read, audio):
        for frame in packet.decode():
            while weave.due(count / weave.found.rate):
                yield _frame(weave, form, layout)
                weave.done()
            count += frame.samples
            weave.came = count / weave.found.rate
            yield frame
    for frame in audio.decode(None):
        count += frame.samples
        weave.came = count / weave.found.rate
        yield frame
    while weave.waiting:
        yield _frame(weave, form, layout)
        weave.done()


def _frame(weave: _Weave, form: str, layout: str) -> Any:
    """The label as a frame like the programme's."""
    av = library("av")
    frame = av.AudioFrame.from_ndarray(np.ascontiguousarray(weave.label.T, np.float32), "fltp", layout)
    frame.sample_rate = weave.found.rate
    return av.AudioResampler(form, layout, weave.found.rate).resample(frame)[0]


def _flac(read: Any, source: Any, target: BinaryIO, weave: _Weave, progress: Told | None) -> bool:
    """FLAC, whose samples come out as they were, though they are coded anew."""
    audio, found = only(read), weave.found
    context = coder(found.codec, found.rate, found.layout, 0, audio.codec_context.format.name)
    weave.each = len(weave.label) / found.rate
    file = FlacFile(target, source)
    file.begin(bytes(context.extradata))
    for frame in framed(read, audio, context, weave, progress):
        for packet in context.encode(frame):
            file.add(packet)
    for packet in context.encode(None):
        file.add(packet)
    return False


def _lossless(codec: str) -> bool:
    return codec.startswith(("pcm", "flac", "alac", "tta", "wavpack"))


def _head(source: Any) -> bytes:
    if isinstance(source, str):
        with open(named(source), "rb") as file:
            return file.read(4096)
    return bytes(source.read(4096))
