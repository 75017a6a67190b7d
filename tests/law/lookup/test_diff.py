"""Two packs against each other: the relations are told the same from either side, and nothing is left untold."""

from __future__ import annotations

import pytest

from guiju.law import diff, read_packs

PACKS = read_packs()
DRAFT, INTERIM = PACKS["cn-draft-2023-04"], PACKS["cn-interim-2023-08"]
FOUND = diff(DRAFT, INTERIM)


@pytest.mark.parametrize(
    ("that", "this", "kind"),
    [
        ("cn-draft-2023-04/15.2", "cn-interim-2023-08/14.3", "dropped"),
        ("cn-draft-2023-04/9", "", "dropped"),
        ("cn-draft-2023-04/10.2", "cn-interim-2023-08/10.3", "narrower"),
        ("cn-draft-2023-04/6", "cn-interim-2023-08/17", "narrower"),
        ("", "cn-interim-2023-08/20", "added"),
    ],
)
def test_what_became_of_the_draft(that, this, kind):
    assert (that, this, kind) in {(one.that, one.this, one.kind) for one in FOUND.relations}


def test_every_row_of_the_table_is_told_with_what_follows():
    assert len({one.topic for one in FOUND.relations}) >= 16
    assert all(one.effect for one in FOUND.relations if one.kind != "same")


def test_read_from_the_other_side_old_and_new_change_places():
    turned = diff(INTERIM, DRAFT)
    assert {(one.this, one.that) for one in turned.relations} == {(one.that, one.this) for one in FOUND.relations}
    assert (turned.only_old, turned.only_new) == (FOUND.only_new, FOUND.only_old)
    narrower = {one.topic for one in FOUND.relations if one.kind == "narrower"}
    assert narrower == {one.topic for one in turned.relations if one.kind == "wider"}


def test_what_follows_is_told_in_its_own_direction_only():
    assert any(one.effect for one in FOUND.relations)
    assert not any(one.effect for one in diff(INTERIM, DRAFT).relations)


def test_every_duty_of_both_is_in_a_relation_or_told_apart():
    named = {place for one in FOUND.relations for place in (one.this, one.that)}
    for pack, rest in ((DRAFT, FOUND.only_old), (INTERIM, FOUND.only_new)):
        for duty in pack.obligations:
            told = duty.id in named or f"{pack.id}/{duty.article}" in named
            assert told is not (duty in rest) or duty.actor == "state"


def test_numbers_that_both_set_differently():
    tc260, gbt = PACKS["cn-tc260-003-2024"], PACKS["cn-gbt-45654-2025"]
    assert diff(tc260, gbt).parameters == ()
    assert diff(tc260, tc260).parameters == ()
