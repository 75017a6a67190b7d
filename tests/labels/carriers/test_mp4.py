from __future__ import annotations

import hashlib
import io
import mmap
import subprocess
from pathlib import Path

import pytest
from PIL import Image

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Carrier, Damaged
from guiju.labels.carriers import carrier_of
from guiju.labels.carriers.boxes import boxes, inside, made
from guiju.labels.carriers.keyed import fresh
from guiju.labels.carriers.mp4 import M4A, MOV, MP4
from guiju.labels.splices import opened, spliced, write
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.media import exiftool, ffprobe, film, mediainfo, program, sought, streams

JSON = value(FIRST)
FORMS: dict[str, tuple[Carrier, str, dict[str, str], str]] = {
    "the index at the end": (MP4(), "mp4", {}, "mpeg4"),
    "the index in front": (MP4(), "mp4", {"movflags": "faststart"}, "mpeg4"),
    "keys": (MP4(), "mp4", {"movflags": "use_metadata_tags+faststart"}, "mpeg4"),
    "fragments": (MP4(), "mp4", {"movflags": "frag_keyframe+empty_moov"}, "mpeg4"),
    "fragments on their own base": (MP4(), "mp4", {"movflags": "frag_keyframe+empty_moov+default_base_moof"}, "mpeg4"),
    "fragments with an index": (MP4(), "mp4", {"movflags": "dash+frag_keyframe+global_sidx"}, "mpeg4"),
    "QuickTime": (MOV, "mov", {}, "mpeg4"),
    "QuickTime, the index in front": (MOV, "mov", {"movflags": "faststart"}, "mpeg4"),
    "sound": (M4A, "ipod", {}, ""),
    "sound, the index in front": (M4A, "ipod", {"movflags": "faststart"}, ""),
}
TAGS = {"title": "一个标题", "artist": "Ada"}


def kept(name: str) -> tuple[Carrier, bytes]:
    carrier, form, options, video = FORMS[name]
    return carrier, film(form, options=options, video=video, tags=TAGS)


def movie(data: bytes) -> tuple[int, int]:
    box = next(box for box in boxes(data, 0, len(data)) if box.type == b"moov")
    return box.body, box.end


def grown(data: bytes, *parts: bytes, at: int | None = None) -> bytes:
    """A file whose moov stands at the end, with more in it."""
    body, end = movie(data)
    assert end == len(data)
    place = end if at is None else at
    content = data[body:place] + b"".join(parts) + data[place:]
    return data[: body - 8] + made(b"moov", content)


def listed(handler: bytes, *items: bytes, keys: tuple[bytes, ...] | None = None) -> bytes:
    table = (
        [made(b"keys", bytes(4), len(keys).to_bytes(4, "big"), *(made(b"mdta", key) for key in keys))] if keys else []
    )
    return made(b"meta", bytes(4), made(b"hdlr", bytes(8), handler, bytes(13)), *table, made(b"ilst", *items))


def item(kind: bytes, text: str, form: int = 1) -> bytes:
    data = text.encode("utf-16-be" if form == 2 else "utf-8")
    return made(kind, made(b"data", form.to_bytes(4, "big"), bytes(4), data))


def number(at: int) -> bytes:
    return at.to_bytes(4, "big")


@pytest.mark.parametrize("name", FORMS)
def test_laws(name: str, tmp_path: Path) -> None:
    carrier, data = kept(name)
    made = check_laws(carrier, data)
    assert streams(made) == streams(data)
    assert sought(made) == sought(data)
    path = tmp_path / f"a{carrier.endings[0]}"
    path.write_bytes(made)
    tags = ffprobe(path)
    assert tags["AIGC"] == JSON
    assert {key: tags.get(key) for key in TAGS} == TAGS


@pytest.mark.parametrize("name", ["the index in front", "QuickTime", "sound", "keys", "fragments"])
def test_all_readers_show_it(name: str, tmp_path: Path) -> None:
    carrier, data = kept(name)
    path = tmp_path / f"a{carrier.endings[0]}"
    path.write_bytes(check_laws(carrier, data))
    assert exiftool(path)["Keys:AIGC"] == JSON
    shown = mediainfo(path)
    assert f": {JSON}" in shown
    assert TAGS["artist"] in shown


@pytest.mark.parametrize("name", ["the index in front", "fragments with an index", "sound"])
def test_hostile(name: str) -> None:
    carrier, data = kept(name)
    check_hostile(carrier, check_laws(carrier, data), rounds=150)


def test_a_cover_and_itunes_tags_stay(tmp_path: Path) -> None:
    cover = io.BytesIO()
    Image.new("RGB", (9, 9), "red").save(cover, "PNG")
    data = film("ipod", video="", tags=TAGS)
    at = data.index(b"\xa9ART") - 4
    added = made(b"covr", made(b"data", (14).to_bytes(4, "big"), bytes(4), cover.getvalue()))
    for kind in (b"ilst", b"meta", b"udta", b"moov"):  # what is around the item grows by it
        head = data.index(kind) - 4
        data = (
            data[:head]
            + (int.from_bytes(data[head : head + 4], "big") + len(added)).to_bytes(4, "big")
            + data[head + 4 :]
        )
    data = data[:at] + added + data[at:]
    path = tmp_path / "a.m4a"
    path.write_bytes(check_laws(M4A, data))
    shown = exiftool(path)
    assert (shown["Keys:AIGC"], shown["ItemList:Title"]) == (JSON, TAGS["title"])
    assert "ItemList:CoverArt" in shown
    assert "Cover" in mediainfo(path)
    assert ffprobe(path)["title"] == TAGS["title"]
    edited = tmp_path / "b.m4a"
    subprocess.run([program("exiftool"), "-q", "-o", str(edited), "-ItemList:Title=New", str(path)], check=True)
    assert (ffprobe(edited)["title"], ffprobe(edited)["AIGC"]) == ("New", JSON)


def test_a_phone_keeps_its_keys_beside_the_label(tmp_path: Path) -> None:
    phone = made(
        b"meta",
        made(b"hdlr", bytes(8), b"mdta", bytes(13)),
        made(b"keys", bytes(4), number(2), made(b"mdta", b"com.apple.quicktime.make"), made(b"mdta", b"com.apple.x")),
        made(b"ilst", item(number(1), "Apple"), item(number(2), "17")),
    )
    path = tmp_path / "a.mov"
    path.write_bytes(check_laws(MOV, grown(film("mov"), phone)))
    tags = ffprobe(path)
    assert (tags["AIGC"], tags["com.apple.quicktime.make"], tags["com.apple.x"]) == (JSON, "Apple", "17")
    assert (exiftool(path)["Keys:AIGC"], exiftool(path)["Keys:Make"]) == (JSON, "Apple")


KEYED = (b"title", b"AIGC", b"artist", b"com.x.AIGC", b"year")
CASES = [
    ("the guide's", made(b"udta", fresh(JSON)), "compliant", None, 1),
    ("wrapped", made(b"udta", fresh('{"AIGC":' + JSON + "}")), "compliant", None, 1),
    ("cut", made(b"udta", fresh(JSON[:-20])), "noncompliant", "half_written", 1),
    ("empty", made(b"udta", fresh("")), "inconclusive", "empty", 1),
    ("the bare meta of QuickTime", fresh(JSON), "compliant", None, 1),
    ("UTF-16", made(b"udta", listed(b"mdta", item(number(1), JSON, 2), keys=(b"AIGC",))), "compliant", None, 1),
    ("another's key", made(b"udta", listed(b"mdta", item(number(4), JSON), keys=KEYED)), "compliant", "other_place", 1),
    ("twice", made(b"udta", listed(b"mdta", *[item(number(2), JSON)] * 2, keys=KEYED)), "noncompliant", "duplicate", 2),
    ("in two lists", made(b"udta", fresh(JSON), fresh(JSON)), "noncompliant", "duplicate", 2),
    ("two that differ", fresh(JSON) + made(b"udta", fresh(value(SECOND))), "noncompliant", "disagree", 2),
    ("in a track", made(b"trak", made(b"meta", fresh(JSON)[8:])), "compliant", "other_place", 1),
    ("iTunes, no key", made(b"udta", listed(b"mdir", item(b"\xa9cmt", JSON))), "compliant", "other_place", 1),
    ("iTunes, a number", made(b"udta", listed(b"mdir", item(number(1), JSON))), "compliant", "other_place", 1),
    ("iTunes, a type", made(b"udta", listed(b"mdir", item(b"AIGC", JSON))), "compliant", "other_place", 1),
    (
        "iTunes, a name",
        made(
            b"udta",
            listed(
                b"mdir",
                made(
                    b"----",
                    made(b"mean", bytes(4), b"com.apple.iTunes"),
                    made(b"name", bytes(4), b"AIGC"),
                    made(b"data", number(1), bytes(4), JSON.encode()),
                ),
            ),
        ),
        "compliant",
        "other_place",
        1,
    ),
    ("iTunes, a title", made(b"udta", listed(b"mdir", item(b"\xa9nam", "AIGC"))), "none", None, 0),
    ("a box of user data", made(b"udta", made(b"aigc", JSON.encode())), "compliant", "other_place", 1),
    ("a box AIGC", made(b"udta", made(b"AIGC", bytes(4), JSON.encode())), "compliant", "other_place", 1),
    ("a comment", made(b"udta", made(b"\xa9cmt", b"\0\xb0\0\0", JSON.encode())), "compliant", "other_place", 1),
    ("an end of four noughts", made(b"udta", made(b"name", b"x"), bytes(4)), "none", None, 0),
    (
        "a table cut",
        made(b"udta", listed(b"mdta", keys=KEYED).replace(number(5), number(6), 1)),
        "inconclusive",
        "damaged",
        0,
    ),
]


@pytest.mark.parametrize(
    ("part", "verdict", "code", "count"), [case[1:] for case in CASES], ids=[case[0] for case in CASES]
)
def test_cases(part: bytes, verdict: str, code: str | None, count: int) -> None:
    data = grown(film("mov", audio="", tags={}), part)
    seen = examine(data)
    assert seen.verdict == verdict, seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    assert len(MOV.scan(data).found) == count
    if code == "damaged":
        with pytest.raises(Damaged):
            MOV.splices(data, JSON)
        return
    written = check_laws(MOV, data)
    assert written.count(b'"ContentProducer"') == 1
    assert streams(written) == streams(data)


def test_keys_keep_their_values_when_one_goes(tmp_path: Path) -> None:
    items = [item(number(at), text) for at, text in ((1, "T"), (4, JSON), (3, "A"), (5, "1999"), (2, JSON))]
    part = made(b"udta", listed(b"mdta", *items, keys=KEYED))
    path = tmp_path / "a.mov"
    path.write_bytes(check_laws(MOV, grown(film("mov"), part)))
    tags = ffprobe(path)
    assert [tags.get(key) for key in ("title", "artist", "year", "AIGC", "com.x.AIGC")] == [
        "T",
        "A",
        "1999",
        JSON,
        None,
    ]


def test_a_packet_of_properties_keeps_the_others() -> None:
    packet = (
        '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="video/mp4" '
        f'xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><TC260:AIGC>{JSON}</TC260:AIGC></rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )
    uuid = bytes.fromhex("be7acfcb97a942e89c71999491e3afac")
    data = film("mp4") + made(b"uuid", uuid, packet.encode())
    assert "other_place" in {remark.code for remark in examine(data).remarks}
    written = check_laws(MP4(), data)
    assert b'dc:format="video/mp4"' in written
    assert written.count(b'"ContentProducer"') == 1


def test_sizes_of_64_bits_and_to_the_end() -> None:
    data = film("mp4", options={"movflags": "faststart"})
    media = next(box for box in boxes(data, 0, len(data)) if box.type == b"mdat")
    assert media.end == len(data)
    open_end = data[: media.start] + bytes(4) + data[media.start + 4 :]
    assert streams(check_laws(MP4(), open_end)) == streams(data)
    body, end = movie(film("mp4"))
    plain = film("mp4")
    wide = plain[: body - 8] + b"\0\0\0\1moov" + (end - body + 16).to_bytes(8, "big") + plain[body:end]
    assert streams(check_laws(MP4(), wide)) == streams(plain)


@pytest.mark.parametrize("cut", [30, 300, 2000])
def test_a_file_cut_short_is_not_written_to_and_not_judged(cut: int) -> None:
    made = check_laws(MP4(), film("mp4"))
    assert examine(made[:-cut]).verdict == "inconclusive"
    with pytest.raises(Damaged):
        MP4().splices(made[:-cut], JSON)


def test_a_file_without_moov_is_not_written_to() -> None:
    with pytest.raises(Damaged, match="no moov"):
        MP4().splices(made(b"ftyp", b"isom", bytes(4)) + made(b"mdat", b"x"), JSON)


def test_offsets_of_32_bits_that_would_not_hold_are_told() -> None:
    data = film("mp4", options={"movflags": "faststart"})
    at = data.index(b"stco") + 12
    high = data[:at] + b"\xff\xff\xff\xf0" + data[at + 4 :]
    with pytest.raises(Damaged, match="32 bit"):
        MP4().splices(high, JSON)


def test_gigabytes_are_not_read(tmp_path: Path) -> None:
    """A file of 5 GB with a hole for its media data: labels are found and written by what stands around it."""
    plain = film("mp4")
    head, (body, _) = plain.index(b"free") - 4, movie(plain)
    path, size = tmp_path / "large.mp4", 5 << 30
    with path.open("wb") as file:
        file.write(plain[:head] + b"\0\0\0\1mdat" + size.to_bytes(8, "big"))
        file.seek(head + size)
        file.write(plain[body - 8 :])
    with opened(path) as data:
        assert isinstance(data, mmap.mmap)
        (splice, *_rest) = splices = MP4().splices(data, JSON)
        assert splice.start >= head + size
        assert sum(len(splice.data) for splice in splices) < 1000
        assert list(MP4().payload(data)) == [(head + 16, head + size)]
        assert not MP4().scan(data).found


def test_a_label_by_ffmpeg_is_the_same_bytes_but_for_its_other_keys(tmp_path: Path) -> None:
    path, out = tmp_path / "a.mov", tmp_path / "b.mov"
    path.write_bytes(film("mov"))
    command = [program("ffmpeg"), "-v", "error", "-i", str(path), "-c", "copy", "-metadata", f"AIGC={JSON}"]
    subprocess.run([*command, "-movflags", "use_metadata_tags", str(out)], check=True)
    data = out.read_bytes()
    assert examine(data).verdict == "compliant"
    assert spliced(data, MOV.splices(data, JSON)) == data


def test_other_boxes_stay_as_they_are() -> None:
    data = grown(film("mp4"), made(b"udta", made(b"abcd", b"1234")))
    written = check_laws(MP4(), data)
    before = [
        hashlib.sha256(data[box.start : box.end]).digest() for box in boxes(data, 0, len(data)) if box.type != b"moov"
    ]
    after = [
        hashlib.sha256(written[box.start : box.end]).digest()
        for box in boxes(written, 0, len(written))
        if box.type != b"moov"
    ]
    assert before == after
    root = next(box for box in boxes(written, 0, len(written)) if box.type == b"moov")
    assert any(inside(written, root, b"udta", b"abcd"))


def test_write_is_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.mp4"
    write(path, [film("mp4")])
    assert examine(path.read_bytes()).verdict == "none"


def test_an_item_with_the_number_of_no_key_does_not_become_the_label() -> None:
    data = grown(film("mov", audio=""), made(b"udta", listed(b"mdta", item(number(2), "x"), keys=(b"title",))))
    with pytest.raises(Damaged, match="a key that there is not"):
        MOV.splices(data, JSON)


@pytest.mark.parametrize("options", [{}, {"movflags": "faststart"}, {"movflags": "frag_keyframe+empty_moov"}], ids=str)
def test_a_file_with_sound_alone_is_sound_whatever_its_brand(options: dict[str, str]) -> None:
    sound, both = film("mp4", options=options, video=""), film("mp4", options=options)
    assert sound[8:12] == both[8:12] != b"M4A "
    known = carrier_of(sound, "a.mp4"), carrier_of(both, "a.mp4"), carrier_of(film("mp4", audio=""), "a.mp4")
    assert [carrier.name for carrier in known if carrier] == ["m4a", "mp4", "mp4"]
    check_laws(M4A, sound, "a.mp4")
    assert streams(sound)
