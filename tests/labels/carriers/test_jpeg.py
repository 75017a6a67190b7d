from __future__ import annotations

import hashlib
import io
import struct
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.aigc import value
from guiju.labels.carriers.jpeg import JPEG
from tests.labels.carriers.exifs import ASCII, DESCRIPTION, MAKE, TENCENT, WELL, WRAPPED, block, comment, comments
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws, content
from tests.labels.carriers.readers import check_read_by_others, exiftool_faults, pixels, program, run
from tests.labels.carriers.test_png import XMP

NS = b"http://ns.adobe.com/xap/1.0/\0"
EXTENSION = b"http://ns.adobe.com/xmp/extension/\0"


def jpeg(mode: str = "RGB", size: tuple[int, int] = (20, 12), **options: object) -> bytes:
    out = io.BytesIO()
    Image.effect_noise(size, 60).convert(mode).save(out, "JPEG", **options)
    return out.getvalue()


def segment(marker: int, data: bytes) -> bytes:
    return bytes((0xFF, marker)) + (len(data) + 2).to_bytes(2, "big") + data


def with_segments(*segments: bytes) -> bytes:
    plain = jpeg()
    return plain[:20] + b"".join(segments) + plain[20:]


def exif(data: bytes) -> bytes:
    return segment(0xE1, b"Exif\0\0" + data)


def packet(inside: str = "") -> bytes:
    return segment(0xE1, NS + XMP.format(inside).encode())


def described(label: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:T="http://www.tc260.org.cn/ns/AIGC/1.0/">{label}</rdf:Description>'


LABELLED = XMP.format(described(f"<T:AIGC>{WELL}</T:AIGC>")).encode()


@given(
    st.sampled_from(["1", "L", "RGB", "CMYK", "YCbCr"]),
    st.integers(1, 70),
    st.integers(1, 70),
    st.booleans(),
    st.integers(0, 3),
    st.sampled_from([b"", b"\xff\xd8\xff\xd9", b"\0" * 9]),
)
@settings(max_examples=25, deadline=None)
def test_laws(mode: str, width: int, height: int, progressive: bool, restarts: int, behind: bytes) -> None:
    data = jpeg(mode, (width, height), progressive=progressive, restart_marker_blocks=restarts) + behind
    assert pixels(check_laws(JPEG(), data)) == pixels(data)


def test_hostile() -> None:
    fields = [(MAKE, ASCII, b"Maker\0")]
    extended = extension(XMP.format("").encode())
    rich = with_segments(
        exif(block(fields, [comment(b"ASCII", WRAPPED.encode())])), packet(), *extended, segment(0xFE, b"{")
    )
    check_hostile(JPEG(), check_laws(JPEG(), jpeg()))
    check_hostile(JPEG(), rich)


def test_others_read_it(tmp_path: Path) -> None:
    data = with_segments(exif(block([(MAKE, ASCII, b"Maker\0")])))
    made = check_laws(JPEG(), data)
    check_read_by_others(made, tmp_path / "a.jpg")
    assert exiftool_faults(made, tmp_path / "a.jpg") <= exiftool_faults(data, tmp_path / "a.jpg")


def test_the_packet_stands_behind_jfif_and_exif_and_before_the_rest() -> None:
    made = check_laws(JPEG(), with_segments(exif(block([(MAKE, ASCII, b"Maker\0")])), segment(0xE2, b"ICC_PROFILE\0")))
    assert made.index(b"JFIF") < made.index(b"Exif") < made.index(NS) < made.index(b"ICC_PROFILE")


def test_what_else_is_in_the_packet_stays() -> None:
    made = check_laws(JPEG(), with_segments(packet()))
    assert b'dc:format="image/png"' in made and made.count(NS) == 1


@pytest.mark.parametrize(("name", "data"), comments("<") + comments(">"))
def test_a_label_in_the_user_comment(name: str, data: bytes, tmp_path: Path) -> None:
    before = with_segments(exif(data))
    seen = examine(before)
    assert (seen.verdict, seen.label and seen.label.produce_id) == ("compliant", "n1"), (name, seen.remarks)
    made = check_laws(JPEG(), before)
    assert b"ContentProducer" not in made.replace(value(FIRST).encode(), b"")
    assert exiftool_faults(made, tmp_path / "a.jpg") <= exiftool_faults(before, tmp_path / "b.jpg")
    assert run(program("exiftool"), "-s3", "-Make", str(tmp_path / "a.jpg")).strip() == "Maker"


@pytest.mark.parametrize(
    ("part", "verdict", "code"),
    [
        (packet(described(f"<T:AIGC>{WELL}</T:AIGC>")), "compliant", None),
        (packet(described(f"<T:AIGC>{WRAPPED}</T:AIGC>")), "compliant", None),
        (packet(described(f"<T:AIGC>{WELL[:-9]}</T:AIGC>")), "noncompliant", "half_written"),
        (packet(described("<T:AIGC/>")), "inconclusive", "empty"),
        (packet("<nothing"), "inconclusive", "damaged"),
        (segment(0xEB, b"AIGC" + WELL.encode()), "compliant", "other_place"),
        (segment(0xE5, WRAPPED.encode()), "compliant", "other_place"),
        (segment(0xFE, WRAPPED.encode()), "compliant", "other_place"),
        (segment(0xFE, WRAPPED[:-9].encode()), "noncompliant", "half_written"),
        (segment(0xFE, b"AIGC is what this is"), "none", None),
        (segment(0xFE, b'{"prompt": "AIGC"}'), "none", None),
        (exif(block([(DESCRIPTION, ASCII, TENCENT.encode() + b"\0")])), "noncompliant", "vendor_fields"),
        (exif(block([(DESCRIPTION, ASCII, WRAPPED.encode() + b"\0")])), "compliant", "other_place"),
        (exif(block([(DESCRIPTION, ASCII, b"a dog and an AIGC cat\0")])), "none", None),
        (exif(block([(0x9C9C, 1, WRAPPED.encode("utf-16-le"))])), "compliant", "other_place"),
        (exif(block([(0x2BC, 7, LABELLED)])), "compliant", "other_place"),
        (exif(b"II*\0\xff\xff\0\0"), "inconclusive", "damaged"),
        (exif(b""), "inconclusive", "damaged"),
    ],
)  # fmt: skip
def test_cases(part: bytes, verdict: str, code: str | None) -> None:
    seen = examine(with_segments(part))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if verdict != "inconclusive":
        made = check_laws(JPEG(), with_segments(part))
        assert made.count(b"ContentProducer") <= 1 and b"ServiceProvider" not in made


@pytest.mark.parametrize("marker", [0xC2, 0xC9, 0xCA])
def test_any_coding_is_walked_through(marker: int) -> None:
    check_laws(JPEG(), jpeg().replace(b"\xff\xc0", bytes((0xFF, marker)), 1))


def test_a_label_between_scans_is_met() -> None:
    plain = jpeg(progressive=True)
    at = plain.rindex(b"\xff\xda")
    late = plain[:at] + b"\xff\xff" + segment(0xFE, WRAPPED.encode()) + plain[at:]
    assert examine(late).verdict == "compliant"
    assert pixels(check_laws(JPEG(), late)) == pixels(plain)


def test_of_more_packets_each_keeps_its_properties_and_loses_its_label() -> None:
    both = with_segments(packet(), packet(described(f"<T:AIGC>{WELL}</T:AIGC><T:Kept>yes</T:Kept>")))
    made = check_laws(JPEG(), both)
    assert made.count(NS) == 2 and b"<T:Kept>yes</T:Kept>" in made


def extension(whole: bytes, step: int = 150) -> list[bytes]:
    digest = hashlib.md5(whole).hexdigest().upper().encode()
    head = EXTENSION + digest + len(whole).to_bytes(4, "big")
    parts = [segment(0xE1, head + at.to_bytes(4, "big") + whole[at : at + step]) for at in range(0, len(whole), step)]
    note = described(f'<N:HasExtendedXMP xmlns:N="http://ns.adobe.com/xmp/note/">{digest.decode()}</N:HasExtendedXMP>')
    return [packet(note), *parts]


def test_a_label_in_extended_properties_moves_to_the_main_packet(tmp_path: Path) -> None:
    inside = described(f"<T:AIGC>{WELL}</T:AIGC><T:Kept>yes</T:Kept>")
    data = with_segments(*extension(XMP.format(inside).encode()))
    seen = examine(data)
    assert seen.verdict == "compliant" and "other_place" in {remark.code for remark in seen.remarks}
    made = check_laws(JPEG(), data)
    check_read_by_others(made, tmp_path / "a.jpg", exiv2=False)  # exiv2 shows the extension in place of the packet
    assert run(program("exiftool"), "-s3", "-XMP-T:Kept", str(tmp_path / "a.jpg")).strip() == "yes"
    assert exiftool_faults(made, tmp_path / "a.jpg") <= exiftool_faults(data, tmp_path / "b.jpg")


def test_extended_properties_that_lack_a_part_are_damaged() -> None:
    parts = extension(XMP.format("").encode())
    assert examine(with_segments(*parts)).verdict == "none"
    assert examine(with_segments(*parts[:-1])).verdict == "inconclusive"


def test_a_packet_that_one_segment_does_not_hold_is_refused_in_clear_words() -> None:
    labeller, full = FileLabeller(), with_segments(packet(f"<!--{'x' * 65000}-->"))
    with pytest.raises(Unlabelled, match="a segment holds"):
        labeller.apply(content(JPEG(), full), SECOND)


def test_padding_gives_way_to_the_label() -> None:
    body = f"<?xpacket begin='' id='W5M0MpCehiHzreSzNTczkc9d'?>{XMP.format('')}{' ' * 64900}<?xpacket end='w'?>"
    check_laws(JPEG(), with_segments(segment(0xE1, NS + body.encode())))


def index(order: str, sizes: list[tuple[int, int]]) -> bytes:
    entries = b"".join(struct.pack(order + "IIIHH", 0, size, place, 0, 0) for size, place in sizes)
    head = (b"MM\0*" if order == ">" else b"II*\0") + struct.pack(order + "IH", 8, 3)
    fields = ((0xB000, 7, 4, 0x30303130), (0xB001, 4, 1, len(sizes)), (0xB002, 7, len(entries), 50))
    body = b"".join(struct.pack(order + "HHII", *field) for field in fields)
    return segment(0xE2, b"MPF\0" + head + body + bytes(4) + entries)


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("late", [b"", segment(0xFE, WRAPPED.encode())])
def test_pictures_behind_the_first_are_found_where_the_index_says(order: str, late: bytes) -> None:
    plain, second = jpeg(), jpeg("L", (8, 8))
    empty = index(order, [(0, 0), (0, 0)])
    first = len(plain) + len(empty) + len(late)
    base = 20 + 8  # the index counts from behind its name
    full = index(order, [(first, 0), (len(second), first - base)])
    data = plain[:20] + full + late + plain[20:] + second
    assert [size for _, size, _ in pixels(data)] == [(20, 12), (8, 8)]
    made = check_laws(JPEG(), data)
    assert made.endswith(second) and pixels(made) == pixels(data)
    at = made.index(b"MPF\0") + 4
    (_, size, _, _, _, _, other, place, _, _) = struct.unpack(order + "IIIHHIIIHH", made[at + 50 : at + 82])
    assert made[size : size + other] == second and made[at + place :] == second


def test_a_file_cut_short_is_not_written_to_and_not_judged() -> None:
    made = check_laws(JPEG(), jpeg())
    assert examine(made[:-6]).verdict == "inconclusive"
    with pytest.raises(Unlabelled):
        FileLabeller().apply(content(JPEG(), made[:-6]), FIRST)


def test_what_lies_behind_the_picture_is_told() -> None:
    assert "trailing" in {remark.code for remark in examine(jpeg() + b"more").remarks}
