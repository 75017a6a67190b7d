"""The mapping: each relation between two packs as a relationship of sets, and what has no counterpart as a gap."""

from __future__ import annotations

from typing import get_args

from guiju.core.pack import Relationship
from guiju.law.oscal.mapping import RELATIONSHIPS, mapping
from guiju.law.oscal.words import written
from guiju.law.reading.active import Packs
from guiju.law.reading.loading import load, read_packs
from tests.law.packs import PACK, folder

LATER = """
relations:
  - {topic: {zh: 同, en: Same}, this: "1", that: test-pack/1, kind: KIND, effect: {zh: 不变, en: Unchanged}}
  - {topic: {zh: 去, en: Gone}, that: test-pack/1, kind: dropped}
  - {topic: {zh: 增, en: New}, this: "1", kind: added}
  - {topic: {zh: 外, en: Outside}, this: "1", that: test-pack/1, kind: same}
"""


def packs(tmp_path, kind: str = "same") -> Packs:
    later = PACK.replace("id: test-pack", "id: later").replace("since:", "replaces: [test-pack]\nsince:", 1)
    place = folder(tmp_path, test_pack=PACK, later=later + LATER.replace("KIND", kind))
    return load(["test-pack", "later"], folder=place)


def told(chosen: Packs) -> list[dict]:
    found = mapping(chosen, written(chosen.all))
    return found["mapping-collection"]["mappings"] if found else []


def test_every_kind_of_relation_is_a_relationship_of_sets():
    assert set(RELATIONSHIPS) == set(get_args(Relationship))
    assert set(RELATIONSHIPS.values()) == {
        "equal-to", "subset-of", "superset-of", "intersects-with", "no-relationship",
    }  # fmt: skip


def test_a_relation_is_read_from_this_to_that(tmp_path):
    [one] = told(packs(tmp_path, "narrower"))
    first = one["maps"][0]
    assert (first["relationship"], first["sources"], first["targets"]) == (
        "subset-of", [{"type": "control", "id-ref": "later_1"}], [{"type": "control", "id-ref": "test-pack_1"}],
    )  # fmt: skip
    assert one["source-resource"]["href"].endswith("catalogs/later/catalog.json")
    assert [p["value"] for p in first["props"]] == ["narrower", "不变", "Unchanged"]


def test_what_has_no_counterpart_is_a_gap(tmp_path):
    [one] = told(packs(tmp_path))
    assert one["source-gap-summary"]["unmapped-controls"] == [{"with-ids": ["later_1"]}]
    assert one["target-gap-summary"]["unmapped-controls"] == [{"with-ids": ["test-pack_1"]}]


def test_packs_without_a_relation_between_them_have_no_mapping(tmp_path):
    both = packs(tmp_path)
    assert mapping(Packs(both.binding[1:]), written(both.all)) is None


def test_every_relation_between_two_duties_of_the_packs_is_told():
    every = Packs((), tuple(read_packs().values()))
    found = sum(len(one["maps"]) for one in told(every))
    held = {pack.id: pack for pack in every.all}

    def stands(place: str) -> bool:
        pack, _, number = place.partition("/")
        return any(place == d.id or number == d.article for d in held[pack].obligations)

    stated = [
        r for pack in every.all for r in pack.relations if r.this and r.that and stands(r.this) and stands(r.that)
    ]
    assert found == len(stated) > 50
