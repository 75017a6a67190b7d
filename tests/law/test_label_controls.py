"""What the controls of labels count: every file that left through the gateway, and no file of others."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guiju.law import load
from tests.law.records import CLOSED, LABELLED, NOW, ago, record

PACK = next(pack for pack in load(["cn-labels-2025-09"], on=date(2026, 11, 22)).all if "label-export" in pack.controls)
AT = ago(hours=1)


def closed(choices: int, **changed):
    return record(CLOSED, AT, surface="images", choices=choices, spoken=False, **changed)


def labelled(**changed):
    return record(LABELLED, AT, **changed)


@pytest.mark.parametrize(("files", "value"), [(0, "not_met"), (1, "not_met"), (2, "met"), (3, "not_met")])
def test_a_request_has_a_record_of_each_of_its_files(files, value):
    ended = closed(2)
    left = [labelled(number=f"r-1-{n}") for n in range(files)]
    for records in ([ended, *left], [*left, ended], [*left[:1], ended, *left[1:]]):
        assert PACK.controls["label-export"].status(records, NOW).value == value


def test_one_of_several_files_without_its_label_fails():
    records = [closed(2), labelled(), labelled(explicit="none")]
    assert PACK.controls["label-export"].status(records, NOW).reason == "failed"


def test_what_a_command_labels_left_through_no_gateway():
    records = [closed(1), labelled(), replace(labelled(way="command"), subject="n-1")]
    assert PACK.controls["label-export"].status(records, NOW).value == "met"


def test_mending_the_labels_of_others_shows_nothing():
    control = PACK.controls["image-labels"]
    assert control.status([labelled(way="command", producer="other", number="other")], NOW).value == "no_evidence"
    assert control.status([labelled(way="command", explicit="none")], NOW).value == "not_met"


@pytest.mark.parametrize("name", ["image-labels", "label-export"])
def test_that_the_client_shows_it_is_told_as_a_statement(name):
    text = PACK.controls[name].text
    assert "own statement" in text.en and "声明" in text.zh
