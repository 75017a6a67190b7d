"""What is said: messages whole, their names left out, and what the application says itself kept apart."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from guiju.gateway.request import Asked, read
from guiju.gateway.said import Said, as_it_stood, instructing, said, weighable

TOOL = {"type": "function", "function": {"name": "f", "description": "told", "parameters": {"type": "object"}}}


def asked(*messages: dict[str, Any], **more: Any) -> Asked:
    return read("chat", orjson.dumps({"model": "m", "messages": messages, **more}), "q1")


def told(one: Asked, *, instructions: bool = False) -> list[Said]:
    return said(one, [slot.text for slot in one.slots], instructions=instructions)


def texts(one: Asked, *, instructions: bool = False) -> list[tuple[str, str]]:
    return [(each.content.role, each.content.text) for each in told(one, instructions=instructions)]


def says(role: str, content: Any, **more: Any) -> dict[str, Any]:
    return {"role": role, "content": content, **more}


def test_instructions_schemas_and_names_are_not_weighed_beside_a_user():
    one = asked(says("system", "be kind"), says("user", "hi", name="ann"), tools=[TOOL], stop="end")
    assert texts(one) == [("user", "hi")]
    assert texts(one, instructions=True) == [("system", "be kind"), ("user", "hi")]


def test_where_nobody_else_speaks_the_instructions_are_what_is_asked():
    assert texts(asked(says("system", "how?"), says("user", ""))) == [("system", "how?")]


def test_a_message_is_one_text_whatever_its_parts():
    parts = [{"type": "text", "text": part} for part in ("one", "two")]
    assert texts(asked(says("user", parts))) == [("user", "one\ntwo")]


def test_of_what_a_tool_tells_names_and_numbers_are_not_weighed():
    result = says("tool", '{"note": "three and four and five", "n": [4, "街上今天有热闹的集市"]}', tool_call_id="c")
    (one,) = told(asked(result))
    assert one.content.text == "note\nthree and four and five\nn\n4\n街上今天有热闹的集市"
    assert weighable(one).content.text == "街上今天有热闹的集市"


def test_what_was_said_before_the_newest_turn_is_its_context():
    one = asked(says("user", "a"), says("assistant", "b"), says("user", "c"), says("user", "d"))
    first, second, third, fourth = told(one)
    assert not first.content.context and not second.content.context
    assert [c.text for c in third.content.context] == [c.text for c in fourth.content.context] == ["a", "b"]
    assert not fourth.alone.content.context and fourth.alone.content.text == "d"
    assert [c.text for c in as_it_stood(fourth.content)] == ["a"] and as_it_stood(first.content) == []


def test_each_input_of_an_embedding_says_something():
    one = read("embeddings", orjson.dumps({"model": "m", "input": ["a", "b"]}), "q1")
    assert texts(one) == [("user", "a"), ("user", "b")]


@pytest.mark.parametrize(("messages", "whether"), [([says("user", "u")], True), ([], False)])
def test_instructions_instruct_beside_others(messages, whether):
    one = asked(says("system", "s"), *messages)
    assert instructing(one, told(one, instructions=True)[0]) is whether
