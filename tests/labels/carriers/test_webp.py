from __future__ import annotations

import io
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, features

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.carriers import riff
from guiju.labels.carriers.webp import WebP
from tests.labels.carriers.exifs import ASCII, DESCRIPTION, MAKE, TENCENT, WELL, WRAPPED, block, comment, comments
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws, content
from tests.labels.carriers.readers import check_read_by_others, exiftool_faults, pixels, program, run
from tests.labels.carriers.test_jpeg import LABELLED
from tests.labels.carriers.test_png import XMP

pytestmark = pytest.mark.skipif(not features.check("webp"), reason="this Pillow has no WebP")


def webp(mode: str = "RGB", size: tuple[int, int] = (20, 12), frames: int = 1, **options: object) -> bytes:
    out = io.BytesIO()
    images = [Image.effect_noise(size, 40 + n).convert(mode) for n in range(frames)]
    if mode == "RGBA":
        images = [Image.merge("RGBA", (*image.split()[:3], image.split()[0])) for image in images]
    extra = {"save_all": True, "append_images": images[1:], "duration": 50} if frames > 1 else {}
    images[0].save(out, "WEBP", **extra, **options)
    return out.getvalue()


def with_chunk(name: bytes, body: bytes, data: bytes | None = None) -> bytes:
    inside = (data or webp())[12:] + riff.written(name, body)
    return riff.written(b"RIFF", b"WEBP" + inside)


def chunks(data: bytes) -> list[bytes]:
    return [chunk.id for chunk in riff.inside(data, riff.form(data))]


@given(
    st.sampled_from(["RGB", "RGBA", "L"]), st.integers(1, 70), st.integers(1, 70), st.booleans(), st.integers(1, 3),
    st.sampled_from([b"", b"more"]),
)  # fmt: skip
@settings(max_examples=25, deadline=None)
def test_laws(mode: str, width: int, height: int, lossless: bool, frames: int, behind: bytes) -> None:
    data = webp(mode, (width, height), frames, lossless=lossless) + behind
    made = check_laws(WebP(), data)
    assert pixels(made) == pixels(data)
    header = next(riff.inside(made, riff.form(made)))
    sides = made[header.body + 4 : header.body + 10]
    assert header.id == b"VP8X"
    assert [1 + int.from_bytes(sides[at : at + 3], "little") for at in (0, 3)] == [width, height]


def test_hostile() -> None:
    check_hostile(WebP(), check_laws(WebP(), webp()))
    check_hostile(WebP(), webp("RGBA", lossless=True))
    check_hostile(WebP(), with_chunk(b"EXIF", block([(MAKE, ASCII, b"M\0")], [comment(b"ASCII", WRAPPED.encode())])))


@pytest.mark.parametrize(
    "data",
    [
        webp(),
        webp("RGBA", lossless=True),
        webp("RGBA"),
        webp(frames=3),
        webp(icc_profile=b"profile", exif=block([(MAKE, ASCII, b"M\0")])),
    ],
    ids=["lossy", "lossless with alpha", "lossy with alpha", "animated", "with a profile and EXIF"],
)  # fmt: skip
def test_others_read_it(data: bytes, tmp_path: Path) -> None:
    made = check_laws(WebP(), data)
    check_read_by_others(made, tmp_path / "a.webp")
    assert exiftool_faults(made, tmp_path / "a.webp") <= exiftool_faults(data, tmp_path / "b.webp")
    assert "No error" in run(program("webpinfo"), str(tmp_path / "a.webp"))
    assert [name for name in chunks(made) if name not in (b"XMP ", b"VP8X")] == [
        name for name in chunks(data) if name != b"VP8X"
    ]


def test_transparency_is_told_in_the_header_that_is_made() -> None:
    for mode, flag in (("RGBA", 0x14), ("RGB", 0x04)):
        data = webp(mode, lossless=True)
        assert chunks(data)[0] == b"VP8L"
        assert check_laws(WebP(), data)[20] == flag


def test_what_else_is_in_the_packet_stays() -> None:
    made = check_laws(WebP(), with_chunk(b"XMP ", XMP.format("").encode()))
    assert b'dc:format="image/png"' in made and made.count(b"XMP ") == 1


@pytest.mark.parametrize(("name", "data"), comments())
def test_a_label_in_the_user_comment(name: str, data: bytes) -> None:
    for head in (b"", b"Exif\0\0"):
        seen = examine(with_chunk(b"EXIF", head + data))
        assert (seen.verdict, seen.label and seen.label.produce_id) == ("compliant", "n1"), (name, seen.remarks)
        made = check_laws(WebP(), with_chunk(b"EXIF", head + data))
        assert b"Maker" in made and made.count(b"ContentProducer") == 1


@pytest.mark.parametrize(
    ("kind", "body", "verdict", "code"),
    [
        (b"XMP ", LABELLED, "compliant", None),
        (b"XMP ", LABELLED.replace(b'"}', b""), "noncompliant", "half_written"),
        (b"XMP ", b"", "none", None),
        (b"XMP ", b"<x", "inconclusive", "damaged"),
        (b"XMP ", b"x" * (4 * 1024 * 1024 + 2), "inconclusive", "damaged"),
        (b"EXIF", block([(DESCRIPTION, ASCII, TENCENT.encode() + b"\0")]), "noncompliant", "vendor_fields"),
        (b"EXIF", block([(DESCRIPTION, ASCII, b"AIGC\0")]), "none", None),
        (b"EXIF", b"MM", "inconclusive", "damaged"),
        (b"AIGC", WELL.encode(), "compliant", "other_place"),
        (b"AIGC", b"", "inconclusive", "empty"),
        (b"abcd", WELL.encode(), "none", None),
    ],
)
def test_cases(kind: bytes, body: bytes, verdict: str, code: str | None) -> None:
    data = with_chunk(kind, body)
    seen = examine(data)
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if code != "damaged":
        check_laws(WebP(), data)


def test_of_two_packets_both_keep_their_properties_and_one_has_the_label() -> None:
    kept = LABELLED.replace(b"</T:AIGC>", b"</T:AIGC><T:Kept>yes</T:Kept>")
    made = check_laws(WebP(), with_chunk(b"XMP ", kept, with_chunk(b"XMP ", XMP.format("").encode())))
    assert made.count(b"XMP ") == 2 and b"<T:Kept>yes</T:Kept>" in made


@pytest.mark.parametrize(("name", "left"), [(b"abcd", [b"abcd"]), (b"AIGC", [])])
def test_a_last_chunk_without_padding_is_padded(name: bytes, left: list[bytes]) -> None:
    data = with_chunk(name, WELL.encode().ljust(len(WELL) | 1))[:-1]
    data = data[:4] + (len(data) - 8).to_bytes(4, "little") + data[8:]
    made = check_laws(WebP(), data)
    assert len(made) % 2 == 0 and chunks(made)[2:] == [*left, b"XMP "]


@pytest.mark.parametrize("cut", [10, 16, 19, -1, -9])
def test_a_file_cut_short_is_not_written_to_and_not_judged(cut: int) -> None:
    made = check_laws(WebP(), webp())
    assert examine(made[:cut]).verdict == "inconclusive"
    with pytest.raises(Unlabelled):
        FileLabeller().apply(content(WebP(), made[:cut]), FIRST)


def test_a_first_chunk_that_is_no_picture_is_refused() -> None:
    data = riff.written(b"RIFF", b"WEBP" + riff.written(b"abcd", b"12"))
    with pytest.raises(Unlabelled, match="neither VP8X nor"):
        FileLabeller().apply(content(WebP(), data), FIRST)
