"""What a manifest must leave as it was: the label, the content, and the signatures of either.

The library that writes manifests moves what lies in a file, and does not always get it right: an item of a HEIC file
whose base is nought and whose offset is not is pushed twice as far as it should be (met in c2pa 0.91), and the picture
is gone while the manifest holds. A PDF it writes anew as a whole, an SVG gets a namespace declared in its first tag:
their content is taken on trust where the label does not sign it.
"""

from __future__ import annotations

import zipfile
from pathlib import Path

from guiju.core.label import Label
from guiju.labels.carrier import Buffer, Carrier, Damaged, Scan
from guiju.labels.carriers import carrier_of
from guiju.labels.examining import understood
from guiju.labels.signing.code import is_code
from guiju.labels.splices import digest, opened

_PDF = "application/pdf"
_REWRITTEN = frozenset((_PDF, "image/svg+xml"))
_SIGNED = b"/ByteRange"
_MANIFEST = ("META-INF/", "META-INF/content_credential.c2pa")


def harm(path: Path, plain: Path, made: Path, kind: str, label: Label) -> str:
    """What the manifest in ``made`` did to the file ``path``, empty where nothing; ``plain`` is the same file with its
    members uncompressed, where it is a zip container. Files of no known format are not looked at. Raises OSError."""
    with opened(path) as before, opened(plain) as given, opened(made) as after:
        carrier = carrier_of(before, path.name)
        if carrier is None:
            return ""
        if _labels(carrier.scan(given)) != _labels(carrier.scan(after)):
            return f"its label would not be read from the {carrier.name} file any more"
        if (is_code(label.reserved_code1) or is_code(label.reserved_code2)) and not _same(carrier, before, after):
            packed = "; write its members uncompressed before the label is signed" if plain != path else ""
            return f"the signature in its label would not hold any more{packed}"
        if given[:2] == b"PK":
            return "" if _members(plain) == _members(made) else "its members would be others"
        return "" if kind in _REWRITTEN or _same(carrier, given, after) else "its content would be another"


def disagrees(path: Path, label: Label) -> bool:
    """Whether a file of a known format holds labels, and not this one alone. Raises OSError."""
    with opened(path) as data:
        carrier = carrier_of(data, path.name)
        scan = carrier.scan(data) if carrier else Scan()
        reading = understood(scan)
        return bool(scan.found) and (reading.label if reading else None) != label


def is_signed(path: Path, kind: str) -> bool:
    """Whether a file is a PDF with a digital signature of its own, which binds every byte. Raises OSError."""
    with opened(path) as data:
        return kind == _PDF and data.find(_SIGNED) >= 0


def _labels(scan: Scan) -> tuple[list[str], bool]:
    return [found.text for found in scan.found], any(remark.code == "damaged" for remark in scan.remarks)


def _same(carrier: Carrier, before: Buffer, after: Buffer) -> bool:
    try:
        return digest(before, carrier.payload(before)) == digest(after, carrier.payload(after))
    except Damaged:
        return False


def _members(path: Path) -> list[tuple[str, int, int]]:
    """Name, size and checksum of the members but the manifest."""
    with zipfile.ZipFile(path) as file:
        members = [(member.filename, member.file_size, member.CRC) for member in file.infolist()]
    return [member for member in members if member[0] not in _MANIFEST]
