"""Changes of what a file holds that leave it a good file of its kind, its manifest untouched."""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Mapping

import av
import numpy as np
import pikepdf
from PIL import Image

from bench.manifest_files import picture


def chunks(data: bytes) -> list[tuple[bytes, int, int]]:
    """Type, start and end of each chunk of a PNG."""
    found, at = [], 8
    while at < len(data):
        end = at + 12 + int.from_bytes(data[at : at + 4], "big")
        found.append((data[at + 4 : at + 8], at, end))
        at = end
    return found


def pixels(data: bytes) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.asarray(Image.open(io.BytesIO(data)).convert("RGB"))


def png(data: bytes) -> bytes:
    """One pixel, compressed anew."""
    (at,) = [(start, end) for kind, start, end in chunks(data) if kind == b"IDAT"]
    rows = bytearray(zlib.decompress(data[at[0] + 8 : at[1] - 4]))
    rows[-1] ^= 0xFF
    packed = zlib.compress(bytes(rows))
    body = b"IDAT" + packed
    made = len(packed).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big")
    return data[: at[0]] + made + data[at[1] :]


def flipped(data: bytes, start: int, end: int) -> bytes:
    """The first byte of a span whose change leaves a picture that is read, and is another."""
    before = pixels(data)
    for at in range(start, end):
        made = data[:at] + bytes([data[at] ^ 4]) + data[at + 1 :]
        try:
            after = pixels(made)
        except (OSError, SyntaxError, ValueError):
            continue
        if after.shape == before.shape and (after != before).any():
            return made
    raise AssertionError("no byte of the picture could be changed")


def jpeg(data: bytes) -> bytes:
    scan = data.index(b"\xff\xda") + 300
    return flipped(data, scan, scan + 200)


def webp(data: bytes) -> bytes:
    at = data.index(b"VP8 ") + 1500
    return flipped(data, at, at + 200)


def gif(data: bytes) -> bytes:
    end = len(data) - 400
    return flipped(data, end, end + 200)


def tiff(data: bytes) -> bytes:
    raw = picture().tobytes()
    at = data.index(raw) + len(raw) // 2
    return flipped(data, at, at + 1)


def iso(data: bytes) -> bytes:
    """A byte of the media data, about its middle; what holds a sound is decoded to another."""
    at = data.index(b"mdat")
    size = int.from_bytes(data[at - 4 : at], "big")
    middle = at + size // 2
    return data[:middle] + bytes([data[middle] ^ 0x55]) + data[middle + 1 :]


def avi(data: bytes) -> bytes:
    at = data.index(b"movi") + 5000
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def sound(data: bytes) -> bytes:
    at = len(data) * 3 // 4
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def wav(data: bytes) -> bytes:
    at = data.index(b"data") + 1000
    return data[:at] + bytes([data[at] ^ 0x55]) + data[at + 1 :]


def pdf(data: bytes) -> bytes:
    made = data.replace(b"10 10 50 50 re", b"90 10 50 50 re")
    (before,), (after,) = (
        [page.Contents.read_bytes() for page in pikepdf.open(io.BytesIO(one)).pages] for one in (data, made)
    )
    assert before != after
    return made


def svg(data: bytes) -> bytes:
    return data.replace(b'width="5"', b'width="9"')


def member(name: str, old: bytes, new: bytes) -> Callable[[bytes], bytes]:
    """Words in a stored member, and its checksum in both places."""

    def changed(data: bytes) -> bytes:
        made = bytearray(data.replace(old, new))
        assert len(made) == len(data) and made != data
        for signature, crc, named in ((b"PK\3\4", 14, 30), (b"PK\1\2", 16, 46)):
            at = -1
            while (at := made.find(signature, at + 1)) >= 0:
                if made[at + named : at + named + len(name)] == name.encode():
                    size = int.from_bytes(made[at + crc + 4 : at + crc + 8], "little")
                    if signature == b"PK\3\4":
                        extra = int.from_bytes(made[at + 28 : at + 30], "little")
                        start = at + named + len(name) + extra
                        check = zlib.crc32(made[start : start + size])
                    made[at + crc : at + crc + 4] = check.to_bytes(4, "little")
        return bytes(made)

    return changed


def frames(data: bytes) -> list[bytes]:
    """What is shown or heard."""
    with av.open(io.BytesIO(data)) as file:
        return [frame.to_ndarray().tobytes() for frame in file.decode(file.streams[0])]


CHANGES: Mapping[str, Callable[[bytes], bytes]] = {
    "a.png": png, "a.jpg": jpeg, "a.webp": webp, "a.gif": gif, "a.tiff": tiff, "a.avif": iso, "a.heic": iso,
    "a.svg": svg, "a.mp4": iso, "a.mov": iso, "a.avi": avi, "a.m4a": iso, "a.mp3": sound, "a.wav": wav,
    "a.flac": sound, "a.pdf": pdf,
    "a.docx": member("word/document.xml", b"Hello", b"Jello"),
    "a.xlsx": member("xl/worksheets/sheet2.xml", b"Hello", b"Jello"),
    "a.pptx": member("ppt/presentation.xml", b"10000", b"20000"),
    "a.epub": member("p.xhtml", b"Hello", b"Jello"),
}  # fmt: skip
