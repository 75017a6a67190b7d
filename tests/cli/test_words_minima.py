"""The minima of the lexicon are the packs'."""

from __future__ import annotations

from guiju.cli.words_minima import Minima, minima_of
from guiju.law import load


def test_they_are_read_from_the_packs_that_bind() -> None:
    packs = load(["cn-gbt-45654-2025:binding"])
    found = minima_of(packs)
    assert found.total == packs.parameter("keywords.total_min").value
    assert {risk[:2] for risk in found.risks} == {"a1", "a2"}
    assert found.risks["a1.a"] == packs.parameter("keywords.a1_each_min").value


def test_where_no_pack_asks_none_is_missed() -> None:
    found = minima_of(load(["cn-draft-2023-04"]))
    assert found == Minima()
    assert found.missed({}) == []


def test_what_is_missed_is_named() -> None:
    minima = Minima(10, {"a1.a": 3, "a2.b": 2}, 7)
    assert minima.missed({"a1.a": 2, "a2.b": 2}) == ["a1.a", "total"]
    assert minima.missed({"a1.a": 8, "a2.b": 2}) == []
