from __future__ import annotations

import io
import struct
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.ifd import tree
from guiju.labels.carriers.tiff import TIFF
from tests.labels.carriers.exifs import ASCII, DESCRIPTION, LONG, TENCENT, WELL, WRAPPED, Fields, comments
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws, content
from tests.labels.carriers.readers import check_read_by_others, exiftool_faults, pixels, program, run
from tests.labels.carriers.test_jpeg import LABELLED
from tests.labels.carriers.test_png import XMP

MODES = ["1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "I;16B", "F", "I", "LAB"]
CASES = st.tuples(st.sampled_from(MODES), st.integers(1, 70), st.integers(1, 70))


def picture(mode: str, size: tuple[int, int], seed: int = 0) -> Image.Image:
    chance = np.random.default_rng(seed)
    if mode.startswith("I;16"):
        raw = chance.integers(0, 65536, size[::-1]).astype("<u2" if mode == "I;16" else ">u2")
        return Image.frombytes(mode, size, raw.tobytes())
    noise = Image.fromarray(chance.integers(0, 256, (*size[::-1], 3), dtype=np.uint8))
    return Image.frombytes("LAB", size, noise.tobytes()) if mode == "LAB" else noise.convert(mode)


def tiff(mode: str = "RGB", size: tuple[int, int] = (20, 12), pages: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    images = [picture(mode, size, n) for n in range(pages)]
    images[0].save(out, "TIFF", save_all=pages > 1, append_images=images[1:], **options)
    return out.getvalue()


def big_endian(fields: Fields = [], pages: int = 1) -> bytes:  # noqa: B006 (never changed)
    """A grey picture of 4 by 2 for each page, in the other byte order; its strips stand first."""
    head, strips = b"MM\0*", b"".join(bytes(range(n, n + 8)) for n in range(pages))
    at = 8 + len(strips)
    out = b""
    for page in range(pages):
        raws = {0x100: 4, 0x101: 2, 0x102: 8, 0x103: 1, 0x106: 1, 0x111: 8 + 8 * page, 0x115: 1, 0x116: 2, 0x117: 8}
        every = sorted([*((tag, LONG, struct.pack(">I", number)) for tag, number in raws.items()), *fields])
        rows, values = b"", b""
        place = at + len(out) + 2 + 12 * len(every) + 4
        for tag, kind, raw in every:
            inline = raw if len(raw) <= 4 else struct.pack(">I", place + len(values))
            rows += struct.pack(">HHI", tag, kind, len(raw) // (4 if kind == LONG else 1)) + inline.ljust(4, b"\0")
            values += raw + b"\0" * (len(raw) % 2) if len(raw) > 4 else b""
        link = place + len(values) if page + 1 < pages else 0
        out += struct.pack(">H", len(every)) + rows + struct.pack(">I", link) + values
    return head + struct.pack(">I", at) + strips + out


@given(CASES, st.integers(1, 3), st.booleans(), st.sampled_from(["raw", "tiff_lzw", "tiff_adobe_deflate"]))
@settings(max_examples=30, deadline=None)
def test_laws(case: tuple[str, int, int], pages: int, big: bool, compression: str) -> None:
    mode, width, height = case
    options = {} if mode in ("I;16B", "LAB", "1") or compression == "raw" else {"compression": compression}
    big = big and mode != "I;16B"  # Pillow writes no whole file of this kind
    data = tiff(mode, (width, height), pages, big_tiff=big, **options)
    made = check_laws(TIFF(), data)
    assert pixels(made) == pixels(data)
    assert made[16 : len(data)] == data[16:], "nothing moves"


@given(st.integers(1, 3))
def test_laws_of_the_other_byte_order(pages: int) -> None:
    data = big_endian(pages=pages)
    assert pixels(check_laws(TIFF(), data)) == pixels(data)


def test_laws_of_a_large_file_of_the_other_byte_order(tmp_path: Path) -> None:
    source, large = tmp_path / "a.tif", tmp_path / "b.tif"
    source.write_bytes(tiff("I;16"))
    run(program("convert"), str(source), "-define", "tiff:endian=msb", f"TIFF64:{large}")
    assert large.read_bytes().startswith(b"MM\0+")
    check_read_by_others(check_laws(TIFF(), large.read_bytes()), source, exiv2=False)


def test_a_field_that_goes_beyond_the_file_is_damaged_where_a_label_may_be_in_it() -> None:
    for tag, verdict in ((DESCRIPTION, "inconclusive"), (0x2BC, "inconclusive"), (0x13B, "none")):
        data = big_endian([(tag, ASCII, b"a text of some length\0")])
        assert examine(data[:-2]).verdict == verdict


def test_hostile() -> None:
    check_hostile(TIFF(), check_laws(TIFF(), tiff()))
    check_hostile(TIFF(), check_laws(TIFF(), tiff(big_tiff=True)))
    check_hostile(TIFF(), big_endian([(DESCRIPTION, ASCII, WRAPPED.encode() + b"\0"), (0x2BC, 7, LABELLED)], 3))


@pytest.mark.parametrize(
    "data",
    [tiff(), tiff("I;16"), tiff("CMYK"), tiff(pages=3), tiff(big_tiff=True), big_endian(pages=2)],
    ids=["RGB", "16 bits", "CMYK", "pages", "BigTIFF", "the other byte order"],
)
def test_others_read_it(data: bytes, tmp_path: Path) -> None:
    made = check_laws(TIFF(), data)
    check_read_by_others(made, tmp_path / "a.tif", exiv2=made[2:4] not in (b"+\0", b"\0+"))  # exiv2 reads no BigTIFF
    # exiftool expects type 1 (bytes); the guide asks for type 7, and XMP part 3 allows both
    odd = {"Non-standard format (undef) for IFD0 0x02bc ApplicationNotes"}
    assert exiftool_faults(made, tmp_path / "a.tif") <= exiftool_faults(data, tmp_path / "b.tif") | odd


def test_the_picture_stays_where_it_is() -> None:
    data = tiff(pages=2)
    made = check_laws(TIFF(), data)
    assert list(TIFF().payload(made)) == list(TIFF().payload(data))
    assert made[8 : len(data)] == data[8:]


def test_tiles_and_pictures_in_directories_within_are_content(tmp_path: Path) -> None:
    source, made = tmp_path / "a.tif", tmp_path / "b.tif"
    source.write_bytes(tiff(size=(200, 130)))
    run(program("convert"), str(source), "-define", "tiff:tile-geometry=64x64", str(made))
    data = made.read_bytes()
    assert tree(data).directories[0].tagged(0x144)
    assert pixels(check_laws(TIFF(), data)) == pixels(data)
    inner = len(data) + len(data) % 2
    whole = data + b"\0" * (len(data) % 2) + struct.pack("<H", 2)
    whole += struct.pack("<HHII", 0x111, 4, 1, 8) + struct.pack("<HHII", 0x117, 4, 1, 4) + bytes(4)
    with_inner = _with_field(whole, struct.pack("<HHII", 0x14A, 4, 1, inner))
    assert [one.name for one in tree(with_inner).directories] == ["IFD0", "SubIFD"]
    assert check_laws(TIFF(), with_inner)
    assert (8, 12) in [(start, min(end, 12)) for start, end in TIFF().payload(with_inner)]


def _with_field(data: bytes, entry: bytes) -> bytes:
    """The file with a field more in its first directory, in which the order of fields is not kept."""
    (at,) = struct.unpack("<I", data[4:8])
    (count,) = struct.unpack("<H", data[at : at + 2])
    body = struct.pack("<H", count + 1) + data[at + 2 : at + 2 + 12 * count] + entry + bytes(4)
    return data[:4] + struct.pack("<I", len(data)) + data[8:] + body


def test_what_else_is_in_the_packet_stays() -> None:
    data = tiff(tiffinfo={0x2BC: XMP.format("").encode()})
    made = check_laws(TIFF(), data)
    assert made.count(b'dc:format="image/png"') == 1
    assert len(check_laws(TIFF(), made)) == len(made)


@pytest.mark.parametrize(("name", "data"), comments("<") + comments(">"))
def test_a_label_in_the_user_comment(name: str, data: bytes) -> None:
    seen = examine(data)
    assert (seen.verdict, seen.label and seen.label.produce_id) == ("compliant", "n1"), (name, seen.remarks)


@pytest.mark.parametrize(
    ("field", "verdict", "code"),
    [
        ((0x2BC, 7, LABELLED), "compliant", None),
        ((0x2BC, 1, LABELLED), "compliant", None),
        ((0x2BC, 7, LABELLED.replace(b'"}', b"")), "noncompliant", "half_written"),
        ((0x2BC, 7, b"<broken"), "inconclusive", "damaged"),
        ((0x2BC, 7, b"\0"), "none", None),
        ((DESCRIPTION, ASCII, WRAPPED.encode() + b"\0"), "compliant", "other_place"),
        ((DESCRIPTION, ASCII, b"AIGC" + WELL.encode() + b"\0"), "compliant", "other_place"),
        ((DESCRIPTION, ASCII, TENCENT.encode() + b"\0"), "noncompliant", "vendor_fields"),
        ((DESCRIPTION, ASCII, WRAPPED[:-9].encode() + b"\0"), "noncompliant", "half_written"),
        ((DESCRIPTION, ASCII, b'{"shape": [2, 4]}\0'), "none", None),
        ((0x9C9C, 1, WRAPPED.encode("utf-16-le")), "compliant", "other_place"),
    ],
)
def test_cases(field: tuple[int, int, bytes], verdict: str, code: str | None) -> None:
    data = big_endian([field])
    seen = examine(data)
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if verdict != "inconclusive":
        made = check_laws(TIFF(), data)
        assert made.count(b"ContentProducer") == 1 and b"ServiceProvider" not in made
        assert pixels(made) == pixels(data)


def test_labels_of_every_page_go(tmp_path: Path) -> None:
    data = big_endian([(DESCRIPTION, ASCII, WRAPPED.encode() + b"\0"), (0x2BC, 7, LABELLED)], pages=3)
    assert {"duplicate"} <= {remark.code for remark in examine(data).remarks}
    made = check_laws(TIFF(), data)
    assert made.count(b"ContentProducer") == 1 and pixels(made) == pixels(data)
    assert exiftool_faults(made, tmp_path / "a.tif") <= exiftool_faults(data, tmp_path / "b.tif")


def test_directories_that_run_in_a_circle_are_met_once() -> None:
    data = big_endian(pages=2)
    (first,) = struct.unpack(">I", data[4:8])
    check_laws(TIFF(), data[:-4] + struct.pack(">I", first))


@pytest.mark.parametrize("cut", [5, 8, 20, -1, -9])
def test_a_file_cut_short_is_not_written_to_and_not_judged(cut: int) -> None:
    data = big_endian(pages=2)[:cut]
    assert examine(data).verdict == "inconclusive"
    with pytest.raises(Unlabelled):
        FileLabeller().apply(content(TIFF(), data), FIRST)


def test_a_picture_that_goes_beyond_the_file_is_damaged() -> None:
    data = big_endian().replace(struct.pack(">HHII", 0x117, 4, 1, 8), struct.pack(">HHII", 0x117, 4, 1, 1 << 20))
    with pytest.raises(Damaged, match="beyond the file"):
        list(TIFF().payload(data))


def test_a_text_that_lies_within_the_picture_is_not_taken_out() -> None:
    inside = tiff("L", (200, 1))
    (start, _), *_ = TIFF().payload(inside)
    text = WRAPPED.encode()
    data = inside[:start] + text + inside[start + len(text) :]
    data = _with_field(data, struct.pack("<HHII", DESCRIPTION, ASCII, len(text), start))
    assert examine(data).verdict == "compliant"
    with pytest.raises(Unlabelled, match="within the picture"):
        FileLabeller().apply(content(TIFF(), data), FIRST)
