"""Tiny films of every kind, made with PyAV, and what is read of them."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np

Shot = tuple[int, str]


@dataclass(frozen=True)
class Made:
    """How a film is made."""

    name: str
    codec: str
    sound: str = ""
    size: tuple[int, int] = (160, 96)
    form: str = "yuv420p"
    seconds: float = 4.0
    rate: int = 12
    group: int = 10
    between: int = 0
    options: tuple[tuple[str, str], ...] = ()
    turned: int = 0
    aspect: Fraction | None = None
    times: Callable[[int], int] | None = None
    muxing: tuple[tuple[str, str], ...] = ()
    transfer: int = 0
    opening: int = 0


def pictures(size: tuple[int, int], count: int) -> list[Any]:
    """Frames on which something moves: a slope of grey, a square, a stripe of colour."""
    width, height = size
    found = []
    for n in range(count):
        image = np.zeros((height, width, 3), np.uint8)
        image[..., 0] = np.linspace(40, 200, width)[None, :]
        image[..., 1] = np.linspace(60, 160, height)[:, None]
        image[..., 2] = (n * 9) % 256
        at = (n * 3) % max(1, width - 8)
        image[2:10, at : at + 8] = (250, 40, 40)
        found.append(av.VideoFrame.from_ndarray(image, "rgb24"))
    return found


def film(folder: Path, made: Made) -> Path:
    """Writes a film, its sound beside it."""
    path = folder / made.name
    with av.open(str(path), "w", options=dict(made.muxing)) as out:
        out.metadata["title"] = "Guiju"
        stream = out.add_stream(made.codec, made.rate, options=dict(made.options))
        stream.width, stream.height, stream.pix_fmt = *made.size, made.form
        context = stream.codec_context
        context.gop_size, context.max_b_frames = made.group, made.between
        if made.aspect:
            context.sample_aspect_ratio = made.aspect
        if made.transfer:
            context.color_trc, context.color_primaries = made.transfer, 9
        if made.codec.startswith("libvpx"):
            context.options = {"deadline": "realtime", "cpu-used": "8", **dict(made.options)}
        if made.turned:
            stream.set_display_rotation(made.turned)
        sound = out.add_stream(made.sound, 48000, layout="mono") if made.sound else None
        for n, frame in enumerate(pictures(made.size, round(made.seconds * made.rate))):
            frame.pts = made.times(n) if made.times else n
            frame.time_base = Fraction(1, made.rate)
            out.mux(stream.encode(frame.reformat(format=made.form)))
        out.mux(stream.encode(None))
        if sound:
            tone = np.sin(np.arange(round(48000 * made.seconds)) / 20).astype(np.float32)[None] * np.float32(0.2)
            whole = av.AudioFrame.from_ndarray(tone, "fltp", "mono")
            whole.sample_rate = 48000
            changed = av.AudioResampler(sound.format, "mono", 48000, sound.frame_size or None)
            for one in [*changed.resample(whole), *changed.resample(None)]:
                out.mux(sound.encode(one))
            out.mux([packet for packet in sound.encode(None) if packet.size])
    return path


def shots(path: Path) -> list[Shot]:
    """Every picture of a film, as the milliseconds at which it is shown and a digest of its planes."""
    with av.open(str(path)) as read:
        stream = next(one for one in read.streams.video if not int(one.disposition) & 0x400)
        found = []
        for packet in read.demux(stream):
            for frame in packet.decode():
                at = frame.pts if frame.pts is not None else frame.dts
                found.append((round(at * stream.time_base * 1000), digest(frame)))
    return found


def digest(frame: Any) -> str:
    """The pixels of a frame."""
    return hashlib.sha256(np.ascontiguousarray(frame.to_ndarray()).tobytes()).hexdigest()[:16]


def bodies(path: Path, kinds: Sequence[str]) -> list[tuple[int, bytes]]:
    """Packets of the streams of some kinds: the number of the stream, and their bytes."""
    with av.open(str(path)) as read:
        return [(p.stream.index, bytes(p)) for p in read.demux() if p.size and p.stream.type in kinds]


def picture(path: Path, second: float) -> np.ndarray[Any, np.dtype[np.uint8]]:
    """The picture that is shown at a second, as it is stored."""
    with av.open(str(path)) as read:
        last = None
        for frame in read.decode(video=0):
            if last is not None and frame.time > second + 1e-6:
                break
            last = frame
        assert last is not None
        return last.to_ndarray(format="rgb24")
