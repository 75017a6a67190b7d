"""``law check`` finds each way in which law and code can part, and nothing in our own tree."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

import guiju
from guiju.core.pack import Pack
from guiju.law import check, faulty_packs, read_packs, summary
from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.packs import PACK, folder

DRAFT = read_pack(FOLDER, "cn-draft-2023-04")
PACKS = (DRAFT,)
WRITERS = """
IDS = "words@1", "pii@2026.11", "harm@1", "attack@1", "abuse@1"
def tell(facts):
    facts.RequestAdmitted(); facts.AnswerClosed(); StandingChanged(); CheckpointSigned(); ErasureComplete()
    ScopeDecided(); ExposureComputed(); PackAdopted(); ServiceStarted(); WordsUpdated(); FileLabelled()
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A tree of code in which everything holds."""
    (tmp_path / "core").mkdir()
    (tmp_path / "writers.py").write_text(WRITERS, encoding="utf-8")
    return tmp_path


def bent(**changed) -> tuple[Pack]:
    return (replace(DRAFT, **changed),)


def test_all_holds(source):
    assert check(PACKS, source) == []


def test_our_own_tree_holds():
    assert check(read_packs().values(), Path(guiju.__file__).parent) == []


def test_an_obligation_without_a_control(source):
    duties = tuple(replace(d, controls=()) if d.id.endswith("/9") else d for d in DRAFT.obligations)
    assert check(bent(obligations=duties), source) == [
        "cn-draft-2023-04/9: obligation without a control; name one in the pack (a planned one will do)"
    ]


def test_an_obligation_with_a_control_that_is_not_there(source):
    controls = {name: control for name, control in DRAFT.controls.items() if name != "real-name"}
    assert [p.partition(";")[0] for p in check(bent(controls=controls), source)] == [
        "cn-draft-2023-04/9: control real-name is not in the pack"
    ]


@pytest.mark.parametrize("facts", ["AnswerClosed", "StandingChanged"])
def test_a_control_whose_evidence_no_code_writes(source, facts):
    (source / "writers.py").write_text(WRITERS.replace(f"{facts}()", "dumps()"), encoding="utf-8")
    problems = check(PACKS, source)
    assert problems and all(f"write a {facts}" in problem for problem in problems)
    (source / "core" / "facts.py").write_text(f"{facts}()", encoding="utf-8")
    assert check(PACKS, source) == problems, "core defines facts; it does not leave evidence"


def test_a_number_of_the_law_in_code(source):
    (source / "rules.py").write_text("x = 1\nconsecutive = 3\nwhy = 'article 19'\nfine = 100_000\n", encoding="utf-8")
    places = [problem.removeprefix(str(source)).partition(" ")[0] for problem in check(PACKS, source)]
    assert places == ["/rules.py:2:", "/rules.py:3:", "/rules.py:4:"]


def test_a_row_of_the_commentary_without_an_obligation(source):
    duties = tuple(replace(d, seed_rows=()) if d.id == "seed/45" else d for d in DRAFT.obligations)
    [problem] = check(bent(obligations=duties), source)
    assert "row 45 has no obligation" in problem and "_seed.yaml:" in problem


def test_a_faulty_pack_is_found_active_or_not(tmp_path):
    assert faulty_packs() == []
    place = folder(tmp_path, test_pack=PACK, other=PACK.replace("{min: 1,", "{min: 3,").replace("test-pack", "other"))
    assert [problem.removeprefix(str(place)) for problem in faulty_packs(place)] == [
        "/other.yaml:32: the least, 3, is above the most, 2"
    ]


def test_a_control_that_asks_for_a_check_that_is_not_there(source):
    (source / "writers.py").write_text(WRITERS.replace("pii@", "piii@"), encoding="utf-8")
    assert check(PACKS, source) == [
        f"cn-draft-2023-04: control {name} asks for a check 'pii', which no code is; correct it"
        for name in ("prompt-check", "answer-check")
    ]


def test_a_control_that_asks_for_a_risk_that_no_pack_has(source):
    risks = {name: risk for name, risk in DRAFT.risks.items() if name != "check.failed"}
    assert check(bent(risks=risks), source) == [
        f"control {name} asks about 'check.failed', a risk that no pack has; correct it"
        for name in ("prompt-check", "answer-check", "abuse-detection")
    ]


def test_the_figures_of_our_own_packs():
    found = summary(read_packs().values())
    assert (found.without_control, found.seed.share) == (0, 1.0)
    assert 0 < found.planned < found.obligations


def test_the_figures_count_what_is_missing():
    bare = tuple(replace(duty, controls=()) for duty in DRAFT.obligations if duty.id != "seed/45")
    found = summary(bent(obligations=bare))
    assert found.without_control == sum(duty.actor != "state" for duty in bare)
    assert found.planned == 0 and found.seed.share < 1
