"""Reading requests: every text is met, what is not known is denied, and nothing sent is told back."""

from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.policy import Action, Verdict
from guiju.gateway.errors import Fault
from guiju.gateway.request import Asked, read, rewrite
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
    assert one.turn_text == "second"
    assert [c.text for c in one.contents[one.turn.start].context] == ["first", "answer"]


def test_arguments_are_judged_as_they_decode_and_written_anew() -> None:
    surface, body = request_with("tool_arguments", "\\u7981\\u8bcd\\u7532")
    one = asked(body, surface)
    assert any(c.text == "禁词甲" for c in one.contents)
    twice = '{"a": "hidden", "a": "shown"}'
    body["messages"][1]["tool_calls"][0]["function"]["arguments"] = twice
    one = asked(body, surface)
    rewrite(one, [Verdict(Action.ALLOW, (), (), (), "")] * len(one.slots))
    assert "hidden" not in orjson.dumps(one.body).decode()


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
