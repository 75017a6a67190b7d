"""The provisions on algorithms: whole, in both languages, with the filing's terms, its forms, users' rights, fines."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import applies, duties, in_one_language, remarks

PACK = read_pack(FOLDER, "cn-algorithm-2022-03")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
FILING = {"24", "24.1", "24.2", "24.3", "24.4", "24.5", "24.6", "25", "26", "27", "33"}
PUNISHED = {"7", "8", "10", "14", "16", "17", "22", "24", "26"}
TERMS = {
    ("24", "service_started"): 10,
    ("24", "filing_changed"): 10,
    ("24", "service_ended"): 20,
    ("25", "filing_submitted"): 30,
}
KEPT = {("28.1", "log_written"): "P6M"}
OPEN = {
    ("9.2", "violation_found"): "before",
    ("9.3", "violation_found"): "at_once",
    ("22", "complaint_received"): "published",
    ("27", "service_started"): "before",
    ("28.3", "order_received"): "ordered",
}


def test_the_instrument():
    [one] = PACK.instruments.values()
    assert (one.kind, one.status, one.number.zh, one.number.en) == ("measures", "in_force", "第9号令", "Order 9")
    assert one.dates.effective == PACK.since == date(2022, 3, 1)
    assert (PACK.until, PACK.starts, PACK.replaces) == (None, "35", ())


def test_every_article_stands_and_what_we_could_not_check_says_so():
    assert [article.number for article in PACK.articles] == [str(n) for n in range(1, 36)]
    unseen = {article.number for article in PACK.articles if article.unverified}
    assert unseen == {"1", "3", "4", "5", "11", "15", "23", "29", "30", "32", "34"}
    assert {duty.article for duty in PACK.obligations if not duty.unverified}.isdisjoint(unseen)


@pytest.mark.parametrize("article", ["6", "7", "8", "9", "10", "12", "13", "14", "16", "17", "18", "19", "20", "21",
                                     "22", "24", "25", "26", "27", "28", "31", "33"])  # fmt: skip
def test_every_article_that_asks_for_something_has_its_duty(article):
    assert any(duty.article == article and not duty.unverified for duty in PACK.obligations)


def test_the_clocks_of_the_filing():
    within = {
        (n, d.after): (d.within, d.days) for n, duty in DUTIES.items() for d in duty.deadlines if d.days == "working"
    }
    assert within == {place: (f"P{days}D", "working") for place, days in TERMS.items()}
    kept = {(n, d.after): d.within for n, duty in DUTIES.items() for d in duty.deadlines if d.keep}
    assert kept == KEPT
    assert "网络安全法" in DUTIES["28.1"].deadlines[0].text.zh and DUTIES["28.1"].source == "Cybersecurity Law 23"
    told = {name: PACK.parameters[f"filing.{name}_working_days"].value for name in ("start", "change", "cancel")}
    assert told == {"start": 10, "change": 10, "cancel": 20}
    assert PACK.parameters["filing.decision_working_days"].value == 30


def test_the_clocks_without_a_number():
    assert {(n, d.after): d.open for n, duty in DUTIES.items() for d in duty.deadlines if d.open} == OPEN


def test_filing_has_its_three_controls_and_the_decision_is_the_states():
    assert DUTIES["24"].controls == ("algorithm-filing", "filing-change", "filing-cancel")
    assert (DUTIES["25"].actor, DUTIES["25"].controls) == ("state", ())


@pytest.mark.parametrize(("attribute", "due"), [("yes", True), ("unknown", True), ("no", False)])
def test_filing_number_and_assessment_fall_away_without_the_attribute(attribute, due):
    found = duties(PACK, {"service.opinion_attribute": attribute})
    assert found == (set(DUTIES) if due else set(DUTIES) - FILING)


def test_minors_are_protected_where_there_are_any():
    assert duties(PACK, {}) - duties(PACK, {"users.minors": False}) == {"18.1", "18.2"}


@pytest.mark.parametrize(
    ("facts", "expected"),
    [
        ({}, True),
        ({"service.public": False}, False),
        ({"service.public": False, "service.api_customers_serve_public": True}, True),
        ({"service.users_in_mainland": False}, False),
        ({"provider.located": "abroad"}, True),
        ({"provider.located": "hk", "service.users_in_mainland": False}, False),
        ({"service.opinion_attribute": "no"}, True),
        ({"model.origin": "third_party_api"}, True),
        ({"service.channel": ("plug_in",)}, True),
    ],
)
def test_scope(facts, expected):
    assert applies(PACK, facts) is expected


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"provider.located": "abroad"}, "where the provider sits"),
        ({"service.public": False, "service.api_customers_serve_public": True}, "technical supporter"),
        ({"service.channel": ("device",)}, "on a device"),
        ({"model.origin": "third_party_api"}, "model of another"),
        ({"service.purpose": "research"}, "as long as the public can use it"),
        ({}, "taken to be there"),
        ({"service.opinion_attribute": "no"}, "fall away"),
    ],
)
def test_what_officers_ask_is_answered(facts, word):
    assert word in remarks(PACK, facts)


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("algorithm.five_classes", ("生成合成类", "个性化推送类", "排序精选类", "检索过滤类", "调度决策类")),
        ("algorithm.filing_roles", ("服务提供者", "服务技术支持者")),
        ("filing.subject_files", ("算法备案承诺书", "落实算法安全主体责任基本情况")),
        ("filing.responsibility_systems", ("算法安全自评估", "安全监测", "事件应急处置", "违法违规处置")),
        ("filing.algorithm_files", ("算法安全自评估报告", "拟公示内容")),
        ("filing.detail_parts", ("算法数据", "算法模型", "算法策略和干预策略", "风险与防范机制")),
        ("filing.report_parts", ("算法情况", "服务情况", "风险研判", "风险防控情况", "安全评估结论")),
        ("filing.notice_parts", ("算法名称", "基本原理", "运行机制", "应用场景", "目的意图")),
    ],
)
def test_classes_roles_and_parts_of_the_filing(name, values):
    assert PACK.parameters[name].value == values


def test_what_is_unsure_of_the_forms_says_so():
    assert {name for name, one in PACK.parameters.items() if one.unverified} == {
        "filing.detail_parts", "filing.report_parts",
    }  # fmt: skip
    assert DUTIES["24.3"].unverified and DUTIES["24.5"].unverified and not DUTIES["24"].unverified


@pytest.mark.parametrize(
    ("article", "words"),
    [
        ("16", ("principle", "purpose", "main mechanism")),
        ("17", ("not based on personal traits", "off switch", "tags", "major effect")),
        ("21", ("price", "preferences")),
        ("22", ("appeals", "complaints", "time limit")),
    ],
)
def test_what_users_are_owed(article, words):
    told = " ".join(duty.duty.en for duty in PACK.obligations if duty.article == article)
    assert all(word in told for word in words)


def test_a_breach_of_the_named_articles_costs_ten_to_a_hundred_thousand():
    base, refused = PACK.penalties["alg-31"].tiers
    assert (base.severity, base.fine, base.measures) == ("base", None, ("warn", "criticise", "correct"))
    assert (refused.severity, refused.measures) == ("refused", ("stop_updates",))
    assert (refused.fine.min, refused.fine.max) == (10_000, 100_000)
    for duty in PACK.obligations:
        named = duty.article in PUNISHED or duty.clause == "9(1)"
        assert (f"{PACK.id}/alg-31" in duty.penalties) is (named or duty.id.endswith("/31")), duty.id


def test_a_filing_got_by_concealment_is_revoked():
    base, serious = PACK.penalties["alg-33"].tiers
    assert "revoke_filing" in base.measures and base.fine is None
    assert (serious.severity, serious.measures) == ("serious", ("stop_updates",))
    assert (serious.fine.min, serious.fine.max) == (10_000, 100_000)
    told = {number for number, duty in DUTIES.items() if f"{PACK.id}/alg-33" in duty.penalties}
    assert told == {"33", *(f"24.{n}" for n in range(1, 7))}  # what is filed can be false; filing late conceals nothing
    assert f"{PACK.id}/alg-33-cancel" in DUTIES["24"].penalties and not PACK.penalties["alg-33-cancel"].tiers[0].fine


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("24.1", ("统一社会信用代码", "执照", "法定代表人", "算法安全责任人", "联系方式", "承诺书")),
        ("24.2", ("名称", "五类", "服务提供者或技术支持者", "上线日期", "应用领域")),
        ("24.4", ("名称", "网站、应用、小程序或接口", "网址", "功能", "访问方式", "备案号")),
    ],
)
def test_the_fields_of_the_forms(number, words):
    assert all(word in DUTIES[number].duty.zh for word in words)
    assert not DUTIES[number].unverified


def test_the_product_forms():
    assert PACK.parameters["filing.product_forms"].value == ("网站", "应用程序", "小程序", "接口")


def test_the_rest_is_left_to_other_laws():
    assert not PACK.penalties["alg-32"].tiers
    assert "cn-statutes/csl-69" in DUTIES["9.3"].penalties
    assert "cn-statutes/csl-61" in DUTIES["28.1"].penalties


def test_penalties_of_the_statutes_are_there():
    named = {one for duty in PACK.obligations for one in duty.penalties if not one.startswith(PACK.id)}
    assert named == {f"cn-statutes/{one}" for one in read_pack(FOLDER, "cn-statutes").penalties} & named


def test_both_languages_in_every_text():
    assert in_one_language(PACK) == []
