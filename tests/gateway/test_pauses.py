"""Pauses: where a text is judged so far depends on the text alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.gateway.pauses import LEAST, MOST, SEEN, Pauses


def pauses_of(pieces: list[str]) -> list[int]:
    pauses, places, at = Pauses(), [], 0
    for piece in pieces:
        for part, pause in pauses.split(piece):
            at += len(part)
            if pause:
                places.append(at)
    assert at == sum(map(len, pieces))
    assert pauses.recent == "".join(pieces)[-SEEN:]
    return places


@given(st.lists(st.text("好。a", max_size=300), max_size=8))
def test_the_pieces_do_not_matter(pieces):
    whole = "".join(pieces)
    assert pauses_of(pieces) == pauses_of(list(whole)) == pauses_of([whole])


def test_a_sentence_end_is_a_pause_once_enough_was_said_and_a_long_sentence_is_cut():
    sentence = "字" * (LEAST - 1) + "。"
    assert pauses_of([sentence * 2]) == [LEAST, 2 * LEAST]
    assert pauses_of(["字。" * (LEAST // 2 - 1) + "字。"]) == [LEAST]
    assert pauses_of(["字" * (2 * MOST + 3)]) == [MOST, 2 * MOST]
