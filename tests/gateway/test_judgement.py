"""What an answer is judged by: the time that slow checks have, and what is found out once for all answers."""

from __future__ import annotations

import time

from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Policy, Rule
from guiju.gateway.judgement import Judgement, Term
from tests.gateway.phrases import Phrases

FAST, SLOW = Phrases((("坏", "a1.a"),), id="harm@1"), Phrases((("坏", "a1.a"),), id="judge@1", cost="thread")
NAMES = Phrases((("名", "pii.person"),), id="names@1")
POLICY = Policy(
    (Rule("a1.a", Stage.ANSWER, Action.REFUSE), Rule("pii.person", Stage.ANSWER, Action.ALLOW)),
    trailing=frozenset({"harm", "judge", "names"}),
)


def test_a_term_runs_from_its_beginning_and_ends_at_nothing():
    term = Term(60)
    assert term.left is None and Term().begin().left is None
    assert 59 < (term.begin().left or 0) <= 60
    past = Term(0).begin()
    time.sleep(0.001)
    assert past.left == 0


def test_the_same_checks_judge_another_answer():
    judgement, term = Judgement([FAST, SLOW, NAMES], POLICY), Term(1)
    asked = Content("1", Stage.PROMPT, Kind.TEXT, "user", "问")
    other = judgement.about([asked], holding=True, term=term)
    assert (other.context, other.holding, other.term) == ((asked,), True, term)
    assert (judgement.context, judgement.holding) == ((), False)
    assert other.trailing is judgement.trailing and other.pausing == (FAST,) and other.aside
    assert other.weighing == (FAST, SLOW) and other.reading == (NAMES,) and other.settling == ()
