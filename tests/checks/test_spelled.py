"""The stored spellings: what would be computed, for the shipped lexicon and for any other."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks.lexicon import Entry, entry
from guiju.checks.shipped import shipped_lexicon
from guiju.checks.spelled import NO_TABLE, Spelled, shipped_table, spelled, table_of

PHRASES = ["红烧肉", "清蒸鱼", "烤鸭", "北京烤鸭", "冰糖葫芦串", "noodles", "make soup", "hotpot b"]
ENTRIES = st.lists(
    st.builds(entry, st.sampled_from(PHRASES), st.sampled_from(["a1.a", "a2.a"]), st.sampled_from([0.4, 0.6, 1.0])),
    max_size=6,
    unique_by=lambda one: (one.phrase, one.risk),
)


def all_of(known: Spelled) -> dict[str, set[tuple[Entry, object]]]:
    return {text: set(known.of(text)) for text in known}


def test_the_shipped_table_is_what_is_computed() -> None:
    computed, kept = table_of(shipped_lexicon().entries), shipped_table()
    assert kept == computed, "run python tools/spellings.py"


@settings(max_examples=40, deadline=None)
@given(listed=ENTRIES, tabled=ENTRIES)
def test_a_table_changes_nothing(listed: list[Entry], tabled: list[Entry]) -> None:
    assert all_of(spelled(listed, table_of(tabled))) == all_of(spelled(listed, NO_TABLE))


def test_a_table_stands_only_for_phrases_that_are_still_worth_hiding() -> None:
    whole = [entry("红烧肉", "a1.a"), entry("清蒸鱼", "a1.a")]
    table = table_of(whole)
    assert spelled(whole, table).table is table
    assert spelled([*whole, entry("hotpot", "a1.a")], table).table is table
    assert spelled([replace(whole[0], weight=0.1), whole[1]], table).table is NO_TABLE
    assert spelled(whole[:1], table).table is NO_TABLE
