"""The provisions on security assessment: five triggers, eight items, four parts of a report, and when it is due."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import applies, in_one_language, remarks

PACK = read_pack(FOLDER, "cn-assessment-2018-11")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}


def test_the_instrument():
    [one] = PACK.instruments.values()
    assert (one.kind, one.status, one.unverified) == ("measures", "in_force", False)
    assert (one.dates.issued, one.dates.effective) == (date(2018, 11, 15), date(2018, 11, 30))
    assert (PACK.since, PACK.until) == (date(2018, 11, 30), None)


def test_articles():
    assert [article.number for article in PACK.articles] == [str(n) for n in range(1, 11)]
    assert {article.number for article in PACK.articles if article.unverified} == {"1", "5", "8", "9", "10"}


@pytest.mark.parametrize(
    ("number", "trigger", "word"),
    [
        ("3.1", "before_launch", "launch"),
        ("3.2", "on_change", "new technology"),
        ("3.3", "on_change", "users grow"),
        ("3.4", "on_discovery", "safeguards fail"),
        ("3.5", "on_order", "prefecture level"),
    ],
)
def test_the_five_triggers(number, trigger, word):
    duty = DUTIES[number]
    assert duty.trigger == trigger and word in duty.duty.en
    assert "safety-assessment" in duty.controls and not duty.unverified


@pytest.mark.parametrize(
    ("number", "control", "words"),
    [
        ("5.1", "security-staff", ("security officer", "reviewers", "security body")),
        ("5.2", "real-name", ("real identity", "sign-up data")),
        ("5.3", "log-retention", ("account", "source port", "client hardware features", "users post")),
        ("5.4", "sanctions", ("nicknames", "bios", "notes", "forwards", "comments", "groups")),
        ("5.5", "no-input-kept", ("personal information", "mobilisation")),
        ("5.6", "complaint-channel", ("complaints", "contact")),
        ("5.7", "inspection-support", ("cyberspace authority",)),
        ("5.8", "inspection-support", ("public-security and state-security",)),
    ],
)
def test_the_eight_items_are_duties_and_told_as_remembered(number, control, words):
    duty = DUTIES[number]
    assert all(word in duty.duty.en for word in words)
    assert {"safety-assessment", control} <= set(duty.controls)
    assert duty.unverified


def test_the_log_has_its_eight_fields():
    assert PACK.parameters["assessment.log_fields"].value == (
        "账号", "操作时间", "操作类型", "网络源地址", "网络目标地址", "网络源端口", "客户端硬件特征",
        "用户发布信息记录",
    )  # fmt: skip


def test_the_report_has_four_parts_and_hazards_go_first():
    assert [number for number in DUTIES if number.startswith("6.")] == ["6.1", "6.2", "6.3", "6.4"]
    assert len(PACK.parameters["assessment.report_sections"].value) == 4
    [first] = DUTIES["6"].deadlines
    assert first.open == "before"


def test_when_the_report_is_filed():
    [later], [launch, changed] = DUTIES["7"].deadlines, DUTIES["7.1"].deadlines
    assert (later.after, later.within, later.days) == ("assessment_triggered", "P30D", "working")
    assert (launch.after, launch.within, launch.open) == ("service_started", "", "before")
    assert (changed.after, changed.within, changed.open) == ("assessment_triggered", "", "before")
    assert "3, 4 and 5" in later.text.en and "1 and 2" in launch.text.en and "1 and 2" in changed.text.en
    assert PACK.parameters["assessment.filing_working_days"].value == 30
    within = [number for number, duty in DUTIES.items() for d in duty.deadlines if d.within]
    assert within == ["7"]


@pytest.mark.parametrize(
    "word",
    ["论坛", "博客", "微博客", "聊天室", "群组", "公众账号", "短视频", "直播", "信息分享", "小程序", "公众表达渠道"],
)
def test_the_two_kinds_of_service(word):
    assert word in PACK.articles[1].text.zh


@pytest.mark.parametrize("word", ["platform", "cyberspace", "public-security", "prefecture"])
def test_where_the_report_is_filed(word):
    assert word in DUTIES["7"].duty.en


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"service.opinion_attribute": "yes"}, True),
        ({"service.opinion_attribute": "unknown"}, True),
        ({"service.opinion_attribute": "no"}, False),
        ({"service.public": False}, False),
        ({"service.users_in_mainland": False}, False),
        ({"provider.located": "abroad"}, True),
    ],
)
def test_scope(facts, expected):
    assert applies(PACK, facts) is expected


def test_the_practice_of_large_models_is_told_as_unverified():
    assert "model filing" in remarks(PACK, {}) and "not verified" in remarks(PACK, {})
    assert "needs a reason" in remarks(PACK, {"service.opinion_attribute": "unknown"})
    assert "needs a reason" not in remarks(PACK, {"service.opinion_attribute": "yes"})


@pytest.mark.parametrize(
    ("number", "penalty"), [("5.2", "csl-64"), ("5.3", "csl-61"), ("5.4", "csl-69"), ("5.5", "pipl-66")]
)
def test_the_other_laws_that_punish(number, penalty):
    assert DUTIES[number].penalties == (f"cn-statutes/{penalty}",)
    assert penalty in read_pack(FOLDER, "cn-statutes").penalties


def test_no_fine_of_its_own_and_none_of_the_grave_tiers_for_a_missed_filing():
    assert not PACK.penalties and not DUTIES["7"].penalties and not DUTIES["7.1"].penalties


def test_both_languages_in_every_text():
    assert in_one_language(PACK) == []
