from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers import riff
from guiju.labels.splices import spliced

BODIES = st.lists(st.tuples(st.text("ABCabc 12", min_size=4, max_size=4).map(str.encode), st.binary(max_size=40)))


def nest(parts: list[tuple[bytes, bytes]]) -> bytes:
    return riff.written(b"RIFF", b"TEST" + b"".join(riff.written(name, body) for name, body in parts))


@given(BODIES)
def test_what_is_written_is_what_is_met(parts: list[tuple[bytes, bytes]]) -> None:
    data = nest(parts)
    form = riff.form(data)
    assert riff.kind(data, form) == b"TEST" and form.after == len(data)
    met = list(riff.inside(data, form))
    assert [(chunk.id, data[chunk.body : chunk.end]) for chunk in met] == parts
    assert all(chunk.padded for chunk in met)


@given(BODIES, st.binary(max_size=9))
def test_a_chunk_put_at_the_end_is_met_there(parts: list[tuple[bytes, bytes]], body: bytes) -> None:
    data = nest(parts)
    form, new = riff.form(data), riff.written(b"NEW ", body)
    grown = spliced(data, [riff.sized(form, len(new))]) + new
    last = list(riff.inside(grown, riff.form(grown)))[-1]
    assert (last.id, grown[last.body : last.end]) == (b"NEW ", body)


def test_a_last_chunk_without_its_padding_is_met_all_the_same() -> None:
    data = b"RIFF\x0d\0\0\0TESTabcd\1\0\0\0x"
    (chunk,) = riff.inside(data, riff.form(data))
    assert (chunk.size, chunk.after, chunk.padded) == (1, len(data), False)


def test_a_size_that_stands_elsewhere() -> None:
    data = b"data\xff\xff\xff\xff" + b"1234" + riff.written(b"tail", b"")
    assert [chunk.id for chunk in riff.chunks(data, 0, len(data), {b"data": 4})] == [b"data", b"tail"]


@pytest.mark.parametrize(
    "data",
    [b"", b"RIFX\0\0\0\0", b"RIFF\xff\0\0\0", b"RIFF\2\0\0\0ab", b"RIFF\x0c\0\0\0TEST\0\0\0\0\0\0\0\0"],
)
def test_what_is_no_riff_is_damaged(data: bytes) -> None:
    with pytest.raises(Damaged):
        list(riff.inside(data, riff.form(data)))


def test_a_size_out_of_range_is_refused() -> None:
    form = riff.form(nest([]))
    with pytest.raises(Damaged):
        riff.sized(form, -5)
    with pytest.raises(Damaged):
        riff.sized(form, 0xFFFFFFFF)
