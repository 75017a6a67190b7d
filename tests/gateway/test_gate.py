"""The gate: the same for every chunking, equal to the rewritten whole, never a character of a judged span."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import judged
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Policy, Rule, rewritten
from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement
from tests.gateway.phrases import Phrases

ACTIONS = {
    "a1.a": Action.STOP,
    "a2.d": Action.REFUSE,
    "pii.phone": Action.MASK,
    "a3.b": Action.REPLACE,
    "a4.e": Action.ALLOW,
}
POLICY = Policy(
    tuple(Rule(r, Stage.ANSWER, a, {"MASK": "***", "REPLACE": "（略）"}.get(a.name, "")) for r, a in ACTIONS.items())
)
LETTERS = "甲乙丙丁aa1 \u0301\u200d\U0001f1e8\U0001f3fd"

words = st.lists(
    st.tuples(st.text(LETTERS, min_size=1, max_size=4), st.sampled_from(sorted(ACTIONS))),
    max_size=6,
    unique_by=lambda w: w[0],
).map(tuple)
texts = st.text(LETTERS, max_size=40)


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    places = sorted({min(c, len(text)) for c in cuts} | {0, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(places)]


def through(gate: Gate, pieces: list[str]) -> str:
    return "".join(gate.feed(piece) for piece in pieces) + gate.close()


def whole(check: Phrases, text: str) -> str:
    (row,) = judged([check], [Content("c", Stage.ANSWER, Kind.TEXT, "assistant", text)])
    return rewritten(text, POLICY.decide(Stage.ANSWER, row).edits)


@settings(max_examples=600)
@given(words, texts, st.lists(st.integers(0, 40), max_size=12))
def test_every_chunking_gives_the_rewritten_whole(risks_of, text, cuts):
    check = Phrases(risks_of)
    assert through(Gate(Judgement([check], POLICY)), pieces_of(text, cuts)) == whole(check, text)


@settings(max_examples=300)
@given(words, words, texts, st.lists(st.integers(0, 40), max_size=12))
def test_two_checks_each_keep_their_own_window(one, two, text, cuts):
    checks = [Phrases(one, id="phrases@1"), Phrases(two, id="others@1")]
    once = through(Gate(Judgement(checks, POLICY)), [text])
    assert through(Gate(Judgement(checks, POLICY)), pieces_of(text, cuts)) == once
    assert through(Gate(Judgement(checks[::-1], POLICY)), list(text)) == once


@settings(max_examples=300)
@given(words, texts)
def test_no_character_of_a_judged_span_leaves_early(risks_of, text):
    """At every moment, what has left is a rewriting of a prefix that ends before every span still to be judged."""
    check, gate, out = Phrases(risks_of), Gate(Judgement([Phrases(risks_of)], POLICY)), ""
    final = whole(check, text)
    for character in text:
        out += gate.feed(character)
        assert final.startswith(out)


@given(words, texts, texts)
def test_more_findings_never_soften(risks_of, text, more):
    check = Phrases(risks_of)
    base = POLICY.decide(Stage.ANSWER, check.found(text))
    harder = POLICY.decide(Stage.ANSWER, check.found(text) + check.found(text + more))
    assert harder.action >= base.action
    covered = {i for e in harder.edits for i in range(e.start, e.end)}
    assert covered >= {i for e in base.edits for i in range(e.start, e.end)}
    assert set(harder.notices) >= set(base.notices)


def test_a_broken_upstream_drops_what_is_held():
    gate = Gate(Judgement([Phrases((("甲乙", "a1.a"),))], POLICY))
    assert gate.feed("好甲") == "好"
    gate.drop()
    assert gate.feed("丙") == "" and gate.close() == ""


def test_stop_ends_before_its_span_and_nothing_follows():
    gate = Gate(Judgement([Phrases((("甲乙", "a1.a"),))], POLICY))
    assert [gate.feed(p) for p in ("好甲", "乙坏", "更坏")] == ["好", "", ""]
    assert gate.ended and gate.record.action is Action.STOP and gate.record.hits == {("a1.a", "phrases@1"): (1, 1.0)}


def test_overlapping_spans_take_the_harder_action_over_both():
    check = Phrases((("甲乙", "pii.phone"), ("乙丙", "a3.b")))
    assert through(Gate(Judgement([check], POLICY)), list("好甲乙丙好")) == "好（略）好"


class Broken(Phrases):
    """A check that fails on text it does not like."""

    def found(self, text: str) -> list:
        if "!" in text:
            raise RuntimeError("broken on purpose")
        return super().found(text)


def test_a_check_that_breaks_ends_the_text_where_it_stands():
    gate = Gate(Judgement([Broken(())], POLICY))
    assert gate.feed("fine ") == "fine "
    assert gate.feed("now !") == "" and gate.ended
    assert gate.record.action >= Action.REFUSE and gate.record.released_before
    assert ("check.failed", "phrases@1") in gate.record.hits


def test_a_trailing_check_speaks_at_the_end_and_marks_what_left():
    check = Phrases((("甲", "a1.a"),), id="late@1", cost="thread")
    gate = Gate(Judgement([check], Policy(POLICY.rules, trailing=frozenset({"late"}))))
    assert gate.feed("好甲") == "好甲"
    gate.close()
    assert gate.record.action is Action.STOP and gate.record.released_before


def test_a_slow_check_that_is_not_trailing_is_refused():
    with pytest.raises(ValueError, match="trailing"):
        Gate(Judgement([Phrases((), cost="thread")], POLICY))


def test_a_grapheme_is_not_torn():
    gate = Gate(Judgement([Phrases((("丙丁", "a1.a"),))], POLICY))
    assert gate.feed("好\U0001f1e8") == "好"
    assert gate.feed("\U0001f1f3丙") == "\U0001f1e8\U0001f1f3"
    assert gate.feed("\u0301丁") == "丙\u0301丁"


def test_work_stays_linear_on_a_text_that_is_held_whole():
    calls = []

    class Holding(Phrases):
        def tail(self, text: str) -> tuple[list, int]:
            calls.append(len(text))
            return [], 0

    gate = Gate(Judgement([Holding(())], POLICY))
    for _ in range(20_000):
        gate.feed("好")
    assert gate.close() == "好" * 20_000
    assert sum(calls) < 20_000 * 60
