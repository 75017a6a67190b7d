"""Whatever an upstream sends, an answer takes it or raises ValueError, so that nothing gets by."""

from __future__ import annotations

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.policy import Policy
from guiju.gateway import ChatAnswer
from guiju.gateway.judgement import Judgement
from tests.gateway.phrases import Phrases

KEYS = [
    "choices",
    "index",
    "delta",
    "message",
    "content",
    "tool_calls",
    "function",
    "arguments",
    "name",
    "id",
    "type",
    "role",
    "finish_reason",
    "usage",
    "created",
    "logprobs",
    "refusal",
    "reasoning_content",
    "function_call",
    "audio",
    "x",
    "prompt_tokens",
    "prompt_tokens_details",
]
scalars = (
    st.none()
    | st.booleans()
    | st.integers(-3, 200)
    | st.floats(allow_nan=False)
    | st.sampled_from(["", "a", "stop", "禁"])
)
json: Any = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=10,
)
messages = st.dictionaries(st.sampled_from(KEYS), json, max_size=4) | json
calls = st.lists(
    st.fixed_dictionaries({}, optional={"index": json, "id": json, "type": json, "function": json}), max_size=2
)
choices = st.fixed_dictionaries(
    {}, optional={"index": st.integers(0, 1) | json, "delta": messages, "message": messages, "finish_reason": json}
)
deltas = st.fixed_dictionaries({"tool_calls": calls | json}, optional={"content": json})
calling = st.fixed_dictionaries(
    {"index": st.just(0)}, optional={"delta": deltas, "message": deltas, "finish_reason": json}
)
bodies = st.fixed_dictionaries(
    {"choices": st.lists(choices | calling, max_size=3) | json}, optional={"usage": json, "created": json}
)


def answer() -> ChatAnswer:
    return ChatAnswer(Judgement((Phrases(()),), Policy(())), answer_id="a", model="m", n=2)


@settings(max_examples=600)
@given(st.lists(bodies, min_size=1, max_size=3))
def test_any_stream_is_taken_or_denied(events: list[dict[str, Any]]) -> None:
    one = answer()
    try:
        for event in events:
            one.chunk(event)
        one.finish()
    except ValueError:
        one.stop()


@settings(max_examples=600)
@given(bodies)
def test_any_body_is_taken_or_denied(body: dict[str, Any]) -> None:
    try:
        answer().whole(body)
    except ValueError:
        pass
