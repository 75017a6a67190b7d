"""Server-sent events, by bytes: split across reads, in the middle of a character, with any line end."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

DONE: Final = b"[DONE]"
LIMIT: Final = 4 * 1024 * 1024
_SEPARATOR: Final = b"\n\n"
_DATA: Final = b"data: "
_MARK: Final = b"\xef\xbb\xbf"


class Events:
    """Bytes in, the data of whole events out, as the HTML standard reads an event stream."""

    __slots__ = ("_begun", "_rest", "_returned")

    def __init__(self) -> None:
        self._rest = b""
        self._begun = False
        self._returned = False

    def feed(self, data: bytes) -> Sequence[bytes]:
        """The data of every event that these bytes complete. Raises ValueError for an event over LIMIT bytes."""
        if self._returned or b"\r" in data:
            data = self._plain(data)
        if self._rest:
            data = self._rest + data
        if not self._begun:
            if len(data) < len(_MARK) and _MARK.startswith(data):
                self._rest = data
                return ()
            self._begun, data = True, data.removeprefix(_MARK)
        return self._whole(data)

    def _plain(self, data: bytes) -> bytes:
        """The bytes with every line end as LF; a CR LF may be split between two reads."""
        if self._returned:
            data = data.removeprefix(b"\n")
        self._returned = data.endswith(b"\r")
        return data.replace(b"\r\n", b"\n").replace(b"\r", b"\n")

    def _whole(self, data: bytes) -> Sequence[bytes]:
        whole, separator, self._rest = data.rpartition(_SEPARATOR)
        if len(self._rest) > LIMIT:
            raise ValueError("an event of the upstream is larger than the gateway reads")
        if not separator:
            return ()
        return [
            block[6:] if block.startswith(_DATA) and b"\n" not in block else _data(block.split(b"\n"))
            for block in whole.split(_SEPARATOR)
            if block.startswith(_DATA) or _has_data(block)
        ]


def _has_data(block: bytes) -> bool:
    return any(line == b"data" or line.startswith(b"data:") for line in block.split(b"\n"))


def _data(lines: Sequence[bytes]) -> bytes:
    values = (line[5:].removeprefix(b" ") for line in lines if line == b"data" or line.startswith(b"data:"))
    return b"\n".join(values)
