from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.ogg import OGG, OGV
from guiju.labels.carriers.ogg_pages import crc, pages, renumbered
from guiju.labels.splices import spliced
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.sound import decoded, exiftool, ffprobe, recorded, run

WELL = value(FIRST)
if not shutil.which("ffmpeg"):
    pytest.skip("ffmpeg is not installed", allow_module_level=True)


def summed(data: bytes) -> bool:
    """Whether each page has its own checksum."""
    return all(
        crc(data[page.start : page.start + 22] + bytes(4) + data[page.start + 26 : page.end])
        == int.from_bytes(data[page.start + 22 : page.start + 26], "little")
        for page in pages(data)
    )


def numbered(data: bytes) -> bool:
    """Whether the pages of each stream are numbered in their order."""
    last = dict[bytes, int]()
    for page in pages(data):
        if not page.flags & 2 and page.sequence != last[page.serial] + 1:
            return False
        last[page.serial] = page.sequence
    return True


def serial(data: bytes, number: int) -> bytes:
    """The same with another number of its stream."""
    out = bytearray(data)
    for page in pages(data):
        at = page.start
        out[at + 14 : at + 18] = number.to_bytes(4, "little")
        out[at + 22 : at + 26] = bytes(4)
        out[at + 22 : at + 26] = crc(bytes(out[at : page.end])).to_bytes(4, "little")
    return bytes(out)


def labelled(data: bytes, text: str = WELL) -> bytes:
    return spliced(data, OGG().splices(data, text))


def coded(codec: str, tag: str) -> bytes:
    rate = ("-ar", "32000") if codec == "libspeex" else ()
    return recorded("-c:a", codec, *rate, "-metadata", tag, "-f", "ogg")


VORBIS, OPUS = coded("libvorbis", "title=曲"), coded("libopus", "title=曲")
FILES = {
    "Vorbis": VORBIS,
    "Opus": OPUS,
    "FLAC": coded("flac", "title=曲"),
    "Speex": coded("libspeex", "title=曲"),
    "Theora and Vorbis": recorded("-c:v", "libtheora", "-c:a", "libvorbis", "-f", "ogg", picture=True),
    "comments on many pages": coded("libvorbis", "comment=" + "x" * 120_000),
    "comments that nearly fill a page": coded("libopus", "comment=" + "x" * 64_900),
    "chained": serial(VORBIS, 7) + serial(labelled(OPUS), 8),
    "chained, one number": serial(VORBIS, 7) + serial(VORBIS, 7),
}


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str) -> None:
    made = check_laws(OGV if "Theora" in name else OGG(), FILES[name])
    assert summed(made) and numbered(made)
    if name != "chained":  # of two codecs, where FFmpeg gives up
        assert decoded(made, "ogg") == decoded(FILES[name], "ogg")


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    carrier = OGV if "Theora" in name else OGG()
    check_hostile(carrier, check_laws(carrier, FILES[name]), rounds=40)


@pytest.mark.parametrize("name", ["Vorbis", "Opus", "FLAC", "Speex", "Theora and Vorbis", "comments on many pages"])
def test_others_show_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "made.ogg"
    path.write_bytes(check_laws(OGV if "Theora" in name else OGG(), FILES[name]))
    assert ffprobe(path)["AIGC"] == WELL
    assert run("mediainfo", str(path)).returncode == 0
    assert name == "Speex" or WELL in exiftool(path).values(), "exiftool does not read Speex"


def test_pages_keep_their_numbers_where_they_can_and_are_numbered_anew_where_not() -> None:
    for name, more in (("Vorbis", 0), ("comments that nearly fill a page", 1)):
        made = check_laws(OGG(), FILES[name])
        assert len(list(pages(made))) - len(list(pages(FILES[name]))) == more


def test_padding_behind_the_comments_of_opus_stays() -> None:
    at = OPUS.index(b"OpusTags")
    page = next(page for page in pages(OPUS) if page.body == at)
    body = OPUS[at : page.end] + b"\1" + b"kept" * 60
    lacing = bytes(255 for _ in range(len(body) // 255)) + bytes((len(body) % 255,))
    head = bytearray(OPUS[page.start : page.start + 26]) + bytes((len(lacing),)) + lacing
    head[22:26] = bytes(4)
    head[22:26] = crc(bytes(head) + body).to_bytes(4, "little")
    made = check_laws(OGG(), OPUS[: page.start] + head + body + OPUS[page.end :])
    assert b"\1" + b"kept" * 60 in b"".join(made[one.body : one.end] for one in pages(made))


@given(st.integers(0, 2**32 - 1), st.integers(-3, 3))
def test_a_checksum_is_worked_out_of_the_old_one(seed: int, grown: int) -> None:
    data = VORBIS[: next(page.end for page in pages(VORBIS) if page.sequence == 2)]
    page = list(pages(data))[random.Random(seed).randrange(2)]
    assert summed(spliced(data, [renumbered(data, page, grown)]))


def comments(text: str) -> bytes:
    """A file with one more comment of the name AIGC, whatever it says."""
    return labelled(VORBIS, text)


CASES = {
    "well": (comments(WELL), "compliant", None),
    "wrapped": (comments('{"AIGC":' + WELL + "}"), "compliant", None),
    "cut off": (comments(WELL[:-7]), "noncompliant", "half_written"),
    "empty": (comments(""), "inconclusive", "empty"),
    "in two of a chain": (serial(comments(WELL), 1) + serial(labelled(OPUS), 2), "noncompliant", "duplicate"),
    "different": (serial(comments(WELL), 1) + serial(labelled(OPUS, value(SECOND)), 2), "noncompliant", "disagree"),
    "in another comment": (
        coded("libopus", 'comment={"AIGC":' + WELL + "}"), "compliant", "other_place",
    ),
    "none": (VORBIS, "none", None),
    "half": (comments(WELL)[:300], "inconclusive", "damaged"),
    "something behind": (VORBIS + b"something", "inconclusive", "damaged"),
    "no comments": (VORBIS[: next(pages(VORBIS)).end], "inconclusive", "damaged"),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data)
    assert (seen.verdict, seen.carrier) == (verdict, "ogg"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Damaged):
            OGG().splices(data, WELL)
    else:
        check_laws(OGG(), data)


def test_a_stream_of_another_kind_has_no_place() -> None:
    with pytest.raises(Damaged):
        OGG().splices(re.sub(rb"\x01vorbis", b"\x01vorbit", VORBIS), WELL)
