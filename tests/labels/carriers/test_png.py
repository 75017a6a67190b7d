from __future__ import annotations

import io
import time
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carriers.png import PNG
from tests.labels.carriers.exifs import ASCII, DESCRIPTION, MAKE, TENCENT, WELL, WRAPPED, block, comment, comments
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws
from tests.labels.carriers.readers import check_read_by_others, exiftool_faults, program, run

XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/png"/>{}'
    "</rdf:RDF></x:xmpmeta>"
)


LABELLED = XMP.format(
    '<rdf:Description rdf:about="" xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/">'
    f"<T:AIGC>{WELL}</T:AIGC></rdf:Description>"
).encode()


def png(mode: str = "RGB", size: tuple[int, int] = (20, 12)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def with_chunk(kind: bytes, data: bytes, at: int = 33) -> bytes:
    plain = png()
    return plain[:at] + chunk(kind, data) + plain[at:]


@given(st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]), st.integers(1, 70), st.integers(1, 70))
@settings(max_examples=25, deadline=None)
def test_laws(mode: str, width: int, height: int) -> None:
    data = png(mode, (width, height))
    made = check_laws(PNG(), data)
    assert Image.open(io.BytesIO(made)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_hostile() -> None:
    check_hostile(PNG(), check_laws(PNG(), png()))
    check_hostile(PNG(), with_chunk(b"eXIf", block([(MAKE, ASCII, b"M\0")], [comment(b"ASCII", WRAPPED.encode())])))


def test_what_else_is_in_the_packet_stays() -> None:
    packet = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.format("").encode()
    made = check_laws(PNG(), with_chunk(b"iTXt", packet))
    assert b'dc:format="image/png"' in made and made.count(b"XML:com.adobe.xmp") == 1


@pytest.mark.parametrize(
    ("kind", "data", "verdict", "code"),
    [
        (b"tEXt", b"AIGC\0" + WELL.encode(), "compliant", None),
        (b"tEXt", b'AIGC\0{"AIGC":' + WELL.encode() + b"}", "compliant", None),
        (b"zTXt", b"AIGC\0\0" + zlib.compress(WELL.encode()), "compliant", "other_place"),
        (b"zTXt", b"AIGC\0\0" + zlib.compress(WELL.encode())[:-9], "inconclusive", "compressed"),
        (b"tEXt", b"AIGC\0", "inconclusive", "empty"),
        (b"tEXt", b"AIGC\0" + WELL[:-30].encode(), "noncompliant", "half_written"),
        (b"tEXt", b"Comment\0AIGC", "none", None),
        (b"tEXt", b"Comment\0" + WRAPPED.encode(), "compliant", "other_place"),
        (b"zTXt", b"Comment\0\0" + zlib.compress(WRAPPED.encode()), "compliant", "other_place"),
        (b"zTXt", b"Comment\0\0" + zlib.compress(WRAPPED.encode())[:20], "none", None),
        (b"iTXt", b"Comment\0\0\0\0\0" + WRAPPED.encode(), "compliant", "other_place"),
        (b"iTXt", b"Comment\0\1\0\0\0" + zlib.compress(WRAPPED.encode()), "compliant", "other_place"),
        (b"iTXt", b"Comment", "none", None),
        (b"tEXt", b'prompt\0{"1": {"inputs": {"text": "AIGC"}}}', "none", None),
        (b"eXIf", block([(DESCRIPTION, ASCII, TENCENT.encode() + b"\0")]), "noncompliant", "vendor_fields"),
        (b"eXIf", b"MM", "inconclusive", "damaged"),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x><y></x>", "inconclusive", "damaged"),
    ],
)
def test_cases(kind: bytes, data: bytes, verdict: str, code: str | None) -> None:
    seen = examine(with_chunk(kind, data))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if code != "damaged":
        check_laws(PNG(), with_chunk(kind, data))


@pytest.mark.parametrize(("name", "data"), comments())
def test_a_label_in_the_user_comment(name: str, data: bytes, tmp_path: Path) -> None:
    before = with_chunk(b"eXIf", data)
    seen = examine(before)
    assert (seen.verdict, seen.label and seen.label.produce_id) == ("compliant", "n1"), (name, seen.remarks)
    made = check_laws(PNG(), before)
    assert b"Maker" in made and made.count(b"ContentProducer") == 1
    assert exiftool_faults(made, tmp_path / "a.png") <= exiftool_faults(before, tmp_path / "b.png")


def profile(name: bytes, raw: bytes) -> bytes:
    digits = raw.hex().encode()
    lines = b"\n".join(digits[at : at + 72] for at in range(0, len(digits), 72))
    return b"Raw profile type " + name + b"\0\0" + zlib.compress(b"\n%s\n%8d\n%s\n" % (name, len(raw), lines))


@pytest.mark.parametrize(
    ("data", "verdict"),
    [
        (profile(b"exif", b"Exif\0\0" + comments()[1][1]), "compliant"),
        (profile(b"exif", comments()[1][1]), "compliant"),
        (profile(b"APP1", b"Exif\0\0" + comments()[1][1]), "compliant"),
        (profile(b"APP1", b"http://ns.adobe.com/xap/1.0/\0" + LABELLED), "compliant"),
        (profile(b"xmp", LABELLED), "compliant"),
        (profile(b"xmp", LABELLED[:-9]), "inconclusive"),
        (profile(b"exif", b"Exif\0\0II"), "inconclusive"),
        (profile(b"exif", b"other"), "none"),
        (profile(b"iptc", LABELLED), "none"),
        (b"Raw profile type exif\0\0" + zlib.compress(b"\nexif\n 3\nxyz"), "none"),
        (b"Raw profile type exif\0\0" + zlib.compress(b""), "none"),
        (b"Raw profile type exif\0\0nothing", "none"),
    ],
)
def test_a_label_in_a_profile_is_met_and_taken_out(data: bytes, verdict: str) -> None:
    before = with_chunk(b"zTXt", data)
    assert examine(before).verdict == verdict
    if verdict != "inconclusive":
        made = check_laws(PNG(), before)
        assert (data in made) == (verdict == "none")


def test_what_else_is_in_a_profile_stays(tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(png())
    run(
        program("exiv2"),
        "-M",
        f"set Exif.Photo.UserComment {WRAPPED}",
        "-M",
        "set Exif.Image.Artist me",
        "mo",
        str(path),
    )
    data = path.read_bytes()
    assert b"Raw profile type exif" in data and examine(data).verdict == "compliant"
    path.write_bytes(check_laws(PNG(), data))
    assert run(program("exiv2"), "-K", "Exif.Image.Artist", "-Pv", str(path)).strip() == "me"
    assert not run(program("exiv2"), "-K", "Exif.Photo.UserComment", "-Pv", str(path)).strip()


def test_others_read_it(tmp_path: Path) -> None:
    check_read_by_others(check_laws(PNG(), png()), tmp_path / "a.png")


def test_of_two_packets_both_keep_their_properties_and_one_has_the_label() -> None:
    kept = XMP.format(
        '<rdf:Description rdf:about="" xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/">'
        f"<T:AIGC>{WELL}</T:AIGC><T:Kept>yes</T:Kept></rdf:Description>"
    )
    head = b"XML:com.adobe.xmp\0\0\0\0\0"
    both = with_chunk(b"iTXt", head + XMP.format("").encode())
    both = both[:-12] + chunk(b"iTXt", head + kept.encode()) + both[-12:]
    made = check_laws(PNG(), both)
    assert made.count(b"com.adobe.xmp") == 2 and b"<T:Kept>yes</T:Kept>" in made


def test_texts_that_blow_up_are_soon_done_with() -> None:
    bomb = zlib.compress(b'{"' + b" " * (4 << 20), 9)
    data = png()[:33] + chunk(b"zTXt", b"AIGC\0\0" + bomb) * 100 + chunk(b"zTXt", b"x\0\0" + bomb) * 100 + png()[33:]
    begun = time.process_time()
    assert {"compressed"} <= {remark.code for remark in examine(data).remarks}
    assert time.process_time() - begun < 2


def test_a_packet_and_a_text_chunk_are_two_labels() -> None:
    made = check_laws(PNG(), png())
    both = made[:33] + chunk(b"tEXt", b"AIGC\0" + value(FIRST).encode()) + made[33:]
    assert {"duplicate"} <= {remark.code for remark in examine(both).remarks}
    assert examine(both).verdict == "noncompliant"
    check_laws(PNG(), both)


def test_a_file_cut_short_is_not_written_to_and_not_judged() -> None:
    made = check_laws(PNG(), png())
    assert examine(made[:-6]).verdict == "inconclusive"
