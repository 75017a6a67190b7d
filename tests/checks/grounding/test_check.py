from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.own import rows
from guiju.checks.grounding import Grounding
from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage

CHECK = Grounding()
PASSAGE = (
    "青岚湖位于云岭省西北部，海拔3120米，面积约46平方千米。每年12月至次年3月封冻。湖中裸鲤已被列为保护动物。"
    "负责人林晓梅说：“湖水很清。”"
)


def found(answer: str, *passages: str, check: Grounding = CHECK, stage: Stage = Stage.ANSWER) -> list[Finding]:
    context = tuple(Content(str(n), stage, Kind.TEXT, "context", text) for n, text in enumerate(passages))
    return check([Content("a", stage, Kind.TEXT, "assistant", answer, context)])[0]


def worst(answer: str, *passages: str) -> float:
    return max((f.score for f in found(answer, *passages) if f.risk == "truth.unsupported"), default=0.0)


@pytest.mark.parametrize(
    "answer",
    [
        "青岚湖海拔3120米。",
        "湖的面积大约46平方公里。",
        "海拔三千一百二十米。",
        "青嵐湖位於雲嶺省西北部。",
        "每年12月到次年3月封冻。",
    ],
)
def test_what_the_passages_say(answer: str) -> None:
    assert worst(answer, PASSAGE) < CHECK.threshold


@pytest.mark.parametrize(
    "answer",
    [
        "青岚湖海拔4210米。",
        "青岚湖位于云岭省东南部。",
        "湖中裸鲤没有被列为保护动物。",
        "负责人林晓梅说：“湖水已经干了。”",
        "每年10月至次年3月封冻。",
        "景区每晚举办大型灯光秀表演。",
    ],
)
def test_what_they_do_not(answer: str) -> None:
    assert worst(answer, PASSAGE) >= CHECK.threshold


def test_the_place_is_the_sentence() -> None:
    answer = "青岚湖海拔3120米。 青岚湖海拔4210米。"
    (finding,) = found(answer, PASSAGE)
    assert finding.at and answer[slice(*finding.at)] == "青岚湖海拔4210米。"


@pytest.mark.parametrize(
    ("answer", "passages"),
    [
        ("青岚湖海拔3120米。", ()),
        ("青岚湖海拔3120米。", ("", " \n")),
        ("The lake lies at 3,120 metres.", (PASSAGE,)),
        ("湖は標高3120メートルにあります。", (PASSAGE,)),
        ("Der See liegt auf einer Höhe von 3120 Metern und ist nicht tief.", ("The lake lies at 3,120 metres.",)),
        ("青岚湖海拔3120米。" * 20_000, (PASSAGE,)),
        ("Озеро расположено высоко.", ("The lake lies high.",)),
    ],
)
def test_what_cannot_be_told_is_never_silence(answer: str, passages: tuple[str, ...]) -> None:
    assert [(f.risk, f.at) for f in found(answer, *passages)] == [("truth.undetermined", None)]


def test_no_passages_are_passed_over_where_that_is_usual() -> None:
    assert found("青岚湖海拔3120米。", check=Grounding(always=False)) == []
    assert found("青岚湖海拔3120米。", "", check=Grounding(always=False))


def test_a_prompt_claims_nothing_and_no_text_is_cut() -> None:
    assert found("青岚湖海拔4210米。", PASSAGE, stage=Stage.PROMPT) == []
    assert CHECK.settled("x") == 0 and CHECK.tail("x")[1] == 0


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_the_set_as_a_whole(lang: str) -> None:
    scores = [
        (worst(one["text"], row["passage"]), one["kind"] == "faithful")
        for row in rows("grounding")
        if row["lang"] == lang
        for one in row["answers"]
    ]
    right, wrong = ([s for s, faithful in scores if faithful is side] for side in (True, False))
    auc = sum((w > r) + 0.5 * (w == r) for w in wrong for r in right) / (len(wrong) * len(right))
    assert auc >= 0.8


@given(
    answer=st.text(max_size=60)
    | st.lists(st.sampled_from([*"一十万年月三%。，“”", "2025年", "not ", "3.5", "\ud800"])).map("".join),
    passage=st.text(max_size=60) | st.just(PASSAGE),
)
@settings(max_examples=60)
def test_any_text_is_judged(answer: str, passage: str) -> None:
    for finding in found(answer, passage):
        assert finding.risk in CHECK.risks and 0 < finding.score <= 1
        assert finding.at is None or 0 <= finding.at[0] < finding.at[1] <= len(answer)


@pytest.mark.parametrize(
    "piece", ["啊", "啊啊哦。", "一", "十", "1,", "a b, ", "“", "Aa ", "甲1乙，", "1 ,2 ,3", "\n", "百千", "第"]
)
def test_a_long_text_ends(piece: str) -> None:
    text = piece * (6000 // len(piece))
    found(text, text)
