"""Messages as OpenAI's clients write them: nothing that is said in one is missed."""

from __future__ import annotations

from typing import Any

import pytest

from guiju.cli.check_fault import Fault
from guiju.cli.check_messages import messages_of


@pytest.mark.parametrize("role", ["system", "developer", "user", "assistant", "tool"])
def test_a_message_is_its_role_and_text(role: str) -> None:
    assert messages_of([{"role": role, "content": "x"}, {"role": role}]) == [(role, "x"), (role, None)]


def test_parts_are_one_text() -> None:
    parts = [{"type": "text", "text": "a"}, {"type": "refusal", "refusal": "b"}, {"type": "text", "text": "c"}]
    assert messages_of([{"role": "assistant", "content": parts}]) == [("assistant", "a\nb\nc")]


def test_what_is_said_beside_the_content_is_there_too() -> None:
    calls = [
        {"id": "1", "type": "function", "function": {"name": "f", "arguments": '{"to": ["\\u4f60"], "n": {"m": "x"}}'}},
        {"function": {"name": "g", "arguments": "no json"}},
    ]
    message = {"role": "assistant", "content": None, "reasoning": "r", "refusal": "s", "name": "n", "tool_calls": calls}
    ((_, text),) = messages_of([message])
    assert text is not None
    assert {"r", "s", "n", "f", "to", "你", "x", "g", "no json"} <= set(text.split("\n"))


@pytest.mark.parametrize(
    ("raw", "told"),
    [
        ("x", "messages: expected a list"),
        (["x"], "messages.0: expected an object"),
        ([{"content": "x"}], "messages.0.role: expected one of system, developer, user, assistant, tool"),
        ([{"role": ["user"], "content": "x"}], "messages.0.role: expected one of"),
        ([{"role": "user", "content": "x"}, {"role": "bot"}], "messages.1.role: expected one of"),
        ([{"role": "user", "content": 3}], "messages.0.content: expected a string or a list of parts"),
        ([{"role": "user", "content": [{"type": "text"}]}], "messages.0.content.0.text: expected a string"),
        (
            [{"role": "user", "content": [{"type": "image_url", "image_url": {}}]}],
            "messages.0.content.0: of parts only",
        ),
        ([{"role": "user", "content": ["x"]}], "messages.0.content.0: of parts only"),
        ([{"role": "user", "name": 3}], "messages.0.name: expected a string"),
    ],
)
def test_what_is_wrong_is_told_with_its_place(raw: Any, told: str) -> None:
    with pytest.raises(Fault) as fault:
        messages_of(raw)
    assert str(fault.value).startswith(told)
