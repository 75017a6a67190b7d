"""A secret in a streamed answer is masked in its place, however the answer comes; malware still ends it."""

from __future__ import annotations

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.own import rows
from guiju.checks import Code, Pii
from guiju.core.check import name_of
from guiju.core.content import Stage
from guiju.core.policy import Action, Policy, rewritten
from guiju.gateway.gate import Gate
from guiju.gateway.judgement import Judgement
from guiju.law import load
from guiju.wiring import policy_of, streamed

CHECKS = streamed((Code(),))
POLICY: Policy = policy_of(load((), on=date(2026, 11, 22)), CHECKS)
SECRETS = [row for row in rows("code") if row.get("secret")]
MALWARE = next(row["text"] for row in rows("code") if row["label"] == "code.malware")


def through(pieces: list[str]) -> tuple[str, Gate]:
    gate = Gate(Judgement(CHECKS, POLICY))
    return "".join([*map(gate.feed, pieces), gate.close()]), gate


def told(text: str) -> str:
    return f"好的，配置如下：\n{text}\n请妥善保存。The rest is prose, and it stays."


def test_a_stream_has_the_parts() -> None:
    assert [name_of(check.id) for check in streamed((Pii(), Code()))] == ["pii", "pii-words", "code", "code-malware"]
    assert "code" not in POLICY.trailing and "code-malware" in POLICY.trailing


@pytest.mark.parametrize("row", SECRETS, ids=lambda row: row["kind"])
@pytest.mark.parametrize("size", [1, 7, 10_000])
def test_a_secret_is_masked_and_the_answer_goes_on(row: dict[str, str], size: int) -> None:
    text = told(row["text"])
    out, gate = through([text[at : at + size] for at in range(0, len(text), size)])
    assert row["secret"] not in out and out.endswith("The rest is prose, and it stays.")
    assert gate.record.action is Action.MASK and not gate.record.released_before


@given(st.sampled_from(SECRETS), st.lists(st.integers(0, 600), max_size=9))
def test_in_pieces_it_is_what_the_whole_would_be(row: dict[str, str], places: list[int]) -> None:
    text = told(row["text"])
    cuts = sorted({0, len(text), *(place % len(text) for place in places)})
    verdict = POLICY.decide(Stage.ANSWER, CHECKS[0].tail(text)[0])
    assert through([text[a:b] for a, b in pairwise(cuts)])[0] == rewritten(text, verdict.edits)


def test_malware_trails_and_ends_it() -> None:
    text = told(f"```\n{MALWARE}\n```") + "。然后呢？" * 60
    out, gate = through(list(text))
    assert out != text and gate.record.action >= Action.REFUSE
