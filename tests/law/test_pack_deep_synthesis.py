"""The provisions on deep synthesis: whole, in both languages, with dates, labels, six types, terms and penalties."""

from __future__ import annotations

import re
from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from guiju.law.reading.questions import questions

PACK = read_pack(FOLDER, "cn-deep-synthesis-2023-01")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
ASSUMED = {path: question.assumed for path, question in questions(FOLDER).items()}
CJK = re.compile(r"[\u4e00-\u9fff]")


def holds(condition, facts):
    """Whether a condition holds of these facts, with `__` for the dot of a path, and what is assumed of the others."""
    return condition.holds(ASSUMED | {path.replace("__", "."): value for path, value in facts.items()}, lambda _: False)


def asked(number, **facts):
    scope = DUTIES[number].scope
    return scope is None or holds(scope.when, facts)


def of(modality):
    """The duties of a service that generates this kind of content alone."""
    return {number for number in DUTIES if asked(number, service__modalities=(modality,))}


def test_the_instrument():
    [one] = PACK.instruments.values()
    assert (one.kind, one.status, one.unverified) == ("measures", "in_force", False)
    assert (one.number.zh, one.number.en) == ("第12号令", "Order 12")
    assert (one.dates.issued, one.dates.effective) == (date(2022, 11, 25), date(2023, 1, 10))
    assert (PACK.version, PACK.since, PACK.until, PACK.starts) == ("2022-11-25", date(2023, 1, 10), None, "25")
    assert one.issuers.zh.count("、") == 2  # three bodies


def test_every_article_stands_and_what_we_could_not_check_says_so():
    assert [article.number for article in PACK.articles] == [str(number) for number in range(1, 26)]
    assert {article.number for article in PACK.articles if article.unverified} == {"1", "2", "3", "4", "5", "24", "25"}
    assert {duty.article for duty in PACK.obligations} == {"2", *(str(number) for number in range(6, 24))}


@pytest.mark.parametrize(
    ("number", "after", "within", "days", "keep", "opened"),
    [
        *((n, "violation_found", "", "calendar", False, "in_time") for n in ("10.4", "10.5", "10.6", "10.7")),
        *((n, "violation_found", "", "calendar", False, "in_time") for n in ("11.1", "11.2", "11.3", "13.2")),
        *((n, "log_written", "P6M", "calendar", True, "") for n in ("10.3", "16.3")),
        ("12.3", "complaint_received", "", "calendar", False, "published"),
        *((n, "service_started", "", "calendar", False, "before") for n in ("15.2", "15.3", "20")),
        *((n, "service_started", "P10D", "working", False, "") for n in ("19.1", "19.5")),
        *((n, "filing_changed", "P10D", "working", False, "") for n in ("19.2", "19.6")),
        *((n, "service_ended", "P20D", "working", False, "") for n in ("19.3", "19.7")),
        *((n, "order_received", "", "calendar", False, "ordered") for n in ("21.2", "21.3")),
    ],
)
def test_clocks(number, after, within, days, keep, opened):
    [one] = DUTIES[number].deadlines
    assert (one.after, one.within, one.days, one.keep, one.open) == (after, within, days, keep, opened)


def test_no_other_duty_has_a_clock():
    [tested] = [mark.args[1] for mark in test_clocks.pytestmark if mark.name == "parametrize"]
    assert {row[0] for row in tested} == {number for number, duty in DUTIES.items() if duty.deadlines}


def test_the_term_of_logs_names_the_law_that_sets_it():
    for number in ("10.3", "16.3"):
        assert DUTIES[number].source == "Cybersecurity Law 23"
        assert "网络安全法" in DUTIES[number].deadlines[0].text.zh


@pytest.mark.parametrize(
    ("number", "actor", "controls"),
    [
        ("6.1", "provider", {"prompt-check", "answer-check", "answer-filter"}),
        ("6.3", "provider", {"news-source"}),
        ("9.1", "provider", {"real-name"}),
        ("10.2", "provider", {"feature-library"}),
        ("11.1", "provider", {"refutation"}),
        ("13.1", "app_store", {"store-check"}),
        ("14.2", "provider", {"biometric-consent"}),
        ("14.3", "supporter", {"training-data-security", "biometric-consent"}),
        ("15.2", "provider", {"tool-assessment"}),
        ("16.1", "provider", {"implicit-label"}),
        ("17.1", "provider", {"explicit-label"}),
        ("17.6", "provider", {"label-function"}),
        ("18.1", "provider", {"label-integrity"}),
        ("18.2", "user", {"user-guidance", "sanctions"}),
        ("19.4", "provider", {"filing-notice"}),
        ("19.5", "supporter", {"algorithm-filing", "filing-notice"}),
        ("22", "state", set()),
    ],
)
def test_who_does_what(number, actor, controls):
    assert (DUTIES[number].actor, set(DUTIES[number].controls)) == (actor, controls)


@pytest.mark.parametrize(
    ("modality", "labels", "types"),
    [
        ("text", {"17.1", "17.5", "17.6"}, {"23.1"}),
        ("code", {"17.5", "17.6"}, {"23.1"}),
        ("audio", {"17.2", "17.5", "17.6"}, {"23.2", "23.3"}),
        ("image", {"17.3", "17.5", "17.6"}, {"23.4", "23.5"}),
        ("video", {"17.2", "17.3", "17.5", "17.6"}, {"23.2", "23.3", "23.4", "23.5"}),
        ("virtual_scene", {"17.4", "17.5", "17.6"}, {"23.6"}),
    ],
)
def test_labels_and_types_by_what_is_generated(modality, labels, types):
    assert {number for number in of(modality) if number.startswith("17.")} == labels
    assert {number for number in of(modality) if number.startswith("23.")} == types


def test_the_six_types():
    assert len(PACK.parameters["synthesis.technique_types"].value) == 6
    counts = {name: len(one.value) for name, one in PACK.parameters.items() if name.endswith("_techniques")}
    assert counts == {
        "synthesis.text_techniques": 3,
        "synthesis.voice_techniques": 3,
        "synthesis.sound_techniques": 2,
        "synthesis.biometric_techniques": 5,
        "synthesis.image_techniques": 3,
        "synthesis.scene_techniques": 2,
    }


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("identity.proof_ways", 4),
        ("label.conspicuous_cases", 5),
        ("management.required_systems", 8),
    ],
)
def test_what_the_text_lists(name, values):
    assert len(PACK.parameters[name].value) == values


def test_each_system_that_a_provider_has_is_a_duty_of_its_own():
    systems = PACK.parameters["management.required_systems"].value
    assert [f"7.{n}" for n in range(1, len(systems) + 2)] == [n for n in DUTIES if n.startswith("7.")]  # and safeguards


@pytest.mark.parametrize(
    ("facts", "applies"),
    [
        ({}, True),
        ({"service__public": False, "service__purpose": "internal"}, False),
        ({"service__public": False, "service__api_customers_serve_public": True}, True),
        ({"service__users_in_mainland": False}, False),
        ({"provider__located": "abroad"}, True),
    ],
)
def test_whom_it_is_for(facts, applies):
    assert all(holds(test.when, facts) for test in PACK.scope) is applies


@pytest.mark.parametrize(
    ("number", "fact", "yes", "no"),
    [
        *((n, "service__opinion_attribute", "unknown", "no") for n in ("19.1", "19.2", "19.3", "19.4", "20")),
        *((n, "service__channel", ("api",), ("direct",)) for n in ("14.3", "15.4", "19.5", "19.6", "19.7", "21.3")),
        *((n, "data__biometric", True, False) for n in ("14.2", "15.2")),
        *((n, "service__modalities", ("image",), ("text",)) for n in ("14.2", "15.2", "15.3", "16.2")),
        ("14.1", "model__origin", "own", "third_party_api"),
    ],
)
def test_duties_of_some_services_alone(number, fact, yes, no):
    assert asked(number, **{fact: yes}) and not asked(number, **{fact: no})


def test_there_is_no_fine_of_its_own():
    assert all(tier.fine is None and tier.person is None for p in PACK.penalties.values() for tier in p.tiers)
    assert PACK.penalties["deep-22"].tiers == ()
    grave = PACK.penalties["deep-21"].tiers[-1]
    assert (grave.severity, set(grave.measures)) == (
        "serious", {"correct", "stop_updates", "stop_signups", "suspend_service"},
    )  # fmt: skip


@pytest.mark.parametrize(
    ("number", "penalties"),
    [
        ("6.1", {"csl-69"}), ("7.5", {"dsl-45"}), ("7.6", {"pipl-66"}), ("7.8", {"csl-61"}), ("9.1", {"csl-64"}),
        ("10.1", {"csl-69"}), ("10.3", {"csl-61"}), ("14.1", {"dsl-45", "ndr-55", "pipl-66"}), ("14.2", {"pipl-66"}),
        ("16.3", {"csl-61"}), ("17.1", set()),
    ],
)  # fmt: skip
def test_the_other_laws_that_punish(number, penalties):
    assert {name for name in DUTIES[number].penalties if "/deep-" not in name} == {
        f"cn-statutes/{name}" for name in penalties
    }


@pytest.mark.parametrize(
    "number",
    [
        "7.2",
        "7.3",
        "7.4",
        "10.2",
        "12.1",
        "12.2",
        "12.3",
        "15.1",
        "15.4",
        "19.1",
        "19.2",
        "19.3",
        "19.4",
        "19.5",
        "19.6",
        "19.7",
    ],
)
def test_what_the_algorithm_provisions_punish_too(number):
    assert "cn-algorithm-2022-03/alg-31" in DUTIES[number].penalties


@pytest.mark.parametrize("number", ["19.3", "19.7"])
def test_a_filing_that_is_not_cancelled(number):
    assert "cn-algorithm-2022-03/alg-33-cancel" in DUTIES[number].penalties


def test_what_rests_on_an_article_that_we_could_not_check_says_so():
    assert {number for number, duty in DUTIES.items() if duty.unverified} == {"2"}


@pytest.mark.parametrize(
    ("name", "values"),
    [
        ("synthesis.biometric_techniques",
         "face_generation face_replacement person_attribute_editing face_driving posture_driving"),
        ("synthesis.image_techniques", "image_generation image_enhancement image_restoration"),
        ("synthesis.voice_techniques", "text_to_speech voice_conversion voice_attribute_editing"),
        ("synthesis.text_techniques", "passage_generation style_transfer dialogue"),
        ("identity.proof_ways",
         "mobile_number identity_document_number unified_social_credit_code national_network_identity"),
        ("management.required_systems",
         "sign_up algorithm_review ethics_review release_review data_security personal_information anti_fraud "
         "emergency"),
    ],
)  # fmt: skip
def test_the_lists_word_for_word(name, values):
    assert PACK.parameters[name].value == tuple(values.split())


def test_officers_find_it_by_their_own_word():
    assert "实名" in DUTIES["9.1"].duty.zh


def test_both_languages_in_every_text():
    texts = [text for a in PACK.articles for text in (a.title, a.text)]
    texts += [text for d in PACK.obligations for text in (d.duty, d.shows, *([d.feasibility] if d.feasibility else []))]
    texts += [text for d in PACK.obligations if d.scope for text in (d.scope.holds, d.scope.fails)]
    texts += [d.text for duty in PACK.obligations for d in duty.deadlines if d.text]
    texts += [text for test in PACK.scope for text in (test.holds, test.fails)] + [r.text for r in PACK.remarks]
    texts += [text for r in PACK.relations for text in (r.topic, *([r.effect] if r.effect else []))]
    texts += [penalty.text for penalty in PACK.penalties.values()]
    for text in texts:
        assert CJK.search(text.zh) and not CJK.search(text.en), text
