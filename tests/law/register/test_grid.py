"""The grid: a workbook that opens, one sheet with the headings, every cell as text."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, datetime, time

import pytest
from openpyxl.styles import Font

from guiju.law.register.grid import grid_of, open_workbook, plain
from guiju.law.register.headings import HEADINGS
from guiju.law.register.register import Entry
from tests.law.registers import duties, edited, exported, small


@pytest.fixture
def file(tmp_path):
    return tmp_path / "register.xlsx"


def grid(tmp_path, file, edit=lambda sheet, book: None):
    pack = small(tmp_path)
    content = exported(pack, dict.fromkeys(duties(pack), Entry("王")), lambda *told: "m")
    return grid_of(open_workbook(edited(content, file, edit)), file)


def test_the_columns_are_found_by_their_headings(tmp_path, file):
    found = grid(tmp_path, file, lambda s, b: s.insert_cols(3))
    assert found.columns == {name: n + (n > 2) for n, name in enumerate(HEADINGS, 1)}
    assert (found.head, found.text(2, "owner"), found.unknown) == (1, "王", ())
    assert found.place(2, "owner") == "义务登记表: row 2, column H (责任人 / Owner)"


def test_a_heading_of_somebody_else_is_named(tmp_path, file):
    assert grid(tmp_path, file, lambda s, b: setattr(s.cell(1, 16), "value", "部门")).unknown == ("部门",)


def test_a_merged_range_is_its_first_cell(tmp_path, file):
    found = grid(tmp_path, file, lambda s, b: s.merge_cells("G2:G4"))
    assert [found.text(row, "owner") for row in (2, 3, 4)] == ["王"] * 3


def test_only_rows_with_something_in_them_are_rows(tmp_path, file):
    def edit(sheet, book):
        sheet.cell(1_048_576, 2).font = Font(bold=True)
        sheet.cell(1_000_000, 2).value = "x"
        sheet.merge_cells("G4:G6")

    assert grid(tmp_path, file, edit).rows == [2, 3, 4, 5, 6, 1_000_000]


FAULTS = {
    "no owner column": (lambda s, b: s.delete_cols(7), "row 1: the column 责任人 / Owner is missing"),
    "a column twice": (lambda s, b: setattr(s.cell(1, 1), "value", "Owner"), "the column 责任人 / Owner stands twice"),
    "no headings": (lambda s, b: s.delete_rows(1), "stand in no sheet"),
    "two sheets": (lambda s, b: b.copy_worksheet(s), "stand in 义务登记表 and 义务登记表 Copy"),
    "too many rows": (lambda s, b: [s.append(["x"]) for _ in range(20_001)], "has more than 20000 rows"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_a_sheet_whose_headings_are_amiss_is_told(tmp_path, file, name):
    edit, told = FAULTS[name]
    with pytest.raises(ValueError, match=re.escape(told)):
        grid(tmp_path, file, edit)


@pytest.mark.parametrize(
    ("value", "told"),
    [
        (None, ""), ("", ""), (" \n ", ""), (" a ", " a "), (7, "7"), (7.0, "7"), (7.5, "7.5"), (False, "False"),
        (date(2026, 1, 2), "2026-01-02"), (datetime(2026, 1, 2), "2026-01-02"), (time(3, 4), "03:04:00"),
        (datetime(2026, 1, 2, 3, 4), "2026-01-02T03:04:00"), ("a\r\nb\rc", "a\nb\nc"), ("a_x000D_\nb", "a\nb"),
    ],
)  # fmt: skip
def test_what_a_cell_holds_as_text(value, told):
    assert plain(value) == told


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 no zip", b"a,b,c\n", b"\xd0\xcf\x11\xe0 an old workbook"])
def test_what_is_no_workbook_is_refused(file, content):
    file.write_bytes(content)
    with pytest.raises(ValueError, match="no .xlsx workbook"):
        open_workbook(file)


def test_a_file_that_is_not_there(file):
    with pytest.raises(FileNotFoundError):
        open_workbook(file)


def test_a_workbook_that_unpacks_without_end_is_refused(file):
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/workbook.xml", io.BytesIO(bytes(65 * 1024 * 1024)).getvalue())
    with pytest.raises(ValueError, match="unpacks to more than"):
        open_workbook(file)
