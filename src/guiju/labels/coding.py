"""How the characters of a text file are coded, told from its first bytes, and its two ends read so."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer

_LOOKED_AT: Final = 1 << 16  # own number: bytes at either end; what a text is shows in its first pages
_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_CONTROL: Final = re.compile("[\0-\x07\x0b\x0e-\x1a\x1c-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Coded:
    """A text: the codec, the bytes of its byte order mark, its beginning and its end as characters, and whether the
    beginning is all of it."""

    codec: str
    mark: int
    head: str
    tail: str
    whole: bool

    @property
    def newline(self) -> str:
        """How its lines end."""
        return "\r\n" if "\r\n" in self.head else "\n"

    def size(self, text: str) -> int:
        """Bytes of some of its characters."""
        return len(text.encode(self.codec))


def coded(data: Buffer) -> Coded | None:
    """The text that a file is; None for one that is none: with noughts and other control characters, or in neither of
    UTF-8, UTF-16 with its mark, and GB18030."""
    first = data[:_LOOKED_AT]
    mark, codec = next(((sign, name) for sign, name in _MARKS if first.startswith(sign)), (b"", ""))
    whole = len(data) <= _LOOKED_AT
    for name in (codec,) if codec else ("utf-8", "gb18030"):
        try:
            head = codecs.getincrementaldecoder(name)().decode(first[len(mark) :], final=whole)
        except UnicodeDecodeError:
            continue
        if _CONTROL.search(head):
            return None
        return Coded(name, len(mark), head, head if whole else _tail(data, name), whole)
    return None


def _tail(data: Buffer, codec: str) -> str:
    """The last characters from the beginning of a line, so that none is read from its middle."""
    wide = codec.startswith("utf-16")
    start = len(data) - _LOOKED_AT
    text = data[start + (start % 2 if wide else 0) :].decode(codec, "replace")
    return text.partition("\n")[2]
