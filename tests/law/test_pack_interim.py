"""The interim measures: whole, in both languages, with dates, terms, penalties and every row of what changed."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from guiju.law.lookup.diff import diff
from guiju.law.reading.loading import FOLDER, read_pack
from guiju.law.reading.questions import questions

TABLE = Path(__file__).parents[3] / "shared/law/regulations.md"
PACK = read_pack(FOLDER, "cn-interim-2023-08")
DRAFT = read_pack(FOLDER, "cn-draft-2023-04")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
ASSUMED = {path: question.assumed for path, question in questions(FOLDER).items()}
CJK = re.compile(r"[\u4e00-\u9fff]")


def holds(condition, facts):
    """Whether a condition holds of these facts, with `__` for the dot of a path, and what is assumed of the others."""
    return condition.holds(ASSUMED | {path.replace("__", "."): value for path, value in facts.items()}, lambda _: False)


def fails(**facts):
    return [test.clause for test in PACK.scope if not holds(test.when, facts)]


def remarks(**facts):
    return [(one.clause, one.text.en) for one in PACK.remarks if holds(one.when, facts)]


def asked(number, **facts):
    scope = DUTIES[number].scope
    return scope is None or holds(scope.when, facts)


def test_the_instrument():
    [one] = PACK.instruments.values()
    assert (one.kind, one.status, one.unverified) == ("measures", "in_force", False)
    assert (one.number.zh, one.number.en) == ("第15号令", "Order 15")
    assert (one.dates.issued, one.dates.published, one.dates.effective) == (
        date(2023, 7, 10), date(2023, 7, 13), date(2023, 8, 15),
    )  # fmt: skip
    assert (PACK.version, PACK.since, PACK.until, PACK.starts) == ("2023-07-10", date(2023, 8, 15), None, "24")
    assert PACK.replaces == ("cn-draft-2023-04",)
    assert one.issuers.zh.count("、") == 6  # seven bodies


def test_every_article_stands_and_has_a_duty_or_none_to_give():
    numbers = [article.number for article in PACK.articles]
    assert numbers == [str(number) for number in range(1, 25)]
    assert not any(article.unverified for article in PACK.articles)
    assert set(numbers) - {duty.article for duty in PACK.obligations} == {"1", "24"}


@pytest.mark.parametrize("article", ["4", "7", "8", "9", "10", "11", "12", "13", "14", "15", "17", "19", "22", "23"])
def test_every_provider_article_has_duties_of_the_provider(article):
    duties = [duty for duty in PACK.obligations if duty.article == article and duty.actor == "provider"]
    assert duties and all(duty.controls and duty.live == "live" for duty in duties)
    assert any("cn-interim-2023-08/int-21" in duty.penalties for duty in duties)


@pytest.mark.parametrize(
    ("number", "after", "within", "days", "opened"),
    [
        *((n, "violation_found", "", "calendar", "at_once") for n in ("14.1", "14.2")),
        *((n, "violation_found", "", "calendar", "in_time") for n in ("14.3", "14.4", "14.5", "14.6", "14.7")),
        ("15.3", "complaint_received", "", "calendar", "published"),
        ("11.5", "complaint_received", "", "calendar", "in_time"),
        *((n, "service_started", "", "calendar", "before") for n in ("17.1", "17.6", "17.8", "17.9")),
        ("17.2", "service_started", "P10D", "working", ""),
        ("17.3", "filing_changed", "P10D", "working", ""),
        ("17.4", "service_ended", "P20D", "working", ""),
        ("21.2", "order_received", "", "calendar", "ordered"),
    ],
)
def test_clocks(number, after, within, days, opened):
    [one] = DUTIES[number].deadlines
    assert (one.after, one.within, one.days, one.open, one.keep) == (after, within, days, opened, False)


def test_no_other_duty_has_a_clock():
    [tested] = [mark.args[1] for mark in test_clocks.pytestmark if mark.name == "parametrize"]
    assert {row[0] for row in tested} == {number for number, duty in DUTIES.items() if duty.deadlines}


def test_the_penalty_has_no_fine_of_its_own():
    mild, grave = PACK.penalties["int-21"].tiers
    assert (mild.severity, mild.measures) == ("base", ("warn", "criticise", "correct"))
    assert (grave.severity, grave.measures) == ("refused", ("suspend_service",))
    assert all(tier.fine is None and tier.person is None for p in PACK.penalties.values() for tier in p.tiers)
    assert {PACK.penalties["int-21-security"].kind, PACK.penalties["int-21-crime"].kind} == {
        "public_security", "criminal",
    }  # fmt: skip


def test_a_service_from_outside_can_be_blocked():
    assert [tier.measures for tier in PACK.penalties["int-20"].tiers] == [("blocking",)]
    assert [DUTIES["20"].actor, DUTIES["20.1"].actor] == ["state", "provider"]
    for place in ("hk", "mo", "tw", "abroad"):
        assert asked("20.1", provider__located=place)
        assert "20" in [clause for clause, _ in remarks(provider__located=place)]
    assert not asked("20.1", provider__located="cn")
    assert "20" not in [clause for clause, _ in remarks(provider__located="cn")]


@pytest.mark.parametrize(
    ("number", "penalties"),
    [
        ("4.1", {"csl-69"}), ("4.4", {"pipl-66", "pipl-69", "civil-1019", "civil-1024", "civil-1032"}),
        ("7.1", {"ndr-55"}), ("7.3", {"copyright"}), ("7.4", {"pipl-66"}), ("21.2", {"crim-286.1"}),
        ("7.6", {"dsl-45", "ndr-55", "pipl-66"}), ("11.1", {"pipl-66"}), ("14.1", {"csl-69"}),
    ],
)  # fmt: skip
def test_the_other_laws_that_punish(number, penalties):
    assert {name for name in DUTIES[number].penalties if "int-21" not in name} == {
        f"cn-statutes/{name}" for name in penalties
    }


@pytest.mark.parametrize(
    ("facts", "failing"),
    [
        ({}, []),
        ({"service__public": False}, ["2(3)"]),
        ({"service__public": False, "service__purpose": "research"}, ["2(3)"]),
        ({"service__public": False, "service__api_customers_serve_public": True}, []),
        ({"service__users_in_mainland": False}, ["2"]),
        ({"service__users_in_mainland": False, "service__public": False}, ["2", "2(3)"]),
        ({"provider__located": "abroad"}, []),
        ({"service__purpose": "research"}, []),
        ({"service__opinion_attribute": "no"}, []),
    ],
)
def test_whom_it_is_for(facts, failing):
    assert fails(**facts) == failing


def test_users_in_hong_kong_alone_are_not_its_public():
    assert "香港" in PACK.scope[0].fails.zh and "Hong Kong" in PACK.scope[0].fails.en


@pytest.mark.parametrize(
    ("facts", "clause", "word"),
    [
        ({"service__channel": ("api",)}, "22", "interface"),
        ({"service__public": False, "service__api_customers_serve_public": True}, "22", "interface"),
        ({"service__channel": ("plug_in",)}, "2", "plug-in"),
        ({"service__channel": ("device",)}, "2", "device"),
        ({"service__purpose": "research"}, "2(3)", "research"),
        ({"service__modalities": ("code",)}, "2", "code"),
        ({"service__opinion_attribute": "no"}, "17", "reasons on record"),
        ({"model__origin": "third_party_api"}, "17", "registered"),
        ({"model__origin": "third_party_api"}, "17", "three to four months"),
        ({"model__origin": "third_party_api", "model__upstream_filed": "no"}, "17", "no registering"),
        ({"service__channel": ("device",)}, "17", "on-device"),
        ({"provider__kind": "person"}, "22", "person"),
    ],
)
def test_what_officers_ask_is_answered(facts, clause, word):
    assert any(found == clause and word in text for found, text in remarks(**facts))
    assert not any(found == clause and word in text for found, text in remarks())


def test_the_rules_of_sectors_go_first():
    assert any(clause == "2(2)" and "film" in text for clause, text in remarks())


@pytest.mark.parametrize(
    ("number", "fact", "yes", "no"),
    [
        *((n, "service__opinion_attribute", "unknown", "no") for n in ("17.1", "17.2", "17.3", "17.4", "17.6", "17.7")),
        *((n, "data__annotation", True, False) for n in ("8.1", "8.2", "8.3", "8.4", "8.5")),
        *((n, "model__origin", "fine_tuned", "third_party_api") for n in ("7.1", "7.3", "7.4", "7.5", "7.6")),
        ("19.3", "data__annotation", True, False),
        ("7.4", "data__personal_information", True, False),
        ("10.3", "users__minors", True, False),
        ("12.2", "service__modalities", ("image",), ("text",)),
        ("9.2", "data__personal_information", True, False),
        ("22", "service__channel", ("direct", "api"), ("direct",)),
    ],
)
def test_duties_of_some_services_alone(number, fact, yes, no):
    assert asked(number, **{fact: yes}) and not asked(number, **{fact: no})


ROUTES = {"17.6": "filing", "17.8": "registration", "17.9": "on device"}


@pytest.mark.parametrize(
    ("facts", "routes"),
    [
        ({}, {"filing"}),
        ({"model__origin": "fine_tuned"}, {"filing"}),
        ({"model__origin": "fine_tuned", "model__upstream_filed": "yes"}, {"filing"}),
        ({"model__origin": "third_party_api"}, {"registration"}),
        ({"model__origin": "third_party_api", "model__upstream_filed": "yes"}, {"registration"}),
        ({"model__origin": "third_party_api", "service__channel": ("device",)}, {"registration"}),
        ({"service__channel": ("device",)}, {"filing", "on device"}),
        ({"service__opinion_attribute": "no"}, set()),
        ({"service__opinion_attribute": "no", "model__origin": "third_party_api"}, set()),
    ],
)
def test_which_route_a_service_takes(facts, routes):
    assert {name for number, name in ROUTES.items() if asked(number, **facts)} == routes
    assert asked("17.2", **facts) is bool(routes)  # the algorithm filing stands beside every route
    assert asked("17.10", **facts) is asked("17.11", **facts) is ("filing" in routes)
    assert asked("17.12", **facts) is ("registration" in routes)


def test_how_long_the_routes_take_and_how_many_went_them():
    told = " ".join(text for _, text in remarks())
    assert all(one in told for one in ("five to eight months", "eight to ten", "30 working days", "988", "598"))


@pytest.mark.parametrize(
    ("name", "values", "unverified"),
    [
        ("dossier_parts", "上线备案申请表 安全自评估报告 模型服务协议 语料标注规则 拦截关键词列表 评估测试题集", False),
        ("practice_parts", "测试账号或接口 语料许可与合同 抽检记录 培训记录 投诉页面 标识截图", False),
        ("form_parts", "基本情况 研制情况 服务与安全 安全评估结果 承诺", False),
        ("form_basics", "模型名称 单位 联系人 功能 通用或限定领域 服务人群 服务地域", False),
        ("form_development", "是否使用已备案模型 训练算力 语料与标注的来源和规模 合法性 架构 框架", False),
        ("form_service", "推理算力 第三方云 服务形式 拦截措施 更新", False),
        ("question_sets", "生成内容 应拒答 非拒答", False),
        ("registration_parts", "登记表 服务协议 简版自评估 关键词列表 测试题集 接口合同与上游备案号 截图", True),
    ],
)
def test_the_dossier(name, values, unverified):
    found = PACK.parameters[f"model_filing.{name}"]
    assert (found.value, found.join, found.unverified) == (tuple(values.split()), "union", unverified)


def test_the_keywords_of_the_dossier():
    least = PACK.parameters["model_filing.keywords_min"]
    assert (least.value, least.join) == (10_000, "max")
    assert DUTIES["17.12"].unverified and not DUTIES["17.10"].unverified


def test_a_share_of_foreign_data_that_no_standard_sets_is_nowhere():
    assert not any("foreign" in name for name in PACK.parameters)
    assert not any("30 %" in duty.duty.en or "30%" in duty.duty.zh for duty in PACK.obligations)


@pytest.mark.parametrize(("used", "personal", "due"), [(True, True, True), (True, False, False), (False, True, False)])
def test_consent_to_train_on_what_users_tell(used, personal, due):
    assert asked("7.7", data__user_input_for_training=used, data__personal_information=personal) is due


@pytest.mark.parametrize("number", ["15.1", "15.2", "15.3", "17.2", "17.3", "17.4"])
def test_what_the_algorithm_provisions_punish_too(number):
    assert "cn-algorithm-2022-03/alg-31" in DUTIES[number].penalties
    assert ("cn-algorithm-2022-03/alg-33-cancel" in DUTIES[number].penalties) is (number == "17.4")


@pytest.mark.parametrize("number", ["14.1", "14.2", "14.4", "14.5", "14.6", "14.7"])
def test_illegal_content_not_dealt_with_is_punished_by_the_cybersecurity_law_and_want_of_training_is_not(number):
    assert "cn-statutes/csl-69" in DUTIES[number].penalties
    assert "cn-statutes/csl-69" not in DUTIES["14.3"].penalties


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("inspection.explained_matters", "data_source data_scale data_type annotation_rules algorithm_mechanism"),
        ("sanctions.user_steps", "warn limit suspend end"),
        ("fairness.covered_stages", "algorithm_design data_choice model_building service"),
    ],
)
def test_what_the_text_lists(name, values):
    assert PACK.parameters[name].value == tuple(values.split())


def test_who_only_calls_a_model_still_answers_for_its_source():
    assert asked("7.2", model__origin="third_party_api")


def test_the_attributes_of_discrimination():
    kept = PACK.parameters["fairness.protected_attributes"].value
    assert kept == ("ethnicity", "belief", "nationality", "region", "gender", "age", "occupation", "health")
    assert "种族" not in DUTIES["4.2"].duty.zh and "健康" in DUTIES["4.2"].duty.zh


ROWS = [
    ("narrower", "2", "2"), ("changed", "4.5", "4.4"), ("changed", "7.5", "7.4"), ("dropped", "14.3", "15.2"),
    ("dropped", "", "9"), ("dropped", "", "11.3"), ("narrower", "11.4", "11.4"), ("narrower", "10.3", "10.2"),
    ("replaced", "4.2", "12"), ("changed", "19", "17"), ("narrower", "17", "6"), ("dropped", "21", "20"),
    ("added", "4", ""), ("added", "20", ""), ("added", "14.4", ""), ("added", "14.6", ""), ("added", "9.3", ""),
    ("added", "15.2", ""),
]  # fmt: skip


@pytest.mark.parametrize(("kind", "this", "that"), ROWS)
def test_every_row_of_what_changed_has_its_effect(kind, this, that):
    ids = this and f"{PACK.id}/{this}", that and f"{DRAFT.id}/{that}"
    [one] = [r for r in PACK.relations if (r.kind, r.this, r.that) == (kind, *ids)]
    assert one.effect and CJK.search(one.effect.zh) and not CJK.search(one.effect.en)


@pytest.mark.skipif(not TABLE.is_file(), reason="the table of what changed is not on this machine")
def test_the_table_of_what_changed_has_no_other_row():
    section = TABLE.read_text(encoding="utf-8").partition("\n### 2.1 ")[2].partition("\n## 3. ")[0]
    rows = [line for line in section.splitlines() if line.startswith("|")][2:]
    two_duties = 2  # reports with records, and the agreement with the feedback time, are two duties each
    assert len(rows) == len(ROWS) - two_duties
    assert len({one.topic for one in PACK.relations[: len(ROWS)]}) == len(rows)


def test_no_duty_of_either_text_is_left_unrelated():
    found = diff(DRAFT, PACK)
    assert not found.only_new
    assert all(duty.id.startswith("seed/") for duty in found.only_old)


def test_both_languages_in_every_text():
    texts = [article_text for a in PACK.articles for article_text in (a.title, a.text)]
    texts += [text for d in PACK.obligations for text in (d.duty, d.shows, *([d.feasibility] if d.feasibility else []))]
    texts += [text for d in PACK.obligations if d.scope for text in (d.scope.holds, d.scope.fails)]
    texts += [d.text for duty in PACK.obligations for d in duty.deadlines if d.text]
    texts += [text for test in PACK.scope for text in (test.holds, test.fails)] + [r.text for r in PACK.remarks]
    texts += [r.topic for r in PACK.relations] + [penalty.text for penalty in PACK.penalties.values()]
    for text in texts:
        assert CJK.search(text.zh) and not CJK.search(text.en), text
