"""The gate over the checks that ship: a lexicon, folds, noise and personal information, in every chunking."""

from __future__ import annotations

import itertools

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import Pii, Words, judged, load_lexicon
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Action, Policy, Rule, rewritten
from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement

LINES = """\
甲乙丙\ta1.a\t1
乙丙\ta2.d\t1
丁戊己\ta3.b\t1
软一\ta3.c\t0.5
软二\ta3.c\t0.5
block word\ta3.e\t1
vv\ta3.b\t1
哈哈\ta3.d\t1
"""
ACTIONS = {
    "a1.a": Action.STOP,
    "a2.d": Action.REFUSE,
    "a3.b": Action.MASK,
    "a3.c": Action.REPLACE,
    "a3.d": Action.MASK,
    "a3.e": Action.REPLACE,
    "attack.evasion": Action.MASK,
}
PARTS = [
    "甲",
    "乙",
    "丙",
    "丁",
    "戊",
    "己",
    "軟",
    "软",
    "一",
    "二",
    "block",
    "word",
    "vv",
    "v",
    "哈",
    " ",
    "。",
    "\u200b",
    "-",
    "\u0301",
    "\U0001f600",
    "138",
    "0013",
    "8000",
    "1",
    "a@b.co",
    "@",
    "甲乙丙",
    "软一",
    "好",
    "\U0001f1e8",
    "\n",
    "\u200d",
    "Ｖ",
]

texts = st.lists(st.sampled_from(PARTS), max_size=24).map("".join)


def checks(tmp_path_factory) -> tuple[Words, Pii]:
    file = tmp_path_factory.mktemp("words") / "own.tsv"
    file.write_text(LINES, encoding="utf-8")
    return Words(load_lexicon([file])), Pii("numbers")


def policy(parts) -> Policy:
    personal = tuple(Rule(risk, Stage.ANSWER, Action.MASK, "***") for risk in parts[1].risks)
    own = tuple(
        Rule(risk, Stage.ANSWER, action, "***" if action is Action.MASK else "（略）")
        for risk, action in ACTIONS.items()
    )
    return Policy(own + personal, {"words": parts[0].threshold, "pii": parts[1].threshold})


def test_every_chunking_gives_the_rewritten_whole(tmp_path_factory):
    parts = checks(tmp_path_factory)
    rules = policy(parts)

    @settings(max_examples=1500, deadline=None)
    @given(texts, st.lists(st.integers(0, 60), max_size=20))
    def same(text, cuts):
        (row,) = judged(parts, [Content("c", Stage.ANSWER, Kind.TEXT, "assistant", text)])
        whole = rewritten(text, rules.decide(Stage.ANSWER, row).edits)
        for places in (cuts, range(len(text))):
            gate, out = Gate(Judgement(parts, rules)), ""
            edges = sorted({min(p, len(text)) for p in places} | {0, len(text)})
            for a, b in itertools.pairwise(edges):
                out += gate.feed(text[a:b])
                assert whole.startswith(out)
            assert out + gate.close() == whole

    same()


def test_ordinary_text_is_hardly_held(tmp_path_factory):
    parts = checks(tmp_path_factory)
    gate, rules = None, policy(parts)
    text = "今天天气很好，我们去公园散步。The weather is fine, so we took a walk in the park.\n" * 20
    gate, released, held = Gate(Judgement(parts, rules)), 0, []
    for place, character in enumerate(text, 1):
        released += len(gate.feed(character))
        held.append(place - released)
    chinese = [h for h, c in zip(held, text, strict=True) if c > "\u2e80"]
    assert sum(h <= 1 for h in chinese) / len(chinese) > 0.9
    assert max(held) < 40
