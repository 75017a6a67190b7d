from __future__ import annotations

import re
import struct
from pathlib import Path

import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.avi import AVI
from guiju.labels.carriers.riff import Chunk, chunks, inside, written
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws
from tests.labels.carriers.sound import decoded, exiftool, ffprobe, moving, run

WELL = value(FIRST).encode()


def parts(data: bytes) -> dict[bytes, bytes]:
    """The chunks of the first segment by id, or by what they list."""
    form = next(chunks(data, 0, len(data)))
    return {_name(data, one): data[one.start : one.after] for one in inside(data, form)}


def _name(data: bytes, one: Chunk) -> bytes:
    return data[one.body : one.body + 4] if one.id == b"LIST" else one.id


def avi(*names: bytes, last: bytes = b"", index: bytes = b"", headers: bytes = b"", behind: bytes = b"") -> bytes:
    """A file of some chunks of one that FFmpeg wrote, its index telling places from the list of pictures."""
    every = parts(moving("avi"))
    every[b"idx1"] = index or every[b"idx1"]
    every[b"hdrl"] = headers or every[b"hdrl"]
    return written(b"RIFF", b"AVI " + b"".join(every.get(name, name) for name in names) + last) + behind


def absolute() -> bytes:
    """An index that tells places from the beginning of the file."""
    index = bytearray(parts(moving("avi"))[b"idx1"])
    size = len(parts(moving("avi"))[b"hdrl"])
    for at in range(8, len(index) - 15, 16):
        index[at + 8 : at + 12] = struct.pack("<I", struct.unpack("<I", index[at + 8 : at + 12])[0] + 12 + size + 8)
    return bytes(index)


def told() -> bytes:
    """Headers with a super-index, as OpenDML has it, of nothing."""
    old = parts(moving("avi"))[b"hdrl"]
    body, at = old[12:], old.index(b"strf") - 12
    size = struct.unpack("<I", body[at + 4 : at + 8])[0]
    index = written(b"indx", struct.pack("<HBBI4s", 4, 0, 0, 0, b"00dc") + bytes(12))
    end = at + 8 + size + size % 2
    stream = body.index(b"LIST")
    grown = struct.pack("<I", struct.unpack("<I", body[stream + 4 : stream + 8])[0] + len(index))
    body = body[: stream + 4] + grown + body[stream + 8 : end] + index + body[end:]
    return written(b"LIST", b"hdrl" + body)


INFO = written(b"LIST", b"INFO" + written(b"ISFT", b"them\0"))
WITH = written(b"LIST", b"INFO" + written(b"ISFT", b"them\0") + written(b"AIGC", WELL + b"\0"))
FILES = {
    "by ffmpeg": moving("avi"),
    "with sound": moving("avi", audio="libmp3lame"),
    "no filler": avi(b"hdrl", INFO, b"movi", b"idx1"),
    "nothing but what must be": avi(b"hdrl", b"movi"),
    "an index of places in the file": avi(b"hdrl", b"movi", b"idx1", index=absolute()),
    "with a super-index": avi(b"hdrl", INFO, b"movi", b"idx1", headers=told()),
    "labelled, with a super-index": avi(b"hdrl", WITH, b"movi", b"idx1", headers=told()),
    "labelled behind": avi(b"hdrl", b"movi", b"idx1", last=WITH),
    "in both": avi(b"hdrl", WITH, b"movi", b"idx1", last=WITH),
    "filler that is just enough": avi(b"hdrl", written(b"JUNK", bytes(len(WITH) - len(INFO) - 8)), INFO, b"movi"),
    "two segments": avi(b"hdrl", b"movi", headers=told(), behind=written(b"RIFF", b"AVIX" + written(b"LIST", b"movi"))),
    "two segments, a label in each": avi(
        b"hdrl", b"movi", last=WITH, headers=told(),
        behind=written(b"RIFF", b"AVIX" + written(b"LIST", b"movi") + WITH),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str) -> None:
    made = check_laws(AVI(), FILES[name])
    assert decoded(made, "avi") == decoded(FILES[name], "avi")


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(AVI(), check_laws(AVI(), FILES[name]), rounds=60)


@pytest.mark.parametrize("name", [name for name in FILES if not re.search("super-index|segments", name)])
def test_ffprobe_shows_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.avi"
    path.write_bytes(check_laws(AVI(), FILES[name]))
    assert ffprobe(path)["AIGC"] == WELL.decode()
    assert "Error" not in str(exiftool(path))
    assert run("mediainfo", str(path)).returncode == 0


def test_filler_gives_way() -> None:
    data = FILES["by ffmpeg"]
    made = check_laws(AVI(), data)
    assert len(made) == len(data) and made.index(b"AIGC") < made.index(b"movi")


@pytest.mark.parametrize("name", ["with a super-index", "an index of places in the file", "two segments", "in both"])
def test_nothing_moves_that_an_index_tells(name: str) -> None:
    data = FILES[name]
    if name != "in both":
        assert check_laws(AVI(), data).index(b"movi") == data.index(b"movi")


CASES = {
    "well": (avi(b"hdrl", WITH, b"movi"), "compliant", None),
    "behind": (avi(b"hdrl", b"movi", last=WITH), "compliant", None),
    "in a comment": (
        avi(b"hdrl", written(b"LIST", b"INFO" + written(b"ICMT", b'{"AIGC":' + WELL + b"}")), b"movi"),
        "compliant", "other_place",
    ),
    "twice": (FILES["in both"], "noncompliant", "duplicate"),
    "cut off": (avi(b"hdrl", WITH.replace(b'""}', b'""_'), b"movi"), "noncompliant", None),
    "none": (avi(b"hdrl", INFO, b"movi"), "none", None),
    "something behind": (avi(b"hdrl", b"movi") + b"something", "none", "trailing"),
    "no end": (avi(b"hdrl", b"movi")[:-20], "inconclusive", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data)
    assert (seen.verdict, seen.carrier) == (verdict, "avi"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Damaged):
            AVI().splices(data, WELL.decode())
    else:
        check_laws(AVI(), data)
