"""Narrowing: what applies on a date by assumed facts, and what by the facts of a service."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.core.pack import Pack
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.questions import questions
from guiju.law.scope.narrowing import narrowed, unnarrowed
from guiju.law.scope.profile import Profile
from guiju.law.scope.scope import decide
from tests.law import clocks


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


@pytest.mark.parametrize(
    ("on", "applying"),
    [
        ("2019-12-31", set()),
        ("2024-12-31", {"test-old"}),
        ("2025-01-01", {"test-draft"}),
        ("2026-01-01", {"test-draft", "test-law"}),
    ],
)
def test_without_facts_every_pack_in_effect_applies_whole(packs: dict[str, Pack], on: str, applying: set[str]) -> None:
    one = unnarrowed(packs.values(), date.fromisoformat(on))
    assert {name for name in packs if one.applies(name)} == applying
    assert one.holds("test-law/2.1")
    assert one.facts["service.opinion_attribute"] == "unknown"


def test_with_facts_only_what_applies(packs: dict[str, Pack]) -> None:
    given = Profile({"users.minors": False, "users.registered": 7}, date(2026, 11, 22))
    one = narrowed(decide(tuple(packs.values()), given, questions(FOLDER)))
    assert {name for name in packs if one.applies(name)} == {"test-draft", "test-law"}
    assert one.holds("test-law/1.1") and not one.holds("test-law/2.1") and not one.holds("test-old/1")
    assert (one.facts["users.registered"], one.facts["service.public"]) == (7, True)
