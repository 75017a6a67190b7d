"""The workbook: what officers see, nothing of the machine, and text that stays text."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
from openpyxl import load_workbook

from guiju.law.register.headings import HEADINGS
from guiju.law.register.register import Entry
from guiju.law.register.workbook import HIDDEN, KIND, shown, writable
from tests.law.registers import column, duties, exported, small


def mark(obligation, unit, words):
    return f"mark of {unit}"


@pytest.fixture
def pack(tmp_path):
    return small(tmp_path)


def made(pack, entry: Entry = Entry(), lang: str = "zh") -> bytes:
    return exported(pack, dict.fromkeys(duties(pack), entry), mark, lang=lang)


def sheets(content: bytes):
    return load_workbook(io.BytesIO(content)).worksheets


@pytest.mark.parametrize(("lang", "title"), [("zh", "义务登记表"), ("en", "Register of duties")])
def test_the_sheet_has_its_headings_frozen_and_filtered(pack, lang, title):
    sheet = sheets(made(pack, lang=lang))[0]
    assert sheet.title == title
    assert [cell.value for cell in sheet[1]] == [one.text.of(lang) for one in HEADINGS.values()]
    assert (sheet.freeze_panes, sheet.auto_filter.ref, sheet.max_row) == ("A2", "A1:O4", 4)
    assert all(cell.alignment.wrap_text for row in sheet.iter_rows() for cell in row)
    assert sheet.column_dimensions["B"].width == 48


def test_what_does_not_apply_is_chosen_from_a_list(pack):
    sheet = sheets(made(pack))[0]
    [choice] = sheet.data_validations.dataValidation
    assert choice.formula1 == '"适用,不适用"'
    assert str(choice.sqref) == "K2:K4" and column(sheet, "applies") == 11


def test_the_hidden_sheet_holds_marks_and_no_word_of_an_officer(pack):
    content = made(pack, Entry("王五", "秘密", "no", "因为", "赵六"))
    hidden = sheets(content)[1]
    assert (hidden.title, hidden.sheet_state) == (HIDDEN, "hidden")
    assert [cell.value for cell in hidden[1]][:2] == [KIND, "u-1"]
    assert [cell.value for cell in hidden[2]][:4] == ["test-pack/1", "test-pack", "1", pack.digest]
    told = "".join(str(cell.value) for row in hidden.iter_rows() for cell in row)
    assert not re.search("王五|秘密|因为|赵六", told)


def test_text_stays_text_whatever_it_begins_with(pack):
    sheet = sheets(made(pack, Entry("=1+1", "+2", "", "-3", "@x")))[0]
    owner = sheet.cell(2, column(sheet, "owner"))
    assert (owner.value, owner.data_type, owner.quotePrefix, owner.number_format) == ("=1+1", "s", True, "@")


def test_it_names_no_maker_and_no_place(pack):
    content = made(pack)
    packed = zipfile.ZipFile(io.BytesIO(content))
    assert b">guiju</dc:creator>" in packed.read("docProps/core.xml")
    assert not any(str(Path.cwd()).encode() in packed.read(name) for name in packed.namelist())


def test_what_no_cell_can_hold_is_replaced():
    assert writable("a\x00b\x1fc\ufffe\ud800\n\t") == "a\ufffdb\ufffdc\ufffd\ufffd\n\t"


def test_the_mark_of_what_is_shown_leaves_out_what_officers_enter():
    cells = dict.fromkeys(HEADINGS, "x")
    assert shown(cells) == shown(cells | {"owner": "y", "notes": "z"}) != shown(cells | {"duty": "y"})
