"""ZIP archives (PKWARE APPNOTE 6.3.10) as documents use them: read within bounds, changed member by member.

Nothing is unpacked but the few small members in which a label may stand, and nothing is written out under a name.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import LARGEST, Buffer, Damaged, Encrypted, Splice
from guiju.labels.carriers.zip_rows import (
    DEFLATED,
    FULL,
    LOCAL_FORM,
    ROW,
    ROW_FORM,
    SIGNATURE,
    STORED,
    UTF8,
    packed,
    placed,
    raw,
    widened,
)
from guiju.labels.remark import Remark

# own number: what a directory without ZIP64 counts; the largest books and workbooks hold some ten thousand members
_MEMBERS: Final = 65_535
# own number: a directory of that many members with long names and fields of their own
_DIRECTORY: Final = 64 << 20
# own number: sheets of zeros shrink to a hundredth; a file that swells further, past what a program holds, is a bomb
_SWELLS, _WHOLE = 200, 1 << 30

_FOLDER: Final = "meta-inf/"
_MANIFEST: Final = "meta-inf/content_credential.c2pa"  # C2PA 2.1, A.5: where a manifest lies in ZIP

_END, _END64, _LOCATOR = b"PK\5\6", b"PK\6\6", b"PK\6\7"
_END_FORM: Final = struct.Struct("<4s4H2IH")
_END64_FORM: Final = struct.Struct("<4sQ2H2I4Q")
_ENCRYPTED, _DESCRIBED, _MASKED = 1, 8, 0x2000


@dataclass(frozen=True, slots=True)
class Member:
    """One member: its name, how it is packed, where its local entry begins, where its packed bytes do, and its row of
    the central directory. ``packed`` and ``size`` count bytes; ``start`` and ``body`` are bytes of the file."""

    name: str
    flags: int
    method: int
    checksum: int
    packed: int
    size: int
    start: int
    body: int
    row: bytes

    @property
    def end(self) -> int:
        """The byte behind its packed bytes."""
        return self.body + self.packed


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that holds together: ``members`` in the directory's order; ``base`` bytes stand before it that its own
    offsets do not count; the directory goes from ``directory`` to ``behind``; the end record begins at ``ending``."""

    data: Buffer
    members: tuple[Member, ...]
    base: int
    directory: int
    behind: int
    ending: int

    def member(self, name: str) -> Member | None:
        """The member of this name; upper and lower case count alike, as in part names of ISO/IEC 29500-2, 6.2.2.3."""
        return next((one for one in self.members if one.name.lower() == name.lower()), None)

    def content(self, member: Member, most: int = LARGEST) -> bytes:
        """What a member holds. Raises Damaged: encrypted, packed in another way than Deflate, too large, or wrong."""
        if member.flags & _ENCRYPTED:
            raise Encrypted(f"{member.name} is encrypted", member.start)
        if member.size > most:
            raise Damaged(f"{member.name} has {member.size} bytes, which is more than is read", member.start)
        found = self.data[member.body : member.end]
        if member.method == DEFLATED:
            found = _inflated(found, member, most)
        elif member.method != STORED:
            raise Damaged(f"{member.name} is packed by method {member.method}", member.start)
        if len(found) != member.size or zlib.crc32(found) != member.checksum:
            raise Damaged(f"{member.name} is not what its checksum says", member.start)
        return found

    def payload(self, without: frozenset[str]) -> Iterator[tuple[int, int]]:
        """Name and packed bytes of each member but those of these names, given in lower case, and a C2PA manifest with
        the folder that it comes in; in the file's order."""
        for one in sorted(self.members, key=lambda one: one.start):
            name = one.name.lower()
            if name not in without and name != _MANIFEST and (name != _FOLDER or one.size):
                yield one.start + LOCAL_FORM.size, one.start + LOCAL_FORM.size + len(raw(one.row))
                yield one.body, one.end

    def splices(self, changed: Mapping[str, bytes]) -> list[Splice]:
        """What gives members these contents: those that are there stay in their place, new ones come last; no other
        member moves but as a whole. Raises Damaged."""
        edits, rows = list[Splice](), list[bytes]()
        fresh = {one.start: packed(one.row, changed[one.name]) for one in self.members if one.name in changed}
        for one in sorted(self.members, key=lambda one: one.start):
            if one.start in fresh:
                edits.append(Splice(one.start, self._behind(one), fresh[one.start].local))
        for one in self.members:
            shift = sum(len(edit.data) - edit.end + edit.start for edit in edits if edit.start < one.start)
            row = fresh[one.start].row if one.start in fresh else one.row
            rows.append(placed(row, one.start - self.base + shift))
        at, new = self.directory + sum(len(edit.data) - edit.end + edit.start for edit in edits), list[bytes]()
        for name in [name for name in changed if not any(one.name == name for one in self.members)]:
            made = packed(b"", changed[name], name)
            rows.append(placed(made.row, at - self.base + sum(map(len, new))))
            new.append(made.local)
        if not edits and not new:
            return []
        directory = at - self.base + sum(map(len, new))
        end = self._end(directory, len(rows), sum(map(len, rows)))
        return [*edits, Splice(self.directory, self.ending + _END_FORM.size, b"".join([*new, *rows, end]))]

    def _behind(self, member: Member) -> int:
        """Where the local entry ends, with the descriptor that may stand behind the packed bytes."""
        if not member.flags & _DESCRIBED:
            return member.end
        for mark in (b"PK\7\x08", b""):
            for form in ("<4sIII", "<4sIQQ"):
                told = struct.pack(form, mark or b"", member.checksum, member.packed, member.size)[4 - len(mark) :]
                if self.data[member.end : member.end + len(told)] == told:
                    return member.end + len(told)
        raise Damaged(f"{member.name} has no data descriptor", member.end)

    def _end(self, directory: int, count: int, size: int) -> bytes:
        """The records behind a directory that begins at this offset of the archive."""
        data, out = self.data, b""
        told = _END_FORM.unpack(data[self.ending : self.ending + _END_FORM.size])
        if self.behind < self.ending:
            wide = bytearray(data[self.behind : self.ending])
            struct.pack_into("<4Q", wide, 24, count, count, size, directory)
            struct.pack_into("<Q", wide, len(wide) - 12, directory + size)
            out = bytes(wide)
        elif count >= 0xFFFF or max(directory, size) >= FULL:
            raise Damaged("with a label the archive would be too large for its directory: write it anew as ZIP64")
        shown = (0xFFFF if told[4] == 0xFFFF and out else min(count, 0xFFFF),) * 2
        sizes = [
            FULL if old == FULL and out else min(new, FULL)
            for old, new in zip(told[5:7], (size, directory), strict=True)
        ]
        return out + _END_FORM.pack(_END, 0, 0, *shown, *sizes, told[7])

    @property
    def end(self) -> int:
        """The byte behind the archive and its comment."""
        size = _END_FORM.size
        return self.ending + size + int.from_bytes(self.data[self.ending + size - 2 : self.ending + size], "little")


def opened(data: Buffer) -> Archive:
    """The archive in a file. Raises Damaged where members overlap, are there twice, or are more than can be real."""
    ending = _ending(data)
    told = _END_FORM.unpack(data[ending : ending + _END_FORM.size])
    behind, (count, size, offset) = ending, (told[4], told[5], told[6])
    if data[max(ending - 20, 0) : ending][:4] == _LOCATOR:
        behind = _wide(data, ending)
        count, size, offset = _END64_FORM.unpack(data[behind : behind + _END64_FORM.size])[7:]
    elif told[1] or told[2] or told[3] != told[4]:
        raise Damaged("the archive is in several parts", ending)
    base = behind - size - offset
    if base < 0 or size > _DIRECTORY:
        raise Damaged("the archive's directory does not lie in the file", ending)
    if count > _MEMBERS:
        raise Damaged(f"the archive has {count} members, which is more than a document has", ending)
    members = tuple(_members(data, behind - size, behind, count, base))
    _checked(members, behind - size)
    return Archive(data, members, base, behind - size, behind, ending)


def names(data: Buffer) -> frozenset[str]:
    """The names of the members, in lower case; of a broken archive those that its first bytes show."""
    if data[:4] != SIGNATURE:
        return frozenset()
    try:
        return frozenset(one.name.lower() for one in opened(data).members)
    except Damaged:
        return frozenset(_shown(data[: 1 << 16]))


def odd(archive: Archive) -> list[Remark]:
    """What is to be said of an archive that holds together."""
    behind = len(archive.data) - archive.end
    return [Remark("trailing", archive.end, f"{behind} bytes")] if behind else []


def _shown(head: bytes) -> Iterator[str]:
    at = head.find(SIGNATURE)
    while at >= 0:
        size = int.from_bytes(head[at + 26 : at + 28], "little")
        yield head[at + 30 : at + 30 + size].decode("latin-1").lower()
        at = head.find(SIGNATURE, at + 4)


def typed(data: Buffer) -> bytes:
    """What the member ``mimetype`` says where it stands first and unpacked; empty where it does not."""
    head = data[:256]
    if head[:4] != SIGNATURE or head[30:38] != b"mimetype" or head[8:10] != b"\0\0":
        return b""
    start = 38 + int.from_bytes(head[28:30], "little")
    size = int.from_bytes(head[22:26], "little")
    return data[start : start + min(size or 100, 100)].split(b"PK")[0]


def _ending(data: Buffer) -> int:
    """Where the end record begins: the last that lies whole in the file."""
    low, at = max(0, len(data) - (1 << 17)), len(data)
    while (at := data.rfind(_END, low, at)) >= 0:
        head = data[at : at + _END_FORM.size]
        if len(head) == _END_FORM.size and at + len(head) + int.from_bytes(head[-2:], "little") <= len(data):
            return at
        at += 3
    raise Damaged("the archive has no directory; it is cut short", len(data))


def _wide(data: Buffer, ending: int) -> int:
    """Where the end record of ZIP64 begins: where the locator says, or just before it."""
    said = int.from_bytes(data[ending - 12 : ending - 4], "little")
    for at in (said, ending - 20 - _END64_FORM.size):
        head = data[at : at + _END64_FORM.size] if 0 <= at < ending - 20 else b""
        if head[:4] == _END64 and len(head) == _END64_FORM.size:
            told = _END64_FORM.unpack(head)
            if at + 12 + told[1] == ending - 20 and told[4] == told[5] == 0 and told[6] == told[7]:
                return at
    raise Damaged("the end record of ZIP64 is not where it is said to be", ending)


def _members(data: Buffer, at: int, behind: int, count: int, base: int) -> Iterator[Member]:
    for _ in range(count):
        head = data[at : at + ROW_FORM.size]
        if len(head) < ROW_FORM.size or head[:4] != ROW:
            raise Damaged("the archive's directory is broken", at)
        told = ROW_FORM.unpack(head)
        end = at + len(head) + told[10] + told[11] + told[12]
        if end > behind:
            raise Damaged("a row of the archive's directory reaches beyond it", at)
        yield _member(data, data[at:end], base)
        at = end
    if at != behind:
        raise Damaged("the archive's directory is longer than its members are many", at)


def _member(data: Buffer, row: bytes, base: int) -> Member:
    told = ROW_FORM.unpack(row[: ROW_FORM.size])
    flags, method, checksum = told[3], told[4], told[7]
    if flags & _MASKED:
        raise Encrypted("the archive's directory is encrypted")
    size, inside, offset = widened(row)
    start = base + offset
    head = data[start : start + LOCAL_FORM.size]
    if len(head) < LOCAL_FORM.size or head[:4] != SIGNATURE:
        raise Damaged("a member is not where the archive's directory says", start)
    local = LOCAL_FORM.unpack(head)
    body = start + len(head) + local[9] + local[10]
    name = raw(row).decode("utf-8" if flags & UTF8 else "cp437", "replace")
    same = data[start + 30 : start + 30 + local[9]] == raw(row) and local[3] == method
    if not same or not (flags & _DESCRIBED or local[7] in (inside, FULL)):
        raise Damaged("a member and the archive's directory differ", start)
    return Member(name, flags, method, checksum, inside, size, start, body, row)


def _checked(members: Sequence[Member], directory: int) -> None:
    """Raises Damaged for what no program that packs documents makes."""
    if len({one.name.lower() for one in members}) < len(members):
        raise Damaged("two members of the archive have one name")
    end = 0
    for one in sorted(members, key=lambda one: one.start):
        if one.start < end or one.end > directory:
            raise Damaged("members of the archive overlap", one.start)
        end = one.end
    swollen, dense = sum(one.size for one in members), sum(one.packed for one in members)
    if swollen > _WHOLE and swollen > dense * _SWELLS:
        raise Damaged(f"the archive swells from {dense} to {swollen} bytes: it is a bomb")


def _inflated(dense: bytes, member: Member, most: int) -> bytes:
    machine = zlib.decompressobj(-zlib.MAX_WBITS)
    try:
        found = machine.decompress(dense, most + 1)
    except zlib.error:
        raise Damaged(f"{member.name} does not unpack", member.body) from None
    if not machine.eof:
        raise Damaged(f"{member.name} does not unpack within {most} bytes", member.body)
    return found
