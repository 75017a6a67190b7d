"""MP3 and ADTS: a label of the same codec put between frames, which stay as they are (ISO/IEC 11172-3; 13818-7)."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from guiju.labels.carrier import Buffer, Splice
from guiju.labels.carriers.mpeg import frame

_ADTS_RATES: Final = (96000, 88200, 64000, 48000, 44100, 32000, 24000, 22050, 16000, 12000, 11025, 8000, 7350)
_MP3_RATES: Final = (44100, 48000, 32000)
_ZEROS: Final = 4096  # own number: some encoders leave empty bytes behind a tag
_LAME: Final = 120


@dataclass(frozen=True, slots=True)
class Frames:
    """A file of frames: the byte of each, the first one that holds no sound but tells of the file left out, the end of
    the last, and where that first one (Xing's or LAME's) is, empty where there is none."""

    starts: Sequence[int]
    end: int
    told: tuple[int, int] | None
    rate: int
    channels: int

    @property
    def length(self) -> float:
        """Bytes of a frame, on average."""
        return (self.end - self.starts[0]) / len(self.starts)


def frames(data: Buffer, at: int) -> Frames | None:
    """The frames from a byte on; None where there are none, or not all of one rate, layer and number of channels."""
    gap = data[at : at + _ZEROS]
    at += len(gap) - len(gap.lstrip(b"\0"))
    starts = array("Q")
    like = _like(data, at)
    first = at
    while size := frame(data, at):
        if _like(data, at) != like or at + size > len(data):
            break
        starts.append(at)
        at += size
    form = _form(data[first : first + 4])
    if not starts or form is None:
        return None
    told = _told(data, first, starts[1] if len(starts) > 1 else at)
    kept = starts[1:] if told else starts
    return Frames(kept, at, told, *form) if kept else None


def laid(data: Buffer, found: Frames, label: Sequence[bytes], at: Sequence[int]) -> list[list[bytes]]:
    """What is put before each of the frames whose numbers are ``at``: the label, and for MP3 silent frames with the
    bytes of the frames before, from which the one behind takes its beginning."""
    return [[*label, *_carrying(data, found, number)] for number in at]


def inserted(data: Buffer, found: Frames, put: Sequence[Sequence[bytes]], at: Sequence[int]) -> list[Splice]:
    """What puts frames before each of the frames whose numbers are ``at``, in order; what the file's first frame tells
    of it is told anew."""
    places = [found.starts[n] if n < len(found.starts) else found.end for n in at]
    splices = [Splice(place, place, b"".join(one)) for place, one in zip(places, put, strict=True)]
    if found.told:
        start, end = found.told
        splices.insert(0, Splice(start, end, _retold(data, found, put, at)))
    return splices


def _carrying(data: Buffer, found: Frames, number: int) -> list[bytes]:
    """Frames that sound of nothing and hold the main data of those before a frame of layer III, as far back as it
    reaches (ISO/IEC 11172-3, 2.4.2.7: main_data_begin)."""
    if number >= len(found.starts) or data[found.starts[0] + 1] & 0xF6 == 0xF0:
        return []
    reach, made = _reach(data, found.starts[number]), list[bytes]()
    while reach > 0 and number - len(made) > 0:
        start, end = found.starts[number - len(made) - 1], found.starts[number - len(made)]
        main = data[_side(data, start) : end]
        # Without a checksum, which would be of another side information
        head = bytes((data[start], data[start + 1] | 1, data[start + 2], data[start + 3]))
        made.append(head + bytes(end - start - 4 - len(main)) + main)
        reach -= len(main)
    return made[::-1]


def _reach(data: Buffer, start: int) -> int:
    """How many bytes before it the data of a frame of layer III begins."""
    at = start + (4 if data[start + 1] & 1 else 6)
    return data[at] << 1 | data[at + 1] >> 7 if data[start + 1] & 8 else data[at]


def _side(data: Buffer, start: int) -> int:
    """Where the main data of a frame of layer III begins: behind its head, its checksum and its side information."""
    return _tag(data, start) + (0 if data[start + 1] & 1 else 2)


def adts(packet: bytes, head: bytes) -> bytes:
    """A frame of AAC behind a head like another's, without a checksum."""
    size = len(packet) + 7
    return (
        bytes(
            (0xFF, head[1] | 1, head[2], head[3] & 0xFC | size >> 11, size >> 3 & 0xFF, size << 5 & 0xE0 | 0x1F, 0xFC)
        )
        + packet
    )


def _like(data: Buffer, at: int) -> Any:
    """What all frames of one stream share: version, layer, rate, and whether there is one channel or two."""
    head = data[at : at + 4]
    if len(head) < 4 or head[1] & 0xF6 == 0xF0:
        return head[:1], head[1:2], head[2:3], head[3:4] and head[3] & 0xC0
    return head[1] & 0xFE, head[2] & 0x0C, head[3] >> 6 == 3


def _form(head: bytes) -> tuple[int, int] | None:
    """Rate and channels, of layer III and ADTS alone."""
    if len(head) < 4:
        return None
    if head[1] & 0xF6 == 0xF0:
        rate, channels = head[2] >> 2 & 15, (head[2] & 1) << 2 | head[3] >> 6
        return (_ADTS_RATES[rate], channels) if rate < len(_ADTS_RATES) and 0 < channels < 7 else None
    if head[1] >> 1 & 3 != 1 or head[2] >> 2 & 3 == 3:
        return None
    return _MP3_RATES[head[2] >> 2 & 3] >> {3: 0, 2: 1, 0: 2}[head[1] >> 3 & 3], 1 if head[3] >> 6 == 3 else 2


def _told(data: Buffer, start: int, end: int) -> tuple[int, int] | None:
    at = _tag(data, start)
    return (start, end) if data[at : at + 4] in (b"Xing", b"Info") or data[start + 36 : start + 40] == b"VBRI" else None


def _tag(data: Buffer, start: int) -> int:
    """Where the Xing tag of a frame of layer III is: behind its head and side information."""
    head = data[start : start + 4]
    low, mono = head[1] & 8 == 0, head[3] >> 6 == 3
    return start + 4 + {(False, False): 32, (False, True): 17, (True, False): 17, (True, True): 9}[low, mono]


def _retold(data: Buffer, found: Frames, put: Sequence[Sequence[bytes]], at: Sequence[int]) -> bytes:
    """The frame that tells of the file, told anew: how many frames, how many bytes, and where each hundredth is."""
    start, end = found.told or (0, 0)
    made = bytearray(data[start:end])
    tag = _tag(data, start) - start
    if bytes(made[tag : tag + 4]) not in (b"Xing", b"Info"):
        return b""  # VBRI: a table of sizes of the frames as they were; decoders do without
    flags, here = int.from_bytes(made[tag + 4 : tag + 8], "big"), tag + 8
    sizes = [b - a for a, b in zip(found.starts, [*found.starts[1:], found.end], strict=True)]
    for n, label in reversed(list(zip(at, put, strict=True))):
        sizes[n:n] = [len(one) for one in label]
    total = sum(sizes) + end - start
    for flag, number in ((1, len(sizes)), (2, total)):
        if flags & flag:
            made[here : here + 4] = number.to_bytes(4, "big")
            here += 4
    if flags & 4:
        made[here : here + 100] = _contents(sizes, end - start, total)
    if flags & 15 == 15 and len(made) >= tag + _LAME + 36:
        lame = tag + _LAME
        made[lame + 28 : lame + 32] = min(total, 0xFFFFFFFF).to_bytes(4, "big")
        made[lame + 34 : lame + 36] = _checksum(bytes(made[: lame + 34])).to_bytes(2, "big")
    return bytes(made)


def _contents(sizes: Sequence[int], head: int, total: int) -> bytes:
    """For each hundredth of the time, the 256th of the bytes at which it begins."""
    table, here, n = bytearray(), head, 0
    for hundredth in range(100):
        while n < hundredth * len(sizes) // 100:
            here += sizes[n]
            n += 1
        table.append(min(255, here * 256 // total))
    return bytes(table)


def _checksum(data: bytes) -> int:
    """CRC-16 as LAME's tag has it: polynomial 0x8005, reflected, from 0."""
    crc = 0
    for byte in data:
        crc ^= byte
        for _ in range(8):
            crc = crc >> 1 ^ (0xA001 if crc & 1 else 0)
    return crc
