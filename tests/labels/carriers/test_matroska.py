from __future__ import annotations

import json
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path
from zlib import crc32

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Carrier, Damaged
from guiju.labels.carriers import ebml
from guiju.labels.carriers.ebml import Element, elements, inside, made, unsigned, void
from guiju.labels.carriers.matroska import MKV, WEBM
from guiju.labels.carriers.segment import CLUSTER, CUES, SEEK_HEAD, SEGMENT, TAGS, parts, root
from guiju.labels.splices import opened, spliced
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.media import exiftool, ffprobe, film, mediainfo, program, sought, streams

JSON = value(FIRST)
TAG, TARGETS, SIMPLE, NAME, STRING, BINARY = 0x7373, 0x63C0, 0x67C8, 0x45A3, 0x4487, 0x4485
FILES: dict[str, tuple[Carrier, dict[str, object]]] = {
    "Matroska": (MKV, {"form": "matroska"}),
    "Matroska, cues in front": (MKV, {"form": "matroska", "options": {"cues_to_front": "1"}}),
    "Matroska, short clusters": (MKV, {"form": "matroska", "options": {"cluster_time_limit": "100"}, "frames": 9}),
    "Matroska, sound": (MKV, {"form": "matroska", "video": "", "audio": "flac"}),
    "Matroska with a label": (MKV, {"form": "matroska", "tags": {"AIGC": JSON, "title": "T"}}),
    "Matroska in a pipe": (MKV, {"form": "matroska", "live": True}),
    "WebM": (WEBM, {"form": "webm", "video": "libvpx", "audio": "libopus"}),
    "WebM, sound": (WEBM, {"form": "webm", "video": "", "audio": "libopus"}),
    "WebM, live": (WEBM, {"form": "webm", "video": "libvpx", "audio": "libopus", "live": True}),
}


def kept(name: str) -> tuple[Carrier, bytes]:
    carrier, more = FILES[name]
    return carrier, film(**{"tags": {"title": "T", "artist": "Ada"}, **more})  # type: ignore[arg-type]


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str, tmp_path: Path) -> None:
    carrier, data = kept(name)
    written = check_laws(carrier, data)
    assert streams(written) == streams(data)
    assert sought(written) == sought(data)
    assert written.count(b'"ContentProducer"') == 1
    path = tmp_path / f"a{carrier.endings[0]}"
    path.write_bytes(written)
    tags = ffprobe(path)
    assert (tags["AIGC"], tags["title"]) == (JSON, "T")
    assert exiftool(path)["Matroska:Aigc"] == JSON
    assert JSON in mediainfo(path)
    found = subprocess.run([program("mkvmerge"), "-J", str(path)], capture_output=True, check=True).stdout
    assert not json.loads(found)["errors"] and not json.loads(found)["warnings"]
    _points_right(written)


def _points_right(data: bytes) -> None:
    """What SeekHead and Cues say is where something lies."""
    segment = root(data)
    starts = {part.start - segment.body: part.id for part in parts(data, segment)}
    for head in (part for part in parts(data, segment) if part.id == SEEK_HEAD):
        for seek in inside(data, head, 0x4DBB):
            (kind,), (place,) = inside(data, seek, 0x53AB), inside(data, seek, 0x53AC)
            assert starts[ebml.number(data, place)] == ebml.number(data, kind)
    for cues in (part for part in parts(data, segment) if part.id == CUES):
        for place in inside(data, cues, 0xBB, 0xB7, 0xF1):
            assert starts[ebml.number(data, place)] == CLUSTER
    for part in parts(data, segment):
        for position in inside(data, part, 0xA7) if part.id == CLUSTER else ():
            assert ebml.number(data, position) == part.start - segment.body
        if part.id in (SEEK_HEAD, CUES, TAGS):
            for seal in inside(data, part, ebml.CRC):
                assert data[seal.body : seal.end] == crc32(data[seal.end : part.end]).to_bytes(4, "little")


@pytest.mark.parametrize("name", ["Matroska", "WebM, live"])
def test_hostile(name: str) -> None:
    carrier, data = kept(name)
    check_hostile(carrier, check_laws(carrier, data), rounds=150)


def test_a_file_of_mkvmerge_keeps_its_tags_and_can_be_edited(tmp_path: Path) -> None:
    plain, merged, path = tmp_path / "a.mkv", tmp_path / "b.mkv", tmp_path / "c.mkv"
    plain.write_bytes(kept("Matroska with a label")[1])
    subprocess.run([program("mkvmerge"), "-q", "-o", str(merged), str(plain)], check=True)
    data = merged.read_bytes()
    path.write_bytes(check_laws(MKV, data))
    assert streams(path.read_bytes()) == streams(data)
    _points_right(path.read_bytes())
    assert (ffprobe(path)["AIGC"], ffprobe(path)["title"]) == (JSON, "T")
    assert exiftool(path)["Matroska:Aigc"] == JSON
    subprocess.run([program("mkvpropedit"), "-q", str(path), "--set", "title=New"], check=True)
    assert (ffprobe(path)["AIGC"], ffprobe(path)["title"]) == (JSON, "New")
    assert examine(path.read_bytes()).verdict == "compliant"
    again = tmp_path / "d.mkv"
    subprocess.run([program("mkvmerge"), "-q", "-o", str(again), str(path)], check=True)
    assert examine(again.read_bytes()).verdict == "compliant"


def tag(*parts: bytes, targets: bytes = b"") -> bytes:
    return made(TAG, made(TARGETS, targets), *parts)


def simple(name: str, text: str, *more: bytes, kind: int = STRING) -> bytes:
    return made(SIMPLE, made(NAME, name.encode()), made(kind, text.encode()), *more)


def own(
    *between: bytes, behind: bytes = b"", wide: int = 8, open_end: bool = False, head: bool = True, clusters: int = 3,
    position: bool = True, seal: bool = False, early: bool = False, block: int = 60,
) -> bytes:  # fmt: skip
    """A file of clusters of one block each; ``between`` stands before the first. Places have as many bytes as they
    need."""
    header = made(ebml.HEADER, made(0x4282, b"matroska"))

    def content(starts: list[int]) -> tuple[bytes, list[int]]:
        rows = [made(0x4DBB, made(0x53AB, CLUSTER.to_bytes(4, "big")), unsigned(0x53AC, at)) for at in starts[:1]]
        points = [made(0xBB, unsigned(0xB3, 1), made(0xB7, unsigned(0xF7, 1), unsigned(0xF1, at))) for at in starts]
        seek = made(SEEK_HEAD, ebml.sealed(b"".join(rows), seal)) if head else b""
        cues = made(CUES, ebml.sealed(b"".join(points), seal)) if head else b""
        out = seek + (cues if early else b"") + b"".join(between)
        found = []
        for number in range(clusters):
            found.append(len(out))
            stated = unsigned(0xA7, starts[number]) if position else b""
            out += made(CLUSTER, unsigned(0xE7, number), stated, made(0xA3, b"\x81\0\0\x80" + bytes([number]) * block))
        return out + (b"" if early else cues) + behind, found

    starts = [0] * clusters
    while (new := content(starts))[1] != starts:
        starts = new[1]
    size = b"\x01" + b"\xff" * 7 if open_end else ebml.size(len(new[0]), wide)
    return header + SEGMENT.to_bytes(4, "big") + size + new[0]


@given(
    st.integers(0, 300), st.integers(1, 6), st.integers(1, 300), st.booleans(), st.booleans(), st.booleans(),
    st.sampled_from((1, 8)),
)  # fmt: skip
@settings(max_examples=60, deadline=None)
def test_what_moves_is_found_again(
    room: int, clusters: int, block: int, early: bool, seal: bool, position: bool, wide: int
) -> None:
    """Places grow by a byte where they have to, also in tables that stand before what they point at."""
    between = [void(room)] if room > 1 else []
    data = own(*between, clusters=clusters, block=block, early=early, seal=seal, position=position, wide=wide)
    _points_right(data)
    written = check_laws(MKV, data)
    _points_right(written)
    _points_right(spliced(written, MKV.splices(written, value(SECOND))))


LABELLED = made(TAGS, tag(simple("AIGC", JSON)))
SECOND_TAG = tag(simple("AIGC", value(SECOND)))
OTHER, TWICE = ("compliant", "other_place", 1), ("noncompliant", "duplicate", 2)
CASES: list[tuple[str, bytes, bytes, str, str | None, int]] = [
    ("none", b"", b"", "none", None, 0),
    ("the guide's", LABELLED, b"", "compliant", None, 1),
    ("behind the clusters", b"", LABELLED, "compliant", None, 1),
    ("on both sides", LABELLED, LABELLED, *TWICE),
    (
        "among others",
        made(TAGS, tag(simple("A", "a"), simple("AIGC", JSON), simple("B", "b"))),
        b"",
        "compliant",
        None,
        1,
    ),
    ("of a track", made(TAGS, tag(simple("AIGC", JSON), targets=unsigned(0x63C5, 7))), b"", *OTHER),
    ("of track 0", made(TAGS, tag(simple("AIGC", JSON), targets=unsigned(0x63C5, 0))), b"", "compliant", None, 1),
    ("within another", made(TAGS, tag(simple("A", "a", simple("AIGC", JSON)))), b"", *OTHER),
    ("another name", made(TAGS, tag(simple("COMMENT", '{"AIGC":' + JSON + "}"))), b"", *OTHER),
    ("small letters", made(TAGS, tag(simple("aigc", JSON))), b"", *OTHER),
    ("bytes", made(TAGS, tag(simple("AIGC", JSON, kind=BINARY))), b"", *OTHER),
    ("twice", made(TAGS, tag(simple("AIGC", JSON), simple("AIGC", JSON))), b"", *TWICE),
    ("two that differ", made(TAGS, tag(simple("AIGC", JSON)), SECOND_TAG), b"", "noncompliant", "disagree", 2),
    ("half written", made(TAGS, tag(simple("AIGC", JSON[:-30]))), b"", "noncompliant", "half_written", 1),
    ("empty", made(TAGS, tag(simple("AIGC", ""))), b"", "inconclusive", "empty", 1),
    ("a word of it", made(TAGS, tag(simple("COMMENT", "about AIGC"))), b"", "none", None, 0),
    ("deep", made(TAGS, tag(*[simple("A", "a" * 9)] * 3)), b"", "none", None, 0),
]


@pytest.mark.parametrize(
    ("between", "behind", "verdict", "code", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
@pytest.mark.parametrize("open_end", [False, True])
def test_cases(between: bytes, behind: bytes, verdict: str, code: str | None, count: int, open_end: bool) -> None:
    data = own(between, behind=behind, open_end=open_end)
    seen = examine(data)
    assert seen.verdict == verdict, seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    assert len(MKV.scan(data).found) == count
    written = check_laws(MKV, data)
    _points_right(written)
    assert written.count(b'"ContentProducer"') == 1


def test_other_tags_stay() -> None:
    before = made(TAGS, tag(simple("A", "a", simple("AIGC", JSON), simple("C", "c")), simple("B", "b")))
    behind = made(TAGS, tag(simple("AIGC", JSON)), tag(simple("D", "d")))
    written = check_laws(MKV, own(before, behind=behind))
    assert sorted(names(written)) == ["A", "AIGC", "B", "C", "D"]


def names(data: bytes) -> Iterator[str]:
    def down(one: Element) -> Iterator[str]:
        for part in elements(data, one.body, one.end):
            if part.id == NAME:
                yield data[part.body : part.end].decode()
            elif part.id in (TAG, SIMPLE):
                yield from down(part)

    for part in parts(data, root(data)):
        if part.id == TAGS:
            yield from down(part)


def test_tags_in_tags_without_end_are_damage() -> None:
    text = simple("A", "a")
    for _ in range(60):
        text = simple("A", "a", text)
    data = own(made(TAGS, tag(text)))
    assert examine(data).verdict == "inconclusive"
    with pytest.raises(Damaged):
        MKV.splices(data, JSON)


@pytest.mark.parametrize("cut", [9, 200])
def test_a_file_cut_short_is_not_written_to_and_not_judged(cut: int) -> None:
    written = check_laws(MKV, own(clusters=4))
    assert examine(written[:-cut]).verdict == "inconclusive"
    with pytest.raises(Damaged):
        MKV.splices(written[:-cut], JSON)


def test_other_documents_are_not_known() -> None:
    data = made(ebml.HEADER, made(0x4282, b"other"))
    assert not MKV.knows(data, "") and not WEBM.knows(data, "")


def test_gigabytes_are_not_read(tmp_path: Path) -> None:
    """A cluster of 5 GB that is a hole: it is stepped over."""
    path, size = tmp_path / "large.mkv", 5 << 30
    header, block = made(ebml.HEADER, made(0x4282, b"matroska")), b"\xa3" + ebml.size(size, 8)
    cluster = CLUSTER.to_bytes(4, "big") + ebml.size(size + len(block), 8) + block
    with path.open("wb") as file:
        file.write(header + SEGMENT.to_bytes(4, "big") + ebml.size(size + len(cluster), 8) + cluster)
        file.truncate(file.tell() + size)
    with opened(path) as data:
        splices = MKV.splices(data, JSON)
        assert sum(len(splice.data) for splice in splices) < 1000
        assert sum(end - start for start, end in MKV.payload(data)) > size


def test_a_crowd_of_tables_ends_soon() -> None:
    """Thousands of tables of one place each, and of elements that say nothing."""
    heads = made(SEEK_HEAD, made(0x4DBB, made(0x53AB, CLUSTER.to_bytes(4, "big")), unsigned(0x53AC, 250))) * 5_000
    data = own(heads, (void(2) + made(0x1549A966)) * 5_000)
    begun = time.process_time()
    assert examine(spliced(data, MKV.splices(data, JSON))).verdict == "compliant"
    assert time.process_time() - begun < 4


@pytest.mark.parametrize(
    "targets", [b"", made(TARGETS), made(TARGETS, unsigned(0x63C5, 1))], ids=["none", "all", "one"]
)
def test_a_tag_of_many_labels_is_read_in_a_moment(targets: bytes) -> None:
    one = made(SIMPLE, made(NAME, b"AIGC"), made(STRING, b"{}"))
    head = made(ebml.HEADER, made(ebml.DOC_TYPE, b"matroska"))
    data = head + made(SEGMENT, made(TAGS, made(TAG, targets, one * 8_000)))
    begun = time.process_time()
    assert len(MKV.scan(data).found) > 1
    assert len(MKV.scan(spliced(data, MKV.splices(data, JSON))).found) == 1
    assert time.process_time() - begun < 3
