"""Trailing checks in the gate: the same end for every chunking, at a pause; where it holds, nothing leaves first."""

from __future__ import annotations

import itertools
from collections.abc import Sequence

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Policy, Rule
from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement
from guiju.gateway.pauses import LEAST, MOST
from tests.gateway.phrases import Phrases

POLICY = Policy(
    (
        Rule("a1.a", Stage.ANSWER, Action.STOP),
        Rule("a4.e", Stage.ANSWER, Action.ALLOW, notice="privacy"),
        Rule("pii.phone", Stage.ANSWER, Action.MASK, "***"),
    ),
    trailing=frozenset({"whole"}),
)


class Whole(Phrases):
    """Sees that a text has a phrase, and no place of it."""

    def found(self, text: str) -> list[Finding]:
        return [Finding(risk, 1.0, self.id) for phrase, risk in self.risks_of if phrase in text]

    def settled(self, text: str) -> int:
        return 0


BAD = Whole((("坏", "a1.a"), ("私", "a4.e")), id="whole@1")
PLACED = Phrases((("甲乙", "pii.phone"),))
texts = st.lists(st.sampled_from(["好" * 37, "字。", "坏", "私", "甲", "乙", "甲乙", "。" * 90]), max_size=14).map(
    "".join
)


def through(gate: Gate, pieces: Sequence[str]) -> str:
    return "".join(gate.feed(piece) for piece in pieces) + gate.close()


def pieces_of(text: str, cuts: list[int]) -> list[str]:
    places = sorted({min(c, len(text)) for c in cuts} | {0, len(text)})
    return [text[a:b] for a, b in itertools.pairwise(places)]


@settings(max_examples=300)
@given(texts, st.lists(st.integers(0, 600), max_size=12), st.booleans())
def test_every_chunking_ends_at_the_same_place_with_the_same_record(text, cuts, holding):
    judgement = Judgement([PLACED, BAD], POLICY, holding=holding)
    whole, pieces, letters = Gate(judgement), Gate(judgement), Gate(judgement)
    told = through(whole, [text])
    assert through(pieces, pieces_of(text, cuts)) == through(letters, list(text)) == told
    assert whole.record == pieces.record == letters.record


@given(texts)
def test_where_it_holds_nothing_judged_so_ever_leaves(text):
    gate = Gate(Judgement([PLACED, BAD], POLICY, holding=True))
    out = through(gate, list(text))
    assert "坏" not in out and not gate.record.released_before
    assert (gate.record.action is Action.STOP) == ("坏" in text)


@given(texts)
def test_where_it_does_not_hold_little_leaves_after_it_and_that_is_told(text):
    gate = Gate(Judgement([BAD], POLICY))
    out = through(gate, list(text))
    if "坏" in text:
        at = text.index("坏")
        assert gate.record.action is Action.STOP
        assert len(out) <= at + MOST and gate.record.released_before == bool(out)
    else:
        assert out == text


def test_a_notice_is_told_once():
    gate = Gate(Judgement([BAD], POLICY))
    through(gate, ["私" + "好" * LEAST + "。" + "好" * LEAST + "。好"])
    assert gate.record.hits == {("a4.e", "whole@1"): (1, 1.0)} and gate.record.notices == {"privacy"}


def test_what_was_asked_is_there_when_an_answer_is_judged():
    seen = []

    class Asking(Whole):
        def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
            seen.extend((c.body, [one.body for one in c.context]) for c in batch)
            return super().__call__(batch)

    asked = (Content("1", Stage.PROMPT, Kind.TEXT, "user", "问"),)
    through(Gate(Judgement([Asking((), id="whole@1")], POLICY, asked)), ["答"])
    assert seen == [("答", ["问"])]


def test_a_check_beside_the_loop_is_asked_at_the_end_alone():
    asked = []

    class Slow(Whole):
        def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
            asked.extend(c.body for c in batch)
            return super().__call__(batch)

    text = ("好" * LEAST + "。") * 3
    through(Gate(Judgement([Slow((), id="whole@1", cost="thread")], POLICY)), [text])
    assert asked == [text]
