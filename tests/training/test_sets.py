from __future__ import annotations

import pytest

from training.sets import FOLDER, decoded, encoded, own, read

WRITTEN = "# remark\n@who\t甲|乙\n-\task\tzh\t{@who}好\na1.a,a4.c\tsay\tzh\t{早|晚}安\n\n?\treply\ten\tq ⇒ a\n"


def test_a_set_is_drawn_the_same_way_twice() -> None:
    assert list(read(WRITTEN, "s", 3, 1)) == list(read(WRITTEN, "s", 3, 1))


def test_rows_have_their_labels_and_groups() -> None:
    rows = list(read(WRITTEN, "s", 3, 1))
    assert {row.text for row in rows if row.where == "ask"} <= {"甲好", "乙好"}
    assert {row.labels for row in rows} == {(), ("a1.a", "a4.c"), None}
    assert rows[-1].parts == ("q", "a") and rows[-1].harmful and rows[-1].group != rows[0].group


def test_a_line_of_another_form_is_refused() -> None:
    with pytest.raises(ValueError, match="line 1: 2 columns"):
        list(read("a\tb\n", "s", 1, 0))


def test_encoding_is_undone() -> None:
    assert decoded(encoded(WRITTEN)) == WRITTEN


def test_every_committed_set_can_be_read() -> None:
    assert len(list(FOLDER.glob("*.b85"))) >= 10
    assert len(own(1, 0)) > 10_000
