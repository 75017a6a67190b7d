"""The profile: the catalogs of the active packs, and the merged value of every parameter that binds."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiju.law.oscal.catalog import parameter_id
from guiju.law.oscal.profile import profile
from guiju.law.oscal.words import written
from guiju.law.reading.active import Packs
from guiju.law.reading.loading import load, read_pack
from tests.law.packs import PACK, folder


def told(packs: Packs) -> dict:
    return profile(packs, written(packs.all), {pack.id: "ab" * 32 for pack in packs.all})["profile"]


def two(tmp_path, value: int, mode: str) -> Packs:
    stricter = PACK.replace("id: test-pack", "id: other").replace("value: 3", f"value: {value}")
    return load(["test-pack", f"other:{mode}"], folder=folder(tmp_path, test_pack=PACK, other=stricter))


def test_merged_values_of_binding_packs_cite_the_clause_that_decided(tmp_path):
    packs = two(tmp_path, 2, "binding")
    settings = told(packs)["modify"]["set-parameters"]
    assert {one["param-id"]: one["values"] for one in settings} == {
        parameter_id(pack, "limit"): ["2"] for pack in packs.all
    }
    assert {one["props"][0]["value"] for one in settings} == {"other/1"}


def test_a_reference_pack_is_imported_and_sets_nothing(tmp_path):
    packs = two(tmp_path, 2, "reference")
    found = told(packs)
    assert len(found["imports"]) == len(found["back-matter"]["resources"]) == 2
    assert [(one["param-id"], one["values"]) for one in found["modify"]["set-parameters"]] == [
        ("test-pack_limit", ["3"])
    ]
    modes = {(one["name"], one["value"]) for one in found["metadata"]["props"] if one["name"] != "digest"}
    assert modes == {("binding", "test-pack"), ("reference", "other")}


def test_packs_that_cannot_both_bind_have_no_profile(tmp_path):
    one = read_pack(folder(tmp_path), "test-pack")
    limit = one.parameters["limit"]
    other = replace(one, id="other", parameters={"limit": replace(limit, join="max", value=9, decided="other/1")})
    with pytest.raises(ValueError, match="both cannot bind"):
        told(Packs((one, other)))
