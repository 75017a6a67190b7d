"""Several packs: the hardest floor binds, parameters merge as they declare, what cannot bind together is refused."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.content import Stage
from guiju.core.pack import Floor, Parameter, Risk
from guiju.core.policy import Action
from guiju.core.text import Text
from guiju.law.reading.merging import rules_of, united_parameters, united_risks


def parameter(pack, value, join, unit="times"):
    return Parameter("limit", value, join, unit, "", (f"{pack}/1",), f"{pack}/1", False)


def risk(pack, *actions, house=False, counts=False, notice=""):
    floors = {stage: Floor(action, "", f"{pack}/1") for stage, action in zip(Stage, actions, strict=True)}
    return Risk("a1.a", Text("险", "risk"), floors, notice, counts, house)


@pytest.mark.parametrize(
    ("group", "value", "decided"),
    [
        ([parameter("a", 3, "min"), parameter("b", 2, "min")], 2, "b/1"),
        ([parameter("a", 3, "max"), parameter("b", 6, "max")], 6, "b/1"),
        ([parameter("a", 3, "max"), parameter("b", 6, "min")], 3, "a/1"),
        ([parameter("a", 6, "max"), parameter("b", 6, "min")], 6, "a/1"),
        ([parameter("a", ("x", "y"), "union"), parameter("b", ("y", "z"), "union")], ("x", "y", "z"), "a/1"),
        ([parameter("a", ("x",), "all"), parameter("b", ("y", "z"), "all")], ("x", "y", "z"), "b/1"),
    ],
)
def test_parameters(group, value, decided):
    merged = united_parameters(group)["limit"]
    assert (merged.value, merged.decided, merged.clauses) == (value, decided, ("a/1", "b/1"))


@given(st.lists(st.integers(1, 9), min_size=1), st.sampled_from(["min", "max"]))
def test_the_strictest_number_wins_in_any_order(values, join):
    group = [parameter(str(i), value, join) for i, value in enumerate(values)]
    assert united_parameters(group)["limit"].number == {"min": min, "max": max}[join](values)
    assert len(united_parameters(group)["limit"].clauses) == len(values)


def test_a_floor_above_a_ceiling_names_both_clauses():
    with pytest.raises(ValueError, match=r"a/1 asks for at least 6 times, b/1 for at most 3"):
        united_parameters([parameter("a", 6, "max"), parameter("b", 3, "min")])


@pytest.mark.parametrize("other", [parameter("b", 3, "min", "days"), parameter("b", (3,), "union")])
def test_packs_must_mean_the_same_parameter(other):
    with pytest.raises(ValueError, match=r"a/1 and b/1 disagree"):
        united_parameters([parameter("a", 3, "min"), other])


def test_a_list_is_no_number():
    with pytest.raises(TypeError, match="limit is no number"):
        _ = parameter("a", ("x",), "union").number


A, M, R, S = Action.ALLOW, Action.MASK, Action.REFUSE, Action.STOP


def test_the_hardest_floor_binds_at_each_stage_and_cites_its_pack():
    merged = united_risks([risk("a", A, R, M), risk("b", R, M, M, counts=True, notice="told")], [])["a1.a"]
    assert [(merged.floors[stage].action, merged.floors[stage].clause) for stage in Stage] == [
        (R, "b/1"), (R, "a/1"), (M, "a/1"),
    ]  # fmt: skip
    assert (merged.counts, merged.notice) == (True, "told")


def test_a_reference_pack_changes_nothing():
    assert united_risks([risk("a", A, M, M)], [risk("b", S, S, S, counts=True)])["a1.a"] == risk("a", A, M, M)
    alone = united_risks([], [risk("b", S, S, S, counts=True, notice="told")])["a1.a"]
    assert {floor.action for floor in alone.floors.values()} == {A}
    assert (alone.counts, alone.notice) == (False, "")


def test_a_failed_check_is_refused_under_any_pack():
    alone = united_risks([], [risk("b", R, S, R, house=True)])["a1.a"]
    assert [floor.action for floor in alone.floors.values()] == [R, S, R]


def test_a_rule_for_each_stage_cites_the_clause_of_its_floor():
    rules = rules_of(united_risks([risk("a", A, R, M), risk("b", R, M, M)], []).values())
    assert {(rule.stage, rule.action, rule.clause) for rule in rules} == {
        (stage, action, clause) for stage, action, clause in zip(Stage, (R, R, M), ("b/1", "a/1", "a/1"), strict=True)
    }


@pytest.mark.parametrize("join", ["min", "max"])
@pytest.mark.parametrize("order", [1, -1])
def test_of_equal_values_a_verified_one_decides(join, order):
    unsure = replace(parameter("a", 3, join), unverified=True)
    merged = united_parameters([unsure, parameter("b", 3, join)][::order])["limit"]
    assert (merged.decided, merged.unverified) == ("b/1", False)
