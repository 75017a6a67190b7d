from __future__ import annotations

import io
import struct
import wave
from pathlib import Path

import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.riff import written
from guiju.labels.carriers.wav import WAV
from guiju.labels.xmp import labelled
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.sound import decoded, exiftool, ffprobe, run, sound
from tests.labels.carriers.test_id3 import OURS, TITLE, tag

WELL = value(FIRST).encode()
FMT = struct.pack("<4sIHHIIHH", b"fmt ", 16, 1, 1, 8000, 16000, 2, 16)
SOUND = struct.pack("<800h", *(n * 40 % 9000 for n in range(800)))
INFO = b"INFO" + written(b"INAM", b"Piece\0")


def wav(*before: bytes, after: bytes = b"", sound_: bytes = written(b"data", SOUND)) -> bytes:
    return written(b"RIFF", b"WAVE" + FMT + b"".join(before) + sound_ + after)


def long(kind: bytes, *before: bytes) -> bytes:
    rest = b"".join(before) + b"data\xff\xff\xff\xff" + SOUND
    size = 4 + 36 + len(FMT) + len(rest)
    ds64 = written(b"ds64", struct.pack("<QQQI", size, len(SOUND), 800, 0))
    return kind + b"\xff\xff\xff\xffWAVE" + ds64 + FMT + rest


FILES = {
    "plain": wav(),
    "by ffmpeg": sound("wav", "pcm_s16le", title="曲"),
    "float": sound("wav", "pcm_f32le"),
    "a list before": wav(written(b"LIST", INFO)),
    "a list behind": wav(after=written(b"LIST", INFO + written(b"AIGC", WELL))),
    "a list of nothing else": wav(after=written(b"LIST", b"INFO" + written(b"AIGC", WELL + b"\0"))),
    "a tag behind": wav(after=written(b"id3 ", tag(3, TITLE + OURS)) + written(b"iXML", b"<a/>")),
    "a packet behind": wav(after=written(b"_PMX", labelled(b"", WELL.decode()))),
    "an odd number of bytes": wav(sound_=written(b"data", SOUND[:-1])),
    "no padding at the end": b"RIFF"
    + struct.pack("<I", 1635)
    + b"WAVE"
    + FMT
    + b"data"
    + struct.pack("<I", 1599)
    + SOUND[:-1],
    "something behind": wav() + b"something",
    "RF64": long(b"RF64"),
    "BW64": long(b"BW64", written(b"axml", b"<x/>")),
    "from a pipe": b"RIFF\xff\xff\xff\xffWAVE" + FMT + b"data\xff\xff\xff\xff" + SOUND,
    "labelled behind": wav(after=written(b"AIGC", WELL)),
}


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str) -> None:
    made = check_laws(WAV(), FILES[name])
    assert decoded(made, "wav") == decoded(FILES[name], "wav")
    assert made.index(b"AIGC") < made.index(b"data")


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(WAV(), check_laws(WAV(), FILES[name]), rounds=60)


@pytest.mark.parametrize("name", ["plain", "by ffmpeg", "a list before", "an odd number of bytes", "RF64"])
def test_others_still_read_the_sound(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.wav"
    path.write_bytes(check_laws(WAV(), FILES[name]))
    ffprobe(path)
    assert "Error" not in str(exiftool(path)) and "Warning" not in str(exiftool(path))
    assert run("mediainfo", str(path)).returncode == 0
    if name != "RF64":
        assert run("sox", str(path), "-n", "stat").returncode == 0


@pytest.mark.parametrize("name", ["plain", "a list before"])
def test_pythons_own_reader_finds_the_sound(name: str) -> None:
    with wave.open(io.BytesIO(check_laws(WAV(), FILES[name]))) as opened:
        assert opened.readframes(9999) == SOUND


def test_the_size_of_the_whole_is_told() -> None:
    made = check_laws(WAV(), FILES["plain"])
    assert int.from_bytes(made[4:8], "little") == len(made) - 8
    made = check_laws(WAV(), FILES["RF64"])
    assert int.from_bytes(made[20:28], "little") == len(made) - 8


CASES = {
    "well": (wav(written(b"AIGC", WELL)), "compliant", None),
    "with a nought": (wav(written(b"AIGC", WELL + b"\0")), "compliant", None),
    "wrapped": (wav(written(b"AIGC", b'{"AIGC":' + WELL + b"}")), "compliant", None),
    "in a list": (wav(written(b"LIST", INFO + written(b"AIGC", WELL))), "compliant", "other_place"),
    "in a comment": (
        wav(written(b"LIST", INFO + written(b"ICMT", b'{"AIGC":' + WELL + b"}"))), "compliant", "other_place",
    ),
    "in a tag": (FILES["a tag behind"], "compliant", "other_place"),
    "in a packet": (FILES["a packet behind"], "compliant", "other_place"),
    "twice": (wav(written(b"AIGC", WELL), written(b"AIGC", WELL)), "noncompliant", "duplicate"),
    "different": (
        wav(written(b"AIGC", WELL), written(b"AIGC", value(SECOND).encode())), "noncompliant", "disagree",
    ),
    "empty": (wav(written(b"AIGC", b"")), "inconclusive", "empty"),
    "cut off": (wav(written(b"AIGC", WELL[:40])), "noncompliant", "half_written"),
    "none": (wav(written(b"LIST", INFO)), "none", None),
    "something behind": (wav() + b"something", "none", "trailing"),
    "no end": (wav()[:-20], "inconclusive", "damaged"),
    "a chunk too long": (wav(b"AIGC\xff\xff\0\0" + WELL), "inconclusive", "damaged"),
    "ds64 missing": (b"RF64\xff\xff\xff\xffWAVE" + FMT, "inconclusive", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data)
    assert (seen.verdict, seen.carrier) == (verdict, "wav"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Damaged):
            WAV().splices(data, WELL.decode())
    else:
        check_laws(WAV(), data)
