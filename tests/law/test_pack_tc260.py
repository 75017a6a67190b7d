"""TC260-003: its figures, its 31 risks, the duties of every chapter and to whom they apply."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.core.content import Stage
from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import (
    A1,
    A2,
    A3,
    A4,
    A5,
    ALL,
    FIGURES,
    INTERIM,
    LISTS,
    applies,
    duties,
    in_one_language,
    remarks,
)

PACK = read_pack(FOLDER, "cn-tc260-003-2024")
DRAFT = read_pack(FOLDER, "cn-draft-2023-04")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}


def test_its_dates_and_its_standing():
    [instrument] = PACK.instruments.values()
    assert instrument.dates.issued == PACK.since == date(2024, 2, 29)
    assert PACK.until is None and instrument.dates.ended is None
    assert instrument.status == "voluntary"
    assert instrument.number and instrument.number.en == "TC260-003"


CLAUSES = ("4", "5.1", "5.2", "5.3", "6", "7", "8.1", "8.2", "8.3", "8.4", "9.1", "9.2", "9.3", "9.4", "A")


@pytest.mark.parametrize("article", CLAUSES)
def test_every_clause_is_told_and_has_duties(article):
    assert article in {one.number for one in PACK.articles}
    assert any(duty.article == article for duty in PACK.obligations)


@pytest.mark.parametrize(("name", "value", "join"), [(name, *told) for name, told in FIGURES.items()])
def test_figures(name, value, join):
    found = PACK.parameters[name]
    assert (found.value, found.join, found.unverified) == (value, join, False)


@pytest.mark.parametrize(("name", "values"), LISTS.items())
def test_lists(name, values):
    assert PACK.parameters[name].value == values
    assert not PACK.parameters[name].unverified


def test_there_is_no_other_parameter():
    assert set(PACK.parameters) == {*FIGURES, *LISTS}


@pytest.mark.parametrize(
    ("duty", "told"),
    [
        ("5.1.1", ["5 %"]),
        ("5.1.2", ["5 %"]),
        ("5.3.8", ["31"]),
        ("7.10", ["4 clicks"]),
        ("8.1.1", ["10,000"]),
        ("8.1.2", ["200", "100", "17"]),
        ("8.1.3", ["week"]),
        ("8.2.1", ["2,000"]),
        ("8.2.2", ["50", "20"]),
        ("8.2.4", ["month"]),
        ("8.3.1", ["500", "20"]),
        ("8.3.2", ["500", "heroes"]),
        ("8.3.3", ["month"]),
        ("8.4", ["31"]),
        ("9.1.3", ["legal representative"]),
        ("9.2.1", ["4,000", "96 %"]),
        ("9.2.2", ["10 %", "98 %"]),
        ("9.3.1", ["1,000", "90 %"]),
        ("9.3.2", ["90 %"]),
        ("9.3.3", ["90 %"]),
        ("9.4.1", ["300", "95 %"]),
        ("9.4.2", ["300", "5 %"]),
    ],
)
def test_a_duty_tells_its_figures(duty, told):
    assert all(one in DUTIES[duty].duty.en for one in told)


@pytest.mark.parametrize("word", ["week", "10,000", "200"])
def test_what_is_recommended_says_so(word):
    [duty] = [d for d in PACK.obligations if d.article == "8.1" and word in d.duty.en]
    assert "recommended" in duty.duty.en and "宜" in duty.duty.zh


def test_the_31_risks_in_their_groups():
    assert set(PACK.risks) == set(ALL)
    assert [len(group) for group in (A1, A2, A3, A4, A5)] == [8, 9, 5, 7, 2]
    assert (len(A1 + A2), len(A1 + A2 + A3 + A4), len(ALL)) == (17, 29, 31)
    for name, risk in PACK.risks.items():
        assert {floor.clause for floor in risk.floors.values()} == {f"{PACK.id}/A.{name[1]}"}


@pytest.mark.parametrize("risk", ALL)
def test_floors_are_those_of_the_draft(risk):
    ours, theirs = PACK.risks[risk], DRAFT.risks[risk]
    assert [ours.floors[stage].action for stage in Stage] == [theirs.floors[stage].action for stage in Stage]
    assert (ours.notice, ours.counts, ours.name) == (theirs.notice, theirs.counts, theirs.name)


def test_suspension_rests_on_the_pack_s_own_figures():
    reading = PACK.controls["standing"].reading
    assert reading and reading.reach and (reading.reach.in_a_row, reading.reach.in_a_day) == (3, 5)
    assert "standing" in DUTIES["7.16"].controls


def test_terms():
    terms = {(d.id.partition("/")[2], t.after, t.within, t.open) for d in PACK.obligations for t in d.deadlines}
    assert terms == {
        ("6.4", "violation_found", "", "in_time"),
        ("7.15", "complaint_received", "", "published"),
    }


def test_it_applies_where_the_interim_measures_do():
    assert applies(PACK)
    assert not applies(PACK, applying=())


OWN, CALLED, TUNED = {"model.origin": "own"}, {"model.origin": "third_party_api"}, {"model.origin": "fine_tuned"}


@pytest.mark.parametrize(
    ("duty", "facts", "due"),
    [
        ("5.1.1", OWN, True),
        ("5.1.1", TUNED, True),
        ("5.1.1", CALLED, False),
        ("9.2.1", CALLED, False),
        ("9.3.1", CALLED, True),
        ("5.3.1", {"data.annotation": False}, False),
        ("5.2.8", {"data.personal_information": False}, False),
        ("5.1.8", {"data.user_input_for_training": True}, True),
        ("5.1.8", {}, False),
        ("6.1", OWN, False),
        ("6.1", TUNED, True),
        ("6.1", CALLED, True),
        ("7.3", {"users.minors": True}, True),
        ("7.3", {"users.minors": False}, False),
        ("7.6", {"users.minors": True}, False),
        ("7.6", {"users.minors": False}, True),
        ("7.7", {"service.channel": ("api",)}, False),
        ("7.7", {"service.channel": ("plug_in",)}, True),
        ("7.9", {"service.channel": ("api",)}, True),
        ("7.9", {"service.channel": ("direct",)}, False),
        ("7.10", {"data.user_input_for_training": True}, True),
        ("7.10", {}, False),
    ],
)
def test_whom_a_duty_binds(duty, facts, due):
    assert (duty in duties(PACK, facts)) is due


@pytest.mark.parametrize(
    ("facts", "applying", "told"),
    [
        ({}, (INTERIM,), "voluntary"),
        ({}, (INTERIM, "cn-gbt-45654-2025"), "Superseded in practice by GB/T 45654-2025"),
        ({"service.opinion_attribute": "no"}, (INTERIM,), "public opinion"),
        (CALLED, (INTERIM,), "not applicable"),
        (CALLED | {"model.upstream_filed": "no"}, (INTERIM,), "not filed"),
        ({"service.channel": ("api",)}, (INTERIM,), "documents"),
        ({"provider.located": "abroad"}, (INTERIM,), "outside mainland China"),
    ],
)
def test_what_is_told_with_it(facts, applying, told):
    assert told in remarks(PACK, facts, applying=applying)


def test_nothing_is_told_of_a_successor_that_does_not_apply_yet():
    assert "Superseded" not in remarks(PACK, {})


def test_whose_kinds_of_illegal_and_harmful_information():
    [article] = [one for one in PACK.articles if one.number == "5.1"]
    assert "网络信息内容生态治理规定" in article.text.zh and "11" in article.text.zh and "9" in article.text.zh
    for name in ("corpus.illegal_kinds", "corpus.harmful_kinds"):
        assert "Ecology of Online Content" in PACK.parameters[name].source


def test_both_languages():
    assert in_one_language(PACK) == []
