from __future__ import annotations

import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.id3 import MP3
from guiju.labels.carriers.id3_tag import unsyncsafe
from guiju.labels.xmp import labelled
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.sound import decoded, exiftool, ffprobe, sound

WELL = value(FIRST).encode()
TITLE = b"TIT2\0\0\0\6\0\0\0Piece"
OURS = b"TXXX" + (len(WELL) + 6).to_bytes(4, "big") + b"\0\0\0AIGC\0" + WELL


def bare() -> bytes:
    data = sound("mp3", "libmp3lame")
    return data[10 + int.from_bytes(data[6:10], "big") :] if data[:3] == b"ID3" else data


def tag(version: int, body: bytes, flags: int = 0) -> bytes:
    return b"ID3" + bytes((version, 0, flags)) + unsyncsafe(len(body)) + body


def frame(kind: bytes, content: bytes, flags: bytes = b"\0\0", size: int | None = None) -> bytes:
    return kind + (len(content) if size is None else size).to_bytes(4, "big") + flags + content


def unsynchronised(body: bytes) -> bytes:
    return body.replace(b"\xff", b"\xff\0")


def ape(*items: tuple[str, bytes], headed: bool = True) -> bytes:
    body = b"".join(len(v).to_bytes(4, "little") + b"\0\0\0\0" + k.encode() + b"\0" + v for k, v in items)
    rest = (len(body) + 32).to_bytes(4, "little") + len(items).to_bytes(4, "little")
    head = b"APETAGEX\xd0\7\0\0" + rest + (0xA0000000).to_bytes(4, "little") + bytes(8)
    foot = b"APETAGEX\xd0\7\0\0" + rest + (0x80000000 if headed else 0).to_bytes(4, "little") + bytes(8)
    return (head if headed else b"") + body + foot


FILES = {
    "bare": bare(),
    "by ffmpeg": sound("mp3", "libmp3lame", title="Piece", artist="曲"),
    "version 3": tag(3, TITLE + bytes(40)) + bare(),
    "version 3 with room": tag(3, TITLE + bytes(900)) + bare(),
    "version 3, unsynchronised": tag(3, unsynchronised(frame(b"PRIV", b"o\0\xff\xe0\xff\0\xff") + TITLE), 0x80)
    + bare(),
    "version 3, extended": tag(3, b"\0\0\0\6\0\0\0\0\0\0" + TITLE, 0x40) + bare(),
    "version 4, extended": tag(4, b"\0\0\0\6\1\0" + TITLE, 0x40) + bare(),
    "version 4, footer": (t := tag(4, TITLE, 0x10)) + b"3DI" + t[3:10] + bare(),
    "version 2": tag(2, b"TT2\0\0\6\0Piece") + bare(),
    "version 2, compressed": tag(2, b"whatever", 0x40) + bare(),
    "a version to come": tag(5, b"whatever") + bare(),
    "two tags": tag(3, TITLE) + tag(4, TITLE + OURS.replace(b"\0\0\0AIGC", b"\0\0\0AIGC")[:0]) + bare(),
    "tags at the end": bare() + ape(("Artist", b"x")) + b"TAG" + bytes(125),
    "a tag behind": bare() + (t := tag(4, TITLE, 0x10)) + b"3DI" + t[3:10],
}


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str, tmp_path: Path) -> None:
    made = check_laws(MP3(), FILES[name])
    assert decoded(made, "mp3") == decoded(FILES[name], "mp3")
    if b"Piece" in FILES[name]:
        assert made.count(b"Piece") == FILES[name].count(b"Piece")


def test_aac_in_adts() -> None:
    data = sound("adts", "aac")
    made = check_laws(MP3(), data, "a.aac")
    assert decoded(made, "aac") == decoded(data, "aac")
    check_hostile(MP3(), made, "a.aac", rounds=60)


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(MP3(), check_laws(MP3(), FILES[name]), "a.mp3", rounds=60)


@pytest.mark.parametrize("name", ["bare", "by ffmpeg", "version 2", "version 3, unsynchronised", "version 4, extended"])
def test_others_show_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.mp3"
    path.write_bytes(check_laws(MP3(), FILES[name]))
    assert ffprobe(path)["AIGC"] == WELL.decode()
    assert WELL.decode() in str(exiftool(path)["ID3:UserDefinedText"])


@given(st.binary(max_size=80), st.booleans(), st.integers(0, 700))
@settings(max_examples=40, deadline=None)
def test_other_frames_stay_byte_for_byte(content: bytes, spread: bool, room: int) -> None:
    other = frame(b"GEOB", b"\0" + content)
    body = unsynchronised(other) if spread else other
    made = check_laws(MP3(), tag(3, body + bytes(room), 0x80 if spread else 0) + bare())
    assert body in made


def test_padding_is_used() -> None:
    data = FILES["version 3 with room"]
    assert len(check_laws(MP3(), data)) == len(data)


def test_a_tag_that_holds_nothing_else_goes_from_behind() -> None:
    behind = tag(4, frame(b"TXXX", b"\3AIGC\0" + WELL, size=int.from_bytes(unsyncsafe(len(WELL) + 6), "big")), 0x10)
    data = bare() + behind + b"3DI" + behind[3:10]
    assert examine(data).verdict == "compliant"
    assert b"3DI" not in check_laws(MP3(), data)


def test_sizes_of_version_3_in_version_4_are_put_right() -> None:
    long = frame(b"TIT2", b"\3" + b"x" * 200)
    made = check_laws(MP3(), tag(4, long + TITLE) + bare())
    assert b"TIT2" + unsyncsafe(201) in made


CASES = {
    "well": (tag(3, OURS), "compliant", None),
    "wrapped": (tag(3, frame(b"TXXX", b'\0AIGC\0{"AIGC":' + WELL + b"}")), "compliant", None),
    "utf-16": (tag(3, frame(b"TXXX", b"\1" + ("AIGC\0\ufeff" + WELL.decode()).encode("utf-16"))), "compliant", None),
    "version 2": (tag(2, b"TXX" + (len(WELL) + 6).to_bytes(3, "big") + b"\0AIGC\0" + WELL), "compliant", None),
    "lower case": (tag(3, frame(b"TXXX", b"\0aigc\0" + WELL)), "compliant", "other_place"),
    "comment": (tag(3, frame(b"COMM", b"\0eng\0" + b'{"AIGC":' + WELL + b"}")), "compliant", "other_place"),
    "comment named": (tag(3, frame(b"COMM", b"\0engAIGC\0" + WELL)), "compliant", "other_place"),
    "compressed": (
        tag(3, frame(b"TXXX", b"\0\0\1\0" + zlib.compress(b"\0AIGC\0" + WELL), b"\0\x80")), "compliant", None,
    ),
    "in a packet": (
        tag(3, TITLE + frame(b"PRIV", b"XMP\0" + labelled(b"", WELL.decode()))), "compliant", "other_place",
    ),
    "in a packet too": (
        tag(3, OURS + frame(b"PRIV", b"XMP\0" + labelled(b"", WELL.decode()))), "noncompliant", "duplicate",
    ),
    "cut off": (tag(3, frame(b"TXXX", b"\0AIGC\0" + WELL[:-20])), "noncompliant", "half_written"),
    "twice": (tag(3, OURS + OURS), "noncompliant", "duplicate"),
    "in two tags": (tag(3, OURS) + tag(3, OURS), "noncompliant", "duplicate"),
    "nothing in it": (tag(3, frame(b"TXXX", b"\0AIGC\0")), "inconclusive", "empty"),
    "of a tool": (tag(3, frame(b"TXXX", b"\0AIGC_TOOL\0x")), "none", None),
    "words about it": (tag(3, frame(b"COMM", b"\0eng\0AIGC is a word")), "none", None),
    "frame too long": (tag(3, frame(b"TXXX", b"\0AIGC\0" + WELL, size=90_000)), "inconclusive", "damaged"),
    "half": (b"ID3\3\0\0\0\0\x7f\x7f" + OURS, "inconclusive", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    front, verdict, code = CASES[name]
    seen = examine(front + bare(), "a.mp3")
    assert (seen.verdict, seen.carrier) == (verdict, "mp3"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Damaged):
            MP3().splices(front + bare(), value(SECOND))
    else:
        check_laws(MP3(), front + bare())


@pytest.mark.parametrize("headed", [True, False])
def test_a_label_in_apev2_is_read_and_goes(headed: bool) -> None:
    data = bare() + ape(("Artist", b"x"), ("AIGC", WELL), headed=headed)
    seen = examine(data, "a.mp3")
    assert seen.verdict == "compliant" and "other_place" in {remark.code for remark in seen.remarks}
    made = check_laws(MP3(), data)
    assert made.endswith(ape(("Artist", b"x"), headed=headed))
    assert b"APETAGEX" not in check_laws(MP3(), bare() + ape(("AIGC", WELL), headed=headed))


@pytest.mark.parametrize(
    "data", [b"", b"ID3", b"\xff\xfe<\0h\0t\0m\0l\0>\0", b"\xff\xd8\xff\xe0" + bytes(40), b"ID3 tags are a thing"]
)
def test_other_files_are_not_taken(data: bytes) -> None:
    assert not MP3().knows(data, "a.txt")
