"""Pauses: where a text is judged so far depends on the text alone."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks import placed_windows
from guiju.gateway.pauses import LEAST, MOST, SEEN, Pauses


def paused(pieces: list[str]) -> tuple[list[int], list[str]]:
    """The places of the pauses, and what is judged at each."""
    pauses, places, seen, at = Pauses(), [], [], 0
    for piece in pieces:
        for part, pause in pauses.split(piece):
            at += len(part)
            if pause:
                places.append(at)
                seen.append(pauses.recent)
                assert "".join(pieces)[:at].endswith(pauses.recent)
                assert min(at, SEEN) <= len(pauses.recent) <= 2 * SEEN
    assert at == sum(map(len, pieces))
    return places, seen


def pauses_of(pieces: list[str]) -> list[int]:
    return paused(pieces)[0]


@given(st.lists(st.text("好。a", max_size=300), max_size=8), st.integers(1, 12))
def test_the_pieces_do_not_matter(pieces, times):
    pieces *= times
    whole = "".join(pieces)
    assert paused(pieces) == paused(list(whole)) == paused([whole])


def test_what_was_read_is_met_again():
    sentences = [f"第{number}天，河边的老街上很热闹，" + "人来人往" * (number % 9) + "。" for number in range(300)]
    met = list[str]()
    for recent in paused(sentences)[1]:
        read = [window for _, window in placed_windows(recent)]
        assert sum(window not in met for window in read) <= 4
        met += read


def test_a_sentence_end_is_a_pause_once_enough_was_said_and_a_long_sentence_is_cut():
    sentence = "字" * (LEAST - 1) + "。"
    assert pauses_of([sentence * 2]) == [LEAST, 2 * LEAST]
    assert pauses_of(["字。" * (LEAST // 2 - 1) + "字。"]) == [LEAST]
    assert pauses_of(["字" * (2 * MOST + 3)]) == [MOST, 2 * MOST]


@given(st.text("好。天a1， \n", min_size=1, max_size=60), st.text("好。a", max_size=400), st.integers(2000, 9000))
def test_a_text_that_repeats_itself_is_forgotten_too(unit, before, length):
    paused([before + (unit * length)[:length]])


def test_a_model_that_loops_is_read_as_if_it_did_not():
    sentence = "今天的天气很好，我们去公园散步吧。"
    met = list[str]()
    for recent in paused([sentence] * 600)[1]:
        read = [window for _, window in placed_windows(recent)]
        assert sum(window not in met for window in read) <= 3
        met += read
