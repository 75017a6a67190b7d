from __future__ import annotations

import struct

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.explicit.pcm import inserted, parts, waves
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.splices import spliced
from tests.labels.explicit.test_sound import wav

FORMS = [(1, 8), (1, 16), (1, 24), (1, 32), (3, 32), (3, 64)]


@pytest.mark.parametrize(("tag", "bits"), FORMS)
def test_samples_are_written_as_they_are_read(tag: int, bits: int) -> None:
    data = wav(tag, bits, 2, 50)
    found = waves(data)
    assert found and (found.tag, found.bits, found.rate, found.channels, found.count) == (tag, bits, 8000, 2, 50)
    sound = np.linspace(-0.9, 0.9, 100, dtype=np.float32).reshape(50, 2)
    at = data.index(b"data") + 8
    again = data[:at] + found.written(sound) + data[at + 50 * found.block :]
    assert found.read(again, 0, 50) == pytest.approx(sound, abs=2.0 ** (2 - bits) if bits < 24 else 1e-6)


@given(st.sampled_from(FORMS), st.integers(1, 6), st.integers(0, 40), st.data())
@settings(max_examples=40, deadline=None)
def test_whatever_is_put_in_the_rest_stays(
    form: tuple[int, int], channels: int, count: int, draw: st.DataObject
) -> None:
    data = wav(*form, channels, count)
    found = waves(data)
    assert found
    places = sorted(draw.draw(st.sets(st.integers(0, count), min_size=1, max_size=3)))
    label = np.full((draw.draw(st.integers(0, 9)), channels), 0.5, np.float32)
    made = spliced(data, inserted(data, found, label, places))
    again = waves(made)
    assert again and again.count == count + len(places) * (len(label) // 2 * 2)
    assert [chunk.id for chunk in again.all] == [chunk.id for chunk in found.all]
    kept = np.ones(again.count, bool)
    for n, place in enumerate(places):
        kept[place + n * (len(label) // 2 * 2) :][: len(label) // 2 * 2] = False
    assert again.read(made, 0, again.count)[kept].tolist() == found.read(data, 0, count).tolist()


def test_rf64_tells_its_sizes_elsewhere() -> None:
    plain = wav(1, 16, 1, 100)
    at = plain.index(b"data")
    body = plain[at + 8 : at + 208]
    wide = struct.pack("<QQQI", len(plain) + 28, len(body), 100, 0)
    data = (
        b"RF64\xff\xff\xff\xffWAVEds64"
        + struct.pack("<I", len(wide))
        + wide
        + plain[12:at]
        + b"data\xff\xff\xff\xff"
        + body
    )
    found = waves(data)
    assert found and found.count == 100
    made = spliced(data, inserted(data, found, np.zeros((10, 1), np.float32), [0]))
    assert struct.unpack("<QQQ", made[20:44]) == (len(plain) + 48, len(body) + 20, 110)
    assert made[4:8] == b"\xff" * 4 and waves(made).count == 110  # type: ignore[union-attr]


def test_no_room_below_four_gibibytes() -> None:
    data = wav(1, 16, 1, 100)
    found = waves(data)
    assert found
    with pytest.raises(Unfit, match="4 GiB"):
        inserted(data, found, np.zeros((1_000_000, 1), np.float32), [0] * 2200)


@pytest.mark.parametrize("data", [b"", b"RIFF", b"RIFF\0\0\0\0AVI LIST", b"fLaC" * 9])
def test_what_is_no_wav(data: bytes) -> None:
    assert waves(data) is None


def test_coded_samples_are_left_to_others() -> None:
    assert waves(wav(7, 8, 1, 10)) is None


def test_only_the_first_seconds_are_listened_to() -> None:
    data = wav(1, 16, 1, 8000 * 5)
    found = waves(data)
    assert found
    assert [len(part) for part in parts(data, found, 2)] == [8000, 8000, 8000]
