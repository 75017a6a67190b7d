"""Small films and sounds, made by PyAV, and what programs of others read in files."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import subprocess
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pytest

av: Any = pytest.importorskip("av", reason="PyAV is not installed")


def film(
    form: str,
    *,
    video: str = "mpeg4",
    audio: str = "aac",
    options: Mapping[str, str] | None = None,
    tags: Mapping[str, str] | None = None,
    frames: int = 4,
    live: bool = False,
) -> bytes:
    """A file of this format with a few frames; ``live`` as it is written to where nobody can go back."""
    with tempfile.TemporaryDirectory() as folder:
        out = _Pipe() if live else str(Path(folder, "film"))
        _written(out, form, video, audio, dict(options or {}), dict(tags or {}), frames)
        return out.getvalue() if isinstance(out, _Pipe) else Path(out).read_bytes()


def _written(
    out: object, form: str, video: str, audio: str, options: dict[str, str], tags: dict[str, str], frames: int
) -> None:
    with av.open(out, "w", format=form, options=options) as box:
        box.metadata.update(tags)
        if video:
            picture = box.add_stream(video, rate=5)
            picture.width, picture.height, picture.pix_fmt = 48, 32, "yuv420p"
        if audio:
            sound = box.add_stream(audio, rate=48000 if audio == "libopus" else 44100, layout="mono")
        for number in range(frames):
            if video:
                grey = np.full((32, 48, 3), 20 + 20 * number, np.uint8)
                box.mux(picture.encode(av.VideoFrame.from_ndarray(grey, "rgb24")))
            if audio:
                tone = np.sin(np.arange(2048) / 9).astype(np.float32)[None] / 3
                frame = av.AudioFrame.from_ndarray(tone, "fltp", "mono")
                frame.sample_rate, frame.pts = sound.rate, number * 2048
                for part in av.AudioResampler(sound.format.name, "mono", sound.rate).resample(frame):
                    box.mux(sound.encode(part))
        for stream in box.streams:
            box.mux(stream.encode(None))


class _Pipe(io.RawIOBase):
    """A file that is only written on."""

    def __init__(self) -> None:
        self._parts: list[bytes] = []

    def write(self, data: Any) -> int:
        self._parts.append(bytes(data))
        return len(data)

    def writable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return False

    def getvalue(self) -> bytes:
        return b"".join(self._parts)


def streams(data: bytes) -> list[tuple[int, int | None, int | None, str]]:
    """Every packet of a file, as FFmpeg takes it apart: stream, times, digest; and the digest of every frame."""
    with av.open(io.BytesIO(data)) as box:
        packets = [
            (packet.stream_index, packet.pts, packet.dts, hashlib.sha256(bytes(packet)).hexdigest())
            for packet in box.demux()
        ]
    with av.open(io.BytesIO(data)) as box:
        shown = [stream.index for stream in box.streams if stream.type in ("video", "audio")]
        frames = [
            (99, frame.pts, None, hashlib.sha256(frame.to_ndarray().tobytes()).hexdigest())
            for frame in box.decode(*shown)
        ]
    assert packets and frames
    return [*packets, *frames]


def sought(data: bytes) -> list[int | None]:
    """The times met when every second half second is sought for."""
    found: list[int | None] = []
    with av.open(io.BytesIO(data)) as box:
        for place in range(0, 800_000, 200_000):
            box.seek(place, any_frame=False)
            found.append(next(packet.pts for packet in box.demux()))
    return found


def program(name: str) -> str:
    """The program of this name; the test is skipped where there is none."""
    found = shutil.which(name)
    if not found:
        pytest.skip(f"{name} is not installed")
    return found


def ffprobe(path: Path) -> dict[str, str]:
    """The tags of a file, as ffprobe shows them."""
    command = [program("ffprobe"), "-v", "error", "-show_format", "-of", "json", str(path)]
    found = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    tags: dict[str, str] = found["format"].get("tags", {})
    return tags


def exiftool(path: Path) -> dict[str, str]:
    """The properties of a file, as ExifTool shows them, with their groups: ``Keys:AIGC``."""
    command = [program("exiftool"), "-json", "-G1", str(path)]
    (found,) = json.loads(subprocess.run(command, capture_output=True, check=True).stdout)
    assert not any("Warning" in name or "Error" in name for name in found), found
    return {name: value if isinstance(value, str) else json.dumps(value) for name, value in found.items()}


def mediainfo(path: Path) -> str:
    """What MediaInfo says of a file."""
    command = [program("mediainfo"), str(path)]
    return subprocess.run(command, capture_output=True, check=True, text=True).stdout
