"""GB/T 45654-2025: the figures it shares with TC260-003, what of it is not verified, and how the two stand."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law import load
from guiju.law.lookup.diff import diff
from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import ALL, FIGURES, LISTS, applies, duties, in_one_language, remarks

PACK = read_pack(FOLDER, "cn-gbt-45654-2025")
BEFORE = read_pack(FOLDER, "cn-tc260-003-2024")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}


def test_its_dates_and_its_standing():
    [instrument] = PACK.instruments.values()
    assert (instrument.dates.issued, instrument.dates.effective) == (date(2025, 4, 25), date(2025, 11, 1))
    assert PACK.since == date(2025, 11, 1)
    assert (instrument.kind, instrument.status) == ("standard", "in_force")


@pytest.mark.parametrize("article", ["5.1", "5.2", "5.3", "6", "7", "A", "B"])
def test_every_chapter_is_told_and_has_duties(article):
    assert article in {one.number for one in PACK.articles}
    assert any(duty.article == article for duty in PACK.obligations)


@pytest.mark.parametrize(("name", "value", "join"), [(name, *told) for name, told in FIGURES.items()])
def test_figures(name, value, join):
    found = PACK.parameters[name]
    assert (found.value, found.join, found.unverified) == (value, join, False)


@pytest.mark.parametrize(("name", "values"), LISTS.items())
def test_lists(name, values):
    assert PACK.parameters[name].value == values


def test_both_have_the_same_parameters_and_they_merge():
    assert set(PACK.parameters) == set(BEFORE.parameters) == {*FIGURES, *LISTS}
    merged = load([PACK.id, BEFORE.id], on=date(2026, 11, 22)).parameters
    for name, told in merged.items():
        assert {clause.partition("/")[0] for clause in told.clauses} == {PACK.id, BEFORE.id}
        assert told.value == PACK.parameters[name].value == BEFORE.parameters[name].value


def test_before_its_start_the_other_stands_alone():
    assert [pack.id for pack in load([PACK.id, BEFORE.id], on=date(2025, 10, 31)).all] == [BEFORE.id]
    assert len(load([PACK.id, BEFORE.id], on=date(2025, 11, 1)).all) == 2


def test_the_31_risks_are_those_of_tc260_003():
    assert set(PACK.risks) == set(ALL)
    for name, risk in PACK.risks.items():
        before = BEFORE.risks[name]
        assert (risk.name, risk.notice, risk.counts) == (before.name, before.notice, before.counts)
        for stage, floor in risk.floors.items():
            assert floor.action is before.floors[stage].action
            assert floor.clause == f"{PACK.id}/A.{name[1]}"


ADDITIONS = {"6.7": "backdoor", "6.8": "puts out", "6.9": "aligned", "6.10": "hardware"}


@pytest.mark.parametrize(("duty", "told"), ADDITIONS.items())
def test_additions_of_the_draft_are_not_verified(duty, told):
    assert told in DUTIES[duty].duty.en
    assert DUTIES[duty].unverified
    [relation] = [one for one in PACK.relations if one.this == f"{PACK.id}/{duty}"]
    assert (relation.kind, relation.that) == ("added", "")


def test_what_is_verified_has_a_figure_or_is_a_risk():
    numbered = {parameter.decided.partition("/")[2] for parameter in PACK.parameters.values()}
    verified = {number for number, duty in DUTIES.items() if not duty.unverified}
    assert numbered <= verified
    told = {"5.1.2", "5.2.1", "B.18", "B.19"} | {f"A.{group}" for group in range(1, 6)}
    assert verified - numbered <= told


@pytest.mark.parametrize("duty", ["5.1.4", "5.2.2", "6.1", "6.4", "7.1", "7.3", "7.9", "7.21", "B.13"])
def test_what_is_only_assumed_from_the_other_is_not_verified(duty):
    assert DUTIES[duty].unverified


@pytest.mark.parametrize(
    "name",
    ["non_refuse.covered_aspects", "report.required_signatures", "report.result_words", "annotation.rule_parts",
     "annotation.role_names", "corpus.filter_methods"],
)  # fmt: skip
def test_lists_that_no_second_source_gives_are_not_verified(name):
    assert PACK.parameters[name].unverified


def test_every_article_but_the_risks_is_not_verified():
    assert [one.number for one in PACK.articles if not one.unverified] == ["A"]


def test_every_duty_of_the_other_has_its_like():
    ours = {duty.controls for duty in PACK.obligations}
    for duty in BEFORE.obligations:
        assert duty.controls in ours, duty.id


@pytest.mark.parametrize(
    ("that", "kind"),
    [
        *((chapter, "same") for chapter in ("4", "5.1", "5.2", "5.3", "6.1", "7", "7.16", "A")),
        *((place, "replaced") for place in ("3", "8.1.1", "8.2.2", "8.3.2", "8.4", "9.1.3", "9.2.1", "9.3.3", "9.4.2")),
    ],
)
def test_relations(that, kind):
    [relation] = [one for one in PACK.relations if one.that == f"{BEFORE.id}/{that}"]
    assert relation.kind == kind


def test_of_each_duty_it_is_told_what_became_of_it():
    found = diff(BEFORE, PACK)
    assert (found.only_old, found.only_new, found.parameters) == ((), (), ())


def test_it_applies_where_the_interim_measures_do():
    assert applies(PACK)
    assert not applies(PACK, applying=())


@pytest.mark.parametrize(("origin", "due"), [("own", True), ("fine_tuned", True), ("third_party_api", False)])
def test_training_data_binds_whoever_trains(origin, due):
    found = duties(PACK, {"model.origin": origin})
    assert ("5.1.1" in found) is due
    assert ("B.15" in found) is due
    assert "B.17" in found


def test_what_is_told_with_it():
    assert "without penalties" in remarks(PACK, {})
    assert "place of TC260-003" in remarks(PACK, {})
    assert "public opinion" in remarks(PACK, {"service.opinion_attribute": "no"})


def test_whose_kinds_of_illegal_and_harmful_information():
    [article] = [one for one in PACK.articles if one.number == "5.1"]
    assert "网络信息内容生态治理规定" in article.text.zh and "11" in article.text.zh and "9" in article.text.zh
    for name in ("corpus.illegal_kinds", "corpus.harmful_kinds"):
        assert "Ecology of Online Content" in PACK.parameters[name].source


def test_both_languages():
    assert in_one_language(PACK) == []
