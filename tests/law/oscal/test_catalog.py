"""A catalog tells everything its pack tells."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from guiju.law.oscal.catalog import catalog
from guiju.law.oscal.words import SPACE, token, written
from guiju.law.reading.loading import read_packs

PACKS = read_packs()


def groups(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for group in told.get("groups", ()):
        yield group
        yield from groups(group)


def controls(name: str) -> dict[str, dict[str, Any]]:
    pack = PACKS[name]
    told = catalog(pack, written([pack]))["catalog"]
    return {control["id"]: control for group in groups(told) for control in group.get("controls", ())}


def values(told: dict[str, Any], name: str) -> list[str]:
    return [one["value"] for one in told.get("props", ()) if one.get("ns") == SPACE and one["name"] == name]


@pytest.mark.parametrize("name", PACKS)
def test_every_duty_with_its_words_terms_controls_and_penalties(name: str) -> None:
    found, pack = controls(name), PACKS[name]
    assert list(found) and set(found) == {token(duty.id) for duty in pack.obligations}
    for duty in pack.obligations:
        told = found[token(duty.id)]
        assert values(told, "id") == [duty.id]
        assert (values(told, "control"), values(told, "penalty")) == ([*duty.controls], [*duty.penalties])
        parts = {one["name"]: one for one in told["parts"]}
        assert [item["prose"] for item in parts["statement"]["parts"]] == [*duty.duty]
        assert [item["prose"] for item in parts["evidence"]["parts"]] == [*duty.shows]
        assert ("guidance" in parts) == (duty.feasibility is not None)
        terms = [one for one in told["parts"] if one["name"] == "term"]
        assert [values(one, "within") for one in terms] == [[d.within] if d.within else [] for d in duty.deadlines]


@pytest.mark.parametrize("name", PACKS)
def test_every_parameter_stands_with_its_value_in_the_duty_that_sets_it(name: str) -> None:
    pack, found = PACKS[name], controls(name)
    told = {p["props"][0]["value"]: (id, p["values"]) for id, c in found.items() for p in c.get("params", ())}
    assert told == {
        p.id: (token(p.decided), [str(v) for v in (p.value if isinstance(p.value, tuple) else (p.value,))])
        for p in pack.parameters.values()
    }


@pytest.mark.parametrize("name", PACKS)
def test_every_article_penalty_and_instrument_with_its_dates(name: str) -> None:
    pack = PACKS[name]
    told = catalog(pack, written([pack]))["catalog"]
    articles = [group for group in groups(told) if group.get("class") == "article"]
    assert sorted(values(one, "number")[0] for one in articles) == sorted(one.number for one in pack.articles)
    assert [group["parts"][0]["parts"][0]["prose"] for group in articles if values(group, "number") == ["1"]] == [
        one.text.zh for one in pack.articles if one.number == "1"
    ]
    penalties = [one for group in articles for one in group["parts"] if one["name"] == "penalty"]
    assert len(penalties) == len(pack.penalties)
    for instrument, resource in zip(pack.instruments.values(), told["back-matter"]["resources"], strict=True):
        effective = instrument.dates.effective
        assert values(resource, "effective") == ([str(effective)] if effective else [])
        assert values(resource, "status") == [instrument.status]
