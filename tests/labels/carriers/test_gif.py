from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.carriers.gif import GIF
from tests.labels.carriers.exifs import WELL, WRAPPED
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws, content
from tests.labels.carriers.readers import check_read_by_others, exiftool_faults, pixels
from tests.labels.carriers.test_jpeg import LABELLED
from tests.labels.carriers.test_png import XMP

OPENING = b"\x21\xff\x0bXMP DataXMP"
MAGIC = b"\1" + bytes(range(255, -1, -1)) + b"\0"


def gif(mode: str = "P", size: tuple[int, int] = (20, 12), frames: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    images = [Image.effect_noise(size, 40 + n).convert(mode) for n in range(frames)]
    extra = {"save_all": True, "append_images": images[1:], "duration": 50, "loop": 0} if frames > 1 else {}
    images[0].save(out, "GIF", **extra, **options)
    return out.getvalue()


def old() -> bytes:
    """A picture of one pixel as of 1987."""
    return b"GIF87a\1\0\1\0\x80\0\0\0\0\0\xff\xff\xff,\0\0\0\0\1\0\1\0\0\2\2D\1\0;"


def table(data: bytes) -> int:
    return 13 + (3 << (data[10] & 7) + 1 if data[10] & 0x80 else 0)


def with_block(block: bytes, data: bytes | None = None) -> bytes:
    plain = data or gif()
    return plain[: table(plain)] + block + plain[table(plain) :]


def blocks(raw: bytes) -> bytes:
    parts = [raw[at : at + 255] for at in range(0, len(raw), 255)]
    return b"".join(bytes((len(part),)) + part for part in parts) + b"\0"


@given(
    st.sampled_from(["1", "L", "P", "RGB", "RGBA"]), st.integers(1, 70), st.integers(1, 70), st.integers(1, 3),
    st.booleans(), st.sampled_from([b"", b"more"]),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_laws(mode: str, width: int, height: int, frames: int, interlace: bool, behind: bytes) -> None:
    data = gif(mode, (width, height), frames, interlace=interlace) + behind
    assert pixels(check_laws(GIF(), data)) == pixels(data)


def test_hostile() -> None:
    check_hostile(GIF(), check_laws(GIF(), gif()))
    check_hostile(GIF(), with_block(b"\x21\xfe" + blocks(WRAPPED.encode()), gif(frames=2)))


@pytest.mark.parametrize("data", [gif(), gif(frames=3), old()], ids=["still", "animated", "of 1987"])
def test_others_read_it(data: bytes, tmp_path: Path) -> None:
    made = check_laws(GIF(), data)
    check_read_by_others(made, tmp_path / "a.gif", exiv2=False)  # exiv2 reads no GIF
    assert exiftool_faults(made, tmp_path / "a.gif") <= exiftool_faults(data, tmp_path / "b.gif")
    assert pixels(made) == pixels(data)


def test_a_file_of_1987_becomes_one_of_1989() -> None:
    assert check_laws(GIF(), old()).startswith(b"GIF89a")


def test_what_repeats_the_frames_stays_first() -> None:
    made = check_laws(GIF(), gif(frames=2))
    assert made.index(b"NETSCAPE2.0") < made.index(b"XMP DataXMP") < made.index(b"\x21\xf9")
    assert Image.open(io.BytesIO(made)).info["loop"] == 0


def test_what_else_is_in_the_packet_stays() -> None:
    made = check_laws(GIF(), with_block(OPENING + XMP.format("").encode() + MAGIC))
    assert b'dc:format="image/png"' in made and made.count(OPENING) == 1


@pytest.mark.parametrize(
    ("block", "verdict", "code"),
    [
        (OPENING + LABELLED + MAGIC, "compliant", None),
        (OPENING + blocks(LABELLED), "compliant", None),
        (OPENING + LABELLED.replace(b'"}', b"") + MAGIC, "noncompliant", "half_written"),
        (OPENING + b"<x" + MAGIC, "inconclusive", "damaged"),
        (OPENING + MAGIC, "none", None),
        (b"\x21\xfe" + blocks(WRAPPED.encode()), "compliant", "other_place"),
        (b"\x21\xfe" + blocks(b"AIGC" + WELL.encode()), "compliant", "other_place"),
        (b"\x21\xfe" + blocks(WRAPPED[:-9].encode()), "noncompliant", "half_written"),
        (b"\x21\xfe" + blocks(b"AIGC, they say"), "none", None),
        (b"\x21\xfe\0", "none", None),
        (b"\x21\x01" + blocks(WRAPPED.encode()), "none", None),
        (b"\x22\xfe\0", "inconclusive", "damaged"),
    ],
)
def test_cases(block: bytes, verdict: str, code: str | None) -> None:
    seen = examine(with_block(block))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if verdict != "inconclusive":
        plain = gif()
        assert pixels(check_laws(GIF(), with_block(block, plain))) == pixels(plain)


def test_a_packet_and_a_comment_are_two_labels() -> None:
    both = with_block(b"\x21\xfe" + blocks(WRAPPED.encode()), with_block(OPENING + LABELLED + MAGIC))
    assert {"duplicate"} <= {remark.code for remark in examine(both).remarks}
    check_laws(GIF(), both)


def test_of_two_packets_both_keep_their_properties_and_one_has_the_label() -> None:
    kept = LABELLED.replace(b"</T:AIGC>", b"</T:AIGC><T:Kept>yes</T:Kept>")
    made = check_laws(GIF(), with_block(OPENING + LABELLED + MAGIC, with_block(OPENING + kept + MAGIC)))
    assert made.count(OPENING) == 2 and b"<T:Kept>yes</T:Kept>" in made


@pytest.mark.parametrize("cut", [6, 9, 12, 30, -1, -30])
def test_a_file_cut_short_is_not_written_to_and_not_judged(cut: int) -> None:
    made = check_laws(GIF(), gif())
    assert examine(made[:cut]).verdict == "inconclusive"
    with pytest.raises(Unlabelled):
        FileLabeller().apply(content(GIF(), made[:cut]), FIRST)
