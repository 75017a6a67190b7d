"""Companion services: whom the measures cover, the reminder, the crises, the scale that calls for assessment, fines."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.penalties import mistold, row
from tests.law.standards import applies, duties, held, remarks

PACK = read_pack(FOLDER, "cn-companion-2026-07")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
COMPANION = {"companion.simulates_person": True, "companion.sustained_emotional": True}


def test_the_instrument():
    [one] = PACK.instruments.values()
    assert (one.kind, one.status, one.unverified) == ("measures", "in_force", False)
    assert (one.number.zh, one.number.en) == ("第21号令", "Order 21")
    assert (one.dates.adopted, one.dates.issued, one.dates.effective) == (
        date(2026, 2, 2), date(2026, 4, 10), date(2026, 7, 15),
    )  # fmt: skip
    assert one.issuers.zh.count("、") == 4  # five bodies
    assert (PACK.since, PACK.until, PACK.starts) == (date(2026, 7, 15), None, "32")


def test_every_text_is_in_its_own_language():
    assert mistold(PACK) == []


def test_every_article_of_the_table_stands_and_has_a_duty():
    numbers = {article.number for article in PACK.articles}
    assert numbers == {"2", *(str(number) for number in range(8, 28)), "30", "32"}
    assert numbers - {duty.article for duty in PACK.obligations} == {"30", "32"}


@pytest.mark.parametrize(
    ("facts", "covered"),
    [
        (COMPANION, True),
        ({}, False),
        ({"companion.simulates_person": True}, False),
        ({"companion.sustained_emotional": True}, False),
        (COMPANION | {"service.users_in_mainland": False}, False),
        (COMPANION | {"service.public": False}, False),
        (COMPANION | {"service.public": False, "service.api_customers_serve_public": True}, True),
        (COMPANION | {"provider.located": "abroad"}, True),
    ],
)
def test_whom_it_is_for(facts, covered):
    assert applies(PACK, facts) is covered


@pytest.mark.parametrize(
    ("facts", "asked"),
    [
        ({"users.registered": 999_999}, False),
        ({"users.registered": 1_000_000}, True),
        ({"users.monthly_active": 99_999}, False),
        ({"users.monthly_active": 100_000}, True),
        ({"users.registered": 2_000_000, "users.monthly_active": 5}, True),
    ],
)
def test_the_scale_that_calls_for_assessment(facts, asked):
    assert ("22.3" in duties(PACK, facts)) is asked
    assert ("threshold" in remarks(PACK, facts)) is asked


def test_launch_change_and_risk_call_for_it_at_any_scale():
    assert {"22.1", "22.2", "22.4", "23"} <= duties(PACK, {})
    assert all("provincial CAC" in DUTIES[number].duty.en for number in ("22.1", "22.2", "22.3", "22.4"))


@pytest.mark.parametrize(
    ("name", "value", "join", "clause"),
    [
        ("companion.reminder_hours", 2, "min", "18.3"),
        ("companion.guardian_consent_age", 14, "max", "14.2"),
        ("companion.registered_users_from", 1_000_000, "min", "22.3"),
        ("companion.monthly_active_users_from", 100_000, "min", "22.3"),
        ("companion.review_interval_years", 1, "min", "27"),
    ],
)
def test_parameters(name, value, join, clause):
    one = PACK.parameters[name]
    assert (one.value, one.join, one.unverified) == (value, join, False)
    assert one.clauses == (f"{PACK.id}/{clause}",)


@pytest.mark.parametrize(
    ("number", "after", "within", "opened"),
    [
        ("20", "service_ended", "", "before"),
        ("21", "complaint_received", "", "published"),
        ("22.1", "service_started", "", "before"),
        ("26.2", "review_done", "P1Y", ""),
        ("27", "review_done", "P1Y", ""),
    ],
)
def test_clocks(number, after, within, opened):
    [one] = DUTIES[number].deadlines
    assert (one.after, one.within, one.open, one.keep) == (after, within, opened, False)


def test_no_other_duty_has_a_clock():
    [tested] = [mark.args[1] for mark in test_clocks.pytestmark if mark.name == "parametrize"]
    assert {case[0] for case in tested} == {number for number, duty in DUTIES.items() if duty.deadlines}


def test_the_penalty_tier_by_tier():
    [penalty] = PACK.penalties.values()
    assert (penalty.id.rpartition("/")[2], penalty.clause, penalty.unverified) == ("comp-30", "30", False)
    assert [row(tier) for tier in penalty.tiers] == [
        ("base", None, None),
        ("refused", (10_000, 100_000), None),
        ("refused", (100_000, 200_000), None),  # the harm, not a graver refusal, brings it
    ]
    assert [(tier.harm, tier.needs_harm) for tier in penalty.tiers] == [
        ((), False),
        ((), False),
        (("life_health",), True),
    ]
    assert set(penalty.tiers[0].measures) == {"warn", "criticise", "correct", "stop_signups"}
    assert all(set(tier.measures) == {"stop_signups", "end_service"} for tier in penalty.tiers[1:])


def test_every_duty_but_the_first_look_is_under_it():
    for number, duty in DUTIES.items():
        if number != "2":
            assert "cn-companion-2026-07/comp-30" in duty.penalties, number


@pytest.mark.parametrize(
    ("number", "other"),
    [
        ("10.3", "cn-statutes/csl-61"),
        ("17.2", "cn-minors/minors-6"),
        ("18.1", "cn-labels-2025-09/label-13"),
        ("26.1", "cn-algorithm-2022-03/alg-31"),
        *((n, "cn-statutes/pipl-66") for n in ("8.2", "16.1", "16.2", "16.3", "16.4", "17.1", "17.2")),
    ],
)
def test_the_other_laws_that_punish(number, other):
    assert other in DUTIES[number].penalties


@pytest.mark.parametrize("number", ["14.1", "14.2", "14.3", "14.4", "14.5", "17.1", "17.2"])
def test_duties_to_minors_fall_with_them(number):
    scope = DUTIES[number].scope
    assert scope and held(scope.when) and not held(scope.when, {"users.minors": False})


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("8.1", ("self-harm",)),
        ("8.4", ("over-pander", "dependence")),
        ("12.2", ("age", "guardian", "emergency contact")),
        ("13.2", ("suicide", "guardian or emergency contact")),
        ("14.1", ("virtual relatives or partners",)),
        ("14.4", ("alerts", "view of use", "roles", "spending")),
        ("16.4", ("separate consent",)),
        ("18.2", ("pop-up",)),
        ("19", ("window", "voice", "keyword")),
        ("23", ("safeguards", "training data", "extreme", "minors", "elderly", "complaints", "corrected")),
    ],
)
def test_what_a_duty_must_say(number, words):
    assert all(word in DUTIES[number].duty.en for word in words)


def test_app_stores_bear_their_own():
    assert [number for number, duty in DUTIES.items() if duty.actor == "app_store"] == ["25"]


@pytest.mark.parametrize(
    ("this", "that", "kind"),
    [
        ("10.2", "cn-draft-2023-04/10.2", "same"),
        ("10.2", "cn-interim-2023-08/10.3", "wider"),
        ("10.3", "cn-statutes/23", "same"),
    ],
)
def test_relations(this, that, kind):
    assert any((one.this.rpartition("/")[2], one.that, one.kind) == (this, that, kind) for one in PACK.relations)
