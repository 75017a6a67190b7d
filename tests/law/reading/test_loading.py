"""Which packs are active, and how."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law import available, load
from tests.law.packs import PACK, folder

DRAFT = PACK.replace("id: test-pack", "id: test-draft").replace("status: in_force", "status: draft")
DAY = date(2026, 6, 1)


def modes(packs):
    return [pack.id for pack in packs.binding], [pack.id for pack in packs.reference]


@pytest.mark.parametrize(
    ("ids", "binding", "reference"),
    [
        ((), ["test-pack"], []),
        (("test-pack", "test-draft"), ["test-pack"], ["test-draft"]),
        (("test-draft:binding",), ["test-draft"], []),
        (("test-pack:reference",), [], ["test-pack"]),
    ],
)
def test_modes(tmp_path, ids, binding, reference):
    place = folder(tmp_path, test_pack=PACK, test_draft=DRAFT)
    assert modes(load(ids, on=DAY, folder=place)) == (binding, reference)
    assert available(place) == ("test-draft", "test-pack")


def test_the_list_of_active_packs_decides_for_an_id_without_a_mode(tmp_path):
    place = folder(tmp_path, active="test-draft: binding\n", test_draft=DRAFT)
    assert modes(load(["test-draft"], on=DAY, folder=place)) == (["test-draft"], [])


def test_a_pack_applies_by_date(tmp_path):
    place = folder(tmp_path, test_pack=PACK.replace("since: 2026-01-01", "since: 2026-01-01\nuntil: 2026-07-01"))
    for day, active in ((date(2025, 12, 31), 0), (date(2026, 1, 1), 1), (date(2026, 6, 30), 1), (date(2026, 7, 1), 0)):
        assert len(load(on=day, folder=place).all) == active


def test_what_is_not_there(tmp_path):
    place = folder(tmp_path)
    with pytest.raises(LookupError, match=r"no pack 'other' in .*; there is test-pack"):
        load(["other"], on=DAY, folder=place)
    with pytest.raises(LookupError, match="'must' is neither binding nor reference"):
        load(["test-pack:must"], on=DAY, folder=place)
    with pytest.raises(LookupError, match="no pack '_active'"):
        load(["_active"], on=DAY, folder=place)


def test_a_pack_has_the_name_of_its_file(tmp_path):
    with pytest.raises(ValueError, match=r"other\.yaml:1: the pack's id 'test-pack' is not the name of its file"):
        load(["other"], on=DAY, folder=folder(tmp_path, other=PACK))


@pytest.mark.parametrize(
    ("active", "said"),
    [("test-pack: must\n", r"_active\.yaml:1: test-pack: 'must'"), ("- test-pack\n", "not a list of")],
)
def test_a_faulty_list_of_active_packs(tmp_path, active, said):
    with pytest.raises(ValueError, match=said):
        load(on=DAY, folder=folder(tmp_path, active=active))


def test_a_folder_without_the_list(tmp_path):
    with pytest.raises(ValueError, match=r"_active\.yaml: missing"):
        load(on=DAY, folder=tmp_path)


def test_two_packs_that_cannot_both_bind_stop_the_start(tmp_path):
    high = PACK.replace("id: test-pack", "id: high").replace("value: 3, join: min", "value: 4, join: max")
    place = folder(tmp_path, active="test-pack: binding\nhigh: binding\n", test_pack=PACK, high=high)
    with pytest.raises(ValueError, match=r"high/1 asks for at least 4 times, test-pack/1 for at most 3"):
        load(on=DAY, folder=place)
    assert load(["test-pack", "high:reference"], on=DAY, folder=place).parameter("limit").number == 3
