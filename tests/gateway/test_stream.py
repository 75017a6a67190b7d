"""A stream by bytes: however it is cut into reads, the same text leaves by choice and field."""

from __future__ import annotations

import itertools

import orjson
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.content import Stage
from guiju.core.policy import Action, Policy, Rule
from guiju.gateway.answer import NO_END, ChatAnswer
from guiju.gateway.judgement import Judgement
from guiju.gateway.stream import LAST, Stream
from tests.gateway.phrases import Phrases

CHECK = Phrases((("禁词", "a1.a"), ("遮住", "pii.phone")))
POLICY = Policy((Rule("a1.a", Stage.ANSWER, Action.REFUSE), Rule("pii.phone", Stage.ANSWER, Action.MASK, "***")))


def opened(most: int = NO_END) -> Stream:
    answer = ChatAnswer(
        Judgement([CHECK], POLICY), answer_id="chatcmpl-1", model="m", n=2, label=("[", "]"), notice="〔止〕", most=most
    )
    return Stream(answer)


def event(index: int, **delta: object) -> bytes:
    return b"data: " + orjson.dumps({"choices": [{"index": index, "delta": delta, "finish_reason": None}]}) + b"\n\n"


END = b'data: {"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]}\n\n'


def fed(stream: Stream, part: bytes, ending: bool) -> bytes:
    """What leaves of one read, where what ends a choice is taken at once or by itself."""
    out = stream.feed(part, ending=ending)
    while stream.ending:
        out += stream.feed(b"", ending=True)
    return out


def told(data: bytes) -> dict[tuple[int, str], str]:
    """The text by choice and field, and the reasons."""
    texts: dict[tuple[int, str], str] = {}
    for line in data.split(b"\n\n"):
        if line.startswith(b"data: {"):
            for choice in orjson.loads(line[6:])["choices"]:
                for field, text in choice["delta"].items():
                    texts[choice["index"], field] = texts.get((choice["index"], field), "") + text
                if choice["finish_reason"]:
                    texts[choice["index"], "finish_reason"] = choice["finish_reason"]
    return texts


deltas = st.tuples(
    st.integers(0, 1),
    st.sampled_from(["content", "content", "content", "reasoning_content"]),
    st.sampled_from(["好", "禁", "词", "遮", "住", "a ", ""]),
)


@given(st.lists(deltas, min_size=1, max_size=14), st.lists(st.integers(0, 900), max_size=8), st.integers(0, 40))
def test_the_same_text_leaves_however_the_bytes_are_cut(said, cuts, most):
    data = b"".join(event(i, **{field: text}) for i, field, text in said) + END + LAST
    edges = sorted({min(c, len(data)) for c in cuts} | {0, len(data)})
    results = []
    pieces = [data[a:b] for a, b in itertools.pairwise(edges)]
    for parts, ending in ((([data]), True), (pieces, True), (data.splitlines(keepends=True), True), (pieces, False)):
        stream = opened(most)
        out = b"".join(fed(stream, part, ending) for part in parts)
        stream.settle()
        results.append(told(out + stream.rest({"id": "1"})))
    assert all(result == results[0] for result in results)


def test_a_stream_without_end_ends_where_it_is_full():
    stream = opened(most=20)
    out = b"".join(
        fed(stream, event(at % 2, content="好" * 2) + event(0, reasoning_content="a"), False) for at in (0, 1)
    )
    assert told(out) == {(0, "content"): "[好好", (0, "reasoning_content"): "aa", (1, "content"): "[好好"}
    out += fed(stream, event(0, content="好b"), False)
    assert not stream.done
    out += fed(stream, event(0, content="b" * 9) + event(1, content="c"), False)
    stream.settle()
    full = told(out + stream.rest({}))
    assert stream.done and full[0, "content"] == "[好好好bbb]" and full[1, "content"] == "[好好]"
    assert full[0, "finish_reason"] == full[1, "finish_reason"] == "length"


def test_what_fits_exactly_ends_as_the_upstream_says():
    stream = opened(most=6)
    out = stream.feed(event(0, content="好好") + END)
    assert told(out)[0, "finish_reason"] == "stop"
    assert told(opened(most=6).feed(event(0, content="好好a") + END))[0, "finish_reason"] == "length"


def test_what_is_held_of_a_full_choice_is_judged():
    stream = opened(most=6)
    out = fed(stream, event(0, content="禁词a"), False)
    stream.settle()
    out = told(out + stream.rest({}))
    assert out[0, "content"] == "〔止〕" and out[0, "finish_reason"] == "content_filter"


def test_what_ends_a_choice_waits_where_it_shall():
    stream = opened()
    out = stream.feed(event(0, content="今") + END + event(1, content="晚") + LAST, ending=False)
    assert stream.ending and not stream.done and told(out) == {(0, "content"): "[今"} and stream.events == 2
    assert not stream.feed(b"", ending=False) and stream.ending
    out = stream.feed(b"")
    assert stream.done and told(out) == {(0, "content"): "]", (0, "finish_reason"): "stop", (1, "content"): "[晚"}


def test_what_came_in_one_read_leaves_as_one_chunk():
    stream = opened()
    out = stream.feed(event(0, content="今") + event(0, content="天") + event(1, content="好") + event(0, content="晴"))
    assert out.count(b"data: ") == 3 and told(out) == {(0, "content"): "[今天晴", (1, "content"): "[好"}


def test_text_before_an_unknown_event_leaves_and_nothing_after_it():
    for bad in (event(0, mystery="x"), event(7, content="x"), b"data: {broken\n\n", b"data: []\n\n"):
        stream = opened()
        out = stream.feed(event(0, content="今") + event(0, content="天") + bad + event(0, content="晚"))
        assert stream.unknown and told(out) == {(0, "content"): "[今天"}


def test_a_choice_with_more_than_a_delta_is_not_merged_away():
    stream = opened()
    hidden = {"choices": [{"index": 0, "delta": {"content": "x"}, "message": {"content": "禁词"}}]}
    stream.feed(event(0, content="今") + b"data: " + orjson.dumps(hidden) + b"\n\n")
    assert stream.unknown
