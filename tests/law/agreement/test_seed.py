"""The commentary, sentence by sentence: every duty in it is answered, and the list is that of the text."""

from __future__ import annotations

import hashlib
import re
from dataclasses import replace
from pathlib import Path

import pytest

from guiju.law.agreement.seed import coverage, seed_faults, sentences
from guiju.law.reading.loading import FOLDER, read_pack

TEXT = Path(__file__).parents[4] / "shared/seed/commentary-on-the-2023-draft.txt"
DRAFT = read_pack(FOLDER, "cn-draft-2023-04")


def split(text: str) -> list[str]:
    """The sentences of a Chinese text: without white space, each ended by a full stop or a semicolon."""
    return [one for one in re.split(r"(?<=[。；])", re.sub(r"\s+", "", text)) if one]


def digest_of(sentence: str) -> str:
    """The start of the SHA-256 by which the list knows a sentence."""
    return hashlib.sha256(sentence.encode()).hexdigest()[:16]


@pytest.mark.skipif(not TEXT.is_file(), reason="the commentary is not on this machine")
def test_the_committed_sentences_are_those_of_the_commentary():
    assert [one.digest for one in sentences(FOLDER)] == [digest_of(one) for one in split(TEXT.read_text("utf-8"))]


@pytest.mark.skipif(not TEXT.is_file(), reason="the commentary is not on this machine")
def test_a_sentence_that_says_what_must_be_done_names_a_duty():
    """Words that command or forbid stand in no sentence that is said to bear on no duty."""
    told = dict(zip(split(TEXT.read_text("utf-8")), sentences(FOLDER), strict=True))
    assert [
        text for text, one in told.items() if one.none and any(w in text for w in ("应当", "不得", "需要遵守"))
    ] == []


def test_every_sentence_with_a_duty_is_answered():
    found = coverage(FOLDER, [DRAFT])
    assert found.sentences == len(sentences(FOLDER)) == 60
    assert found.covered == found.with_duty > found.sentences // 2
    assert list(seed_faults(FOLDER, [DRAFT])) == []


def test_every_article_that_the_commentary_rests_on_is_named():
    named = {duty.partition("/")[2].partition(".")[0] for one in sentences(FOLDER) for duty in one.duties}
    assert named >= {"2", "4", "5", "6", "7", "10", "11", "12", "13", "15", "16", "17", "19", "20"}


@pytest.mark.parametrize("gone", ["cn-draft-2023-04/16", "seed/46"])
def test_a_duty_that_goes_leaves_its_sentences_open(gone):
    pack = replace(DRAFT, obligations=tuple(duty for duty in DRAFT.obligations if duty.id != gone))
    found = coverage(FOLDER, [pack])
    assert found.covered < found.with_duty
    assert any(gone in fault and "_seed.yaml:" in fault for fault in seed_faults(FOLDER, [pack]))


def test_the_reason_for_none_is_of_a_closed_list():
    for one in sentences(FOLDER):
        assert bool(one.duties) is not bool(one.none)
        assert one.none in ("", "background", "outline", "transition", "appraisal")
