from __future__ import annotations

import time
from collections import Counter
from pathlib import Path

import pytest

from guiju.labels import Examined, Inspection, examine
from guiju.labels.remark import codes
from guiju.labels.sidecar import ENDING
from tests.labels.cases import CASES, Case

CPU = 1.0
POINTS = 20


def looked_at(case: Case, folder: Path) -> Examined:
    path = folder / case.file
    path.write_bytes(case.data)
    if case.beside:
        (folder / f"{case.file}{ENDING}").write_bytes(case.beside)
    return Inspection()(path)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_what_is_said_of_it(case: Case, tmp_path: Path) -> None:
    begun = time.process_time()
    seen = looked_at(case, tmp_path)
    assert time.process_time() - begun < CPU
    assert (seen.carrier, seen.verdict) == (case.carrier, case.verdict), seen.remarks
    assert {remark.code for remark in seen.remarks} == case.codes


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.file)
def test_any_part_of_it_is_looked_at_and_none_takes_long(case: Case) -> None:
    for n in range(POINTS):
        part = case.data[: len(case.data) * n // POINTS]
        begun = time.process_time()
        seen = examine(part, case.file)
        assert time.process_time() - begun < CPU
        assert {remark.code for remark in seen.remarks} <= codes()


def test_a_file_that_lost_its_end_never_looks_better_than_it_was() -> None:
    """A part of a broken file may be told as damaged or without a label, and never as a good one."""
    worse = [case for case in CASES if case.verdict == "noncompliant" and case.codes & {"half_written", "code"}]
    for case in worse:
        for n in range(POINTS):
            part = case.data[: len(case.data) * n // POINTS]
            assert examine(part, case.file).verdict != "compliant", (case.file, n)


def test_every_format_has_a_good_file_one_without_a_label_and_one_cut_short() -> None:
    assert len(CASES) >= 80
    files = Counter(case.file for case in CASES)
    assert set(files.values()) == {1}
    known = {case.carrier for case in CASES} - {""}
    assert len(known) >= 20
    for carrier in known:
        mine = [case for case in CASES if case.carrier == carrier]
        assert {"compliant", "none"} <= {case.verdict for case in mine}, carrier
        assert any(case.file.startswith("cut") for case in mine), carrier


@pytest.mark.parametrize("case", [case for case in CASES if case.file.startswith("good")], ids=lambda case: case.file)
def test_a_good_label_says_what_was_written(case: Case) -> None:
    label = examine(case.data, case.file).label
    assert label and (label.label, label.produce_id) == ("1", "n1")
