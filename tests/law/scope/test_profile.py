"""Facts are read with every fault named by its line, or not at all; and what was read is written as it was."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.expression import Fact, leaves
from guiju.law import FOLDER, Profile, contradicted, contradictions, read_profile
from guiju.law.reading.expressions import expression, unfit
from guiju.law.reading.located import read_yaml
from guiju.law.scope.profile import answered
from tests.law.profiles import ASKED, TODAY, days, facts, profile

FILE = Path("f.yaml")


def read(text: str, **told) -> Profile:
    return read_profile(text, FILE, today=TODAY, **told)


def faults(text: str, **told) -> list[str]:
    with pytest.raises(ValueError) as error:
        read(text, **told)
    return str(error.value).splitlines()


def test_facts_are_read_by_their_path():
    told = read("on_date: 2025-01-31\nprovider: {located: hk}\nservice:\n  public: false\nusers: {registered: 12}\n")
    assert told.on_date == date(2025, 1, 31)
    assert told.given == {"provider.located": "hk", "service.public": False, "users.registered": 12}


def test_json_is_read_as_well():
    told = {"on_date": "2025-01-31", "service": {"public": True, "channel": ["api"]}}
    for text in (json.dumps(told), json.dumps(told, indent="\t"), orjson.dumps(told).decode()):
        assert read(text) == profile("2025-01-31", public=True, channel="api")


def test_without_a_day_it_is_today():
    assert read("service: {public: true}").on_date == TODAY


@pytest.mark.parametrize(("word", "value"), [("yes", "yes"), ("no", "no"), ("'yes'", "yes"), ("off", "no")])
def test_a_bare_yes_or_no_is_a_word_where_one_is_asked_for(word, value):
    assert read(f"service: {{opinion_attribute: {word}}}").given == {"service.opinion_attribute": value}


@pytest.mark.parametrize("word", ["yes", "on", "true"])
def test_a_bare_yes_is_true_where_that_is_asked_for(word):
    assert read(f"service: {{public: {word}}}").given == {"service.public": True}


def test_a_list_loses_repetitions_and_its_own_order():
    assert read("service: {channel: [device, api, api]}").given == {"service.channel": ("api", "device")}


@pytest.mark.parametrize(
    "text", ["service:\nmodel: {}\n", "service:\n  public:\n", "service.public: ~\n", "on_date:\n"]
)
def test_what_is_left_blank_is_not_told(text):
    assert read(text) == Profile({}, TODAY)


def test_keys_that_others_read_are_passed_over():
    assert read("findings: [1]\nservice: {public: true}", beside=("findings",)).given == {"service.public": True}
    assert "unknown key 'findings'" in faults("findings: [1]")[0]


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("service: {public: maybe}", 1, "service.public: 'maybe' is not true or false"),
        ("service: {public: 'true'}", 1, "is not true or false"),
        ("service: {public: 1}", 1, "is not true or false"),
        ("users: {registered: -1}", 1, "is not a whole number from 0 to"),
        ("users: {registered: 1000000000001}", 1, "is not a whole number from 0 to 1000000000000"),
        ("users: {registered: 99999999999999999999999999999999}", 1, "too large a number"),
        ("users: {registered: 1.5}", 1, "is not a whole number"),
        ("users: {registered: true}", 1, "is not a whole number"),
        ("users: {registered: many}", 1, "is not a whole number"),
        ("service: {channel: api}", 1, "is not a list of direct, api, plug_in, device"),
        ("service: {channel: []}", 1, "is not a list of direct"),
        ("service: {channel: [mail]}", 1, "is not a list of direct"),
        ("service: {channel: [[api]]}", 1, "is not a list of direct"),
        ("service: {purpose: fun}", 1, "is not one of service, internal, research"),
        ("service: {purpose: true}", 1, "is not one of service"),
        ("service: {purpose: {a: 1}}", 1, "is not one of service"),
        ("provider: {located: cn}\nservice: {publik: true}", 2, "'service.publik'; did you mean service.public?"),
        ("service:\n  zzz:\n", 2, "unknown fact 'service.zzz'"),
        ("zzz:", 1, "unknown key 'zzz'"),
        ("service: {zzz: true}", 1, "unknown fact 'service.zzz'; known: service.public, "),
        ("public: true", 1, "unknown key 'public'; did you mean service.public?"),
        ("servcie: {public: true}", 1, "unknown key 'servcie'; did you mean service?"),
        ("zzz: 1", 1, "unknown key 'zzz'; known: provider, service, model, companion, users, data, on_date"),
        ("service: true", 1, "service takes facts, as in `service: {public: …}`"),
        ("service: [public]", 1, "service takes facts"),
        ("on_date: soon", 1, "on_date: 'soon' is no date; write it as in 2026-01-31"),
        ("on_date: 2026-01-31T10:00:00", 1, "is no date"),
        ("on_date: 2026", 1, "is no date"),
        ("on_date: 2026-02-30", 1, "is no value"),
        ("[]", 1, "facts are a map"),
        ("just words", 1, "facts are a map"),
        ("", 1, "the file is empty"),
        ("service: {public: true", 2, "not YAML"),
        ('{"service": {"public": true}', 2, "not YAML"),
        ("service: {public: true}\nservice: {public: false}", 2, "key 'service' stands twice (first in line 1)"),
        ("service: {public: &x true}\nusers: {minors: *x}", 2, "an alias"),
        ("[" * 50_000, 1, "nested too deep"),
        ("service:\n  public: true\n  purpose: internal\n", 3, "is not for internal use alone"),
        ("model: {weights_released: true, origin: third_party_api}", 1, "no weights to release"),
        ("model:\n  upstream_filed: yes\n  origin: own\n", 3, "no upstream model"),
        ("service: {api_customers_serve_public: true, channel: [direct]}", 1, "add the channel"),
        ("service: {api_customers_serve_public: true, purpose: internal}", 1, "no customer serves the public"),
        ("data: {biometric: true, personal_information: false}", 1, "biometric traits are personal information"),
    ],
)  # fmt: skip
def test_faults(text, line, said):
    [told] = faults(text)
    assert told.startswith(f"f.yaml:{line}: ")
    assert said in told


def test_every_fault_is_told_on_a_line_of_its_own_in_the_order_of_the_file():
    told = faults("zzz: 1\nservice: {public: 1, purpose: fun}\nusers:\n  registered: x\non_date: x\n")
    assert [one.split(":")[1] for one in told] == ["1", "2", "2", "4", "5"]


def test_a_contradiction_is_told_in_the_language_asked_for():
    text = "service: {public: true, purpose: internal}"
    assert "向公众提供" in faults(text, lang="zh")[0] and "offered to the public" in faults(text)[0]


def test_a_long_value_is_cut_and_a_long_file_refused():
    assert len(faults(f"service: {{purpose: {'x' * 5000}}}")[0]) < 250
    assert "longer than" in faults("#" * 60_001)[0]


@given(facts(), days)
def test_what_is_written_reads_as_it_was(given, day):
    told = Profile(given, day)
    if not any(contradicted(given, contradictions(FOLDER))):
        again = read(told.yaml())
        assert again == told
        assert again.digest == told.digest


@given(facts(), st.randoms())
def test_the_order_of_facts_is_not_in_the_digest(given, random):
    paths = list(given)
    random.shuffle(paths)
    assert Profile({path: given[path] for path in paths}, TODAY).digest == Profile(given, TODAY).digest


@given(facts(), facts())
def test_other_facts_have_another_digest(one, other):
    assert (one == other) == (Profile(one, TODAY).digest == Profile(other, TODAY).digest)


def test_what_is_not_given_has_the_value_assumed():
    values = profile(public=False).values(ASKED)
    assert values["service.public"] is False
    assert {path: ASKED[path].assumed for path in values if path != "service.public"} == {
        path: value for path, value in values.items() if path != "service.public"
    }


API = {"public": False, "channel": "api"}


@pytest.mark.parametrize(
    ("given", "assumed"),
    [
        ({}, False),
        ({"channel": "api"}, False),
        ({"public": False}, False),
        ({"public": False, "channel": "direct"}, False),
        (API, True),
        (API | {"purpose": "service"}, True),
        (API | {"channel": "direct plug_in"}, True),
        (API | {"channel": "device"}, True),
        (API | {"purpose": "internal"}, False),
        (API | {"purpose": "research"}, False),
        (API | {"api_customers_serve_public": False}, False),
    ],
)
def test_who_serves_through_others_is_assumed_to_reach_the_public(given, assumed):
    assert profile(**given).values(ASKED)["service.api_customers_serve_public"] is assumed


@given(facts())
def test_to_give_what_is_assumed_leaves_what_is_assumed_of_the_others(given):
    values = Profile(given, TODAY).values(ASKED)
    for path in values.keys() - given.keys():
        assert Profile({**given, path: values[path]}, TODAY).values(ASKED) == values


def test_what_is_assumed_by_other_facts_fits_and_rests_on_none_assumed_so():
    told = read_yaml(FOLDER / "_facts.yaml").data["facts"]
    supposed = {path: raw["assumed_where"] for path, raw in told.items() if "assumed_where" in raw}
    assert supposed
    for path, where in supposed.items():
        assert not list(unfit(where["when"], ASKED)) and ASKED[path].fits(where["value"])
        used = {leaf.path for leaf in leaves(expression(where["when"])) if isinstance(leaf, Fact)}
        assert used and not used & supposed.keys()


def test_an_answer_is_none_where_it_fits_no_question():
    assert answered(ASKED["service.opinion_attribute"], True) == "yes"
    assert answered(ASKED["service.purpose"], False) is None
    assert answered(ASKED["service.channel"], []) is None
    assert answered(ASKED["users.registered"], 0) == 0
    assert answered(ASKED["service.public"], False) is False


def test_a_path_with_its_dot_is_a_fact_too():
    assert read("service.public: false\nservice: {channel: [api]}\n") == profile(public=False, channel="api")


def test_a_fact_given_twice_must_be_the_same():
    assert read("service.public: false\nservice: {public: false}\n").given == {"service.public": False}
    [fault] = faults("service: {public: true}\nservice.public: false\n")
    assert fault == "f.yaml:2: service.public is given twice, and differently; leave one of them"
