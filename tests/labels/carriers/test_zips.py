from __future__ import annotations

import io
import struct
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.carrier import LARGEST, Damaged
from guiju.labels.carriers import zips
from guiju.labels.splices import digest, spliced
from tests.labels.carriers.documents import members, packed

NAMES = st.text(st.characters(exclude_categories=("Cs", "Cc"), exclude_characters="/\\"), min_size=1, max_size=12)


@given(
    st.dictionaries(NAMES, st.binary(max_size=400), min_size=1, max_size=6),
    st.dictionaries(NAMES, st.binary(max_size=400), max_size=3),
    st.binary(max_size=9),
    st.booleans(),
)
@settings(max_examples=80, deadline=None)
def test_members_change_and_the_others_stay(
    old: dict[str, bytes], new: dict[str, bytes], comment: bytes, stored: bool
) -> None:
    if len({name.lower() for name in {*old, *new}}) < len({*old, *new}) or b"PK" in comment:
        return
    data = packed(old, tuple(old) if stored else (), comment)
    archive = zips.opened(data)
    made = spliced(data, archive.splices(new))
    assert members(made) == {**old, **new}
    again = zips.opened(made)
    for one in archive.members:
        other = again.member(one.name)
        assert other and (one.name in new or made[other.start : other.end] == data[one.start : one.end])
        assert again.content(other) == {**old, **new}[one.name]
    assert zipfile.ZipFile(io.BytesIO(made)).comment == comment


def streamed(contents: dict[str, bytes]) -> bytes:
    """An archive written where nobody can go back: sizes stand behind the data."""

    class Pipe(io.RawIOBase):
        def __init__(self) -> None:
            self.held = bytearray()

        def writable(self) -> bool:
            return True

        def write(self, data: object) -> int:
            self.held += bytes(data)  # type: ignore[call-overload]
            return len(bytes(data))  # type: ignore[call-overload]

    out = Pipe()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:  # type: ignore[type-var]
        for name, content in contents.items():
            archive.writestr(name, content)
    return bytes(out.held)


def wide(contents: dict[str, bytes]) -> bytes:
    """The same with every number in its field of ZIP64."""
    out, rows = b"", b""
    for name, content in contents.items():
        crc, size, at = zlib.crc32(content), len(content), len(out)
        extra = struct.pack("<HHQQ", 1, 16, size, size)
        out += struct.pack("<4s5H3I2H", b"PK\3\4", 45, 0, 0, 0, 33, crc, 2**32 - 1, 2**32 - 1, len(name), len(extra))
        out += name.encode() + extra + content
        extra = struct.pack("<HHQQQ", 1, 24, size, size, at)
        rows += struct.pack(
            "<4s6H3I5H2I", b"PK\1\2", 45, 45, 0, 0, 0, 33, crc, 2**32 - 1, 2**32 - 1, len(name), len(extra), 0, 0, 0, 0,
            2**32 - 1,
        )  # fmt: skip
        rows += name.encode() + extra
    count, start = len(contents), len(out)
    out += rows + struct.pack("<4sQ2H2I4Q", b"PK\6\6", 44, 45, 45, 0, 0, count, count, len(rows), start)
    out += struct.pack("<4sIQI", b"PK\6\7", 0, start + len(rows), 1)
    return out + struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 0xFFFF, 0xFFFF, 2**32 - 1, 2**32 - 1, 0)


HELD = {"a": b"one" * 30, "b": b"two" * 30, "c": b"three"}
WELL = {
    "streamed": lambda: streamed(HELD),
    "wide": lambda: wide(HELD),
    "before it something": lambda: b"#!/bin/sh\n" * 9 + packed(HELD),
    "behind it something": lambda: packed(HELD) + b"more",
    "comment": lambda: packed(HELD, comment=b"said"),
    "stored": lambda: packed(HELD, tuple(HELD)),
    "a folder": lambda: packed({**HELD, "f/": b""}),
    "a member of nothing": lambda: packed({**HELD, "n": b""}),
    "names of elsewhere": lambda: packed({**HELD, "../../x": b"1", "好": b"2"}),
}


@pytest.mark.parametrize("name", WELL)
def test_well_formed(name: str) -> None:
    data = WELL[name]()
    held = members(data)
    archive = zips.opened(data)
    made = spliced(data, archive.splices({"b": b"new" * 50, "z": b"last"}))
    assert members(made) == {**held, "b": b"new" * 50, "z": b"last"}
    assert spliced(made, zips.opened(made).splices({"b": held["b"]})).find(b"new") == -1
    assert len(list(zips.opened(made).payload(frozenset("bz")))) == 2 * (len(held) - 1)


def patched(data: bytes, where: bytes, at: int, new: bytes, last: bool = True) -> bytes:
    place = (data.rfind(where) if last else data.find(where)) + at
    return data[:place] + new + data[place + len(new) :]


FLAT = packed(HELD, tuple(HELD))
BROKEN = {
    "nothing": b"",
    "no directory": packed(HELD)[:-40],
    "only an end": b"PK\5\6" + b"\0" * 17,
    "an end that counts more": patched(FLAT, b"PK\5\6", 8, b"\x09\0\x09\0"),
    "of several parts": patched(FLAT, b"PK\5\6", 4, b"\1\0"),
    "directory out of the file": patched(FLAT, b"PK\5\6", 12, b"\xff\xff\xff\x7f"),
    "a row that is none": patched(FLAT, b"PK\1\2", 0, b"XX"),
    "a row too long": patched(FLAT, b"PK\1\2", 28, b"\xff\xff"),
    "a member elsewhere": patched(FLAT, b"PK\1\2", 42, b"\7\0\0\0"),
    "another name": patched(FLAT, b"PK\3\4", 30, b"x"),
    "another method": patched(FLAT, b"PK\3\4", 8, b"\x08\0"),
    "another size": patched(FLAT, b"PK\3\4", 18, b"\1\0\0\0"),
    "beyond the directory": patched(patched(FLAT, b"PK\1\2", 20, b"\0\1\0\0"), b"PK\3\4", 18, b"\0\1\0\0"),
    "twice one place": patched(FLAT, b"PK\1\2", 42, FLAT[FLAT.find(b"PK\1\2") + 42 :][:4]),
    "a masked directory": patched(FLAT, b"PK\1\2", 8, b"\0\x20"),
    "wide without a field": patched(FLAT, b"PK\1\2", 42, b"\xff\xff\xff\xff"),
    "wide without a record": patched(wide(HELD), b"PK\6\6", 0, b"XX"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    with pytest.raises(Damaged):
        zips.opened(BROKEN[name])


def test_names_that_stand_twice_are_refused() -> None:
    with pytest.raises(Damaged, match="one name"):
        zips.opened(packed({"a": b"", "A": b""}))


def test_members_on_top_of_each_other_are_refused() -> None:
    inner = packed({"b": b"x"}, ("b",))
    data = packed({"a": inner}, ("a",))
    rows = data[data.rfind(b"PK\1\2") :]
    row = inner[inner.find(b"PK\1\2") : inner.find(b"PK\5\6")]
    bomb = data[: data.rfind(b"PK\1\2")] + rows[:47] + row[:42] + (31).to_bytes(4, "little") + row[46:]
    size = 47 + len(row)
    bomb += struct.pack("<4s4H2IH", b"PK\5\6", 0, 0, 2, 2, size, data.rfind(b"PK\1\2"), 0)
    with pytest.raises(Damaged, match="overlap"):
        zips.opened(bomb)


def test_a_bomb_is_refused_without_being_lit() -> None:
    data = packed({"a": b"\0" * 1000})
    swollen = (2_000_000_000).to_bytes(4, "little")
    bomb = patched(patched(data, b"PK\1\2", 24, swollen), b"PK\3\4", 22, swollen)
    with pytest.raises(Damaged, match="bomb"):
        zips.opened(bomb)


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (packed({"a": b"\0" * (LARGEST + 1)}), "more than is read"),
        (patched(packed({"a": b"\0" * (LARGEST + 9)}), b"PK\1\2", 24, b"\1\0\0\0"), "unpack within"),
        (patched(patched(FLAT, b"PK\1\2", 8, b"\1\0", False), b"PK\3\4", 6, b"\1\0", False), "encrypted"),
        (patched(FLAT, b"one", 0, b"0"), "checksum"),
        (patched(patched(FLAT, b"PK\1\2", 10, b"\x0e\0", False), b"PK\3\4", 8, b"\x0e\0", False), "method 14"),
        (patched(patched(FLAT, b"PK\1\2", 10, b"\x08\0", False), b"PK\3\4", 8, b"\x08\0", False), "unpack"),
    ],
)
def test_a_member_that_cannot_be_read_says_why(data: bytes, why: str) -> None:
    archive = zips.opened(data)
    with pytest.raises(Damaged, match=why):
        archive.content(archive.members[0])


def test_a_missing_descriptor_is_damage() -> None:
    data = streamed(HELD)
    broken = data.replace(b"PK\7\x08", b"PK\7\x09")
    with pytest.raises(Damaged, match="descriptor"):
        zips.opened(broken).splices({"a": b"x"})


def test_names_of_a_broken_archive_are_those_at_its_head() -> None:
    assert zips.names(packed(HELD)) == {"a", "b", "c"} == zips.names(FLAT[: FLAT.find(b"PK\1\2")])
    assert zips.names(b"nothing") == frozenset()


def test_the_type_is_told_by_the_first_member() -> None:
    assert zips.typed(packed({"mimetype": b"a/b", "x": b"1"})) == b"a/b"
    assert zips.typed(packed({"mimetype": b"a/b" * 90}, stored=())) == zips.typed(b"mimetype") == b""


def test_a_manifest_of_c2pa_is_no_content() -> None:
    manifest = {"META-INF/": b"", "META-INF/content_credential.c2pa": b"claims"}
    with_one, without = (zips.opened(packed(held)) for held in ({**HELD, **manifest}, HELD))
    seen = [digest(archive.data, archive.payload(frozenset())) for archive in (with_one, without)]
    assert seen[0] == seen[1]
    for other in ({"META-INF/": b"words"}, {"META-INF/other.c2pa": b""}):
        archive = zips.opened(packed({**HELD, **other}))
        assert digest(archive.data, archive.payload(frozenset())) != seen[0]
