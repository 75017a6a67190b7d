"""The shipped lexicon: well formed, large enough, out of plain sight, and silent on ordinary text."""

from __future__ import annotations

import gzip
import json
from base64 import b85decode
from collections import Counter
from collections.abc import Callable
from importlib.resources import files
from typing import Any

import pytest

from guiju.checks import Words, shipped_lexicon
from guiju.checks.shipped import decoded, encoded
from guiju.law import load
from tests.checks.laws import content
from tests.checks.shared import shared_data

CHECK = Words(shipped_lexicon())
COUNTS = Counter(e.risk for e in shipped_lexicon().entries)


def test_it_reads_and_every_risk_is_in_the_first_pack() -> None:
    load(["cn-draft-2023-04"]).require(set(COUNTS))


def test_it_has_what_the_standard_recommends() -> None:
    packs = load(["cn-gbt-45654-2025:binding"])
    least = {"a1": packs.parameter("keywords.a1_each_min").value, "a2": packs.parameter("keywords.a2_each_min").value}
    covered = packs.parameter("keywords.covered_risks").value
    assert isinstance(covered, list | tuple)
    assert [risk for risk in covered if COUNTS[risk] < least[risk[:2]]] == []
    assert COUNTS.total() >= packs.parameter("keywords.total_min").value


@pytest.mark.parametrize("kind", ["hype", "posting", "spam", "malware", "marketing", "crime"])
def test_the_abuses_are_covered(kind: str) -> None:
    assert COUNTS[f"abuse.{kind}"] >= 100


def test_every_entry_says_where_it_is_from() -> None:
    entries = shipped_lexicon().entries
    assert {e.source for e in entries} >= {"guiju", "houbb", "konsheng"}
    assert {e.licence for e in entries} <= {"Apache-2.0", "MIT"}
    assert all(e.date for e in entries)


def test_few_words_decide_alone() -> None:
    entries = shipped_lexicon().entries
    assert sum(e.weight == 1 for e in entries) < len(entries) / 20
    assert min(len(e.phrase) for e in entries if e.weight == 1) > 2


def test_nobody_meets_its_words_in_the_file() -> None:
    text = (files("guiju.checks") / "data" / "lexicon.b85").read_text("ascii")
    assert not [e.phrase for e in shipped_lexicon().entries if len(e.phrase) > 4 and e.phrase in text.lower()]
    assert encoded(decoded(text)) == text


@pytest.mark.parametrize(
    ("name", "among", "share"),
    [
        ("benign_alpaca_zh", lambda row: True, 0.003),
        ("sensitive_answerable_cvalues", lambda row: True, 0.01),
        ("toxicity_cold", lambda row: row["label"] == "not_offensive" and row["split"] != "train", 0.01),
    ],
)
def test_it_is_silent_on_harmless_text(name: str, among: Callable[[dict[str, Any]], bool], share: float) -> None:
    with gzip.open(shared_data(f"{name}.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [row["text"] for row in map(json.loads, lines) if among(row)]
    found = CHECK([content(text) for text in rows])
    assert sum(any(f.score >= CHECK.threshold for f in row) for row in found) <= len(rows) * share


def test_speaking_about_an_insult_in_two_languages_is_not_using_it() -> None:
    chinese, english = b85decode("=#8P}riUPNY;|-").decode().split()
    sentence = f"什么是{chinese}羞辱({english}-shaming)?"
    scores = [f.score for f in CHECK([content(sentence)])[0]]
    assert scores
    assert max(scores) < 1
