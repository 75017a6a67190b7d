"""Long pictures in pieces: every row of pixels belongs to one piece, and every line of text is whole in it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

pytest.importorskip("PIL", reason="no Pillow here: the extra `media` is not installed")

from PIL import Image

from guiju.checks.image.tiles import ACROSS, LONG, OVERLAP, PIECES, sized, tiles


@settings(max_examples=60, deadline=None)
@given(st.integers(1, 3000), st.integers(1, 30_000))
def test_any_picture_becomes_few_pieces_within_the_bounds(short: int, long: int) -> None:
    picture = sized(Image.new("1", (short, long)))
    assert min(picture.size) <= ACROSS
    pieces = list(tiles(picture))
    assert 1 <= len(pieces) <= PIECES + 1
    assert all(max(piece.picture.size) <= LONG for piece in pieces)


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 9000), st.booleans())
def test_what_is_the_pieces_own_joins_without_a_gap(length: int, down: bool) -> None:
    picture = Image.new("1", (1, length) if down else (length, 1))
    here = start = 0.0
    for piece in tiles(picture):
        assert start + piece.own[0] == pytest.approx(here)
        here = start + piece.own[1]
        start += max(piece.picture.size) - OVERLAP
    assert here >= length


def test_a_small_picture_is_read_at_twice_its_size() -> None:
    assert sized(Image.new("1", (100, 30))).size == (200, 60)
    assert sized(Image.new("1", (700, 700))).size == (700, 700)
    assert sized(Image.new("1", (4000, 3000))).size == (1707, ACROSS)
