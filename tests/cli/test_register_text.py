"""How the register is told: cells in either language, terms in words, an import line by line."""

from __future__ import annotations

import pytest

from guiju.cli.register_text import cells, import_lines, term
from guiju.core.pack import Deadline
from guiju.law import HEADINGS, Entry, Packs, read_packs, status
from tests.law.records import NOW

PACKS = read_packs()


def deadline(within: str = "", days: str = "calendar", keep: bool = False, open: str = "") -> Deadline:
    return Deadline("service_started", within, days, keep, open, None, None, False)


@pytest.mark.parametrize(
    ("one", "zh", "en"),
    [
        (deadline("P10D", "working"), "开始提供服务：10个工作日内", "the service started: within 10 working days"),
        (deadline("P3M"), "开始提供服务：3个月内", "the service started: within 3 months"),
        (deadline("P1Y6M"), "开始提供服务：1年6个月内", "the service started: within 1 year 6 months"),
        (deadline("PT1H30M"), "开始提供服务：1小时30分钟内", "the service started: within 1 hour 30 minutes"),
        (deadline("P6M", keep=True), "开始提供服务：至少保存6个月", "the service started: kept for at least 6 months"),
        (deadline(open="at_once"), "开始提供服务：立即", "the service started: at once"),
    ],
)
def test_a_term_in_words(one, zh, en):
    assert (term(one, "zh"), term(one, "en")) == (zh, en)


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_duty_of_every_pack_fills_every_column(lang):
    packs = Packs((), tuple(PACKS.values()))
    for row in status(packs, [], NOW):
        told = cells(PACKS[row.pack], row, Entry(), lang)
        assert list(told) == list(HEADINGS)
        duty = row.obligation
        assert all(told[name] for name in ("clause", "duty", "actor", "evidence", "status", "id", "pack", "other"))
        assert bool(told["controls"]) == bool(duty.controls) and bool(told["terms"]) == bool(duty.deadlines)
        assert "P" not in told["terms"].replace("PI", "") or lang == "en"


def test_an_import_is_told_line_by_line():
    told = {
        "changed": [{"id": "p/1", "row": 2, "before": {"owner": ""}, "after": {"owner": "王"}}],
        "conflicts": [
            {"id": "p/2", "row": 3, "why": "both_changed", "here": {"notes": "甲"}, "file": {"notes": "乙"}},
            {"id": "p/3", "row": 4, "why": "pack_changed", "here": {"applies": ""}, "file": {"applies": "no"}},
        ],
        "columns_not_read": ["部门"],
        "rows_edited_elsewhere": [5, 6],
        "written": 1,
        "dry_run": False,
    }
    assert list(import_lines(told, "en")) == [
        "p/1  Owner: '' → '王'",
        "! p/2  (here → file) Notes: '甲' → '乙'  changed on both sides since the export; the register stays",
        "! p/3  (here → file) Applies: '' → 'no'  "
        "decided on another version of the pack; export again and decide on that",
        "columns not read: 部门",
        "edits outside the entered columns, not read, in rows: 5, 6",
        "1 changes, 2 conflicts, 1 records written",
    ]
    assert "是否适用: '' → '不适用'" in list(import_lines(told, "zh"))[2]
    assert list(import_lines(told | {"dry_run": True, "written": 0}, "zh"))[-1].endswith("（试运行，未写入）")


@pytest.mark.parametrize(
    ("before", "after", "shown"),
    [
        ("甲", "长" * 32_000, f"'甲' → '{'长' * 120}…'"),
        ("长" * 120, "", f"'{'长' * 120}' → ''"),
        ("长" * 500 + "甲", "长" * 500 + "乙" * 500, f"'…{'长' * 60}甲' → '…{'长' * 60}{'乙' * 60}…'"),
    ],
)
def test_of_long_words_the_part_that_differs_is_shown(before, after, shown):
    changed = [{"id": "p/1", "row": 2, "before": {"notes": before}, "after": {"notes": after}}]
    told = {"changed": changed, "conflicts": [], "columns_not_read": [], "rows_edited_elsewhere": []}
    first, _ = import_lines(told | {"written": 1, "dry_run": False}, "en")
    assert first == f"p/1  Notes: {shown}"
