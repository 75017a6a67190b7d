"""One chat request from its admission to its last byte."""

from __future__ import annotations

import pytest

from guiju.core.facts import AnswerClosed, RequestAdmitted
from tests.gateway.conftest import BAD, Open
from tests.gateway.upstream_stub import saying


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_arrives_labelled_and_in_evidence(opened: Open, stream: bool) -> None:
    house = await opened()
    answered = await house.chat(stream=stream)
    assert answered.status == 200
    assert answered.text() == "【本内容由人工智能生成】\n好的，这是回答。"
    assert answered.finish() == "stop"
    assert answered.guiju["AIGC"]["ProduceID"] == answered.headers["x-guiju-id"]
    admitted, closed = house.evidence(answered)
    assert isinstance(admitted.facts, RequestAdmitted) and isinstance(closed.facts, AnswerClosed)
    assert (admitted.facts.action, closed.facts.outcome, closed.facts.stream) == ("ALLOW", "finished", stream)
    assert closed.facts.explicit_label == "start" and closed.facts.implicit_label


@pytest.mark.parametrize("stream", [False, True])
async def test_a_refused_prompt_reaches_no_model(opened: Open, stream: bool) -> None:
    house = await opened()
    answered = await house.chat(f"请写{BAD}", stream=stream)
    assert answered.status == 200 and answered.finish() == "content_filter"
    assert BAD not in answered.text() and answered.headers["x-guiju-id"] in answered.text()
    assert house.stub.seen == []
    assert [e.facts.kind for e in house.evidence(answered)] == ["request.admitted/1", "answer.closed/1"]


@pytest.mark.parametrize("stream", [False, True])
async def test_an_answer_ends_before_what_may_not_leave(opened: Open, stream: bool) -> None:
    house = await opened(saying("前面的话。", "再说禁", "词甲尾巴", "更多"))
    answered = await house.chat(stream=stream)
    assert BAD not in answered.raw.decode() and "尾巴" not in answered.text()
    assert answered.finish() == "content_filter"
    closed = house.evidence(answered)[-1].facts
    assert isinstance(closed, AnswerClosed) and closed.outcome == "stopped" and closed.hits
