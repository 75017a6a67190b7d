from __future__ import annotations

import json
import struct
import subprocess
from pathlib import Path

import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers import amf
from guiju.labels.carriers.flv import FLV
from guiju.labels.splices import opened, spliced
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.media import exiftool, ffprobe, film, mediainfo, program, streams

JSON = value(FIRST)
FILES: dict[str, dict[str, object]] = {
    "film and sound": {"video": "flv"},
    "sound": {"video": ""},
    "film": {"video": "flv", "audio": ""},
    "without onMetaData": {"video": "flv", "options": {"flvflags": "no_metadata"}},
    "with a label": {"video": "flv", "tags": {"AIGC": JSON, "title": "T"}},
    "with an index": {"video": "flv", "options": {"flvflags": "add_keyframe_index"}},
    "in a pipe": {"video": "flv", "live": True},
}


def kept(name: str) -> bytes:
    return film("flv", **{"tags": {"title": "T", "comment": "about AIGC"}, **FILES[name]})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str, tmp_path: Path) -> None:
    data = kept(name)
    written = check_laws(FLV(), data)
    assert streams(written) == streams(data)
    assert written.count(b'"ContentProducer"') == 1
    path = tmp_path / "a.flv"
    path.write_bytes(written)
    tags = ffprobe(path)
    assert (tags["AIGC"], tags.get("title")) == (JSON, None if name == "without onMetaData" else "T")
    assert exiftool(path)["Flash:AIGC"] == JSON
    assert JSON in mediainfo(path)
    again = tmp_path / "b.flv"
    subprocess.run([program("ffmpeg"), "-v", "error", "-i", str(path), "-c", "copy", str(again)], check=True)
    assert examine(again.read_bytes()).verdict == "compliant"


@pytest.mark.parametrize("name", ["film and sound", "with an index"])
def test_hostile(name: str) -> None:
    check_hostile(FLV(), check_laws(FLV(), kept(name)), rounds=150)


def test_the_index_points_at_the_same_frames(tmp_path: Path) -> None:
    data = kept("with an index")
    written = check_laws(FLV(), data)
    found = []
    for body in (data, written):
        path = tmp_path / "a.flv"
        path.write_bytes(body)
        shown = exiftool(path)
        assert int(shown["Flash:FileSizeBytes"]) == len(body)
        places = json.loads(shown["Flash:KeyFramePositions"])
        last = int(float(shown["Flash:Lastkeyframelocation"]))
        found.append([body[place : place + 60] for place in [*places, last]])
    assert found[0] == found[1]


def tag(kind: int, body: bytes, size: bool = True) -> bytes:
    return (
        bytes((kind,)) + len(body).to_bytes(3, "big") + bytes(7) + body + ((11 + len(body)).to_bytes(4, "big") * size)
    )


def row(name: str, content: bytes) -> bytes:
    return len(name).to_bytes(2, "big") + name.encode() + content


def number(content: float) -> bytes:
    return b"\0" + struct.pack(">d", content)


def thing(*rows: bytes) -> bytes:
    return b"\3" + b"".join(rows) + b"\0\0\x09"


def own(*scripts: bytes) -> bytes:
    """A file of these script tags, a sound and a film."""
    head = b"FLV\1\5" + (9).to_bytes(4, "big") + bytes(4)
    return head + b"".join(tag(18, script) for script in scripts) + tag(8, b"\xafsound") + tag(9, b"\x12film")


def said(*rows: bytes, name: str = "onMetaData") -> bytes:
    return amf.text(name) + amf.array(*rows)


LABEL = row("AIGC", amf.text(JSON))
PACKET = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>'
    f"{JSON}</TC260:AIGC></rdf:Description></rdf:RDF></x:xmpmeta>"
)
FIELDS = thing(*(row(part.split(":")[0][1:-1], amf.text(part.split(":")[1][1:-1])) for part in JSON[1:-1].split(",")))
CASES: list[tuple[str, list[bytes], str, str | None, int]] = [
    ("none", [said(row("duration", number(1)))], "none", None, 0),
    ("no script", [], "none", None, 0),
    ("the guide's", [said(LABEL)], "compliant", None, 1),
    ("an object", [amf.text("onMetaData") + thing(LABEL)], "compliant", None, 1),
    ("behind @setDataFrame", [amf.text("@setDataFrame") + said(LABEL)], "compliant", None, 1),
    ("no sign of the end", [said(LABEL)[:-3]], "compliant", None, 1),
    ("a long text", [said(row("AIGC", b"\x0c" + len(JSON).to_bytes(4, "big") + JSON.encode()))], "compliant", None, 1),
    ("among others", [said(row("a", number(1)), LABEL, row("b", b"\1\1"))], "compliant", None, 1),
    ("small letters", [said(row("aigc", amf.text(JSON)))], "compliant", "other_place", 1),
    ("another name", [said(row("comment", amf.text('{"AIGC":' + JSON + "}")))], "compliant", "other_place", 1),
    ("another script", [said(LABEL, name="onOther")], "compliant", "other_place", 1),
    ("fields", [said(row("AIGC", FIELDS))], "compliant", "fields_form", 1),
    ("a number", [said(row("AIGC", number(1)))], "inconclusive", "empty", 1),
    ("twice", [said(LABEL, LABEL)], "noncompliant", "duplicate", 2),
    ("in two scripts", [said(LABEL), said(LABEL)], "noncompliant", "duplicate", 2),
    ("two that differ", [said(LABEL, row("AIGC", amf.text(value(SECOND))))], "noncompliant", "disagree", 2),
    ("a packet", [said(row("liveXML", amf.text(PACKET)), name="onXMPData")], "compliant", "other_place", 1),
    ("half written", [said(row("AIGC", amf.text(JSON[:-30])))], "noncompliant", "half_written", 1),
    ("of a kind unknown", [said(row("a", b"\x63"))], "inconclusive", "damaged", 0),
    ("a text too long", [said(row("a", b"\2\xff\xff"))], "inconclusive", "damaged", 0),
    ("deep", [said(row("a", b"\3\0\1a" * 60))], "inconclusive", "damaged", 0),
    ("a list too long", [said(row("a", b"\x0a\xff\xff\xff\xff"))], "inconclusive", "damaged", 0),
    ("no object", [amf.text("onText") + number(1)], "none", None, 0),
]


@pytest.mark.parametrize(
    ("scripts", "verdict", "code", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_cases(scripts: list[bytes], verdict: str, code: str | None, count: int) -> None:
    data = own(*scripts)
    seen = examine(data)
    assert seen.verdict == verdict, seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    assert len(FLV().scan(data).found) == count
    if code == "damaged":
        with pytest.raises(Damaged):
            FLV().splices(data, JSON)
        return
    written = check_laws(FLV(), data)
    assert written.count(b"ContentProducer") == 1
    spans = [written[start:end] for start, end in FLV().payload(written)]
    assert spans == [tag(8, b"\xafsound", False), tag(9, b"\x12film", False)]


def test_what_a_script_counts_and_where_it_points_stay_true() -> None:
    plain = own(said(row("a", number(1)), row("keyframes", thing(row("filepositions", b"\x0a\0\0\0\1" + number(0))))))
    film_at = plain.index(b"\x12film") - 11
    data = plain.replace(b"\x0a\0\0\0\1" + number(0), b"\x0a\0\0\0\1" + number(film_at))
    written = check_laws(FLV(), data)
    assert b"\x0a\0\0\0\1" + number(written.index(b"\x12film") - 11) in written
    assert b"\x08\0\0\0\3\0\1a" in written
    assert (written.index(b"\x12film") - written.index(b"\xafsound")) == film_at + 11 - data.index(b"\xafsound")


def test_sizes_of_tags_are_right() -> None:
    written = check_laws(FLV(), own(said(row("a", number(1)))))
    at = 13
    while at < len(written):
        size = int.from_bytes(written[at + 1 : at + 4], "big")
        assert int.from_bytes(written[at + 11 + size : at + 15 + size], "big") == 11 + size
        at += 15 + size
    assert at == len(written)


def test_a_file_cut_short_is_not_written_to_and_not_judged() -> None:
    written = check_laws(FLV(), own(said(LABEL)))
    assert examine(written[:-6]).verdict == "inconclusive"
    with pytest.raises(Damaged):
        FLV().splices(written[:-6], JSON)
    check_laws(FLV(), written[:-4])  # the size behind the last tag is often left out


def test_a_label_of_more_than_64_kilobytes_is_read() -> None:
    data = own(said(LABEL))
    long = JSON.replace('"ReservedCode1":""', '"ReservedCode1":"' + "x" * 70_000 + '"')
    written = spliced(data, FLV().splices(data, long))
    assert [found.text for found in FLV().scan(written).found] == [long]
    assert spliced(written, FLV().splices(written, JSON)) == spliced(data, FLV().splices(data, JSON))


def test_gigabytes_are_not_read(tmp_path: Path) -> None:
    """Tags of 16 MB each that are holes: they are stepped over."""
    path, size = tmp_path / "large.flv", (1 << 24) - 1
    with path.open("wb") as file:
        file.write(own(said(row("a", number(1)))))
        for _ in range(320):
            file.write(b"\x09" + size.to_bytes(3, "big") + bytes(7))
            file.seek(size, 1)
            file.write((size + 11).to_bytes(4, "big"))
    with opened(path) as data:
        assert len(data) > 5 << 30
        assert sum(len(splice.data) for splice in FLV().splices(data, JSON)) < 1000
