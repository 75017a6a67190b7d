"""The first pack: whole, in both languages, with every row of the commentary's table and the floors it must set."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from guiju.core.content import Stage
from guiju.core.policy import Action
from guiju.law import load
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.located import read_yaml

TABLE = Path(__file__).parents[3] / "shared/law/regulations.md"
PACKS = load(["cn-draft-2023-04"], on=date(2026, 11, 22))
[DRAFT] = PACKS.all
DUTIES = {duty.id.removeprefix(f"{DRAFT.id}/"): duty for duty in DRAFT.obligations}
ROWS = {int(row): article for row, article in read_yaml(FOLDER / "_seed.yaml").data["rows"].items()}


def test_it_binds_by_default_and_is_whole():
    assert DRAFT in load(on=date(2026, 11, 22)).binding
    assert DRAFT.draft
    assert [article.number for article in DRAFT.articles] == [str(number) for number in range(1, 22)]


def test_every_row_of_the_table_has_an_obligation_of_its_article():
    kept = {row: duty for duty in DRAFT.obligations for row in duty.seed_rows}
    assert sorted(kept) == sorted(ROWS)
    for duty in DRAFT.obligations:
        for row in duty.seed_rows:
            place = duty.id.partition("/")[2].partition(".")[0]
            assert duty.id == f"seed/{row}" if not ROWS[row] else place == str(ROWS[row]), (row, duty.id)


@pytest.mark.skipif(not TABLE.is_file(), reason="the table of obligations is not on this machine")
def test_the_committed_rows_are_those_of_the_table():
    section = TABLE.read_text(encoding="utf-8").partition("\n## 13. ")[2].partition("\n## 14. ")[0]
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in section.splitlines()]
    found = {int(row[0]): row[2] for row in rows if row and row[0].isdigit()}
    assert sorted(found) == sorted(ROWS)
    for row, article in found.items():
        number = re.match(r"\d+", article)
        assert ROWS[row] == (int(number.group()) if number else 0)
    states = {int(row[0]): row[-1] for row in rows if row and row[0].isdigit()}
    live = {"live": "L", "draft": "D", "changed": "L*", "both": "D/L*", "none": "-"}
    for duty in DRAFT.obligations:
        for row in duty.seed_rows:
            assert states[row] == live[duty.live], (row, duty.id)


@pytest.mark.parametrize("article", ["4.5", "8.1", "8.2", "8.3", "9", "13.1", "14", "18.1", "18.2"])
def test_the_duties_that_the_table_does_not_name(article):
    assert any(duty.id == f"cn-draft-2023-04/{article}" for duty in DRAFT.obligations)


def test_what_is_contestable_says_how_it_can_be_met():
    noted = {duty.id.partition("/")[2] for duty in DRAFT.obligations if duty.feasibility}
    assert noted >= {"4.4", "5", "7.2", "15.2"}


@pytest.mark.parametrize("group", ["a1", "a2", "a3", "a4", "a5"])
def test_the_risks_of_the_standard(group):
    assert (
        sum(risk.startswith(f"{group}.") for risk in PACKS.risks)
        == {"a1": 8, "a2": 9, "a3": 5, "a4": 7, "a5": 2}[group]
    )


R, S, M, A = Action.REFUSE, Action.STOP, Action.MASK, Action.ALLOW
HARD, PERSONAL, OPEN = (R, S, R), (M, M, M), (A, A, A)


@pytest.mark.parametrize(
    ("risk", "floors", "counts"),
    [
        *((f"a1.{letter}", HARD, True) for letter in "abcdefgh"),
        *((f"a2.{letter}", HARD, True) for letter in "abcdefghi"),
        *((f"a3.{letter}", HARD, False) for letter in "abcde"),
        *((f"a4.{letter}", HARD, False) for letter in "abcdefg"),
        *((f"a5.{letter}", OPEN, False) for letter in "ab"),
        *((f"pii.{name}", PERSONAL, False) for name in
          ("phone", "id_card", "bank_card", "email", "passport", "plate")),
        *((f"pii.{name}", (A, A, M), False) for name in ("person", "address")),
        *((f"pii.{name}", OPEN, False) for name in
          ("health", "religion", "identity", "location", "minor", "finance", "biometric")),
        ("pii.org", OPEN, False),
        ("pii.uscc", OPEN, False),
        ("attack.jailbreak", (R, R, R), True),
        ("attack.injection", (R, R, R), True),
        ("attack.evasion", (R, M, R), True),
        *((f"abuse.{name}", HARD, True) for name in ("malware", "crime")),
        *((f"abuse.{name}", (R, R, R), True) for name in ("hype", "posting", "spam", "marketing")),
        ("truth.unsupported", OPEN, False),
        ("truth.undetermined", OPEN, False),
        ("code.secret", PERSONAL, False),
        ("code.malware", HARD, False),
        ("image.nudity", HARD, False),
        *((f"check.{name}", HARD, False) for name in ("failed", "undetermined", "not_run")),
    ],
)  # fmt: skip
def test_floors(risk, floors, counts):
    found = PACKS.risks[risk]
    assert tuple(found.floors[stage].action for stage in (Stage.PROMPT, Stage.ANSWER, Stage.CORPUS)) == floors
    assert found.counts is counts


def test_every_risk_has_a_tested_floor():
    [tested] = [mark.args[1] for mark in test_floors.pytestmark if mark.name == "parametrize"]
    assert {risk for risk, _, _ in tested} == set(PACKS.risks)


def test_a_mask_says_what_it_hides():
    for risk in PACKS.risks.values():
        for floor in risk.floors.values():
            assert bool(floor.text) is (floor.action is Action.MASK and risk.id != "attack.evasion")


def test_the_numbers_of_standing():
    assert PACKS.parameter("standing.consecutive").number == 3
    assert PACKS.parameter("standing.per_day").number == 5
    assert PACKS.parameter("standing.per_day").source == "TC260-003 7"


def test_a_breach_of_any_duty_of_articles_4_to_19_falls_under_article_20():
    duties = [duty for duty in DRAFT.obligations if duty.article.isdigit() and 4 <= int(duty.article) <= 19]
    assert len(duties) > 40
    bare = {duty.id.removeprefix(f"{DRAFT.id}/") for duty in duties if f"{DRAFT.id}/draft-20" not in duty.penalties}
    assert bare <= {"5.2", "6.5", "18.2"}  # our own records, and a right of users


def test_the_fine_and_the_routes_beside_it():
    mild, grave = DRAFT.penalties["draft-20"].tiers
    assert (mild.severity, mild.fine, mild.measures) == ("base", None, ("warn", "criticise", "correct"))
    assert (grave.severity, grave.measures) == ("refused", ("suspend_service", "end_service"))
    assert (grave.fine.min, grave.fine.max, grave.person) == (10_000, 100_000, None)
    kinds = {name: one.kind for name, one in DRAFT.penalties.items()}
    assert kinds == {
        "draft-20": "administrative", "draft-20-security": "public_security", "draft-20-crime": "criminal",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "other"),
    [
        *((n, "cn-statutes/pipl-66") for n in ("4.5", "5.1", "7.3", "7.6", "11", "11.1", "11.2", "11.4", "13.1")),
        *((n, "cn-statutes/csl-69") for n in ("4.1", "13.3", "15.1", "15.3")),
        *((n, "cn-algorithm-2022-03/alg-31") for n in ("6.2", "6.3", "6.4")),
        ("9", "cn-statutes/csl-64"),
    ],
)
def test_the_laws_that_go_before_article_20(number, other):
    assert other in DUTIES[number].penalties


CLOCKS = {
    ("6.1", "service_started"): "before",
    ("6.2", "service_started"): "before",
    ("13.1", "complaint_received"): "in_time",
    ("13.2", "violation_found"): "in_time",
    ("13.3", "violation_found"): "in_time",
    ("15.2", "violation_found"): "P3M",
    ("20.2", "order_received"): "ordered",
}


def test_clocks():
    found = {(n, one.after): one.within or one.open for n, duty in DUTIES.items() for one in duty.deadlines}
    assert found == CLOCKS


def test_the_attributes_of_discrimination_are_those_of_the_draft():
    kept = DRAFT.parameters["fairness.protected_attributes"].value
    assert kept == ("race", "ethnicity", "belief", "nationality", "region", "gender", "age", "occupation")
    assert "种族" in DUTIES["4.2"].duty.zh and "健康" not in DUTIES["4.2"].duty.zh
    assert all(word in DUTIES["12"].duty.en for word in ("race", "nationality", "gender"))


def test_inputs_may_be_passed_on_where_a_law_says_so():
    assert "法律、行政法规另有规定" in DUTIES["11.4"].duty.zh


def test_nothing_in_the_draft_is_in_doubt():
    assert not [one for one in (*DRAFT.articles, *DRAFT.obligations) if one.unverified]


def test_one_meaning_for_each_word():
    for duty in DRAFT.obligations:
        for text in (duty.duty, duty.shows, *([duty.feasibility] if duty.feasibility else [])):
            assert re.search(r"[\u4e00-\u9fff]", text.zh) and not re.search(r"[\u4e00-\u9fff]", text.en), duty.id


def test_text_is_labelled_by_the_rules_on_deep_synthesis_and_says_so():
    duty = DUTIES["16"]
    assert "Label" in duty.duty.en and "deep synthesis" in duty.duty.en and "深度合成" in duty.duty.zh
    assert duty.feasibility is not None
    assert "does not expressly" in duty.feasibility.en and "没有明确要求" in duty.feasibility.zh
    assert duty.controls == ("explicit-label", "implicit-label") and duty.seed_rows == (12, 13)
