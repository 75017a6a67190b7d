"""The desk: whatever officers edit comes back, everything else stays, twice is once, and a lapsed decision is told."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.cli.register_desk import REGISTER, Desk, desk_of, every_duty, packs_named
from guiju.config import Config
from guiju.core.facts import DutyAssigned, DutyDecided
from guiju.law import Entry, Packs, read_sheet, status
from tests.law.records import NOW
from tests.law.registers import THREE, duties, edited, exported, put, small

SAID = st.sampled_from(["", "王", "=1+1", " 首空格", "a\nb", '"引号"', "🙂", "'", "长" * 300])
SOME = SAID.filter(bool)
DECISION = st.tuples(st.just("不适用"), SOME, SOME) | st.tuples(st.sampled_from(["", "适用"]), SAID, SAID)
EDIT = st.fixed_dictionaries({}, optional={"owner": SAID, "notes": SAID, "decision": DECISION})
EDITS = st.fixed_dictionaries({}, optional={f"test-pack/1{n}": EDIT for n in ("", ".1", ".2")})


@pytest.fixture
def desk(home: Path) -> Iterator[Desk]:
    with desk_of(Config.read()) as desk:
        yield desk


def after(entry: Entry, edit: dict) -> Entry:
    words = {"适用": "yes", "不适用": "no", "": ""}
    plain = {name: edit[name] for name in ("owner", "notes") if name in edit}
    if "decision" in edit:
        applies, reason, approver = edit["decision"]
        plain |= {"applies": words[applies], "reason": reason, "approver": approver}
    return replace(entry, **plain)


def write(sheet, edits: dict) -> None:
    for id, edit in edits.items():
        for name in ("owner", "notes"):
            if name in edit:
                put(sheet, id, name, edit[name] or None)
        for name, told in zip(("applies", "reason", "approver"), edit.get("decision", ()), strict=False):
            put(sheet, id, name, told or None)


def sent(desk: Desk, pack, file: Path, edits: dict) -> Path:
    """The register as it stands, edited by somebody."""
    content = exported(pack, desk.entries(duties(pack)), desk.mark, desk.register)
    return edited(content, file, lambda sheet, book: write(sheet, edits))


def taken(desk: Desk, pack, file: Path) -> int:
    sheet = read_sheet(file)
    return desk.record(desk.outcomes(sheet, sheet.rows, duties(pack)), duties(pack), "officer:x")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
@given(EDITS)
def test_random_edits_come_back_and_all_else_stays(desk, tmp_path, edits):
    pack = small(tmp_path)
    before = desk.entries(duties(pack))
    file = sent(desk, pack, tmp_path / "r.xlsx", edits)
    wanted = {id: after(entry, edits.get(id, {})) for id, entry in before.items()}
    written = taken(desk, pack, file)
    assert desk.entries(duties(pack)) == wanted
    assert (written > 0) == (wanted != before)
    assert taken(desk, pack, file) == 0
    assert taken(desk, pack, sent(desk, pack, tmp_path / "again.xlsx", {})) == 0


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=25)
@given(EDITS, EDITS)
def test_of_two_officers_who_edit_at_once_nobody_is_overwritten(desk, tmp_path, one, other):
    pack = small(tmp_path)
    before = desk.entries(duties(pack))
    files = [sent(desk, pack, tmp_path / f"{n}.xlsx", edits) for n, edits in enumerate((one, other))]
    taken(desk, pack, files[0])
    first = desk.entries(duties(pack))
    sheet = read_sheet(files[1])
    outcomes = {o.obligation: o for o in desk.outcomes(sheet, sheet.rows, duties(pack))}
    taken(desk, pack, files[1])
    for id, entry in desk.entries(duties(pack)).items():
        for unit in ("owner", "notes", "decision"):
            mine, theirs = first[id].unit(unit), after(before[id], other.get(id, {})).unit(unit)
            clash = before[id].unit(unit) not in (mine, theirs) and mine != theirs
            assert (unit in outcomes[id].conflicts) == clash
            assert entry.unit(unit) == (mine if clash or theirs == before[id].unit(unit) else theirs)


NOT = {"test-pack/1": {"decision": ("不适用", "因", "李")}}


def test_a_changed_pack_makes_a_decision_lapse_until_it_is_made_again(desk, tmp_path):
    pack = small(tmp_path)
    taken(desk, pack, sent(desk, pack, tmp_path / "r.xlsx", NOT))
    ours = small(tmp_path, THREE.replace("fresh: P7D", "fresh: P6D").replace('version: "1"', 'version: "2"'))
    later = small(tmp_path, THREE.replace("en: Duty", "en: Other duty").replace('version: "1"', 'version: "2"'))

    def judged(of):
        rows = status(Packs((of,)), desk.ledger.proven(), NOW.replace(year=2090))
        return next(row for row in rows if row.obligation.id == "test-pack/1")

    assert (judged(pack).value, judged(pack).decision.lapsed) == ("not_applicable", False)
    assert (judged(ours).value, judged(ours).decision.lapsed) == ("not_applicable", False)
    assert desk.entries(duties(ours))["test-pack/1"].applies == "no"
    assert (judged(later).value, judged(later).decision.lapsed) == ("planned", True)
    assert desk.entries(duties(later))["test-pack/1"] == Entry(reason="因", approver="李")
    assert taken(desk, later, sent(desk, later, tmp_path / "s.xlsx", {})) == 0
    assert taken(desk, later, sent(desk, later, tmp_path / "s.xlsx", NOT)) == 1
    assert judged(later).value == "not_applicable"


def test_a_decision_in_a_sheet_of_the_older_pack_is_not_taken_for_the_newer(desk, tmp_path):
    pack = small(tmp_path)
    edits = {"test-pack/1": {"owner": "王", "decision": ("不适用", "因", "李")}}
    file = sent(desk, pack, tmp_path / "r.xlsx", edits)
    later = small(tmp_path, THREE.replace('version: "1"', 'version: "2"'))
    sheet = read_sheet(file)
    [outcome] = [o for o in desk.outcomes(sheet, sheet.rows, duties(later)) if o.changed]
    assert (outcome.changed, outcome.outdated) == (("owner",), ("decision",))


def test_a_register_of_another_house_fills_only_what_is_empty_here(desk, tmp_path):
    pack = small(tmp_path)
    taken(desk, pack, sent(desk, pack, tmp_path / "r.xlsx", {"test-pack/1": {"owner": "王"}}))
    there = {"test-pack/1": Entry("李"), "test-pack/1.1": Entry("赵"), "test-pack/1.2": Entry()}
    file = tmp_path / "theirs.xlsx"
    file.write_bytes(exported(pack, there, lambda *told: "theirs", "u-theirs"))
    sheet = read_sheet(file)
    outcomes = {o.obligation: o for o in desk.outcomes(sheet, sheet.rows, duties(pack))}
    assert outcomes["test-pack/1"].conflicts == ("owner",)
    assert outcomes["test-pack/1.1"].entry.owner == "赵"
    assert not outcomes["test-pack/1.2"].changed


def test_each_record_is_a_fact_of_one_duty(desk, tmp_path):
    pack = small(tmp_path)
    both = {"test-pack/1": {"owner": "王", "decision": ("不适用", "因", "李")}}
    assert taken(desk, pack, sent(desk, pack, tmp_path / "r.xlsx", both)) == 2
    [assigned] = desk.ledger.find(kind=DutyAssigned.kind)
    [decided] = desk.ledger.find(kind=DutyDecided.kind)
    assert (assigned.subject, assigned.user, assigned.actor) == ("test-pack/1", None, "officer:x")
    assert (decided.facts.pack, decided.facts.version, decided.facts.pack_digest) == ("test-pack", "1", pack.digest)
    kept = desk.vault.read(decided.facts.item)
    assert decided.facts.digest == desk.vault.digest(desk.register, kept)


def test_no_end_user_can_be_taken_for_the_register(desk):
    assert len(REGISTER) > 256 and desk.register == ""


def test_packs_are_the_active_ones_or_those_named(desk):
    config = Config.read()
    active = packs_named(config, desk.ledger, ())
    one = packs_named(config, desk.ledger, (active.ids[-1], active.ids[0], active.ids[0]))
    assert set(one.ids) == {active.ids[0], active.ids[-1]}
    named = replace(config, packs=("cn-interim-2023-08",))
    both = packs_named(named, desk.ledger, ("cn-interim-2023-08", "cn-statutes"))
    assert ([p.id for p in both.binding], [p.id for p in both.reference]) == (["cn-interim-2023-08"], ["cn-statutes"])
    with pytest.raises(LookupError, match="cn-nowhere"):
        packs_named(config, desk.ledger, ("cn-nowhere",))
    assert {"seed/22", "cn-statutes/csl-61"} & every_duty(named, desk.ledger).keys() >= {"seed/22"}
