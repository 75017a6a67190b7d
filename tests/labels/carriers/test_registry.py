from __future__ import annotations

import inspect
from collections import Counter
from pathlib import Path

import pytest

from guiju.core.facts.words import ID_PATTERN
from guiju.labels.carrier import Carrier
from guiju.labels.carriers import CARRIERS, carrier_of


def test_names_are_facts_that_evidence_may_hold_and_each_is_of_one_format() -> None:
    names = [carrier.name for carrier in CARRIERS]
    assert all(ID_PATTERN.fullmatch(name) for name in names)
    assert max(Counter(names).values()) == 1


def test_an_ending_is_of_one_format() -> None:
    endings = Counter(ending for carrier in CARRIERS for ending in carrier.endings)
    assert not [ending for ending, count in endings.items() if count > 1]


def test_an_ending_begins_with_a_dot_or_is_the_whole_name_of_code() -> None:
    for carrier in CARRIERS:
        assert all(ending == ending.lower() for ending in carrier.endings)
        whole = [ending for ending in carrier.endings if not ending.startswith(".")]
        assert all(carrier.knows(b"x = 1\n", name) and not carrier.knows(b"x = 1\n", f"a{name}") for name in whole)


@pytest.mark.parametrize("carrier", CARRIERS, ids=lambda carrier: carrier.name)
def test_every_format_has_tests_of_its_own(carrier: Carrier) -> None:
    module = inspect.getmodule(type(carrier))
    assert module and module.__file__
    assert Path(__file__).with_name(f"test_{Path(module.__file__).name}").is_file()


def test_what_is_nothing_has_no_format() -> None:
    assert carrier_of(b"") is None
    assert carrier_of(b"\0\1\2", "a.txt") is None
