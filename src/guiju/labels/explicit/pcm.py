"""WAV: a label put between the samples, which stay as they are (RIFF; EBU Tech 3306 for RF64)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from guiju.labels.carrier import Buffer, Damaged, Splice
from guiju.labels.carriers.riff import Chunk
from guiju.labels.explicit.rhythm import Sound
from guiju.labels.explicit.sizes import Unfit

_PLAIN, _FLOAT, _EXTENSIBLE = 1, 3, 0xFFFE
_FULL: Final = 0xFFFFFFFF
_WIDTHS: Final = {_PLAIN: (8, 16, 24, 32), _FLOAT: (32, 64)}


@dataclass(frozen=True, slots=True)
class Waves:
    """A WAV file: its chunks, where its samples are, and how they are written. ``bits`` are those that a sample
    takes; ``tag`` is 1 for whole numbers and 3 for floating point."""

    all: tuple[Chunk, ...]
    samples: tuple[int, int]
    tag: int
    bits: int
    rate: int
    channels: int

    @property
    def block(self) -> int:
        """Bytes of one sample of every channel."""
        return self.bits // 8 * self.channels

    @property
    def count(self) -> int:
        """How many samples a channel has."""
        return (self.samples[1] - self.samples[0]) // self.block

    def chunk(self, name: bytes) -> Chunk | None:
        """The first chunk of this id."""
        return next((chunk for chunk in self.all if chunk.id == name), None)

    def written(self, sound: Sound) -> bytes:
        """Samples as this file writes them."""
        if self.tag == _FLOAT:
            return bytes(sound.astype(f"<f{self.bits // 8}").tobytes())
        most = 2 ** (self.bits - 1) - 1
        whole = np.clip(np.round(sound.astype(np.float64) * most), -most - 1, most).astype("<i4")
        if self.bits == 8:
            return bytes((whole + 128).astype(np.uint8).tobytes())
        return bytes(np.ascontiguousarray(whole[..., None]).view(np.uint8)[..., : self.bits // 8].tobytes())

    def read(self, data: Buffer, start: int, count: int) -> Sound:
        """Samples of the file from -1 to 1, shape (n, channels)."""
        at = self.samples[0] + start * self.block
        raw = np.frombuffer(data[at : min(at + count * self.block, self.samples[1])], np.uint8)
        one = raw[: len(raw) // self.block * self.block].reshape(-1, self.channels, self.bits // 8)
        if self.tag == _FLOAT:
            told = np.ascontiguousarray(one).view(f"<f{self.bits // 8}")[..., 0]
            return np.asarray(np.nan_to_num(told), np.float32)
        if self.bits == 8:
            return ((one[..., 0].astype(np.float32) - 128) / 128).astype(np.float32)
        wide = np.zeros((*one.shape[:2], 4), np.uint8)
        wide[..., 4 - self.bits // 8 :] = one
        return (wide.view("<i4")[..., 0] / np.float32(2**31)).astype(np.float32)


def waves(data: Buffer) -> Waves | None:
    """The file, where its samples are plain ones; None where they are coded. Raises Unfit for damage."""
    try:
        return _waves(data)
    except Damaged as damage:
        raise Unfit(f"this WAV file is damaged: {damage}; save it anew") from None


def parts(data: Buffer, found: Waves, seconds: float) -> Iterator[Sound]:
    """The samples of the first seconds, a second at a time."""
    for second in range(int(min(seconds, found.count / found.rate)) + 1):
        yield found.read(data, second * found.rate, found.rate)


def inserted(data: Buffer, found: Waves, label: Sound, at: Sequence[int]) -> list[Splice]:
    """What puts a label before each of the samples ``at``, in order. Raises Unfit where the file gets too large."""
    label = label[: len(label) // 2 * 2]  # an even number of bytes leaves the padding as it was
    written = found.written(label)
    splices = [Splice(place, place, written) for place in (found.samples[0] + n * found.block for n in at)]
    for start, size, number in _numbers(data, found, len(label), at):
        splices.append(Splice(start, start + size, number.to_bytes(size, "little")))
    return sorted(splices, key=lambda splice: splice.start)


def _waves(data: Buffer) -> Waves | None:
    if data[:4] not in (b"RIFF", b"RF64") or data[8:12] != b"WAVE":
        return None
    every, samples, form = [], None, b""
    for chunk in _chunks(data):
        every.append(chunk)
        if chunk.id == b"fmt " and not form:
            form = data[chunk.body : min(chunk.end, chunk.body + 40)]
        elif chunk.id == b"data" and samples is None:
            samples = (chunk.body, chunk.end)
    if samples is None or len(form) < 16:
        raise Damaged("there is no fmt chunk, or no data chunk")
    tag, channels, rate, bits = (int.from_bytes(form[a:b], "little") for a, b in ((0, 2), (2, 4), (4, 8), (14, 16)))
    if tag == _EXTENSIBLE and len(form) >= 26:
        tag = int.from_bytes(form[24:26], "little")
    if bits not in _WIDTHS.get(tag, ()) or not channels or not rate:
        return None
    return Waves(tuple(every), samples, tag, bits, rate, channels)


def _chunks(data: Buffer) -> Iterator[Chunk]:
    """The chunks. Samples that were written while they were sent have no size, and go to the end of the file."""
    sizes = {b"data": int.from_bytes(data[28:36], "little")} if data[:4] == b"RF64" and data[12:16] == b"ds64" else {}
    at = 12
    while at + 8 <= len(data):
        name, size = data[at : at + 4], int.from_bytes(data[at + 4 : at + 8], "little")
        if name == b"data" and (size == _FULL or at + 8 + size > len(data)):
            size = min(sizes.get(name, len(data)), len(data) - at - 8)
        if at + 8 + size > len(data):
            return
        yield Chunk(name, at, at + 8, at + 8 + size, min(at + 8 + size + size % 2, len(data)))
        at += 8 + size + size % 2


def _numbers(data: Buffer, found: Waves, size: int, at: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    """Every number in the file that tells of sizes or places, as its byte, its width and what it is now, where
    ``size`` more samples stand before each of ``at``."""
    grown = size * found.block * len(at)
    place = found.samples[0]
    for start in (4, place - 4):
        told = int.from_bytes(data[start : start + 4], "little")
        if told != _FULL:
            now = len(data) - 8 if start == 4 else found.samples[1] - place
            if now + grown >= _FULL:
                raise Unfit("this WAV file has no room for a label below 4 GiB; save it as RF64, W64 or FLAC")
            yield start, 4, now + grown
    wide = found.chunk(b"ds64")
    if wide and data[:4] == b"RF64" and wide.size >= 24:
        for n, more in enumerate((grown, grown, size * len(at))):
            start = wide.body + 8 * n
            yield start, 8, int.from_bytes(data[start : start + 8], "little") + more
    fact = found.chunk(b"fact")
    if fact and fact.size >= 4:
        told = int.from_bytes(data[fact.body : fact.body + 4], "little")
        if told != _FULL:
            yield fact.body, 4, told + size * len(at)
    for start in _places(data, found):
        told = int.from_bytes(data[start : start + 4], "little")
        yield start, 4, min(told + size * sum(1 for n in at if n <= told), _FULL)


def _places(data: Buffer, found: Waves) -> Iterator[int]:
    """The bytes of numbers that are places in the samples: cue points, and the loops of a sampler."""
    for name, head, step, fields in ((b"cue ", 4, 24, (4, 20)), (b"smpl", 36, 24, (8, 12))):
        chunk = found.chunk(name)
        if chunk:
            for at in range(chunk.body + head, chunk.end - step + 1, step):
                yield from (at + field for field in fields)
