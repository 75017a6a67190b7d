"""The statutes: every penalty tier by tier, every term, every article on personal information that a service meets."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.lookup.search import search
from guiju.law.reading.loading import FOLDER, available, read_pack
from tests.law.penalties import mistold, row
from tests.law.standards import applies, duties, held, remarks

PACK = read_pack(FOLDER, "cn-statutes")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
ARTICLES = {article.number: article for article in PACK.articles}
PERSONAL = (
    *(13, 14, 15, 16, 17, 19, 21, 23, 24, 27, 28, 29, 30, 31, 38, 39, 40),
    *(44, 45, 46, 47, 48, 51, 54, 55, 56, 57),
)  # fmt: skip


@pytest.mark.parametrize(
    ("slug", "kind", "effective"),
    [
        ("csl", "law", date(2026, 1, 1)),
        ("dsl", "law", date(2021, 9, 1)),
        ("pipl", "law", date(2021, 11, 1)),
        ("ndr", "regulation", date(2025, 1, 1)),
        ("audit", "measures", date(2025, 5, 1)),
        ("civil", "law", date(2021, 1, 1)),
        ("copyright", "law", date(2021, 6, 1)),
        ("unfair", "law", date(2025, 10, 15)),
        ("penalties", "law", date(2021, 7, 15)),
        ("psa", "law", date(2026, 1, 1)),
        ("crim", "law", date(1997, 10, 1)),
    ],
)
def test_the_instruments(slug, kind, effective):
    one = PACK.instruments[slug]
    assert (one.kind, one.status, one.dates.effective) == (kind, "in_force", effective)


def test_the_first_is_the_cybersecurity_law_as_amended():
    assert next(iter(PACK.instruments)) == "csl"
    assert PACK.instruments["csl"].dates.adopted == date(2025, 10, 28)
    assert (PACK.since, PACK.until) == (date(2017, 6, 1), None)
    assert {article.instrument for article in PACK.articles} == set(PACK.instruments)


def test_every_text_is_in_its_own_language():
    assert mistold(PACK) == []


@pytest.mark.parametrize("number", PERSONAL)
def test_every_article_on_personal_information_is_a_duty_where_there_is_any(number):
    duty = DUTIES[f"pipl-{number}"]
    assert duty.actor == "provider" and duty.controls and not duty.unverified
    assert {"cn-statutes/pipl-66", "cn-statutes/pipl-69"} <= set(duty.penalties)
    assert duty.scope and held(duty.scope.when) and not held(duty.scope.when, {"data.personal_information": False})


@pytest.mark.parametrize(
    "number", ["20", "23", "26", "27", "49", "dsl-27", "dsl-29", "dsl-30", "dsl-31", "dsl-35", "dsl-36", "ndr-19"]
)
def test_the_other_duties_of_the_table(number):
    assert DUTIES[number].actor == ("state" if number == "20" else "provider")


@pytest.mark.parametrize(
    ("number", "after", "within", "opened", "keep"),
    [
        ("23", "log_written", "P6M", "", True),
        ("pipl-56", "impact_assessed", "P3Y", "", True),
        ("audit-4", "audit_done", "P2Y", "", False),
        ("49", "violation_found", "", "at_once", False),
        ("dsl-29", "violation_found", "", "at_once", False),
        ("pipl-57", "violation_found", "", "at_once", False),
        ("pipl-45", "complaint_received", "", "in_time", False),
        ("pipl-46", "complaint_received", "", "in_time", False),
        ("civil-1195", "complaint_received", "", "in_time", False),
    ],
)
def test_clocks(number, after, within, opened, keep):
    [one] = DUTIES[number].deadlines
    assert (one.after, one.within, one.open, one.keep, one.days) == (after, within, opened, keep, "calendar")


def test_no_other_duty_has_a_clock():
    [tested] = [mark.args[1] for mark in test_clocks.pytestmark if mark.name == "parametrize"]
    assert {case[0] for case in tested} == {number for number, duty in DUTIES.items() if duty.deadlines}


def test_only_more_than_ten_million_people_bring_the_audit_of_two_years():
    [clock] = DUTIES["audit-4"].deadlines
    assert clock.when and held(clock.when, {"users.registered": 10_000_001})
    assert not held(clock.when, {"users.registered": 10_000_000})


@pytest.mark.parametrize(
    ("name", "value", "join"),
    [
        ("logs.keep_months", 6, "max"),
        ("personal_information.guardian_consent_age", 14, "max"),
        ("personal_information.assessment_keep_years", 3, "max"),
        ("personal_information.audit_interval_years", 2, "min"),
        ("personal_information.audit_people_over", 10_000_000, "min"),
    ],
)
def test_parameters(name, value, join):
    assert (PACK.parameters[name].value, PACK.parameters[name].join) == (value, join)


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("等保", "23.1"), ("MLPS", "23.1"), ("PIA", "pipl-55"), ("单独同意", "pipl-29"), ("出境", "pipl-38"),
        ("公益诉讼", "pipl-69"), ("外国司法", "dsl-48-2"), ("真实身份", "26"), ("训练数据", "ndr-19"),
    ],
)  # fmt: skip
def test_officers_find_it_by_their_words(word, found):
    assert f"{PACK.id}/{found}" in [hit.id for hit in search([PACK], [word])]


def test_seven_legal_grounds():
    assert len(set(PACK.parameters["personal_information.legal_bases"].value)) == 7


K, M = 1_000, 1_000_000
PENALTIES = [
    ("csl-61", [
        ("base", (10 * K, 50 * K, "may"), None),
        ("refused", (50 * K, 500 * K), (10 * K, 100 * K)),
        ("serious", (500 * K, 2 * M), (50 * K, 200 * K)),
        ("grave", (2 * M, 10 * M), (200 * K, 1 * M)),
    ], False),
    ("csl-64", [("base", None, None), ("refused", (50 * K, 500 * K), (10 * K, 100 * K))], True),
    ("csl-69", [
        ("base", (50 * K, 500 * K, "may"), None),
        ("refused", (500 * K, 2 * M), (50 * K, 200 * K)),
        ("grave", (2 * M, 10 * M), (200 * K, 1 * M)),
    ], True),
    ("csl-71", [], True),
    ("dsl-45", [
        ("base", (50 * K, 500 * K, "may"), (10 * K, 100 * K, "may")),
        ("refused", (500 * K, 2 * M), (50 * K, 200 * K)),
        ("grave", (2 * M, 10 * M), None),
    ], False),
    ("dsl-46", [
        ("base", (100 * K, 1 * M, "may"), (10 * K, 100 * K, "may")),
        ("serious", (1 * M, 10 * M), (100 * K, 1 * M)),
    ], False),
    ("dsl-48-1", [("base", (50 * K, 500 * K), (10 * K, 100 * K))], False),
    ("dsl-48-2", [
        ("base", (100 * K, 1 * M, "may"), (10 * K, 100 * K, "may")),
        ("grave", (1 * M, 5 * M), (50 * K, 500 * K)),
    ], False),
    ("pipl-66", [
        ("base", None, None),
        ("refused", (0, 1 * M), (10 * K, 100 * K)),
        ("serious", (0, 50 * M, 0.05), (100 * K, 1 * M)),
    ], False),
    ("ndr-55", [("base", None, None), ("refused", (0, 1 * M), (10 * K, 100 * K))], True),
]  # fmt: skip


@pytest.mark.parametrize(("name", "tiers", "unverified"), PENALTIES)
def test_fines_tier_by_tier(name, tiers, unverified):
    penalty = PACK.penalties[name]
    assert [row(tier) for tier in penalty.tiers] == tiers
    assert (penalty.kind, penalty.currency, penalty.unverified) == ("administrative", "RMB", unverified)
    assert all(tier.unverified is (name == "csl-69") for tier in penalty.tiers) or name == "ndr-55"


def test_there_is_no_other_fine():
    tested = {name for name, _, _ in PENALTIES}
    assert {name for name, one in PACK.penalties.items() if one.kind == "administrative"} == tested
    assert not any(tier.fine for name, one in PACK.penalties.items() if name not in tested for tier in one.tiers)


@pytest.mark.parametrize(
    ("name", "harms"),
    [
        ("csl-61", [(), ("network_security",), ("mass_leak", "cii_partial"), ("cii_main",)]),
        ("csl-69", [(), (), ()]),
        ("dsl-45", [(), ("mass_leak",), ("core_data", "sovereignty")]),
        ("dsl-46", [(), ()]),
        ("pipl-66", [(), (), ()]),
    ],
)
def test_the_harm_that_brings_a_tier(name, harms):
    assert [tier.harm for tier in PACK.penalties[name].tiers] == harms


def test_the_tiers_that_no_severity_brings():
    needing = {(name, i) for name, one in PACK.penalties.items() for i, t in enumerate(one.tiers) if t.needs_harm}
    assert needing == {("csl-61", 2), ("csl-61", 3), ("dsl-45", 2)}


@pytest.mark.parametrize(
    ("name", "measures"),
    [
        ("csl-61", [{"correct", "warn"}, {"correct"}, *[{"suspend_business", "close_site", "revoke"}] * 2]),
        ("csl-64", [{"correct"}, {"suspend_business", "close_site", "revoke"}]),
        ("csl-69", [{"correct", "warn"}, *[{"suspend_business", "close_site", "revoke"}] * 2]),
        ("dsl-45", [{"correct", "warn"}, {"suspend_business", "revoke"}, {"suspend_business", "revoke"}]),
        ("dsl-46", [{"correct", "warn"}, {"suspend_business", "revoke"}]),
    ],
)
def test_measures_beside_the_fine(name, measures):
    assert [set(tier.measures) for tier in PACK.penalties[name].tiers] == measures


@pytest.mark.parametrize(
    ("duty", "penalties"),
    [
        ("dsl-35", {"dsl-48-1"}),
        ("dsl-36", {"dsl-48-2"}),
        ("23", {"csl-61", "crim-286.1"}),
        ("23.1", {"csl-61"}),
        ("27", {"csl-61"}),
        ("26", {"csl-64"}),
        ("49", {"csl-69", "crim-286.1"}),
        *((number, {"dsl-45"}) for number in ("dsl-27", "dsl-29", "dsl-30")),
        ("dsl-31", {"dsl-46"}),
        ("pipl-23", {"pipl-66", "pipl-69", "crim-253.1", "psa-56"}),
        ("ndr-19", {"ndr-55"}),
        ("civil-1195", {"civil-1019", "civil-1024", "civil-1032", "copyright"}),
    ],
)
def test_what_the_breach_of_a_duty_brings(duty, penalties):
    assert set(DUTIES[duty].penalties) == {f"cn-statutes/{name}" for name in penalties}


def test_what_brings_the_second_tier():
    assert "已危害网络安全" in PACK.penalties["csl-61"].text.zh
    assert "a mass leak brings the second tier" in PACK.penalties["dsl-45"].text.en


def test_measures_of_the_law_on_personal_information():
    base, refused, serious = (set(tier.measures) for tier in PACK.penalties["pipl-66"].tiers)
    assert base == refused == {"correct", "warn", "confiscate", "suspend_app"}
    assert {"suspend_business", "revoke", "ban_posts"} <= serious


@pytest.mark.parametrize("name", ["pipl-69", "civil-1019", "civil-1024", "civil-1032", "copyright"])
def test_civil_routes(name):
    [tier] = PACK.penalties[name].tiers
    assert PACK.penalties[name].kind == "civil" and "damages" in tier.measures
    assert ("public_interest_suit" in tier.measures) is (name == "pipl-69")


def test_public_security_and_crime():
    kinds = {name: one.kind for name, one in PACK.penalties.items()}
    assert {name for name, kind in kinds.items() if kind == "criminal"} == {
        "crim-253.1", "crim-285", "crim-286", "crim-286.1", "crim-287", "crim-287.1", "crim-287.2",
    }  # fmt: skip
    security = [one for one in PACK.penalties.values() if one.kind == "public_security"]
    assert "psa" in kinds and all(one.unverified for one in security)


def test_what_the_calculation_cites():
    assert PACK.cites == {"one_fine_per_act": "penalties-29", "first_minor_offence": "penalties-33"}
    assert set(PACK.cites.values()) <= set(ARTICLES)


def test_a_missing_filing_never_costs_what_a_mass_leak_does():
    assert "want of filing" in PACK.penalties["csl-61"].text.en
    filings = ("algorithm-filing", "filing-change", "filing-cancel", "filing-notice")
    for name in available():
        for duty in read_pack(FOLDER, name).obligations:
            if set(duty.controls) <= set(filings):
                assert "cn-statutes/csl-61" not in duty.penalties, duty.id


@pytest.mark.parametrize("number", ["26", "49", "64", "69", "71", "73", "ndr-19", "ndr-55"])
def test_what_is_unsure_says_so(number):
    assert ARTICLES[number].unverified
    assert number not in DUTIES or DUTIES[number].unverified


@pytest.mark.parametrize("number", ["20", "23", "27", "61", "pipl-13", "pipl-66", "dsl-45", "audit-4", "penalties-29"])
def test_what_was_seen_is_not_called_unsure(number):
    assert not ARTICLES[number].unverified


@pytest.mark.parametrize(
    ("facts", "covered"),
    [
        ({}, True),
        ({"provider.located": "abroad"}, True),
        ({"provider.located": "abroad", "service.users_in_mainland": False}, False),
        ({"provider.located": "hk", "service.users_in_mainland": False}, False),
        ({"provider.located": "abroad", "service.public": False}, False),
        ({"provider.located": "abroad", "service.public": False, "service.api_customers_serve_public": True}, True),
        ({"service.public": False}, True),
        ({"service.users_in_mainland": False}, True),
        ({"service.purpose": "research", "service.public": False}, True),
    ],
)
def test_whom_it_is_for(facts, covered):
    assert applies(PACK, facts) is covered


def test_who_handles_no_personal_information_has_none_of_its_duties():
    left = duties(PACK, {"data.personal_information": False})
    assert not any(number.startswith(("pipl-", "audit-")) for number in left)
    assert {"23", "27", "dsl-27", "ndr-19", "civil-1019"} <= left


def test_children_and_training_data_are_duties_of_some_alone():
    assert "pipl-31" not in duties(PACK, {"users.minors": False})
    caller = {"model.origin": "third_party_api"}
    assert "ndr-19" not in duties(PACK, caller)
    assert "ndr-19" in duties(PACK, caller | {"data.user_input_for_training": True})


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"provider.located": "abroad"}, "representative"),
        ({"provider.located": "hk"}, "Hong Kong"),
        ({"service.purpose": "research"}, "Research"),
        ({"data.biometric": True}, "voices"),
        ({"data.user_input_for_training": True}, "another purpose"),
        ({"data.personal_information": False}, "check it"),
        ({"service.public": False}, "inside the organisation"),
    ],
)
def test_what_officers_ask_is_answered(facts, word):
    assert word in remarks(PACK, facts) and word not in remarks(PACK, {})


@pytest.mark.parametrize(
    ("duty", "since"),
    [
        ("23", date(2017, 6, 1)),
        ("20", date(2026, 1, 1)),
        ("pipl-56", date(2021, 11, 1)),
        ("dsl-27", date(2021, 9, 1)),
        ("ndr-19", date(2025, 1, 1)),
    ],
)
def test_a_duty_binds_from_the_start_of_its_own_law(duty, since):
    assert next(one.since for one in PACK.obligations if one.id == f"cn-statutes/{duty}") == since


def test_a_fine_is_that_of_the_law_in_force():
    assert PACK.penalties["csl-69"].since == date(2026, 1, 1)
    assert PACK.penalties["pipl-66"].since == date(2021, 11, 1)


def test_no_penalty_is_left_without_a_duty_that_leads_to_it():
    named = {name for pack in available() for duty in read_pack(FOLDER, pack).obligations for name in duty.penalties}
    for pack in available():
        assert {f"{pack}/{name}" for name in read_pack(FOLDER, pack).penalties} <= named


def test_where_evidence_is_kept_for_the_other_routes_all_of_them_are_told():
    routes = {
        f"{PACK.id}/{name}" for name, one in PACK.penalties.items() if one.kind in ("public_security", "criminal")
    }
    for name, number in (("cn-interim-2023-08", "21.4"), ("cn-draft-2023-04", "20.5")):
        [duty] = [one for one in read_pack(FOLDER, name).obligations if one.id == f"{name}/{number}"]
        assert routes <= set(duty.penalties)
