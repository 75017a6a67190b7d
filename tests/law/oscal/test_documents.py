"""OSCAL: each document passes trestle's own validation, a broken one does not; the same packs give the same bytes."""

from __future__ import annotations

import hashlib
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from trestle.core.catalog.catalog_interface import CatalogInterface
from trestle.core.profile_resolver import ProfileResolver
from trestle.oscal.catalog import Catalog
from trestle.oscal.mapping import MappingCollection
from trestle.oscal.profile import Profile

from guiju.law.oscal.documents import documents
from guiju.law.oscal.words import token
from guiju.law.reading.active import Packs
from guiju.law.reading.loading import read_packs
from tests.law.workspace import valid, workspace

ALL = tuple(read_packs().values())
PACKS = Packs(tuple(p for p in ALL if not p.draft), tuple(p for p in ALL if p.draft))
WRITTEN = documents(PACKS)
CATALOGS = [place for place in WRITTEN if place.parts[0] == "catalogs"]
PROFILE = PurePosixPath("profiles/guiju/profile.json")
MAPPING = PurePosixPath("mapping-collections/guiju/mapping-collection.json")
SHAPES = {"catalogs": Catalog, "profiles": Profile, "mapping-collections": MappingCollection}


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return workspace(tmp_path_factory.mktemp("oscal"), WRITTEN)


@pytest.mark.parametrize("name", WRITTEN, ids=str)
def test_every_document_reads_as_the_model_it_is(place: Path, name: PurePosixPath) -> None:
    shape = SHAPES[name.parts[0]]
    read = shape.oscal_read(place / name)
    assert isinstance(read, shape) and read.metadata.oscal_version.root.root == "1.2.1"


def test_trestle_validates_all_of_them(place: Path) -> None:
    assert valid(place)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        (CATALOGS[0], b'"uuid": "', b'"uuid": "x'),
        (CATALOGS[0], b'"class": "obligation"', b'"klass": "obligation"'),
        (PROFILE, b'"imports"', b'"imported"'),
        (MAPPING, b'"relationship": "equal-to"', b'"relationship": "equal to"'),
        (MAPPING, b'"sources"', b'"source"'),
    ],
)
def test_a_corrupted_document_does_not_pass(tmp_path: Path, name: PurePosixPath, old: bytes, new: bytes) -> None:
    assert old in WRITTEN[name]
    assert not valid(workspace(tmp_path, {name: WRITTEN[name].replace(old, new, 1)}))


def test_the_profile_resolves_to_every_obligation(place: Path) -> None:
    resolved = ProfileResolver.get_resolved_profile_catalog(place, place / PROFILE)
    found = {control.id for control in CatalogInterface(resolved).get_all_controls_from_dict()}
    assert found == {token(duty.id) for pack in PACKS.all for duty in pack.obligations}


def test_the_profile_holds_the_digest_of_each_catalog() -> None:
    resources = orjson.loads(WRITTEN[PROFILE])["profile"]["back-matter"]["resources"]
    told = {one["rlinks"][1]["href"]: one["rlinks"][1]["hashes"][0]["value"] for one in resources}
    assert told == {f"../../{name}": hashlib.sha256(WRITTEN[name]).hexdigest() for name in CATALOGS}


def _ids(told: object) -> list[str]:
    if isinstance(told, dict):
        return [told[key] for key in ("id", "uuid") if key in told] + [i for v in told.values() for i in _ids(v)]
    return [i for one in told for i in _ids(one)] if isinstance(told, list) else []


@pytest.mark.parametrize("name", WRITTEN, ids=str)
def test_no_id_stands_twice_in_a_document(name: PurePosixPath) -> None:
    assert [id for id, n in Counter(_ids(orjson.loads(WRITTEN[name]))).items() if n > 1] == []


@settings(max_examples=20)
@given(st.lists(st.sampled_from(ALL), min_size=1, max_size=3, unique_by=lambda pack: pack.id), st.data())
def test_the_same_packs_and_time_give_the_same_bytes(chosen, data) -> None:
    at = data.draw(st.none() | st.datetimes(timezones=st.just(UTC)))
    packs = Packs((), tuple(chosen))
    again = Packs((), tuple(read_packs()[pack.id] for pack in chosen)) if len(chosen) == 1 else packs
    assert documents(packs, at) == documents(again, at)


def test_another_version_gives_other_uuids_and_a_given_time_is_told() -> None:
    one = Packs((), ALL[:1])
    at = datetime(2026, 1, 1, tzinfo=UTC)
    early, late = (orjson.loads(documents(one, t)[CATALOGS_OF_ONE])["catalog"] for t in (None, at))
    assert early["uuid"] != late["uuid"]
    assert late["metadata"]["last-modified"] == "2026-01-01T00:00:00+00:00"


CATALOGS_OF_ONE = PurePosixPath(f"catalogs/{ALL[0].id}/catalog.json")


def test_nothing_says_where_or_when_it_was_made() -> None:
    told = b"".join(WRITTEN.values())
    assert str(Path.cwd()).encode() not in told and f"{datetime.now(UTC):%Y-%m-%dT}".encode() not in told
