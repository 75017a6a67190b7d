"""The font of the notices as PDF holds it: the letters of one notice, the rest blanked (ISO 32000-2, 9.7, 9.9; CFF,
Adobe technical note 5176)."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Final

FONT: Final = Path(__file__).parents[2] / "data" / "label.otf"
_ENDS: Final = b"\x0e"  # endchar: a glyph of nothing
_CHARSET, _GLYPHS = 15, 17
_NAME: Final = "GUIJUA+GuijuLabel-Bold"


class Unwritten(ValueError):
    """Words with a character that the font of the labels does not hold, and which."""


@dataclass(frozen=True, slots=True)
class Letter:
    """A letter in the font: its glyph, the number that PDF calls it by, and its width in thousandths."""

    glyph: int
    number: int
    width: int


class Font:
    """The font that ships: where its tables lie, and the letters it holds."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        count = struct.unpack_from(">H", data, 4)[0]
        rows = (struct.unpack_from(">4s3I", data, 12 + 16 * n) for n in range(count))
        self.tables = {name: data[at : at + size] for name, _, at, size in rows}
        self.cff = self.tables[b"CFF "]

    def letters(self, words: str) -> list[Letter]:
        """The letters of words. Raises Unwritten."""
        if strange := [char for char in dict.fromkeys(words) if ord(char) not in self._characters]:
            raise Unwritten(f"the font of the labels has no {' '.join(strange)}: say it in other words")
        return [self._letter(self._characters[ord(char)]) for char in words]

    def cut(self, letters: list[Letter]) -> bytes:
        """The outlines with all but these letters blanked, so that they pack small; nothing else moves."""
        kept, out = {0, *(one.glyph for one in letters)}, bytearray(self.cff)
        for glyph, (start, end) in enumerate(self._outlines):
            if glyph not in kept:
                out[start:end] = _ENDS + bytes(end - start - 1)
        return bytes(out)

    def _letter(self, glyph: int) -> Letter:
        metrics, known = self.tables[b"hmtx"], struct.unpack_from(">H", self.tables[b"hhea"], 34)[0]
        return Letter(glyph, self._numbers[glyph], struct.unpack_from(">H", metrics, 4 * min(glyph, known - 1))[0])

    @cached_property
    def _characters(self) -> dict[int, int]:
        """Code point → glyph, of the table of Unicode (format 4)."""
        table = self.tables[b"cmap"]
        count = struct.unpack_from(">H", table, 2)[0]
        places = [struct.unpack_from(">2HI", table, 4 + 8 * n)[2] for n in range(count)]
        at = next(at for at in places if struct.unpack_from(">H", table, at)[0] == 4)
        size = struct.unpack_from(">H", table, at + 6)[0] // 2
        ends, starts, steps, ranges = (at + 14, at + 16 + 2 * size, at + 16 + 4 * size, at + 16 + 6 * size)
        found = dict[int, int]()
        for n in range(size):
            end, start, step, places_at = (
                struct.unpack_from(">H", table, part + 2 * n)[0] for part in (ends, starts, steps, ranges)
            )
            for char in range(start, min(end, 0xFFFE) + 1):
                glyph = char
                if places_at:
                    glyph = struct.unpack_from(">H", table, ranges + 2 * n + places_at + 2 * (char - start))[0]
                if glyph or not places_at:
                    found[char] = (glyph + step) & 0xFFFF
        return {char: glyph for char, glyph in found.items() if glyph}

    @cached_property
    def _top(self) -> dict[int, int]:
        """The last operand of each entry of the font's dictionary."""
        _, at = _index(self.cff, self.cff[2])
        ((start, end), *_), _ = _index(self.cff, at)
        return dict(_entries(self.cff[start:end]))

    @cached_property
    def _outlines(self) -> list[tuple[int, int]]:
        """Where the outline of each glyph begins and ends."""
        return _index(self.cff, self._top[_GLYPHS])[0]

    @cached_property
    def _numbers(self) -> list[int]:
        """Glyph → its number (charset, formats 0 to 2)."""
        data, at, count = self.cff, self._top[_CHARSET], len(self._outlines)
        form, at, found = data[at], at + 1, [0]
        while len(found) < count:
            first = struct.unpack_from(">H", data, at)[0]
            left = 0 if form == 0 else data[at + 2] if form == 1 else struct.unpack_from(">H", data, at + 2)[0]
            found += range(first, first + left + 1)
            at += (2, 3, 4)[form]
        return found[:count]


def objects(font: Font, words: str, first: int) -> dict[int, bytes]:
    """The objects of PDF that are the font for these words: five, numbered from ``first``, the font itself first."""
    letters = font.letters(words)
    pairs = sorted({(one.number, char, one.width) for one, char in zip(letters, words, strict=True)})
    widths = b" ".join(b"%d [%d]" % (number, width) for number, _, width in pairs)
    outlines, table = zlib.compress(font.cut(letters), 9), zlib.compress(_unicode(pairs), 9)
    name = _NAME.encode()
    return {
        first: b"<</Type /Font /Subtype /Type0 /BaseFont /%s /Encoding /Identity-H /DescendantFonts [%d 0 R] "
        b"/ToUnicode %d 0 R>>" % (name, first + 1, first + 4),
        first + 1: b"<</Type /Font /Subtype /CIDFontType0 /BaseFont /%s /CIDSystemInfo <</Registry (Adobe) /Ordering "
        b"(Identity) /Supplement 0>> /FontDescriptor %d 0 R /DW 1000 /W [%s]>>" % (name, first + 2, widths),
        first
        + 2: b"<</Type /FontDescriptor /FontName /%s /Flags 4 /FontBBox [-54 -284 1018 924] /ItalicAngle 0 /Ascent "
        b"880 /Descent -120 /CapHeight 733 /StemV 140 /FontFile3 %d 0 R>>" % (name, first + 3),
        first + 3: _stream(outlines, b"/Subtype /CIDFontType0C /Filter /FlateDecode"),
        first + 4: _stream(table, b"/Filter /FlateDecode"),
    }


def _stream(content: bytes, about: bytes) -> bytes:
    return b"<<%s /Length %d>>\nstream\n%s\nendstream" % (about, len(content), content)


def _unicode(pairs: list[tuple[int, str, int]]) -> bytes:
    """Which characters the numbers stand for (9.10.3)."""
    rows = b"".join(b"<%04x> <%s>\n" % (number, char.encode("utf-16-be").hex().encode()) for number, char, _ in pairs)
    return (
        b"/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n/CIDSystemInfo <</Registry (Adobe) /Ordering "
        b"(UCS) /Supplement 0>> def\n/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n1 begincodespacerange\n"
        b"<0000> <ffff>\nendcodespacerange\n%d beginbfchar\n%sendbfchar\nendcmap\nCMapName currentdict /CMap "
        b"defineresource pop\nend\nend\n" % (len(pairs), rows)
    )


def _index(data: bytes, at: int) -> tuple[list[tuple[int, int]], int]:
    """Where the objects of an INDEX begin and end, and the byte behind it."""
    count = struct.unpack_from(">H", data, at)[0]
    if not count:
        return [], at + 2
    wide, table = data[at + 2], at + 3
    base = table + wide * (count + 1) - 1
    ends = [base + int.from_bytes(data[table + wide * n : table + wide * (n + 1)], "big") for n in range(count + 1)]
    return list(pairwise(ends)), ends[-1]


def _entries(data: bytes) -> Iterator[tuple[int, int]]:
    """Operator and last operand of each entry of a DICT whose operand is an integer."""
    at, last = 0, 0
    while at < len(data):
        byte = data[at]
        if byte <= 21:
            yield (byte if byte != 12 else 0x0C00 + data[at + 1]), last
            at += 1 if byte != 12 else 2
        elif byte == 30:  # a real number, to the nibble that ends it
            while data[at + 1] & 15 != 15 and data[at + 1] >> 4 != 15:
                at += 1
            at += 2
        else:
            size, last = _integer(data, at)
            at += size


def _integer(data: bytes, at: int) -> tuple[int, int]:
    byte = data[at]
    if byte == 28:
        return 3, int(struct.unpack_from(">h", data, at + 1)[0])
    if byte == 29:
        return 5, int(struct.unpack_from(">i", data, at + 1)[0])
    if byte <= 246:
        return 1, byte - 139
    sign, start = (1, 247) if byte <= 250 else (-1, 251)
    return 2, sign * ((byte - start) * 256 + data[at + 1] + 108)
