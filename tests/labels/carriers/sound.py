"""Sound and moving pictures made for the tests, what they decode to, and what other programs say of them."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
from functools import cache
from pathlib import Path
from typing import Any

import av
import numpy as np
import pytest

RATE = 48_000


@cache
def sound(container: str, codec: str, seconds: float = 0.5, **tags: str) -> bytes:
    """A tone of a codec in a container, stereo."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        stream: Any = made.add_stream(codec, rate=RATE)
        stream.layout = "stereo"
        made.metadata.update(tags)
        step = stream.codec_context.frame_size or 1024
        for start in range(0, int(RATE * seconds), step):
            times = np.arange(start, start + step) / RATE
            wave = np.repeat(np.sin(times * 2765) * 0.5, 2)
            frame: Any = av.AudioFrame.from_ndarray(
                (wave * 32767).astype(np.int16)[None], format="s16", layout="stereo"
            )
            frame.sample_rate, frame.pts = RATE, start
            resampled = av.AudioResampler(format=stream.format, layout="stereo", rate=RATE).resample(frame)
            for one in resampled:
                made.mux(stream.encode(one))
        made.mux(stream.encode(None))
    return out.getvalue()


@cache
def moving(container: str, codec: str = "mpeg4", frames: int = 12, audio: str = "") -> bytes:
    """Moving pictures of 64 by 48, with a tone where ``audio`` names a codec."""
    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        stream: Any = made.add_stream(codec, rate=12)
        stream.width, stream.height, stream.pix_fmt = 64, 48, "yuv420p"
        heard: Any = made.add_stream(audio, rate=RATE, layout="stereo") if audio else None
        for n in range(frames):
            picture = np.full((48, 64, 3), n * 20 % 256, np.uint8)
            made.mux(stream.encode(av.VideoFrame.from_ndarray(picture, format="rgb24")))
        made.mux(stream.encode(None))
        if heard:
            wave = np.zeros((1, 2 * (heard.codec_context.frame_size or 1024)), np.int16)
            frame: Any = av.AudioFrame.from_ndarray(wave, format="s16", layout="stereo")
            frame.sample_rate, frame.pts = RATE, 0
            for one in av.AudioResampler(format=heard.format, layout="stereo", rate=RATE).resample(frame):
                made.mux(heard.encode(one))
            made.mux(heard.encode(None))
    return out.getvalue()


@cache
def recorded(*arguments: str, picture: bool = False) -> bytes:
    """A tone, with moving pictures where asked, as the program FFmpeg writes it with codecs that PyAV lacks."""
    shown = ["-f", "lavfi", "-i", "testsrc=size=64x48:rate=12:duration=0.5"] if picture else []
    heard = ["-f", "lavfi", "-i", "sine=sample_rate=48000:duration=0.5"]
    done = run("ffmpeg", "-v", "error", *heard, *shown, *arguments, "-")
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout


def decoded(data: bytes, container: str | None = None) -> str:
    """A digest of every decoded frame of every stream; a packet that does not decode counts as itself."""
    found = hashlib.sha256()
    with av.open(io.BytesIO(data), format=container) as opened:
        for packet in opened.demux():
            try:
                for frame in packet.decode():
                    if isinstance(frame, av.AudioFrame | av.VideoFrame):
                        found.update(frame.to_ndarray().tobytes())
            except av.error.InvalidDataError:
                found.update(bytes(packet))
    return found.hexdigest()


def exiftool(path: Path) -> dict[str, Any]:
    """What exiftool reads in a file, by tag."""
    told = _told("exiftool", "-json", "-G0", "-a", str(path))
    rows = json.loads(told)
    return dict(rows[0])


def ffprobe(path: Path) -> dict[str, str]:
    """The tags that ffprobe shows, those of the container before those of streams."""
    told = json.loads(_told("ffprobe", "-v", "error", "-of", "json", "-show_format", "-show_streams", str(path)))
    tags = dict[str, str]()
    for part in [*told.get("streams", ()), told.get("format", {})]:
        tags.update(part.get("tags", {}))
    return tags


def run(program: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Another program on a file; the test is skipped where it is not installed."""
    if not shutil.which(program):
        pytest.skip(f"{program} is not installed")
    return subprocess.run([program, *arguments], capture_output=True, check=False, timeout=60)


def _told(program: str, *arguments: str) -> bytes:
    done = run(program, *arguments)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout
