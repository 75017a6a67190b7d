"""Stamping: the invisible mark put into pictures as they are labelled, and looked for, with the key in a file."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Carrier
from guiju.labels.carriers import carrier_of
from guiju.labels.marks import Stamp, Unmarkable, number_of, read_file
from guiju.labels.remark import Remark
from guiju.labels.splices import opened

_WITHOUT: Final = frozenset(("gif", "svg"))
"""Formats of pictures that hold no mark: few colours, or no pixels."""


@dataclass(frozen=True, slots=True)
class Stamps:
    """Marks pictures with the secret key in a file, as ``guiju label key FILE --algorithm mark`` makes it."""

    key: Path

    def __call__(self, source: Path, target: Path, carrier: Carrier, number: str) -> bool:
        """Writes the picture with the mark of a content's number; false for what holds none. Raises ValueError for a
        key that is none and a picture that is too small or has no room for it; Missing; OSError."""
        secret = _secret(self.key)
        return _holds(carrier) and Stamp(secret)(source, target, carrier, number)


def mark_reader(key: Path) -> Callable[[Path], bool]:
    """What says whether a file is a picture with a mark of the key in a file, in a crop and at another size too. It
    raises Missing and OSError. Raises ValueError for a key that is none; OSError."""
    secret = _secret(key)

    def marked(path: Path) -> bool:
        with opened(path) as data:
            carrier = carrier_of(data, path.name)
        if carrier is None or not _holds(carrier):
            return False
        try:
            return read_file(path.read_bytes(), secret, thorough=True) is not None
        except Unmarkable:
            return False

    return marked


def mark_remark(path: Path, name: str, key: Path, number: str) -> Remark | None:
    """What to say of the invisible mark of a picture whose label has a number; None for what holds no mark. Raises
    ValueError for a key that is none; Missing; OSError."""
    secret = _secret(key)
    with opened(path) as data:
        carrier = carrier_of(data, name)
    if carrier is None or not _holds(carrier):
        return None
    try:
        found = read_file(path.read_bytes(), secret, thorough=True)
    except Unmarkable:
        found = None
    if found is None:
        return Remark("mark_not_found")
    own = bool(number) and found.number == number_of(number, secret)
    return Remark("mark_of_this") if own else Remark("mark_of_other", None, f"{found.number:012x}")


def _holds(carrier: Carrier) -> bool:
    return carrier.kind is Kind.IMAGE and carrier.name not in _WITHOUT


def _secret(path: Path) -> bytes:
    """The key in a file of hexadecimal digits. Raises ValueError, OSError."""
    try:
        return bytes.fromhex(path.read_text("ascii"))
    except ValueError:
        raise ValueError(
            f"{path}: is no key of invisible marks; make one with `guiju label key FILE --algorithm mark`"
        ) from None
