"""The policy: pure, without order, and never softened by more findings."""

from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.check import Finding
from guiju.core.content import Stage
from guiju.core.policy import Action, Edit, Policy, Rule, rewritten, united

RULES = tuple(
    Rule(risk, stage, action, text, notice)
    for risk, stage, action, text, notice in (
        ("mask", Stage.ANSWER, Action.MASK, "***", ""),
        ("mask", Stage.ANSWER, Action.ALLOW, "", "told"),
        ("replace", Stage.ANSWER, Action.REPLACE, "(gone)", ""),
        ("refuse", Stage.ANSWER, Action.REFUSE, "", ""),
        ("stop", Stage.ANSWER, Action.STOP, "", "stopped"),
        ("note", Stage.ANSWER, Action.ALLOW, "", "noted"),
    )
)
POLICY = Policy(RULES, {"soft": 0.8})

spans = st.none() | st.tuples(st.integers(0, 20), st.integers(1, 9)).map(lambda s: (s[0], s[0] + s[1]))
findings = st.lists(
    st.builds(
        Finding,
        st.sampled_from(["mask", "replace", "refuse", "stop", "note", "unheard-of"]),
        st.floats(0, 1),
        st.sampled_from(["soft@1", "hard@1"]),
        spans,
    ),
    max_size=8,
)


@given(findings, findings)
def test_more_findings_never_soften(some, more):
    base, both = POLICY.decide(Stage.ANSWER, some), POLICY.decide(Stage.ANSWER, some + more)
    assert both.action >= base.action
    assert set(both.notices) >= set(base.notices)
    for edit in base.edits:
        assert any(e.start <= edit.start and edit.end <= e.end and e.action >= edit.action for e in both.edits)


@given(findings, st.randoms())
def test_the_order_of_findings_and_rules_does_not_matter(some, random):
    other = Policy(tuple(random.sample(RULES, len(RULES))), {"soft": 0.8})
    shuffled = random.sample(some, len(some))
    assert other.decide(Stage.ANSWER, shuffled) == POLICY.decide(Stage.ANSWER, some)


@given(findings)
def test_edits_are_in_order_and_do_not_overlap(some):
    edits = POLICY.decide(Stage.ANSWER, some).edits
    assert all(a.end <= b.start for a, b in itertools.pairwise(edits))


def test_a_risk_that_no_rule_knows_is_refused():
    assert POLICY.decide(Stage.ANSWER, [Finding("unheard-of", 0.1, "hard@1")]).action is Action.REFUSE


def test_masking_needs_a_place():
    assert POLICY.decide(Stage.ANSWER, [Finding("mask", 1.0, "hard@1")]).action is Action.REFUSE
    assert POLICY.decide(Stage.ANSWER, [Finding("mask", 1.0, "hard@1", (0, 2))]).action is Action.MASK


def test_a_score_below_the_threshold_of_its_check_counts_nothing():
    assert POLICY.decide(Stage.ANSWER, [Finding("stop", 0.79, "soft@1", (0, 2))]).reasons == ()
    assert POLICY.decide(Stage.ANSWER, [Finding("stop", 0.8, "soft@1", (0, 2))]).action is Action.STOP


def test_every_matching_rule_contributes():
    verdict = POLICY.decide(Stage.ANSWER, [Finding("mask", 1.0, "hard@1", (0, 2))])
    assert verdict.notices == ("told",) and verdict.edits == (Edit(0, 2, Action.MASK, "***"),)


def test_the_digest_changes_with_any_part():
    others = [
        Policy(RULES[1:], {"soft": 0.8}),
        Policy(RULES, {"soft": 0.7}),
        Policy(RULES, {"soft": 0.8}, frozenset({"x"})),
    ]
    assert len({p.digest for p in (POLICY, *others)}) == 4
    assert Policy(RULES[::-1], {"soft": 0.8}).digest == POLICY.digest


def test_overlapping_edits_join_and_the_harder_rules():
    assert united(
        [Edit(0, 4, Action.MASK, "***"), Edit(3, 6, Action.REPLACE, "x"), Edit(6, 8, Action.MASK, "***")]
    ) == (Edit(0, 6, Action.REPLACE, "x"), Edit(6, 8, Action.MASK, "***"))


def test_a_text_ends_at_the_first_refused_span():
    assert (
        rewritten("abcdefgh", [Edit(1, 2, Action.MASK, "*"), Edit(4, 5, Action.STOP), Edit(6, 7, Action.MASK, "*")])
        == "a*cd"
    )
