"""Active packs as the other rooms see them: a policy that only tightens, and no risk unknown."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.core.check import Finding
from guiju.core.content import Stage
from guiju.core.policy import Action, Rule
from guiju.law import Packs, load

PACKS = load(on=date(2026, 11, 22))


def test_the_policy_holds_the_floors():
    policy = PACKS.policy({"words": 0.9})
    assert policy.decide(Stage.PROMPT, [Finding("a1.a", 1.0, "words@1", (0, 2))]).action is Action.REFUSE
    assert policy.decide(Stage.ANSWER, [Finding("pii.phone", 1.0, "pii@1", (0, 11))]).edits[0].text == "[电话号码]"
    assert policy.decide(Stage.PROMPT, [Finding("a1.a", 0.5, "words@1", (0, 2))]).action is Action.ALLOW
    assert PACKS.policy({"words": 0.9}).digest == policy.digest


@pytest.mark.parametrize("risk", sorted(PACKS.risks))
@pytest.mark.parametrize("stage", Stage)
def test_no_rule_of_the_operator_softens(risk, stage):
    found = [Finding(risk, 1.0, "words@1", (0, 2))]
    floor = PACKS.policy({}).decide(stage, found).action
    for action in Action:
        own = [Rule(risk, stage, action, clause="operator")]
        assert PACKS.policy({}, own=own).decide(stage, found).action == max(floor, action)


def test_an_unknown_risk_stops_the_start():
    PACKS.require(["a1.a", "pii.phone", "check.failed", "attack.evasion"])
    with pytest.raises(ValueError, match=r"knows the risk b9\.x, c\.y;"):
        PACKS.require(["a1.a", "c.y", "b9.x"])
    with pytest.raises(ValueError, match=r"knows the risk b9\.x;"):
        PACKS.policy({}, own=[Rule("b9.x", Stage.PROMPT, Action.REFUSE)])


def test_a_parameter_nobody_sets():
    with pytest.raises(LookupError, match=r"no binding pack sets parameter 'colour'; packs active: cn-draft-2023-04"):
        PACKS.parameter("colour")
    with pytest.raises(LookupError, match=r"standing\.per_day"):
        Packs((), PACKS.binding).parameter("standing.per_day")


def test_as_reference_the_draft_lets_pass_what_the_house_does_not_refuse():
    policy = Packs((), PACKS.binding).policy({})
    assert policy.decide(Stage.PROMPT, [Finding("a1.a", 1.0, "words@1", (0, 2))]).action is Action.ALLOW
    assert policy.decide(Stage.PROMPT, [Finding("check.failed", 1.0, "words@1")]).action is Action.REFUSE
