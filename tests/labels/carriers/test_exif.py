from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.carrier import LARGEST, Damaged
from guiju.labels.carriers import exif
from guiju.labels.reading import read
from tests.labels.carriers.exifs import ASCII, DESCRIPTION, MAKE, UNDEFINED, WRAPPED, block, comment, comments
from tests.labels.carriers.test_ifd import told
from tests.labels.carriers.test_png import LABELLED


@pytest.mark.parametrize(("name", "data"), comments("<") + comments(">"))
def test_a_comment_is_read_under_every_code_and_taken_out(name: str, data: bytes) -> None:
    (found,) = exif.labels(data, 100, "EXIF", allowed=True)
    assert read(found).fields["ProduceID"] == "n1" and read(found).remarks == (), name
    assert data[found.at - 100 :][:4] in (b"ASCI", b"UNIC", b"JIS\0", bytes(4), b'{"AI')
    made = exif.cleared(data)
    assert len(made) == len(data) and exif.labels(made, 0, "EXIF") == []
    assert told(made)[0] == told(data)[0]
    assert exif.cleared(made) == made


def test_a_place_that_the_guide_does_not_name_is_told() -> None:
    data = block([(DESCRIPTION, ASCII, WRAPPED.encode() + b"\0")], [comment(b"ASCII", WRAPPED.encode())])
    for allowed, count in ((True, 1), (False, 2)):
        codes = [remark.code for found in exif.labels(data, 0, "EXIF", allowed) for remark in found.remarks]
        assert codes == ["other_place"] * count


@pytest.mark.parametrize(
    "field",
    [
        (DESCRIPTION, ASCII, b"a cat, AIGC\0"),
        (0x927C, UNDEFINED, b"{maker's own}"),
        (MAKE, ASCII, b"AIGC\0"),
        comment(b"ASCII", b'{"seed": 5}'),
        comment(b"UNICODE", "人工智能生成".encode("utf-16-le")),
        comment(b"", b""),
        (0x9286, UNDEFINED, b"\0"),
    ],
)
def test_other_texts_stay(field: tuple[int, int, bytes]) -> None:
    data = block([field])
    assert exif.labels(data, 0, "EXIF") == [] and exif.cleared(data) == data


def test_a_packet_in_exif_loses_its_label_and_keeps_its_place() -> None:
    data = block([(exif.XMP, 1, LABELLED)])
    assert [read(found).fields["ProduceID"] for found in exif.labels(data, 0, "EXIF")] == ["n1"]
    made = exif.cleared(data)
    assert len(made) == len(data) and b"image/png" in made and b"AIGC>" not in made


def test_a_text_larger_than_is_read_is_refused() -> None:
    data = block([(DESCRIPTION, ASCII, b"{" + b" " * LARGEST)])
    with pytest.raises(Damaged, match="larger than is read"):
        exif.labels(data, 0, "EXIF")


@given(st.integers(0, 300), st.binary(max_size=6), st.integers(0, 6), st.booleans())
@settings(max_examples=300)
def test_on_any_bytes_it_is_read_or_damaged(at: int, noise: bytes, cut: int, swapped: bool) -> None:
    data = block([(MAKE, ASCII, b"Maker\0")], [comment(b"UNICODE", WRAPPED.encode())], ">" if swapped else "<")
    broken = data[:at] + noise + data[at + cut :]
    try:
        exif.labels(broken, 0, "EXIF")
        assert len(exif.cleared(broken)) == len(broken)
    except Damaged:
        pass
