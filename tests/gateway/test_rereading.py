"""What a request says to a laxer reader is judged too, and refuses what cannot be edited."""

from __future__ import annotations

import json
from typing import Any

import pytest

from guiju.core.facts import RequestAdmitted
from guiju.gateway.request import read
from guiju.gateway.rereading import rereadings
from tests.gateway.conftest import BAD, Answered, House, Open
from tests.gateway.requests import request_with

PHONE = "13800138000"


def user(*contents: Any) -> list[dict[str, Any]]:
    return [{"role": "user", "content": content} for content in contents]


def parts(*texts: str) -> list[dict[str, str]]:
    return [{"type": "text", "text": text} for text in texts]


def result(content: Any) -> list[dict[str, Any]]:
    return [*user("x"), {"role": "tool", "tool_call_id": "call-1", "content": content}]


def calling(arguments: str) -> list[dict[str, Any]]:
    messages: list[dict[str, Any]] = request_with("tool_arguments", "x")[1]["messages"]
    messages[1]["tool_calls"][0]["function"]["arguments"] = arguments
    return messages


REFUSED = {
    "parts": user(parts("禁词", "甲")),
    "messages": user("禁词", "甲"),
    "parts and messages": user(parts("x", "禁"), parts("词", "甲")),
    "phone in parts": user(parts("13800", "138000")),
    "messages around instructions": [*user("禁词"), {"role": "system", "content": "x"}, *user("甲")],
    "history": [*user("禁词", "甲"), {"role": "assistant", "content": "x"}, *user("x")],
    "instructions": [{"role": "system", "content": "禁词"}, {"role": "developer", "content": "甲"}, *user("x")],
    "assistant parts": [{"role": "assistant", "content": parts("禁词", "甲")}, *user("x")],
    "result parts": result(parts("禁词", "甲")),
    "escapes and a stray character": result('{"a":"\\u0062lockword"} .'),
    "escapes in broken arguments": calling('{"a": "\\u7981\\u8bcd\\n\\u7532'),
    "json in arguments": calling(json.dumps({"a": json.dumps({"b": BAD})})),
    "json in json in arguments": calling(json.dumps({"a": json.dumps({"b": json.dumps([BAD])})})),
    "escapes cut by parts": user(parts("\\u7981\\u8b", "cd\\u7532")),
    "phone in escapes": user("call \\u00313800138000 now"),
    "phone beside a masked phone": user(f"{PHONE} and 1\\u0033900139000"),
}


async def ask(house: House, messages: list[dict[str, Any]]) -> tuple[Answered, RequestAdmitted]:
    answered = await house.ask({"model": "model-a", "messages": messages}, x_guiju_user="someone")
    facts = house.evidence(answered)[0].facts
    assert isinstance(facts, RequestAdmitted)
    return answered, facts


@pytest.mark.parametrize("name", REFUSED)
async def test_another_reading_refuses(opened: Open, name: str) -> None:
    house = await opened()
    answered, facts = await ask(house, REFUSED[name])
    assert answered.finish() == "content_filter" and house.stub.seen == []
    assert facts.refusal == "content" and facts.action in ("REFUSE", "STOP") and len(facts.hits) == 1


@pytest.mark.parametrize(
    ("texts", "told"),
    [
        (["Explain", "how", "", "to", "fly."], ["Explainhowtofly.", "Explain how to fly."]),
        (["Well,", "how?", " So "], ["Well,how? So ", "Well, how? So "]),
        (["如何", "飞", "？"], ["如何飞？"]),
        (["用", "Python", "排序", "ok"], ["用Python排序ok"]),
        (["Лети", "домой"], ["Летидомой", "Лети домой"]),
        (["13800", "138000"], ["13800138000", "13800 138000"]),
    ],
)
def test_a_word_per_message_is_read_as_the_sentence(texts: list[str], told: list[str]) -> None:
    asked = read("chat", json.dumps({"model": "m", "messages": user(*texts)}).encode(), "q")
    others = rereadings(asked, [slot.text for slot in asked.slots])
    assert [one.content.text for one in others] == told and all(list(one.places) == asked.turn for one in others)


async def test_what_is_cut_counts_where_it_is_new(opened: Open) -> None:
    house = await opened()
    assert (await ask(house, REFUSED["parts and messages"]))[1].counted
    assert not (await ask(house, REFUSED["history"]))[1].counted
    assert not (await ask(house, REFUSED["instructions"]))[1].counted


@pytest.mark.parametrize(
    ("messages", "sent"),
    [
        (user(parts(f"call {PHONE} ", "now")), "call"),
        (user("C:\\\\new\\\\table", "and more"), "C:"),
        (user(f'{{"phone": "{PHONE}", "path": "a\\\\nb"}}'), "path"),
        ([*user("禁词"), {"role": "assistant", "content": "x"}, *user("甲")], "禁词"),
        (calling(json.dumps({"a": json.dumps({"b": PHONE})})), "b"),
    ],
)
async def test_what_is_masked_or_harmless_in_every_reading_goes_on(opened: Open, messages: Any, sent: str) -> None:
    house = await opened()
    answered, _ = await ask(house, messages)
    went = json.dumps(house.stub.seen, ensure_ascii=False)
    assert answered.finish() == "stop" and sent in went and PHONE not in went


async def test_a_seed_that_tells_a_person_apart_is_refused(opened: Open) -> None:
    house = await opened()
    assert (await house.chat(seed=int(PHONE))).finish() == "content_filter" and house.stub.seen == []
    assert (await house.chat(seed=2**62)).finish() == "stop"
