from __future__ import annotations

from collections import Counter

from guiju.core.facts.words import ID_PATTERN
from guiju.labels.carriers import CARRIERS, carrier_of


def test_names_are_facts_that_evidence_may_hold_and_each_is_of_one_format() -> None:
    names = [carrier.name for carrier in CARRIERS]
    assert all(ID_PATTERN.fullmatch(name) for name in names)
    assert max(Counter(names).values()) == 1


def test_an_ending_is_of_one_format() -> None:
    endings = Counter(ending for carrier in CARRIERS for ending in carrier.endings)
    assert not [ending for ending, count in endings.items() if count > 1]


def test_what_is_nothing_has_no_format() -> None:
    assert carrier_of(b"") is None
    assert carrier_of(b"\0\1\2", "a.txt") is None
