"""Checks that weigh what is said: asked about whole messages of those who speak, and counted once."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from guiju.core.check import Finding
from guiju.core.content import Content
from tests.gateway.upstream_stub import chunk, event, saying, streaming

DONE = b"data: [DONE]\n\n"


class Weighing:
    """Finds harm where the user's words so far hold both halves, or the text the whole."""

    id = "harm@1"
    threshold = 0.5
    cost = "inline"
    risks = frozenset({"a1.h"})

    def __init__(self) -> None:
        self.seen: list[str] = []

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        return [self._found(content) for content in batch]

    def _found(self, content: Content) -> list[Finding]:
        self.seen.append(content.text)
        said = "".join(turn.text for turn in (*content.context, content) if turn.role == "user" or turn is content)
        return [Finding("a1.h", 0.9, self.id)] if "half" in said and "whole" in said else []

    def settled(self, text: str) -> int:
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        return [], 0


def says(role: str, text: str) -> dict[str, str]:
    return {"role": role, "content": text}


async def opened_with(opened, script=None, **settings):
    check = Weighing()
    return check, await opened(script, checks=(check,), **settings)


async def test_an_application_may_name_what_it_forbids(opened):
    check, house = await opened_with(opened)
    system = says("system", "never half nor whole")
    tool = {"type": "function", "function": {"name": "half", "description": "the whole half", "parameters": {}}}
    reply = await house.ask({"model": "model-a", "messages": [system, says("user", "hi")], "tools": [tool]})
    assert reply.finish() == "stop" and check.seen[0] == "hi" and not any("half" in text for text in check.seen)


async def test_an_operator_may_have_instructions_weighed(opened):
    _, house = await opened_with(opened, weigh_instructions=True)
    messages = [says("system", "half and whole"), says("user", "hi")]
    assert (await house.ask({"model": "model-a", "messages": messages})).finish() == "content_filter"


async def test_what_stays_in_a_conversation_counts_once(opened):
    _, house = await opened_with(opened)
    talk = [says("user", "half")]
    counted = []
    for words in ("whole", "how are you?", "and now?"):
        talk += [says("assistant", "…"), says("user", words)]
        reply = await house.ask({"model": "model-a", "messages": talk}, x_guiju_user="ann")
        assert reply.finish() == "content_filter"
        counted.append(house.evidence(reply)[0].facts.counted)
    assert counted == [True, False, False]
    reply = await house.ask(
        {"model": "model-a", "messages": [*talk[:-1], says("user", "half whole")]}, x_guiju_user="ann"
    )
    assert house.evidence(reply)[0].facts.counted


@pytest.mark.parametrize(
    ("arguments", "end"),
    [
        ('{"half": "whole"}', "tool_calls"),
        ('{"text": "this is but one half of it", "more": "and this here is the whole"}', "content_filter"),
    ],
)
async def test_what_arguments_of_a_tool_say_is_weighed_together(opened, arguments, end):
    call = {"index": 0, "id": "c", "type": "function", "function": {"name": "f", "arguments": arguments}}
    pieces = [event(chunk({"tool_calls": [call]})), event(chunk(finish="tool_calls")), DONE]
    check, house = await opened_with(opened, streaming(*pieces))
    assert (await house.chat(stream=True)).finish() == end
    assert "half" not in check.seen


async def test_evidence_of_a_served_request_tells_what_was_weighed(opened):
    class Observed(Weighing):
        risks = frozenset({"a5.a"})

        def _found(self, content: Content) -> list[Finding]:
            return [Finding("a5.a", 0.7, self.id)]

    house = await opened(saying("好"), checks=(Observed(),))
    reply = await house.chat("hi")
    assert [(hit.risk, hit.count) for hit in house.evidence(reply)[0].facts.hits] == [("a5.a", 1)]
