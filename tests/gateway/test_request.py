"""Reading requests: every text is met, what is not known is denied, and nothing sent is told back."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.policy import Action, Edit, Verdict
from guiju.gateway.errors import Fault
from guiju.gateway.request import Asked, read, rewrite
from guiju.gateway.said import said
from tests.gateway.requests import FIELDS, request_with


def asked(body: Any, surface: Any = "chat") -> Asked:
    return read(surface, orjson.dumps(body), "q1")


@pytest.mark.parametrize("name", FIELDS)
def test_every_text_bearing_field_is_met(name: str) -> None:
    surface, body = request_with(name, "SECRETWORD")
    assert any("SECRETWORD" in c.text for c in asked(body, surface).contents)


def test_only_the_newest_user_turn_is_new() -> None:
    turns = [("user", "first"), ("assistant", "answer"), ("user", "second"), ("assistant", "x"), ("tool", "result")]
    messages: list[dict[str, Any]] = [{"role": role, "content": text} for role, text in turns]
    messages[-1]["tool_call_id"] = "call-1"
    one = asked({"model": "m", "messages": messages})
    assert one.text_at(one.turn) == "second"
    spoken = said(one, [slot.text for slot in one.slots], instructions=False)
    assert [c.text for c in spoken[2].content.context] == ["first", "answer"]


def test_the_newest_turn_is_all_that_the_user_said_since_the_last_answer() -> None:
    turns = [("user", "old"), ("assistant", "x"), ("user", "one"), ("system", "y"), ("user", "two"), ("system", "z")]
    one = asked({"model": "m", "messages": [{"role": role, "content": text} for role, text in turns]})
    assert one.text_at(one.turn) == "one\ntwo"
    told = asked({"model": "m", "messages": [{"role": "system", "content": "x"}]})
    assert told.text_at(told.turn) == "" and all(content.context == () for content in told.contents)


def test_what_one_speaker_says_in_parts_or_messages_is_one_run() -> None:
    parts = [{"type": "text", "text": text} for text in "ab"]
    turns = [("system", "s"), ("user", parts), ("developer", "d"), ("user", "c"), ("assistant", "e"), ("user", "f")]
    one = asked({"model": "m", "messages": [{"role": role, "content": text, "name": "n"} for role, text in turns]})
    assert ["".join(one.slots[place].text for place in run) for run in one.runs] == ["sd", "abc"]


def test_results_of_tools_are_texts_of_their_own() -> None:
    parts = [{"type": "text", "text": text} for text in "ab"]
    rows = [{"role": "tool", "tool_call_id": "i", "content": content} for content in ("x", parts, "[1,2]", "y")]
    one = asked({"model": "m", "messages": rows})
    assert ["".join(one.slots[place].text for place in run) for run in one.runs] == ["ab"]


def test_arguments_are_judged_as_they_decode_and_go_on_as_they_came() -> None:
    surface, body = request_with("tool_arguments", "\\u7981\\u8bcd\\u7532")
    one = asked(body, surface)
    assert any(c.text == "禁词甲" for c in one.contents)
    function = body["messages"][1]["tool_calls"][0]["function"]
    function["arguments"] = raw = '{ "order": 123456789012345678901234, "price": 1.10, "phone": "x" }'
    one = asked(body, surface)
    clear = [Verdict(Action.ALLOW, (), (), (), "")] * len(one.slots)
    rewrite(one, clear)
    sent = one.body["messages"][1]["tool_calls"][0]["function"]
    assert sent["arguments"] == raw
    place = next(place for place, slot in enumerate(one.slots) if slot.text == "x")
    clear[place] = Verdict(Action.MASK, (Edit(0, 1, Action.MASK, "*"),), (), (), "")
    rewrite(one, clear)
    assert sent["arguments"] == '{"order":123456789012345678901234,"price":1.1,"phone":"*"}'


def test_numbers_are_read_as_the_digits_they_are() -> None:
    body = request_with("tool_arguments", "x")[1]
    body["messages"][1]["tool_calls"][0]["function"]["arguments"] = '{"a": 1.3800138e10}'
    body["seed"] = 13900139000
    texts = [slot.text for slot in asked(body).slots]
    assert "13800138000" in texts and "13900139000" in texts


@pytest.mark.parametrize("value", ['{"a": "SECRETWORD", "a": 1}', '[{"b": {"a": 1, "a": "SECRETWORD"}}]'])
def test_json_that_names_a_field_twice_is_denied(value: str) -> None:
    body = request_with("tool_arguments", "x")[1]
    body["messages"][1]["tool_calls"][0]["function"]["arguments"] = value
    with pytest.raises(Fault) as caught:
        asked(body)
    assert caught.value.code == "duplicate_field" and b"SECRETWORD" not in caught.value.body()


@pytest.mark.parametrize("value", [[1] * 20_001, [[None]] * 10_001, {str(n): None for n in range(20_001)}])
def test_so_many_values_and_no_more(value: Any) -> None:
    hello = {"model": "m", "messages": [{"role": "user", "content": "x"}]}
    calling = request_with("tool_arguments", "x")[1]
    calling["messages"][1]["tool_calls"][0]["function"]["arguments"] = orjson.dumps(value).decode()
    schema = {"type": "json_schema", "json_schema": {"name": "s", "schema": value}}
    for body in ({**hello, "response_format": schema}, calling, {**hello, "stop": [""] * 20_001}):
        with pytest.raises(Fault) as caught:
            asked(body)
        assert (caught.value.status, caught.value.code) == (400, "too_many_values")


def test_what_names_the_user_or_asks_to_keep_does_not_go_upstream() -> None:
    one = asked(
        {
            "model": "m",
            "messages": [{"role": "user", "content": "x"}],
            "user": "someone",
            "store": False,
            "metadata": None,
        }
    )
    assert one.user == "someone" and set(one.body) == {"model", "messages"}


BAD: list[tuple[Any, str]] = [
    ({"model": "m", "messages": [{"role": "user", "content": "x", "SECRETWORD": 1}]}, "unknown_field"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "SECRETWORD": 1}, "unknown_field"),
    ({"model": "m", "messages": [{"role": "SECRETWORD", "content": "x"}]}, "unsupported_value"),
    (
        {
            "model": "m",
            "messages": [{"role": "user", "content": [{"type": "image_url", "image_url": {"url": "SECRETWORD"}}]}],
        },
        "unsupported_value",
    ),
    (
        {"model": "m", "messages": [{"role": "user", "content": [{"type": "input_audio", "input_audio": {}}]}]},
        "unsupported_value",
    ),
    ({"model": "m", "messages": [{"role": "user", "content": 7}]}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user"}]}, "missing_field"),
    ({"model": "m", "messages": ["SECRETWORD"]}, "unsupported_value"),
    ({"model": "m", "messages": []}, "invalid_type"),
    ({"model": "m", "messages": "SECRETWORD"}, "invalid_type"),
    ({"messages": [{"role": "user", "content": "x"}]}, "missing_field"),
    ({"model": 7, "messages": [{"role": "user", "content": "x"}]}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "n": 0}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "n": True}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "stream": "yes"}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "temperature": "SECRETWORD"}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "logit_bias": {"SECRETWORD": 1}}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "logit_bias": {"13800138000": 1}}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "logit_bias": {"7": 13800138000}}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "max_tokens": 13800138000}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "seed": 0.5}, "invalid_type"),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "seed": 1e20}, "invalid_type"),
    (
        {"model": "m", "messages": [{"role": "user", "content": "x"}], "metadata": {"SECRETWORD": "x"}},
        "unsupported_field",
    ),
    ({"model": "m", "messages": [{"role": "user", "content": "x"}], "store": True}, "unsupported_field"),
    (
        {"model": "m", "messages": [{"role": "user", "content": "x"}], "functions": [{"name": "SECRETWORD"}]},
        "unsupported_field",
    ),
    ([], "invalid_type"),
    (None, "invalid_type"),
    ("SECRETWORD", "invalid_type"),
]


@pytest.mark.parametrize(("body", "code"), BAD)
def test_what_is_not_known_is_denied_without_telling_it_back(body: Any, code: str) -> None:
    with pytest.raises(Fault) as caught:
        asked(body)
    assert (caught.value.status, caught.value.code) == (400, code)
    assert b"SECRETWORD" not in caught.value.body()


@pytest.mark.parametrize("raw", [b"", b"{", b"\xff\xfe{}", b'{"model": "\xed\xa0\x80"}', b"[" * 5000, b'{"a":' * 2000])
def test_what_is_no_json_is_denied(raw: bytes) -> None:
    with pytest.raises(Fault) as caught:
        read("chat", raw, "q1")
    assert caught.value.status == 400


def test_nesting_is_bounded() -> None:
    schema: Any = {}
    for _ in range(70):
        schema = {"items": schema}
    tools = [{"type": "function", "function": {"name": "f", "parameters": schema}}]
    with pytest.raises(Fault) as caught:
        asked({"model": "m", "messages": [{"role": "user", "content": "x"}], "tools": tools})
    assert caught.value.code == "too_deep"


json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=5)
    | st.sampled_from(["user", "text", "function"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["role", "content", "type", "text", "messages", "tools", "n", "stop", "x"]), inner
        )
    ),
    max_leaves=12,
)


@given(json)
def test_any_json_is_read_or_denied(value: Any) -> None:
    for body in (
        value,
        {"model": "m", "messages": value},
        {"model": "m", "messages": [{"role": "user", "content": value}]},
    ):
        for surface in ("chat", "embeddings"):
            try:
                asked(body, surface)
            except Fault as fault:
                assert fault.status == 400
