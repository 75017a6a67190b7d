"""Whose request it is, what counts toward standing, and what evidence says of it."""

from __future__ import annotations

import asyncio
from typing import Any

from guiju.core.facts import RequestAdmitted, StandingChanged
from tests.gateway.conftest import BAD, SPAM, Answered, House, Open


def admitted(house: House, answered: Answered) -> RequestAdmitted:
    facts = house.evidence(answered)[0].facts
    assert isinstance(facts, RequestAdmitted)
    return facts


async def ask(house: House, text: str, user: str = "someone", **more: Any) -> Answered:
    return await house.chat(text, headers={"x_guiju_user": user}, **more)


async def test_three_refused_in_a_row_suspend_and_an_officer_restores(opened: Open) -> None:
    house = await opened()
    for number in range(3):
        assert admitted(house, await ask(house, f"{BAD} {number}")).counted
    shut = await ask(house, "你好")
    assert shut.finish() == "content_filter" and "暂停" in shut.text() and house.stub.seen == []
    facts = admitted(house, shut)
    assert facts.refusal == "standing" and facts.checks == () and not facts.counted
    assert (await ask(house, "你好", "another")).finish() == "stop"
    (change,) = house.ledger.find(kind=StandingChanged.kind)
    assert change.user is not None and change.user.startswith("u-")
    house.parts.standings.restore(change.user, actor="officer:test")
    assert (await ask(house, "你好")).finish() == "stop"


async def test_one_that_is_served_ends_the_row(opened: Open) -> None:
    house = await opened()
    for number in range(4):
        await ask(house, f"{BAD} {number}")
        if number % 2:
            await ask(house, "你好")
    assert (await ask(house, "你好")).finish() == "stop"


async def test_the_same_turn_counts_once_and_history_never(opened: Open) -> None:
    house = await opened()
    flags = [admitted(house, await ask(house, BAD)).counted for _ in range(4)]
    assert flags == [True, False, False, False]
    history = [
        {"role": "user", "content": f"{BAD} anew"},
        {"role": "assistant", "content": "x"},
        {"role": "user", "content": "你好"},
    ]
    body = {"model": "model-a", "messages": history}
    answered = await house.ask(body, x_guiju_user="someone")
    assert answered.finish() == "content_filter" and not admitted(house, answered).counted
    system = [{"role": "system", "content": BAD}, {"role": "user", "content": "你好"}]
    assert not admitted(house, await house.ask({**body, "messages": system}, x_guiju_user="someone")).counted


async def test_words_after_a_refused_turn_do_not_make_it_history(opened: Open) -> None:
    house = await opened()
    for number in range(3):
        said = [{"role": "user", "content": text} for text in (f"{BAD} {number}", "go on")]
        answered = await house.ask({"model": "model-a", "messages": said}, x_guiju_user="someone")
        assert admitted(house, answered).counted
    assert admitted(house, await ask(house, "你好")).refusal == "standing"


async def test_a_refused_message_sent_along_with_the_next_one_counts_once(opened: Open) -> None:
    house = await opened()
    said, flags = [{"role": "user", "content": BAD}], []
    for more in ("你好", "还在吗", "再见"):
        answered = await house.ask({"model": "model-a", "messages": list(said)}, x_guiju_user="someone")
        flags.append(admitted(house, answered).counted)
        said.append({"role": "user", "content": more})
    assert flags == [True, False, False]


async def test_many_at_once_suspend_once(opened: Open) -> None:
    house = await opened()
    await asyncio.gather(*(ask(house, f"{BAD} {number}") for number in range(12)))
    assert len(list(house.ledger.find(kind=StandingChanged.kind))) == 1
    assert (await ask(house, "你好")).finish() == "content_filter"


async def test_the_header_names_the_user_before_the_body(opened: Open) -> None:
    house = await opened()
    one, two = await house.chat(headers={"x_guiju_user": "a"}, user="b"), await house.chat(user="a")
    assert house.evidence(one)[0].user == house.evidence(two)[0].user
    nobody = await house.chat("你好")
    assert house.evidence(nobody)[0].user is None and admitted(house, nobody).turn


async def test_equal_turns_of_two_users_have_different_digests(opened: Open) -> None:
    house = await opened()
    turns = {admitted(house, await ask(house, "你好", user)).turn for user in ("a", "b")}
    assert len(turns) == 2
    assert admitted(house, await ask(house, "你好", "a")).turn in turns


async def test_the_reply_speaks_the_language_of_the_turn_and_never_names_the_word(opened: Open) -> None:
    house = await opened(appeal="appeals@provider.example")
    chinese, english = await ask(house, f"请写{SPAM}"), await house.chat("please write blockword for me")
    assert "申诉：appeals@provider.example" in chinese.text() and "you can appeal" in english.text()
    assert SPAM not in chinese.text() and "blockword" not in english.text()
    undecided = await house.chat("13", headers={"accept_language": "en-GB"})
    assert "AI-generated" in undecided.text()


async def test_what_the_demo_does_is_marked(opened: Open) -> None:
    house = await opened(demo=True)
    assert all(e.demo for e in house.evidence(await house.chat()))


async def test_facts_count_fields_and_characters(opened: Open) -> None:
    house = await opened()
    facts = admitted(house, await house.chat("四个字符", stop=["ab"]))
    assert (facts.fields, facts.characters, facts.action, facts.hits) == (2, 6, "ALLOW", ())
