"""Profiles in PNG text chunks: EXIF and XMP written out in hexadecimal, as ImageMagick began and exiv2 still does."""

from __future__ import annotations

import binascii
from dataclasses import replace
from typing import Final

from guiju.labels import xmp
from guiju.labels.carrier import Found
from guiju.labels.carriers import exif
from guiju.labels.remark import Remark

_KEYWORD: Final = b"Raw profile type "
_KINDS: Final = (b"exif", b"APP1", b"xmp")
_EXIF: Final = b"Exif\0\0"
_XMP: Final = b"http://ns.adobe.com/xap/1.0/\0"
_ORDERS: Final = (b"II", b"MM")
_LINE: Final = 72
"""Hexadecimal digits in a line."""


def is_profile(keyword: bytes) -> bool:
    """Whether the text of a chunk of this keyword is a profile that may hold labels."""
    return keyword.startswith(_KEYWORD) and keyword[len(_KEYWORD) :] in _KINDS


def labels(text: str, at: int, place: str) -> list[Found]:
    """The labels in a profile, all said to be at byte ``at``, where its chunk has its data. Raises Damaged."""
    _, _, body = _read(text)
    if body[:2] in _ORDERS:
        return [replace(one, at=at) for one in exif.labels(body, at, place)]
    odd = Remark("other_place", at, place)
    return [replace(one, at=at, remarks=(*one.remarks, odd)) for one in xmp.labels(body, at, place)]


def cleared(text: str) -> str:
    """The text of a profile without its labels; the same where it has none. Raises Damaged."""
    name, head, body = _read(text)
    made = exif.cleared(body) if body[:2] in _ORDERS else xmp.unlabelled(body)
    return text if made == body else _written(name, head + made)


def _read(text: str) -> tuple[str, bytes, bytes]:
    """The name of a profile, what stands before its data, and its data: EXIF, XMP or nothing."""
    name, _, digits = [*text.split(None, 2), "", "", ""][:3]
    try:
        raw = binascii.unhexlify("".join(digits.split()))
    except (binascii.Error, ValueError):
        return name, b"", b""
    head = next((head for head in (_EXIF, _XMP) if raw.startswith(head)), b"")
    body = raw[len(head) :]
    known = head or name == "xmp" or body[:2] in _ORDERS
    return name, head, body if known else b""


def _written(name: str, raw: bytes) -> str:
    digits = raw.hex()
    lines = [digits[at : at + _LINE] for at in range(0, len(digits), _LINE)]
    return "\n".join(["", name, f"{len(raw):8}", *lines, ""])
