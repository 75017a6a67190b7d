"""The vocabularies: every word that a pack may use is told in both languages."""

from __future__ import annotations

import re
from typing import get_args

import pytest

from guiju.core.pack import Route, Severity
from guiju.law.reading.schema import Harm, Measure
from guiju.law.reading.words import words

HAN = re.compile(r"[\u4e00-\u9fff]")


@pytest.mark.parametrize(
    ("vocabulary", "closed"),
    [("severities", Severity), ("harms", Harm), ("measures", Measure), ("routes", Route)],
)
def test_every_word_of_a_closed_vocabulary_is_told(vocabulary: str, closed: object) -> None:
    assert set(words()[vocabulary]) == set(get_args(closed))


def test_each_is_told_in_its_own_language() -> None:
    for told in words().values():
        for text in told.values():
            assert HAN.search(text.zh) and not HAN.search(text.en)
