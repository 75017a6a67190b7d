"""One chat answer: every choice and field behind its own gate, streamed and whole alike."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.content import Stage
from guiju.core.policy import Action, Policy, Rule
from guiju.gateway.answer import ChatAnswer
from guiju.gateway.judgement import Judgement
from tests.gateway.phrases import Phrases

CHECK = Phrases((("禁词", "a1.a"), ("拒语", "a2.d"), ("13800", "pii.phone")))
POLICY = Policy(
    (
        Rule("a1.a", Stage.ANSWER, Action.STOP),
        Rule("a2.d", Stage.ANSWER, Action.REFUSE),
        Rule("pii.phone", Stage.ANSWER, Action.MASK, "***"),
    )
)
FIELDS = ("content", "reasoning_content", "reasoning", "refusal")


def answer(n: int = 1, label: tuple[str, str] = ("", "")) -> ChatAnswer:
    return ChatAnswer(Judgement([CHECK], POLICY), answer_id="chatcmpl-1", model="m", n=n, label=label, notice="〔止〕")


def chunk(index: int = 0, finish: str | None = None, **delta: object) -> dict:
    return {
        "id": "up",
        "object": "chat.completion.chunk",
        "created": 5,
        "model": "secret-name",
        "choices": [
            {
                "index": index,
                "delta": delta,
                "logprobs": {"content": [{"token": "禁词", "logprob": -1}]},
                "finish_reason": finish,
            }
        ],
    }


def streamed(reply: ChatAnswer, events: list[dict]) -> list[dict]:
    out = [piece for event in events for piece in reply.chunk(event)]
    return out + reply.finish()


def text_of(chunks: list[dict], field: str = "content", index: int = 0) -> str:
    return "".join(c["delta"].get(field) or "" for e in chunks for c in e["choices"] if c["index"] == index)


@pytest.mark.parametrize("field", FIELDS)
@pytest.mark.parametrize("index", [0, 1])
def test_a_planted_word_leaves_in_no_field_and_no_choice(field, index):
    reply = answer(n=2)
    out = streamed(
        reply, [chunk(index, **{field: "好禁"}), chunk(1 - index, content="在"), chunk(index, **{field: "词坏"})]
    )
    assert "禁" not in json.dumps(out, ensure_ascii=False) and "坏" not in json.dumps(out, ensure_ascii=False)
    assert text_of(out, field, index).startswith("好") and reply.ended and reply.action is Action.STOP
    assert {c["finish_reason"] for e in out for c in e["choices"]} >= {"content_filter"}


@pytest.mark.parametrize("field", FIELDS)
def test_a_planted_word_leaves_in_no_field_of_a_whole_body(field):
    reply = answer(n=2)
    body = reply.whole(
        {
            "created": 5,
            "choices": [
                {"index": 0, "message": {"role": "assistant", "content": "还好"}, "finish_reason": "stop"},
                {"index": 1, "message": {"role": "assistant", field: "好禁词坏"}, "finish_reason": "stop"},
            ],
        }
    )
    assert "禁" not in json.dumps(body, ensure_ascii=False)
    assert [c["finish_reason"] for c in body["choices"]] == ["content_filter", "content_filter"]


def test_interleaved_choices_do_not_mix():
    reply = answer(n=2)
    out = streamed(
        reply, [chunk(0, content="禁"), chunk(1, content="词"), chunk(0, content="好"), chunk(1, content="也好")]
    )
    assert (text_of(out, index=0), text_of(out, index=1)) == ("禁好", "词也好") and reply.action is Action.ALLOW


def test_refuse_ends_one_choice_only():
    reply = answer(n=2)
    out = streamed(
        reply,
        [
            chunk(0, content="一拒语"),
            chunk(1, content="二"),
            chunk(0, content="三"),
            chunk(1, content="四", finish="stop"),
        ],
    )
    assert text_of(out, index=0) == "一〔止〕" and text_of(out, index=1) == "二四"


def test_finish_reason_and_usage_never_pass_a_held_tail():
    reply = answer()
    out = streamed(
        reply,
        [
            chunk(content="好禁"),
            chunk(finish="stop"),
            {"choices": [], "usage": {"total_tokens": 3, "禁词": 1, "evil": {"x": 1}}},
        ],
    )
    assert [c["delta"].get("content") for e in out for c in e["choices"]] == ["好", "禁", None]
    assert out[-2]["choices"][0]["finish_reason"] == "stop" and out[-1]["usage"] == {"total_tokens": 3}


def test_names_of_the_upstream_stay_behind():
    out = streamed(answer(), [chunk(content="好", finish="stop")])
    assert {e["model"] for e in out} == {"m"} and {e["id"] for e in out} == {"chatcmpl-1"}
    assert all(c["logprobs"] is None for e in out for c in e["choices"])


@pytest.mark.parametrize(
    "delta",
    [
        {"mystery": "x"},
        {"audio": {"data": "x"}},
        {"function_call": {"name": "f"}},
        {"content": ["x"]},
        {"content": {"text": "x"}},
    ],
)
def test_an_unknown_shape_is_denied(delta):
    with pytest.raises(ValueError, match="upstream"):
        answer().chunk(chunk(**delta))
    with pytest.raises(ValueError, match="upstream"):
        answer().whole({"choices": [{"index": 0, "message": delta}]})


@pytest.mark.parametrize(
    "event",
    [
        {},
        {"choices": None},
        {"choices": ["x"]},
        {"choices": [{"index": 7, "delta": {}}]},
        {"choices": [{"index": True, "delta": {}}]},
        {"choices": [{"index": 0, "text": "x"}]},
        {"choices": [{"index": 0, "delta": "x"}]},
        {"choices": [{"index": 0, "message": {"content": "x"}}]},
    ],
)
def test_an_unknown_chunk_is_denied(event):
    with pytest.raises(ValueError, match="upstream"):
        answer().chunk(event)


def call(arguments: str | None = None, name: str | None = None, index: int = 0, **more: object) -> dict:
    function = {k: v for k, v in (("name", name), ("arguments", arguments)) if v is not None}
    return {"index": index, "function": function, **more}


def test_tool_calls_are_held_whole_and_pass_clean():
    reply = answer()
    events = [
        chunk(tool_calls=[call(name="look_up", arguments="", id="call_9", type="function")]),
        *(chunk(tool_calls=[call(arguments=a)]) for a in ('{"ci', 'ty": "\\u5317', '\\u4eac"}')),
        chunk(finish="tool_calls"),
    ]
    out = streamed(reply, events)
    (made,) = [c["delta"]["tool_calls"] for e in out for c in e["choices"] if "tool_calls" in c["delta"]]
    assert made == [
        {
            "index": 0,
            "id": "call_rhptrmpl-c_0_0",
            "type": "function",
            "function": {"name": "look_up", "arguments": '{"city": "\\u5317\\u4eac"}'},
        }
    ]
    assert out[-1]["choices"][0]["finish_reason"] == "tool_calls"


@pytest.mark.parametrize(
    "arguments",
    [
        '{"q":"好禁词"}',
        '{"禁词":1}',
        '{"a":["x",{"b":"\\u7981\\u8bcd"}]}',
        '{"a":"禁","b":"词"}'.replace('","b":"', ""),
        '{"broken": "\\u7981\\u8bcd',
        "plain 禁词",
        '"禁词"',
    ],
)
def test_a_word_in_tool_arguments_stops_however_it_is_written(arguments):
    reply = answer()
    out = streamed(
        reply, [chunk(tool_calls=[call(name="f", arguments=a)]) for a in ("", arguments)] + [chunk(finish="tool_calls")]
    )
    assert reply.action is Action.STOP and "tool_calls" not in json.dumps(out)


def test_a_number_in_tool_arguments_is_judged_as_text():
    reply = answer()
    out = streamed(
        reply,
        [
            chunk(tool_calls=[call(name="f", arguments='{"phone": 1380012, "n": 5, "ok": true}')]),
            chunk(finish="tool_calls"),
        ],
    )
    (made,) = [c["delta"]["tool_calls"] for e in out for c in e["choices"] if "tool_calls" in c["delta"]]
    assert json.loads(made[0]["function"]["arguments"]) == {"phone": "***12", "n": 5, "ok": True}


@pytest.mark.parametrize("name", ["禁词", "a b", "", "x" * 200])
def test_a_tool_name_that_is_no_name_is_refused(name):
    reply = answer()
    streamed(reply, [chunk(tool_calls=[call(name=name, arguments="{}")]), chunk(finish="tool_calls")])
    assert reply.action >= Action.REFUSE and not reply.released()


def test_surrogate_halves_are_joined_before_anything_is_judged():
    check = Phrases((("😀", "a1.a"),))
    reply = ChatAnswer(Judgement([check], POLICY), answer_id="i", model="m")
    out = [*reply.chunk(chunk(content="好\ud83d")), *reply.chunk(chunk(content="\ude00坏")), *reply.finish()]
    assert text_of(out) == "好" and reply.action is Action.STOP


def test_the_label_stands_before_the_first_text_and_behind_the_last():
    reply = answer(label=("[", "]"))
    out = streamed(
        reply, [chunk(role="assistant", content=""), chunk(content="你"), chunk(content="好", finish="stop")]
    )
    assert text_of(out) == "[你好]" and reply.spoken and reply.released() == "你好".encode()


def test_an_answer_of_tool_calls_alone_carries_no_text_label():
    reply = answer(label=("[", "]"))
    streamed(reply, [chunk(tool_calls=[call(name="f", arguments="{}")]), chunk(finish="tool_calls")])
    assert not reply.spoken


def test_an_interrupted_stream_tells_the_reader():
    reply = answer(label=("", "]"))
    out = streamed(reply, [chunk(content="好"), chunk(content="禁词"), chunk(content="坏", finish="stop")])
    assert text_of(out) == "好〔止〕]" and out[-1]["choices"][0]["finish_reason"] == "content_filter"


def test_a_broken_upstream_releases_nothing_more():
    reply = answer()
    reply.chunk(chunk(content="好禁"))
    reply.stop()
    assert reply.finish() == []


bits = st.lists(st.sampled_from(["好", "禁", "词", "拒", "语", "1", "3800", "a", "\n"]), max_size=10).map("".join)


@given(bits, bits, st.data())
def test_streamed_in_any_pieces_equals_whole(reasoning, content, data):
    whole = answer(label=("<", ">")).whole(
        {"choices": [{"index": 0, "message": {"reasoning_content": reasoning, "content": content}}]}
    )
    events = []
    for field, text in (("reasoning_content", reasoning), ("content", content)):
        while text:
            size = data.draw(st.integers(1, len(text)))
            events.append(chunk(**{field: text[:size]}))
            text = text[size:]
    out = streamed(answer(label=("<", ">")), [*events, chunk(finish="stop")])
    message = whole["choices"][0]["message"]
    assert (text_of(out, "content"), text_of(out, "reasoning_content")) == (
        message["content"] or "",
        message.get("reasoning_content", ""),
    )


def called(arguments: str, **more: object) -> tuple[ChatAnswer, list[dict]]:
    """One tool call with these arguments: the answer, and what left of the call."""
    reply = answer()
    out = streamed(reply, [chunk(tool_calls=[call(name="f", arguments=arguments, **more)]), chunk(finish="tool_calls")])
    return reply, [made for e in out for c in e["choices"] for made in c["delta"].get("tool_calls", ())]


@pytest.mark.parametrize("id", ["禁词", "13800", "call_1", ""])
def test_an_id_of_the_upstream_never_leaves(id):
    reply, (made,) = called("{}", id=id)
    assert made["id"] == "call_rhptrmpl-c_0_0" and reply.action is Action.ALLOW


def test_an_id_of_a_tool_call_holds_no_digits_of_the_request():
    reply = ChatAnswer(Judgement([CHECK], POLICY), answer_id="chatcmpl-q0000000000001380013800013800", model="m")
    out = streamed(reply, [chunk(tool_calls=[call(name="f", arguments="{}")]), chunk(finish="tool_calls")])
    ids = [made["id"] for e in out for c in e["choices"] for made in c["delta"].get("tool_calls", ())]
    assert len(ids) == 1 and not any(char.isdigit() for char in ids[0].removesuffix("_0_0"))


@pytest.mark.parametrize(
    "arguments",
    ['{"order":123456789012345678901234, "p": 1.10}', ' {"a" : "\\u4f60"} ', '{"x":"a\\nb', "plain", '{"a":1e400}'],
)
def test_arguments_in_which_nothing_is_edited_leave_as_they_came(arguments):
    _, (made,) = called(arguments)
    assert made["function"]["arguments"] == arguments


@pytest.mark.parametrize(
    "arguments",
    [
        '{"x":"好\\u7981\\n词',
        '{"x":"\\u7981\\u8bcd\\u',
        json.dumps({"a": json.dumps({"b": "禁词"})}),
        json.dumps({"a": json.dumps({"b": json.dumps(["禁词"])})}),
        json.dumps({"a": "see \\u7981\\u8bcd"}),
        json.dumps({"a": json.dumps({"phone": "13800"}).replace("8", "\\u0038")}),
    ],
)
def test_escapes_within_arguments_are_read(arguments):
    if "\\n" in arguments:
        arguments = arguments.replace("\\n", "")
    reply, made = called(arguments)
    assert reply.action >= Action.REFUSE and not made


def test_a_whole_number_is_judged_without_its_exponent():
    check = Phrases((("13800138000", "pii.phone"),))
    reply = ChatAnswer(Judgement([check], POLICY), answer_id="i", model="m")
    events = [chunk(tool_calls=[call(name="f", arguments='{"a":1.3800138e10,"b":2e1}')]), chunk(finish="tool_calls")]
    assert '\\"a\\":\\"***\\"' in json.dumps(streamed(reply, events))


@pytest.mark.parametrize(
    "arguments", ["[" * 300 + "]" * 300, "[" * 5000 + "]" * 5000, '{"a":1,"a":2}', "[" + "1," * 30_000 + "1]"]
)
def test_arguments_that_cannot_be_judged_are_denied(arguments):
    with pytest.raises(ValueError, match="deep|twice|too many"):
        called(arguments)


def test_two_names_that_are_the_same_once_edited_are_denied():
    with pytest.raises(ValueError, match="the same"):
        called('{"13800":1,"***":2}')


def test_created_is_the_time_of_the_gateway():
    reply = ChatAnswer(Judgement([CHECK], POLICY), answer_id="i", model="m", created=42)
    out = streamed(reply, [{**chunk(content="好", finish="stop"), "created": 1e30}])
    assert {e["created"] for e in out} == {42}
    body = {"created": 13800138000, "choices": [{"index": 0, "message": {"content": "好"}}]}
    assert ChatAnswer(Judgement([CHECK], POLICY), answer_id="i", model="m", created=7).whole(body)["created"] == 7


deep: dict = {"total_tokens": 1}
for _ in range(300):
    deep = {"prompt_tokens_details": deep}


@pytest.mark.parametrize("usage", [{"total_tokens": 1e30}, {"total_tokens": 13800138000}, {"total_tokens": -1}, deep])
def test_counts_that_are_none_are_denied(usage):
    with pytest.raises(ValueError, match="count"):
        answer().chunk({"choices": [], "usage": usage})
    with pytest.raises(ValueError, match="count"):
        answer().whole({"choices": [{"index": 0, "message": {"content": "好"}}], "usage": usage})


@pytest.mark.parametrize(
    "event",
    [
        {**chunk(content="", finish="error"), "error": {"code": 502}},
        {**chunk(content="x"), "error": {"code": 502}},
        chunk(content="x", finish="error"),
        {"choices": [], "error": {"message": "x"}},
        {"choices": [{"index": 0, "delta": {}, "error": {"code": 1}}]},
    ],
)
def test_an_error_beside_choices_is_no_answer(event):
    with pytest.raises(ValueError, match="upstream"):
        answer().chunk(event)
    for choice in event["choices"]:
        choice["message"] = choice.pop("delta")
    with pytest.raises(ValueError, match="upstream"):
        answer().whole(event)


def test_an_answer_without_a_choice_is_none():
    with pytest.raises(ValueError, match="without choices"):
        answer().finish()
    with pytest.raises(ValueError, match="without choices"):
        answer().whole({"choices": []})
