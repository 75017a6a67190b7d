"""Minors online: the hours of the mode, the yearly audit, what is unsure, and fines."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.penalties import mistold, row
from tests.law.standards import applies, duties, remarks

PACK = read_pack(FOLDER, "cn-minors")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}


@pytest.mark.parametrize(
    ("slug", "kind", "status", "dates"),
    [
        ("protection", "regulation", "in_force", {"effective": date(2024, 1, 1)}),
        ("mode", "guide", "voluntary", {"published": date(2024, 11, 15)}),
        (
            "classification", "measures", "in_force",
            {"published": date(2026, 1, 23), "effective": date(2026, 3, 1)},
        ),
        ("draft2026", "regulation", "draft", {"consulted": date(2026, 9, 18)}),
    ],
)  # fmt: skip
def test_the_instruments(slug, kind, status, dates):
    one = PACK.instruments[slug]
    assert (one.kind, one.status) == (kind, status)
    assert {name: getattr(one.dates, name) for name in dates} == dates
    assert one.unverified is (slug == "classification")  # its start is remembered, not seen


def test_it_applies_from_the_regulations_on():
    assert next(iter(PACK.instruments)) == "protection"
    assert (PACK.since, PACK.until, PACK.draft) == (date(2024, 1, 1), None, False)


def test_every_text_is_in_its_own_language():
    assert mistold(PACK) == []


@pytest.mark.parametrize(
    ("name", "value", "join", "clause", "unverified"),
    [
        ("minors.hours_under_16", 1, "min", "mode-4.1", False),
        ("minors.hours_at_16_and_17", 2, "min", "mode-4.2", False),
        ("minors.yearly_audits", 1, "max", "37", False),
        ("minors.age_bands", ("under 3", "3 to 8", "8 to 12", "12 to 16", "16 to 18"), "union", "mode-3.1", True),
        ("minors.night_pause_from_hour", 22, "min", "mode-4.5", True),
        ("minors.night_pause_until_hour", 6, "max", "mode-4.5", True),
        ("minors.rest_reminder_minutes", 30, "min", "mode-4.4", True),
    ],
)
def test_parameters(name, value, join, clause, unverified):
    one = PACK.parameters[name]
    assert (one.value, one.join, one.unverified) == (value, join, unverified)
    assert one.clauses == (f"{PACK.id}/{clause}",)


def test_there_is_no_other_figure():
    [tested] = [mark.args[1] for mark in test_parameters.pytestmark if mark.name == "parametrize"]
    assert set(PACK.parameters) == {case[0] for case in tested}


def test_the_forty_minutes_of_the_draft_stand_nowhere():
    assert 40 not in [one.value for one in PACK.parameters.values()]
    assert not any("40" in text or "四十" in text for one in PACK.articles for text in (one.text.en, one.text.zh))


def test_the_yearly_audit():
    clocks = {number: duty.deadlines for number, duty in DUTIES.items() if duty.deadlines}
    [one] = clocks.pop("37")
    assert (one.after, one.within, one.keep, clocks) == ("audit_done", "P1Y", False, {})


def test_the_guide_asks_nothing_before_it_was_published():
    since = {duty.since for number, duty in DUTIES.items() if number.startswith("mode-")}
    assert since == {date(2024, 11, 15)}
    assert DUTIES["classification-9"].since == date(2026, 3, 1)


@pytest.mark.parametrize("number", ["26", "31", "mode-3.1", "mode-4.5"])
def test_what_is_unsure_says_so(number):
    assert DUTIES[number].unverified


@pytest.mark.parametrize("number", ["37", "43", "44", "mode-3", "mode-4.1", "mode-4.2", "mode-4.3", "classification-9"])
def test_what_was_seen_is_a_plain_duty(number):
    assert not DUTIES[number].unverified and DUTIES[number].controls


def test_the_draft_lays_no_duty_on_anyone():
    assert not any(number.startswith("draft2026") for number in DUTIES)
    [one] = [one for one in PACK.relations if one.this.rpartition("/")[2] == "draft2026-1"]
    assert (one.that, one.kind) == ("cn-companion-2026-07/14.1", "same")


def test_fines_are_ceilings_and_unsure():
    penalty = PACK.penalties["minors-6"]
    assert [row(tier) for tier in penalty.tiers] == [
        ("base", None, None),
        ("refused", (0, 1_000_000), (10_000, 100_000)),
        ("grave", (0, 50_000_000, 0.05), (10_000, 100_000)),
    ]
    assert penalty.unverified and all(tier.unverified for tier in penalty.tiers)


@pytest.mark.parametrize(
    ("facts", "covered"),
    [
        ({}, True),
        ({"users.minors": False}, False),
        ({"service.public": False}, False),
        ({"service.users_in_mainland": False}, False),
        ({"service.public": False, "service.api_customers_serve_public": True}, True),
        ({"provider.located": "abroad"}, True),
    ],
)
def test_whom_it_is_for(facts, covered):
    assert applies(PACK, facts) is covered


def test_the_audit_is_of_personal_information():
    assert "37" in duties(PACK, {}) and "37" not in duties(PACK, {"data.personal_information": False})


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"provider.located": "abroad"}, "outside the mainland"),
        ({"service.channel": ("device",)}, "whole device"),
        ({"service.channel": ("api",)}, "side that faces users"),
        ({"companion.simulates_person": True, "companion.sustained_emotional": True}, "no force yet"),
    ],
)
def test_what_officers_ask_is_answered(facts, word):
    assert word in remarks(PACK, facts) and word not in remarks(PACK, {})
