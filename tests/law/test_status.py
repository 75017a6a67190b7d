"""Obligation → control → status: one pass, one status a pack, and nothing met that is not shown."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from itertools import combinations_with_replacement
from typing import get_args

import pytest

from guiju.core.facts import Digest, DutyDecided, Id
from guiju.core.tally import StatusName
from guiju.law import load, status
from guiju.law.status import united
from tests.law.packs import PACK, folder
from tests.law.records import ADMITTED, CLOSED, DIGEST, NOW, ago, record

PACKS = load(["cn-draft-2023-04"], on=date(2026, 11, 22))
REQUEST = [record(ADMITTED, ago(minutes=2), seq=2), record(CLOSED, ago(minutes=1), seq=3)]


def by_id(packs, records):
    return {row.obligation.id: row for row in status(packs, records, NOW)}


@pytest.mark.parametrize(
    ("values", "value"),
    [
        ([], "not_applicable"),
        (["met"], "met"),
        (["met", "met"], "met"),
        (["met", "planned"], "planned"),
        (["met", "no_evidence"], "no_evidence"),
        (["planned", "no_evidence"], "planned"),
        (["not_met", "planned"], "not_met"),
        (["not_met", "met"], "not_met"),
        (["not_applicable", "met"], "met"),
    ],
)
def test_what_controls_make_of_an_obligation(values, value):
    assert united(values) == value
    assert united(reversed(values)) == value


def test_an_obligation_is_met_only_where_every_control_that_applies_is():
    for values in combinations_with_replacement(get_args(StatusName), 3):
        if united(values) == "met":
            assert set(values) <= {"met", "not_applicable"}


def test_the_chat_obligations_after_one_request():
    rows = by_id(PACKS, REQUEST)
    met = {id.removeprefix("cn-draft-2023-04/") for id, row in rows.items() if row.value == "met"}
    assert met == {"4.1", "5", "11.1", "15.1", "16"}
    for control in rows["cn-draft-2023-04/16"].controls:
        assert control.status.live.places == (("w", 3),)
        assert (control.status.live.covered, control.status.live.events) == (1, 1)
    assert rows["cn-draft-2023-04/4.4"].value == "planned"
    assert rows["cn-draft-2023-04/3"].value == "not_applicable"


def test_the_same_request_in_a_demonstration():
    shown = [record(r.facts, r.at, demo=True) for r in REQUEST]
    rows = by_id(PACKS, shown)
    assert not [id for id, row in rows.items() if row.value == "met"]
    assert rows["cn-draft-2023-04/16"].demo == "met"


def test_without_records_nothing_is_met():
    assert {row.value for row in status(PACKS, [], NOW)} == {"no_evidence", "planned", "not_applicable"}


def test_an_answer_without_its_label_fails_that_duty_alone():
    rows = by_id(
        PACKS, [*REQUEST, record(ADMITTED, subject="r-2"), record(CLOSED, subject="r-2", explicit_label="none")]
    )
    assert rows["cn-draft-2023-04/16"].value == "not_met"
    assert rows["cn-draft-2023-04/15.1"].value == "met"


def test_each_pack_has_its_own_status(tmp_path):
    other = PACK.replace("id: test-pack", "id: other").replace("{judged: true}", "{implicit_label: true}")
    place = folder(tmp_path, test_pack=PACK, other=other)
    packs = load(["test-pack", "other:reference"], on=NOW.date(), folder=place)
    rows = status(packs, [record(CLOSED, implicit_label=False)], NOW)
    assert [(row.pack, row.binding, row.controls[0].status.value) for row in rows] == [
        ("test-pack", True, "met"), ("other", False, "not_met"),
    ]  # fmt: skip


def test_the_records_are_read_once():
    assert by_id(PACKS, iter(REQUEST))["cn-draft-2023-04/5"].value == "met"


def decided(pack, duty, applicable=False, digest=None, item="c-1", demo=False, at=ago(minutes=3)):
    facts = DutyDecided(Id(duty), Id(pack.id), Id(pack.version), digest or pack.digest, applicable, Id(item), DIGEST)
    return record(facts, at, duty, None, demo=demo, seq=9)


def test_what_was_decided_not_to_apply_is_told_so_with_the_record_that_decided():
    pack, duty = PACKS.all[0], "cn-draft-2023-04/4.4"
    row = by_id(PACKS, [*REQUEST, decided(pack, duty)])[duty]
    assert (row.value, row.demo, row.decision.place, row.decision.item) == (
        "not_applicable", "not_applicable", ("w", 9), "c-1",
    )  # fmt: skip
    assert not row.decision.lapsed
    before = by_id(PACKS, REQUEST)
    assert {id: row for id, row in by_id(PACKS, [*REQUEST, decided(pack, duty)]).items() if id != duty} == {
        id: row for id, row in before.items() if id != duty
    }


def test_a_decision_under_another_digest_of_the_pack_has_lapsed():
    pack, duty = PACKS.all[0], "cn-draft-2023-04/4.4"
    row = by_id(PACKS, [decided(pack, duty, digest=Digest("cd" * 32))])[duty]
    assert (row.value, row.decision.lapsed, row.decision.pack_digest) == ("planned", True, "cd" * 32)


@pytest.mark.parametrize(
    "later",
    [{"applicable": True}, {"applicable": True, "item": ""}],
)
def test_the_last_decision_holds(later):
    pack, duty = PACKS.all[0], "cn-draft-2023-04/4.4"
    records = [decided(pack, duty), decided(pack, duty, at=ago(minutes=1), **later)]
    for order in (records, records[::-1]):
        row = by_id(PACKS, order)[duty]
        assert (row.value, row.decision) == ("planned", None)


def test_a_decision_of_a_demonstration_or_of_a_later_day_is_none():
    pack, duty = PACKS.all[0], "cn-draft-2023-04/4.4"
    for one in (decided(pack, duty, demo=True), decided(pack, duty, at=NOW + timedelta(seconds=1))):
        assert by_id(PACKS, [one])[duty].value == "planned"


def test_a_duty_that_does_not_bind_yet_has_no_status():
    packs = load(["eu-ai-act-2024"], on=date(2026, 11, 22))
    for day, told in ((datetime(2026, 8, 1, tzinfo=UTC), False), (datetime(2026, 8, 2, tzinfo=UTC), True)):
        ids = {row.obligation.id for row in status(packs, [], day)}
        assert ("eu-ai-act-2024/50.2" in ids) is told and "eu-ai-act-2024/53.1" in ids
