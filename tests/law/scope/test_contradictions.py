"""Answers that cannot both be true are found among what is given, and nothing assumed is held against anyone."""

from __future__ import annotations

import pytest
from hypothesis import given

from guiju.law import FOLDER, contradicted, contradictions
from guiju.law.scope.contradictions import Contradiction
from tests.law.packs import folder
from tests.law.profiles import ASKED, facts, profile

KNOWN = contradictions(FOLDER)


def found(**given) -> list[Contradiction]:
    return list(contradicted(profile(**given).given, KNOWN))


def test_each_is_told_in_both_languages_and_names_two_facts_at_least():
    assert KNOWN
    for one in KNOWN:
        assert one.text.zh and one.text.en and len(one.paths) > 1
        assert set(one.paths) <= ASKED.keys()


@pytest.mark.parametrize(
    "given",
    [
        {"public": True, "purpose": "internal"},
        {"api_customers_serve_public": True, "channel": "direct"},
        {"api_customers_serve_public": True, "purpose": "internal"},
        {"origin": "third_party_api", "weights_released": True},
        {"origin": "own", "upstream_filed": "yes"},
        {"biometric": True, "personal_information": False},
    ],
)
def test_what_excludes_each_other(given):
    assert len(found(**given)) == 1
    for name in given:
        assert not found(**{other: value for other, value in given.items() if other != name})


@pytest.mark.parametrize(
    "given",
    [
        {"public": True, "purpose": "research"},
        {"public": False, "purpose": "internal"},
        {"api_customers_serve_public": True, "purpose": "research"},
        {"public": False, "api_customers_serve_public": False, "opinion_attribute": "yes"},
        {"origin": "third_party_api", "user_input_for_training": True},
        {"api_customers_serve_public": True, "channel": "direct api"},
        {"api_customers_serve_public": True, "channel": "plug_in"},
        {"api_customers_serve_public": False, "channel": "direct"},
        {"origin": "fine_tuned", "weights_released": True, "upstream_filed": "yes"},
        {"origin": "own", "upstream_filed": "no"},
        {"biometric": True, "personal_information": True},
        {"public": True, "users_in_mainland": False, "users_in_eu": False},
    ],
)
def test_what_does_not(given):
    assert not found(**given)


def test_what_is_assumed_contradicts_nothing():
    assert not list(contradicted({path: question.assumed for path, question in ASKED.items()}, KNOWN))


@given(facts())
def test_to_leave_out_a_fact_never_makes_one(given):
    known = set(contradicted(given, KNOWN))
    for path in given:
        assert set(contradicted({other: given[other] for other in given if other != path}, KNOWN)) <= known


def test_a_condition_that_could_never_hold_is_named_by_its_line(tmp_path):
    place = folder(tmp_path)
    file = place / "_facts.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("purpose: internal}", "purpose: fun}"), encoding="utf-8")
    with pytest.raises(ValueError, match=r"_facts\.yaml:\d+: service\.purpose: 'fun' is not one of"):
        contradictions(place)
