"""Which packs apply to which service, by which clause, and what would turn that: cases as officers ask them."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import chain, combinations

import pytest
from hypothesis import given, settings

from guiju.core.expression import Fact, Group, PackApplies
from guiju.core.pack import Applicability, Pack, Remark
from guiju.core.text import Text
from guiju.law import DutyScope, PackScope, Profile, Scope, decide, open_facts, read_packs, scope_of
from guiju.law.scope.applicability import applying, ordered
from tests.law.packs import folder
from tests.law.profiles import ASKED, TODAY, days, facts, profile

PACKS = tuple(read_packs().values())
SHORT = {
    "algo": "cn-algorithm-2022-03", "assess": "cn-assessment-2018-11", "comp": "cn-companion-2026-07",
    "deep": "cn-deep-synthesis-2023-01", "draft": "cn-draft-2023-04", "interim": "cn-interim-2023-08",
    "labels": "cn-labels-2025-09", "tc260": "cn-tc260-003-2024", "45654": "cn-gbt-45654-2025",
    "45652": "cn-gbt-45652-2025", "45674": "cn-gbt-45674-2025", "minors": "cn-minors", "laws": "cn-statutes",
    "eu": "eu-ai-act-2024",
}  # fmt: skip
OF = {name: short for short, name in SHORT.items()}
USUAL = frozenset(SHORT) - {"comp", "eu"}
"""What applies today to a service of which nothing is said."""
LAWS = frozenset({"laws"})
NONE = frozenset[str]()
REACH = "public users_in_mainland"
"""The facts that turn most packs where a service reaches the public directly."""
BY_API = {"public": False, "users_in_mainland": True, "channel": "api"}
COMPANION = {"simulates_person": True, "sustained_emotional": True}
INSIDE = "public api_customers_serve_public"

CASES = {
    "nothing is said": ({}, USUAL, {"interim": ("2", REACH), "draft": ("2", REACH), "eu": ("2", "users_in_eu")}),
    "the plain public service": (
        {"located": "cn", "public": True, "users_in_mainland": True, "channel": "direct"},
        USUAL, {"interim": ("2(3)", REACH), "laws": ("2", "")}),
    "a provider overseas that serves the mainland": (
        {"located": "abroad", "public": True, "users_in_mainland": True},
        USUAL, {"interim": ("20", REACH), "draft": ("2", REACH), "laws": ("pipl-3", REACH)}),
    "a provider in Hong Kong that serves the mainland": (
        {"located": "hk", "public": True, "users_in_mainland": True}, USUAL, {"interim": ("20", REACH)}),
    "a provider in Macao that serves the mainland": (
        {"located": "mo", "public": True, "users_in_mainland": True}, USUAL, {"laws": ("pipl-3", REACH)}),
    "a provider in Taiwan that serves the mainland": (
        {"located": "tw", "public": True, "users_in_mainland": True}, USUAL, {"draft": ("2", REACH)}),
    "a Hong Kong service for Hong Kong alone": (
        {"located": "hk", "public": True, "users_in_mainland": False},
        NONE, {"interim": ("2", "users_in_mainland"), "laws": ("2", "located users_in_mainland")}),
    "a Macao service for Macao alone": (
        {"located": "mo", "public": True, "users_in_mainland": False}, NONE, {"draft": ("2", "users_in_mainland")}),
    "a Taiwan service for Taiwan alone": (
        {"located": "tw", "public": True, "users_in_mainland": False}, NONE, {"labels": ("2", "users_in_mainland")}),
    "a mainland provider for Hong Kong users alone": (
        {"located": "cn", "public": True, "users_in_mainland": False},
        LAWS, {"interim": ("2", "users_in_mainland"), "laws": ("2", "located")}),
    "a provider abroad without mainland users": (
        {"located": "abroad", "public": True, "users_in_mainland": False}, NONE, {"algo": ("2", "users_in_mainland")}),
    "an interface whose customers serve the public": (
        {**BY_API, "api_customers_serve_public": True},
        USUAL, {"interim": ("22", "users_in_mainland api_customers_serve_public"),
                "draft": ("5", "users_in_mainland api_customers_serve_public")}),
    "an interface whose customers serve nobody": (
        {**BY_API, "api_customers_serve_public": False}, LAWS, {"interim": ("2(3)", INSIDE), "draft": ("2", INSIDE)}),
    "an interface from abroad whose customers serve the mainland": (
        {**BY_API, "api_customers_serve_public": True, "located": "abroad"},
        USUAL, {"laws": ("2", "users_in_mainland api_customers_serve_public")}),
    "an interface of which nothing more is said": (
        BY_API, USUAL, {"interim": ("22", "users_in_mainland api_customers_serve_public"),
                        "draft": ("5", "users_in_mainland api_customers_serve_public")}),
    "an interface for the house of which nothing more is said": (
        {**BY_API, "purpose": "internal"}, LAWS, {"interim": ("2(3)", INSIDE), "draft": ("2", INSIDE)}),
    "an interface beside a public application": (
        {"public": True, "channel": "direct api", "api_customers_serve_public": True, "users_in_mainland": True},
        USUAL, {"interim": ("22", "users_in_mainland"), "draft": ("5", "users_in_mainland")}),
    "business customers with their own staff": (
        {"public": False, "purpose": "service", "users_in_mainland": True, "api_customers_serve_public": False},
        LAWS, {"algo": ("2", INSIDE)}),
    "a tool of the house": (
        {"public": False, "purpose": "internal", "users_in_mainland": True},
        LAWS, {"interim": ("2(3)", INSIDE), "draft": ("2", INSIDE), "laws": ("2", "located")}),
    "a tool of a house abroad": (
        {"located": "abroad", "public": False, "purpose": "internal", "users_in_mainland": True},
        NONE, {"laws": ("2", "located public api_customers_serve_public")}),
    "research inside": (
        {"public": False, "purpose": "research"}, LAWS, {"interim": ("2(3)", INSIDE), "labels": ("2", INSIDE)}),
    "research that the public can try": (
        {"public": True, "purpose": "research", "users_in_mainland": True},
        USUAL, {"interim": ("2(3)", REACH), "draft": ("2", REACH)}),
    "weights released and nothing served": (
        {"public": False, "purpose": "research", "weights_released": True}, LAWS, {"draft": ("2", INSIDE)}),
    "weights released and a public service": (
        {"public": True, "weights_released": True}, USUAL, {"draft": ("2", REACH)}),
    "a plug-in in another's application": (
        {"public": True, "channel": "plug_in"}, USUAL,
        {"interim": ("2", REACH), "minors": ("mode-3", REACH + " minors")}),
    "a plug-in that a customer's public uses": (
        {"public": False, "channel": "plug_in", "api_customers_serve_public": True},
        USUAL, {"draft": ("2", "users_in_mainland api_customers_serve_public")}),
    "a model on a device": ({"public": True, "channel": "device"}, USUAL, {"interim": ("2", REACH)}),
    "a companion": (
        {"public": True, **COMPANION}, USUAL | {"comp"},
        {"comp": ("2", REACH + " simulates_person sustained_emotional")}),
    "a simulated person without sustained emotion": (
        {"simulates_person": True, "sustained_emotional": False}, USUAL, {"comp": ("2", "sustained_emotional")}),
    "sustained emotion without a simulated person": (
        {"simulates_person": False, "sustained_emotional": True}, USUAL, {"comp": ("2", "simulates_person")}),
    "neither": ({"simulates_person": False, "sustained_emotional": False}, USUAL, {"comp": ("2", "")}),
    "a companion inside a house": ({"public": False, **COMPANION}, LAWS, {"comp": ("2", INSIDE)}),
    "a companion for users elsewhere": (
        {"users_in_mainland": False, **COMPANION}, LAWS, {"comp": ("2", "users_in_mainland")}),
    "a companion the day before the measures": (
        {"day": "2026-07-14", **COMPANION}, USUAL, {"comp": ("32", "on_date")}),
    "a companion on the day of the measures": (
        {"day": "2026-07-15", **COMPANION}, USUAL | {"comp"},
        {"comp": ("2", REACH + " simulates_person sustained_emotional")}),
    "no attribute of public opinion": (
        {"opinion_attribute": "no"}, USUAL - {"assess"},
        {"assess": ("2", "opinion_attribute"), "interim": ("17", REACH), "draft": ("6", REACH)}),
    "the attribute unknown": (
        {"opinion_attribute": "unknown"}, USUAL,
        {"assess": ("2", REACH + " opinion_attribute"), "draft": ("6", REACH)}),
    "the attribute found": ({"opinion_attribute": "yes"}, USUAL, {"assess": ("2", REACH + " opinion_attribute")}),
    "no minors": ({"minors": False}, USUAL - {"minors"}, {"minors": ("6", "minors")}),
    "minors": ({"minors": True}, USUAL, {"minors": ("6", REACH + " minors")}),
    "a person as provider": ({"kind": "person"}, USUAL, {"interim": ("22", REACH), "draft": ("5", REACH)}),
    "images alone": ({"modalities": "image"}, USUAL, {"draft": ("2", REACH)}),
    "video and audio": ({"modalities": "audio video"}, USUAL, {"deep": ("23(4)", REACH)}),
    "code alone": ({"modalities": "code"}, USUAL, {"interim": ("2", REACH), "draft": ("2", REACH)}),
    "virtual scenes": ({"modalities": "virtual_scene"}, USUAL, {"draft": ("2", REACH)}),
    "tuned on a filed model": (
        {"origin": "fine_tuned", "upstream_filed": "yes"}, USUAL,
        {"45652": ("1", REACH + " origin"), "draft": ("7", REACH)}),
    "tuned on a model that is not filed": (
        {"origin": "fine_tuned", "upstream_filed": "no"}, USUAL, {"45652": ("1", REACH + " origin")}),
    "a filed model called by interface": (
        {"origin": "third_party_api", "upstream_filed": "yes"},
        USUAL - {"45652"}, {"45652": ("1", "origin"), "interim": ("22", REACH), "draft": ("7", REACH)}),
    "nobody annotates": ({"annotation": False}, USUAL - {"45674"}, {"45674": ("1", "annotation")}),
    "no personal information": ({"personal_information": False}, USUAL, {"laws": ("pipl-13", "")}),
    "users in the Union as well": ({"users_in_eu": True}, USUAL | {"eu"}, {"eu": ("2", "users_in_eu")}),
    "users in the Union alone": (
        {"located": "abroad", "users_in_mainland": False, "users_in_eu": True}, frozenset({"eu"}),
        {"interim": ("2", "users_in_mainland")}),
    "the first day of the oldest rules on algorithms": (
        {"day": "2022-03-01"}, frozenset({"algo", "assess", "laws"}),
        {"deep": ("25", "on_date"), "draft": ("2", "on_date"), "interim": ("24", "on_date")}),
    "the day before it": ({"day": "2022-02-28"}, frozenset({"assess", "laws"}), {"algo": ("35", "on_date")}),
    "2018, before the rules on assessment": ({"day": "2018-11-29"}, LAWS, {"assess": ("2", "on_date")}),
    "2018, the rules on assessment": ({"day": "2018-11-30"}, LAWS | {"assess"}, {"algo": ("35", "on_date")}),
    "the day before deep synthesis": (
        {"day": "2023-01-09"}, frozenset({"algo", "assess", "laws"}), {"deep": ("25", "on_date")}),
    "deep synthesis": (
        {"day": "2023-01-10"}, frozenset({"algo", "assess", "deep", "laws"}), {"deep": ("2", REACH)}),
    "the day before the draft": (
        {"day": "2023-04-10"}, frozenset({"algo", "assess", "deep", "laws"}), {"draft": ("2", "on_date")}),
    "the day of the draft": (
        {"day": "2023-04-11"}, frozenset({"algo", "assess", "deep", "draft", "laws"}),
        {"draft": ("2", REACH), "interim": ("24", "on_date")}),
    "the day before the interim measures": (
        {"day": "2023-08-14"}, frozenset({"algo", "assess", "deep", "draft", "laws"}), {"interim": ("24", "on_date")}),
    "the day of the interim measures, the draft still told": (
        {"day": "2023-08-15"}, frozenset({"algo", "assess", "deep", "draft", "interim", "laws"}),
        {"interim": ("2", REACH), "draft": ("2", REACH)}),
    "before the interim measures and inside a house": (
        {"day": "2023-08-14", "public": False}, LAWS, {"interim": ("24", ""), "draft": ("2", INSIDE)}),
    "the day before the labels": (
        {"day": "2025-08-31"}, frozenset({"algo", "assess", "deep", "draft", "interim", "laws", "minors", "tc260"}),
        {"labels": ("14", "on_date")}),
    "the day of the labels": (
        {"day": "2025-09-01"},
        frozenset({"algo", "assess", "deep", "draft", "interim", "labels", "laws", "minors", "tc260"}),
        {"labels": ("2", REACH), "45654": ("1", "on_date")}),
    "the day of the standards": ({"day": "2025-11-01"}, USUAL, {"45654": ("1", REACH), "tc260": ("1", REACH)}),
}  # fmt: skip


def scope(day: date | str = TODAY, **given: object) -> Scope:
    return decide(PACKS, profile(day, **given), ASKED)


def by_name(found: Scope) -> dict[str, PackScope]:
    return {OF[one.pack.id]: one for one in found.packs}


@pytest.mark.parametrize("name", CASES)
def test_cases(name):
    given, expected, told = CASES[name]
    found = by_name(scope(**given))
    assert {short for short, one in found.items() if one.applies} == expected
    for short, (clause, turned) in told.items():
        assert clause in [reason.clause for reason in found[short].reasons], short
        assert set(found[short].would_change) == set(turned.split()), short
        assert all(reason.text.zh and reason.text.en for reason in found[short].reasons)


DUTIES = {
    "the public": ({}, "interim/14.1 draft/4.1 draft/16 laws/23", "interim/12.2 draft/7.6 draft/16.2"),
    "images": ({"modalities": "image"}, "draft/16.2 labels/4.3", "labels/4.2 labels/4.4"),
    "video": ({"modalities": "video"}, "draft/16.2 labels/4.4", "labels/4.2 labels/4.3"),
    "text": ({"modalities": "text"}, "labels/4.1 draft/16", "labels/4.2 labels/4.3 labels/4.4 draft/16.2"),
    "no attribute": ({"opinion_attribute": "no"}, "interim/4.1 draft/6.1 draft/6.2", "interim/17.1 algo/24 deep/20"),
    "attribute": ({"opinion_attribute": "yes"}, "interim/17.1 algo/24 assess/3.1 draft/6.1", ""),
    "unknown attribute": ({"opinion_attribute": "unknown"}, "interim/17.1 algo/24 draft/6.1", ""),
    "no annotation": ({"annotation": False}, "draft/7.1 draft/17.1", "draft/8.1 draft/8.3 draft/17.2 interim/8.1"),
    "no personal information": ({"personal_information": False}, "draft/11", "draft/5.1 draft/7.3 laws/pipl-13"),
    "inputs for training": ({"user_input_for_training": True}, "draft/7.6 interim/7.7 45654/5.1.8", ""),
    "inputs without persons": (
        {"user_input_for_training": True, "personal_information": False}, "draft/7.1", "draft/7.6"),
    "a model of others": (
        {"origin": "third_party_api"}, "draft/7.1 draft/7.4 45654/6.1", "interim/7.1 laws/ndr-19 45652/5.1"),
    "a companion of 99,999 a month": ({**COMPANION, "monthly_active": 99_999, "registered": 999_999}, "", "comp/22.3"),
    "a companion of 100,000 a month": ({**COMPANION, "monthly_active": 100_000}, "comp/22.3", ""),
    "a companion of 1,000,000 registered": ({**COMPANION, "registered": 1_000_000}, "comp/22.3", ""),
    "nobody in the mainland": ({"users_in_mainland": False}, "laws/23", "draft/4.1 interim/4.1 labels/4.1"),
}  # fmt: skip


def full(ids: str) -> set[str]:
    return {f"{SHORT[short]}/{duty}" for short, _, duty in (one.partition("/") for one in ids.split())}


@pytest.mark.parametrize("name", DUTIES)
def test_duties(name):
    given, apply, do_not = DUTIES[name]
    known = {duty.id for pack in PACKS for duty in pack.obligations}
    found = scope(**given).obligations
    assert full(apply) | full(do_not) <= known
    assert full(apply) <= set(found)
    assert not full(do_not) & set(found)


def test_duties_are_told_once_in_the_order_of_the_packs_and_none_of_the_state():
    found = scope().obligations
    known = [duty.id for pack in PACKS for duty in pack.obligations if duty.actor != "state"]
    assert list(found) == [name for name in known if name in set(found)]
    assert len(set(found)) == len(found)


def test_a_number_of_users_is_named_as_what_would_turn_a_duty():
    below = by_name(scope(**COMPANION, monthly_active=99_999, registered=5))["comp"]
    [duty] = [one for one in below.duties if one.duty.id.endswith("/22.3")]
    assert not duty.applies and {"monthly_active", "registered"} <= set(duty.would_change)
    both = by_name(scope(**COMPANION, monthly_active=100_000, registered=1_000_000))["comp"]
    [duty] = [one for one in both.duties if one.duty.id.endswith("/22.3")]
    assert duty.applies and not {"monthly_active", "registered"} & set(duty.would_change)


def test_the_draft_is_shown_as_one_and_says_what_the_measures_exempt():
    found = by_name(scope(public=False, purpose="research"))
    assert (found["draft"].pack.status, found["interim"].pack.status) == ("draft", "in_force")
    draft = found["draft"].reasons[0].text
    assert not found["draft"].applies and "no exemption" in draft.en
    assert "article 2" in draft.en and "第二条" in draft.zh
    assert "the other reading" in draft.en.lower() and "另一种理解" in draft.zh
    assert "exempt" in found["interim"].reasons[0].text.en


def test_what_was_assumed_is_told_where_the_answer_rests_on_it():
    found = scope(public=True)
    assert by_name(found)["interim"].assumed == ("service.users_in_mainland",)
    assert found.assumed["service.users_in_mainland"] is True
    assert by_name(scope(public=True, users_in_mainland=True))["interim"].assumed == ()
    assert by_name(scope(users_in_mainland=False))["interim"].assumed == ()
    assert by_name(scope(public=True, users_in_mainland=True))["comp"].assumed == (
        "companion.simulates_person",
        "companion.sustained_emotional",
    )


def test_what_a_duty_rests_on_is_told_where_an_assumption_keeps_it_away():
    found = scope(modalities="text")
    [duty] = [one for one in by_name(found)["interim"].duties if one.duty.id.endswith("/7.7")]
    assert not duty.applies and "data.user_input_for_training" in duty.assumed
    assert found.assumed["data.user_input_for_training"] is False
    assert "service.modalities" not in found.assumed
    told = scope(modalities="text", user_input_for_training=False)
    assert "data.user_input_for_training" not in told.assumed


def test_a_duty_of_a_pack_that_does_not_apply_rests_on_nothing():
    assert "users.monthly_active" not in scope().assumed
    assert "users.monthly_active" in scope(**COMPANION).assumed


@settings(max_examples=20)
@given(facts(), days)
def test_what_is_told_as_assumed_is_all_on_which_the_answer_rests(given, day):
    """With the facts told as assumed now given, no other answer to one that is not given turns anything told."""
    found = decide(PACKS, Profile(given, day), ASKED)
    order, now = ordered(PACKS), applying(ordered(PACKS), found.facts, day)
    told = {pack.pack.id for pack in found.packs} | {duty.duty.id for pack in found.packs for duty in pack.duties}
    for path in ASKED.keys() - given.keys() - found.assumed.keys():
        for answer in every_answer(path):
            assert not (applying(order, {**found.facts, path: answer}, day) ^ now) & told, path


PAIRS = {
    "an ordinary service": ({}, "comp", {("simulates_person", "sustained_emotional")}),
    "half a companion": ({"simulates_person": True}, "comp", set()),
    "nobody anywhere": (
        {"public": False, "users_in_mainland": False}, "labels",
        {("public", "users_in_mainland"), ("users_in_mainland", "api_customers_serve_public")}),
    "at home": ({}, "laws", {("located", "public"), ("located", "users_in_mainland")}),
    "both ways to the public": (
        {"public": True, "channel": "api", "api_customers_serve_public": True}, "draft",
        {("public", "api_customers_serve_public")}),
    "before there was a pack": ({"day": "2026-07-14"}, "comp", set()),
}  # fmt: skip


@pytest.mark.parametrize("name", PAIRS)
def test_facts_that_turn_a_pack_only_together(name):
    given, short, pairs = PAIRS[name]
    assert set(by_name(scope(**given))[short].together) == pairs


def test_a_day_before_every_pack_names_the_first():
    first = min(PACKS, key=lambda pack: pack.since)
    with pytest.raises(ValueError, match=f"on_date 2010-01-01 is before every pack; the first, {first.id}, applies"):
        scope("2010-01-01")
    assert first.id in applying(ordered(PACKS), scope(first.since).facts, first.since)


def test_without_packs_there_is_no_answer():
    with pytest.raises(LookupError, match="no packs"):
        decide([], profile(), ASKED)


def test_a_scope_by_a_folder_is_the_one_by_its_packs(tmp_path):
    assert scope_of(profile(public=False)).obligations == scope(public=False).obligations
    assert [one.pack.id for one in scope_of(profile(), folder(tmp_path)).packs] == ["test-pack"]


def text(word: str) -> Text:
    return Text(word, word)


def small(tmp_path, name: str, *rests: str, **changed: object) -> Pack:
    """A pack that applies where those that it rests on do, from 2026 on."""
    [pack] = read_packs(folder(tmp_path)).values()
    tests = (Applicability("1", PackApplies(rests), text("holds"), text("fails")),) if rests else ()
    return replace(pack, id=name, scope=tests, obligations=(), **changed)


def test_packs_that_rest_on_each_other_are_named(tmp_path):
    packs = [small(tmp_path, "a", "b"), small(tmp_path, "b", "c"), small(tmp_path, "c", "a")]
    with pytest.raises(ValueError, match=r"packs rest on each other: \w → \w → \w → \w; take one out of a scope"):
        decide(packs, profile(), ASKED)


def test_a_pack_that_rests_on_none_there_is_named(tmp_path):
    with pytest.raises(LookupError, match="pack a: its scope rests on 'z', which is no pack here"):
        decide([small(tmp_path, "a", "z")], profile(), ASKED)


def test_a_pack_applies_by_another_that_stands_after_it(tmp_path):
    reach = Applicability("1", Fact("service.public", "is", True), text("holds"), text("fails"))
    packs = [small(tmp_path, "a", "b"), replace(small(tmp_path, "b"), scope=(reach,))]
    found = decide(packs, profile(public=False), ASKED)
    assert [(one.applies, one.would_change) for one in found.packs] == [(False, ("public",)), (False, ("public",))]
    assert decide(packs, profile(), ASKED).packs[0].assumed == ("service.public",)


def test_a_pack_that_has_ended_says_since_when(tmp_path):
    [one] = decide([small(tmp_path, "a", until=date(2026, 5, 1))], profile(), ASKED).packs
    assert (one.applies, one.would_change, one.duties) == (False, ("on_date",), ())
    assert one.reasons[0].text == Text("已于 2026-05-01 停止适用", "ended on 2026-05-01")
    assert decide([one.pack], profile("2026-04-30"), ASKED).packs[0].applies


def test_a_pack_without_a_condition_says_since_when_it_applies(tmp_path):
    [one] = decide([small(tmp_path, "a")], profile(), ASKED).packs
    assert [(reason.clause, reason.text.en) for reason in one.reasons] == [
        ("1", "applies since 2026-01-01, without a further condition")
    ]


def test_a_remark_is_told_where_it_fits(tmp_path):
    fits = Group("none", (Fact("provider.located", "is", "cn"),))
    packs = [small(tmp_path, "a", remarks=(Remark("7", fits, text("abroad")),))]
    assert "7" not in [reason.clause for reason in decide(packs, profile(), ASKED).packs[0].reasons]
    assert [reason.clause for reason in decide(packs, profile(located="hk"), ASKED).packs[0].reasons] == ["7"]


def test_questions_end_where_no_answer_could_change_anything():
    nowhere = profile(located="abroad", public=False, users_in_mainland=False, users_in_eu=False)
    assert open_facts(PACKS, nowhere, ASKED) == ()
    left = open_facts(PACKS, profile(), ASKED)
    assert left == tuple(path for path in ASKED if path in left)
    assert {"service.public", "companion.simulates_person", "users.monthly_active"} <= set(left)


def told(found: Scope) -> list[object]:
    """Everything that is told, but for what was assumed."""
    return [
        (one.pack.id, one.applies, one.reasons, one.would_change, one.together, by_duty(one)) for one in found.packs
    ]


def by_duty(one: PackScope) -> list[DutyScope]:
    return [replace(duty, assumed=()) for duty in one.duties]


@settings(max_examples=30)
@given(facts(), days)
def test_a_fact_equal_to_what_is_assumed_changes_nothing(given, day):
    assumed = Profile(given, day).values(ASKED)
    assert told(decide(PACKS, Profile(given, day), ASKED)) == told(decide(PACKS, Profile(assumed, day), ASKED))


@settings(max_examples=30)
@given(facts(), days)
def test_the_order_of_facts_changes_nothing(given, day):
    turned = dict(reversed(given.items()))
    assert told(decide(PACKS, Profile(given, day), ASKED)) == told(decide(PACKS, Profile(turned, day), ASKED))


def every_answer(path: str) -> list[object]:
    question = ASKED[path]
    if question.type == "list":
        sizes = range(1, len(question.choices) + 1)
        return list(chain.from_iterable(combinations(question.choices, size) for size in sizes))
    if question.type == "number":
        return sorted({0, 1, 10**9, *(near for p in (5, 6) for near in (10**p - 1, 10**p, 10**p + 1))})
    return list(question.choices) or [False, True]


@settings(max_examples=25)
@given(facts(), days)
def test_what_would_change_it_is_exact(given, day):
    """Each fact alone is given every other answer; what turns is what was named, of packs and of duties."""
    order, found = ordered(PACKS), decide(PACKS, Profile(given, day), ASKED)
    now = applying(order, found.facts, day)
    turned: dict[str, set[str]] = {}
    for path, question in ASKED.items():
        for answer in every_answer(path):
            for name in applying(order, {**found.facts, path: answer}, day) ^ now:
                turned.setdefault(name, set()).add(question.name)
    starts = {pack.since for pack in PACKS} | {pack.until for pack in PACKS if pack.until}
    for other in {start + timedelta(days=n) for start in starts for n in (-1, 0, 1)}:
        for name in applying(order, found.facts, other) - now:
            turned.setdefault(name, set()).add("on_date")
    for one in found.packs:
        assert set(one.would_change) == turned.get(one.pack.id, set()), one.pack.id
        assert one.applies is (one.pack.id in now)
        for duty in one.duties:
            assert set(duty.would_change) == turned.get(duty.duty.id, set()), duty.duty.id
