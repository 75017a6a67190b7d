from __future__ import annotations

import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers import profile
from guiju.labels.reading import read
from tests.labels.carriers import test_png
from tests.labels.carriers.exifs import comments

EXIF = comments()[1][1]


def text(name: bytes, raw: bytes) -> str:
    packed = test_png.profile(name, raw).partition(b"\0")[2]
    return zlib.decompress(packed[1:]).decode()


@pytest.mark.parametrize(
    ("name", "raw"),
    [(b"exif", b"Exif\0\0" + EXIF), (b"exif", EXIF), (b"xmp", test_png.LABELLED)],
)
def test_a_label_is_read_and_taken_out(name: bytes, raw: bytes) -> None:
    (found,) = profile.labels(text(name, raw), 50, "zTXt profile")
    assert (read(found).fields["ProduceID"], found.at) == ("n1", 50)
    assert {remark.code for remark in found.remarks} == {"other_place"}
    made = profile.cleared(text(name, raw))
    assert len(made) == len(text(name, raw)) and made.split()[:2] == text(name, raw).split()[:2]
    assert profile.labels(made, 0, "") == [] and profile.cleared(made) == made


@given(st.text(max_size=50))
def test_any_text_is_read_or_damaged_and_stays(noise: str) -> None:
    for one in (noise, f"\nexif\n4\n{noise}", f"\nxmp\n4\n{noise}"):
        try:
            assert profile.cleared(one) == one and profile.labels(one, 0, "") == []
        except Damaged:
            pass


def test_the_keywords_of_profiles() -> None:
    kinds = {b"exif": True, b"APP1": True, b"xmp": True, b"iptc": False, b"": False}
    assert {kind: profile.is_profile(b"Raw profile type " + kind) for kind in kinds} == kinds
