"""The starter list: well formed, out of plain sight, and silent on ordinary text."""

from __future__ import annotations

import gzip
import json
from base64 import b85decode
from importlib.resources import files

from guiju.checks import Words, starter_lexicon
from guiju.checks.starter import decoded, encoded
from guiju.law import load
from tests.checks.laws import content
from tests.checks.shared import shared_data


def test_it_reads_and_every_risk_is_in_the_first_pack() -> None:
    lexicon = starter_lexicon()
    assert len(lexicon) > 100
    load(["cn-draft-2023-04"]).require({e.risk for e in lexicon.entries})


def test_most_words_do_not_decide_alone() -> None:
    entries = starter_lexicon().entries
    assert sum(e.weight == 1 for e in entries) < len(entries) / 5


def test_nobody_meets_its_words_in_the_file() -> None:
    text = (files("guiju.checks") / "data" / "starter.b85").read_text("ascii")
    assert not [e.phrase for e in starter_lexicon().entries if len(e.phrase) > 3 and e.phrase in text.lower()]
    assert encoded(decoded(text)) == text


def test_it_is_silent_on_ordinary_requests() -> None:
    with gzip.open(shared_data("benign_alpaca_zh.jsonl.gz"), "rt", encoding="utf-8") as lines:
        rows = [json.loads(line)["text"] for line in lines]
    found = Words(starter_lexicon())([content(text) for text in rows])
    assert sum(any(f.score >= 1 for f in row) for row in found) <= len(rows) / 1000


def test_speaking_about_an_insult_in_two_languages_is_not_using_it() -> None:
    chinese, english = b85decode("=#8P}riUPNY;|-").decode().split()
    sentence = f"什么是{chinese}羞辱({english}-shaming)?"
    scores = [f.score for f in Words(starter_lexicon())([content(sentence)])[0]]
    assert scores
    assert max(scores) < 1
