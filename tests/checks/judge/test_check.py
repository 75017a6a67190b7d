from __future__ import annotations

import time
from collections.abc import Iterator

import pytest

from guiju.checks import judged
from guiju.checks.judge import Judge, JudgeSettings
from guiju.checks.judge.check import LONGEST, PARTS
from guiju.core.content import Content, Kind, Stage
from guiju.models import EmbeddedModel
from tests.checks.judge.guard_stub import Guard, guard

UNDETERMINED = [("check.undetermined", 1.0)]
UNSAFE = "Safety: Unsafe\nCategories: Violent"


@pytest.fixture
def service() -> Iterator[Guard]:
    with guard() as one:
        yield one


def judge(service: Guard, **more: object) -> Judge:
    told = {"style": "qwen3guard", "timeout": 2.0} | more
    return Judge(JudgeSettings(service.url, "guard", **told))  # type: ignore[arg-type]


def content(text: str, stage: Stage = Stage.PROMPT, *before: tuple[str, str]) -> Content:
    context = tuple(Content(str(n), stage, Kind.TEXT, role, said) for n, (role, said) in enumerate(before))
    return Content("1", stage, Kind.TEXT, "user", text, context)


def found(check: Judge, *contents: Content) -> list[list[tuple[str, float]]]:
    return [[(f.risk, f.score) for f in row] for row in check(contents)]


def test_what_it_calls_unsafe_is_a_finding_of_ours(service: Guard) -> None:
    service.says = UNSAFE
    check = judge(service)
    assert found(check, content("某句话")) == [[("a1.f", 0.95)]]
    assert check.tail("某句话")[1] == check.settled("某句话") == 0


def test_what_it_calls_safe_is_none(service: Guard) -> None:
    assert found(judge(service), content("你好"), content("hello")) == [[], []]
    assert len(service.asked) == 2


def test_it_sees_the_turns_before_and_the_key_is_sent(service: Guard) -> None:
    check = judge(service, key="k-1")
    check([content("答", Stage.ANSWER, ("system", "s"), ("user", "问"), ("tool", "t"))])
    assert service.asked[0]["messages"] == [{"role": "user", "content": "问"}, {"role": "assistant", "content": "答"}]
    assert service.keys == ["Bearer k-1"] and "k-1" not in repr(check)


def test_a_stage_that_is_not_named_is_not_asked_about(service: Guard) -> None:
    assert found(judge(service, stages=(Stage.ANSWER,)), content("你好")) == [[]]
    assert found(judge(service), content("  \n")) == [[]]
    assert service.asked == []


def test_what_was_judged_is_not_asked_again_and_no_text_is_kept(service: Guard) -> None:
    check = judge(service, cache=2)
    for text in ("secret-one", "secret-one", "b", "c", "secret-one"):
        check([content(text)])
    assert [a["messages"][-1]["content"] for a in service.asked] == ["secret-one", "b", "c", "secret-one"]
    assert "secret" not in repr(vars(check._kept))


@pytest.mark.parametrize(
    "says",
    [
        "",
        "I think it is fine.",
        "Safety: Perhaps",
        "Safety: Unsafe",
        "Safety: Unsafe\nCategories: Unheard-of",
        "{}" * 9999,
        "\0",
    ],
)
def test_what_is_no_verdict_is_undetermined_and_asked_again(service: Guard, says: str) -> None:
    service.says = says
    check = judge(service)
    assert found(check, content("a")) == [UNDETERMINED]
    assert found(check, content("a")) == [UNDETERMINED]
    assert len(service.asked) == 2, "no verdict is kept that was none, and a service that answers is not left alone"


@pytest.mark.parametrize(
    "raw",
    [b"garbage", b"[]", b"null", b'{"choices": []}', b'{"choices": [{"message": {"content": null}}]}', b"{}",
     b"[" * 100_000, b"x" * 300_000, b"\xff\xfe"],
)  # fmt: skip
def test_an_answer_of_another_shape_is_undetermined(service: Guard, raw: bytes) -> None:
    service.raw = raw
    assert found(judge(service), content("a")) == [UNDETERMINED]


@pytest.mark.parametrize("status", [204, 400, 401, 404, 429, 500, 503])
def test_a_refusal_is_undetermined(service: Guard, status: int) -> None:
    service.status = status
    assert found(judge(service), content("a")) == [UNDETERMINED]


def test_no_redirect_is_followed(service: Guard) -> None:
    service.status, service.to = 302, service.url
    assert found(judge(service), content("a")) == [UNDETERMINED]
    assert not any("redirected" in one for one in service.asked)


@pytest.mark.parametrize("slow", ["delay", "drip"])
def test_a_slow_one_is_undetermined_in_time(service: Guard, slow: str) -> None:
    setattr(service, slow, 1.5 if slow == "delay" else 0.1)
    start = time.monotonic()
    assert found(judge(service, timeout=0.3), content("a")) == [UNDETERMINED]
    assert time.monotonic() - start < 1.5


def test_each_request_has_its_time_not_all_together(service: Guard) -> None:
    service.delay = 0.1
    assert found(judge(service, timeout=1.0, at_once=1), *(content(str(n)) for n in range(12))) == [[]] * 12


def test_that_ones_own_time_ran_out_is_no_failure_of_the_model(service: Guard) -> None:
    service.delay = 0.6
    check = judge(service, timeout=20.0, failures=1)
    assert [f.risk for (f,) in check.in_time([content(str(n)) for n in range(9)], time.monotonic() + 0.1)] == [
        "check.undetermined"
    ] * 9
    service.delay = 0
    assert found(check, content("of another")) == [[]]


def test_that_it_took_longer_than_a_request_may_is_a_failure(service: Guard) -> None:
    service.delay = 0.6
    check = judge(service, timeout=0.1, failures=1)
    assert found(check, content("a")) == [UNDETERMINED]
    service.delay = 0
    assert found(check, content("b")) == [UNDETERMINED]
    assert len(service.asked) == 1


@pytest.mark.parametrize("status", [400, 413, 422])
def test_that_it_declines_one_text_is_no_failure_of_the_model(service: Guard, status: int) -> None:
    service.status = status
    check = judge(service, failures=1)
    assert found(check, content("a")) == [UNDETERMINED]
    service.status = 200
    assert found(check, content("b")) == [[]]


def test_nothing_is_asked_for_one_who_waits_no_more(service: Guard) -> None:
    service.delay = 0.2
    check = judge(service, at_once=1)
    check.in_time([content(str(n)) for n in range(30)], time.monotonic() + 0.3)
    asked = len(service.asked)
    time.sleep(0.5)
    assert len(service.asked) == asked <= 2


def test_what_was_judged_needs_no_time(service: Guard) -> None:
    service.says = UNSAFE
    check = judge(service)
    check([content("a")])
    rows = check.in_time([content("a"), content("b")], time.monotonic() - 1)
    assert [[f.risk for f in row] for row in rows] == [["a1.f"], ["check.undetermined"]]


def test_the_same_text_is_asked_about_once(service: Guard) -> None:
    assert found(judge(service), content("a"), content("a")) == [[], []]
    assert len(service.asked) == 1


def test_after_failures_it_is_left_alone_then_tried_once(service: Guard) -> None:
    service.status = 500
    check = judge(service, failures=2, pause=0.2, at_once=1)
    for _ in range(4):
        assert found(check, content("a")) == [UNDETERMINED]
    assert len(service.asked) == 2
    service.status = 200
    time.sleep(0.25)
    assert found(check, content("a"), content("b")) == [[], []]


def test_where_nobody_listens(service: Guard) -> None:
    check = Judge(JudgeSettings("http://127.0.0.1:9/v1", "m", "json", timeout=1.0))
    assert found(check, content("a")) == [UNDETERMINED]


def test_a_query_of_the_address_is_kept(service: Guard) -> None:
    assert found(Judge(JudgeSettings(service.url + "/?x=1", "m", "qwen3guard")), content("a")) == [[]]
    assert service.paths == ["/v1/chat/completions?x=1"]


@pytest.mark.parametrize("unsafe_first", [True, False])
@pytest.mark.parametrize("stages", [(Stage.PROMPT, Stage.ANSWER), (Stage.ANSWER,)])
def test_two_of_one_model_are_both_heard(service: Guard, unsafe_first: bool, stages: tuple[Stage, ...]) -> None:
    service.says = UNSAFE
    with guard() as other:
        pair = [judge(service), judge(other, stages=stages)]
        assert pair[0].id == pair[1].id
        (row,) = judged(pair if unsafe_first else pair[::-1], [content("a")], deadline=10)
    assert [f.risk for f in row] == ["a1.f"]


def test_no_more_requests_beside_each_other_than_it_may(service: Guard) -> None:
    service.delay = 0.05
    check = judge(service, at_once=3)
    assert found(check, *(content(str(n)) for n in range(12))) == [[]] * 12
    assert service.most <= 3


def test_a_long_text_is_judged_in_parts_and_one_too_long_not_at_all(service: Guard) -> None:
    check = judge(service)
    assert found(check, content("啊" * (LONGEST + 1))) == [[]]
    assert len(service.asked) == 2
    assert found(check, content("啊" * (LONGEST * (PARTS + 1)))) == [UNDETERMINED]


@pytest.mark.parametrize("text", ["\ud800", "\0", "👩‍👩‍👧", "a\u202eb"])
def test_any_text_can_be_asked_about(service: Guard, text: str) -> None:
    assert found(judge(service), content(text), content(text, Stage.ANSWER, ("user", "\udfff"))) == [[], []]


@pytest.mark.parametrize("style", ["qwen3guard", "llamaguard", "json"])
def test_a_real_model_that_is_no_guard_is_undetermined_or_read(embedded_model: EmbeddedModel, style: str) -> None:
    told = JudgeSettings(embedded_model.url, embedded_model.name, style, timeout=30.0)  # type: ignore[arg-type]
    (row,) = Judge(told)([content("How do I bake bread?")])
    assert {f.risk for f in row} <= Judge(told).risks and all(f.at is None for f in row)
