"""Reading a register back: by its headings, whatever was done to the sheet, and each fault in its place."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.comments import Comment

from guiju.law.register.register import Entry
from guiju.law.register.sheet import read_sheet
from guiju.law.register.workbook import HIDDEN
from tests.law.registers import column, duties, edited, exported, put, small

IDS = ("test-pack/1", "test-pack/1.1", "test-pack/1.2")
FULL = Entry("王", "记\n二行", "no", "因", "李")
SAID = st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff")).filter(
    lambda told: not told or told.strip()
)
LINES = st.lists(SAID, max_size=3).map("\n".join).filter(lambda told: not told or told.strip())
HARD = st.sampled_from(
    ["=1+1", "  leading", "trailing ", '"quoted"', "'", "🙂", "a\nb", "001", "TRUE", "#REF!", "_x000A_"]
)

SOME = (LINES | HARD).filter(bool)
WRITTEN = st.builds(Entry, LINES | HARD, LINES | HARD, st.just("no"), SOME, SOME)


def mark(obligation, unit, words):
    return f"{obligation} {unit}"


@pytest.fixture
def pack(tmp_path):
    return small(tmp_path)


@pytest.fixture
def file(tmp_path):
    return tmp_path / "register.xlsx"


def made(pack, entries=None, lang="zh") -> bytes:
    return exported(pack, entries or dict.fromkeys(duties(pack), FULL), mark, lang=lang)


def read(pack, file: Path, edit=lambda sheet, book: None, lang="zh"):
    return read_sheet(edited(made(pack, lang=lang), file, edit))


def faults(pack, file: Path, edit) -> list[str]:
    with pytest.raises(ValueError) as caught:
        read(pack, file, edit)
    return str(caught.value).splitlines()


@pytest.mark.parametrize("lang", ["zh", "en"])
def test_what_was_written_is_read(pack, file, lang):
    sheet = read(pack, file, lang=lang)
    assert {row.id: (row.number, row.entry) for row in sheet.rows} == {id: (n, FULL) for n, id in enumerate(IDS, 2)}
    assert (sheet.register, sheet.unknown, sheet.edited) == ("u-1", (), ())
    assert sheet.exported[IDS[0]].digest == pack.digest
    assert sheet.exported[IDS[0]].marks == {unit: f"{IDS[0]} {unit}" for unit in ("owner", "notes", "decision")}
    assert sheet.past(IDS[0], own=False).marks == {} and sheet.past("other/1", own=True).digest == ""


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)
@given(
    st.lists(
        st.builds(Entry, *[LINES | HARD] * 2, st.just("no"), *[(LINES | HARD).filter(bool)] * 2), min_size=3, max_size=3
    )
)
def test_any_words_come_back_as_they_went(pack, file, entries):
    told = dict(zip(IDS, entries, strict=True))
    file.write_bytes(made(pack, told))
    assert {row.id: row.entry for row in read_sheet(file).rows} == told


def test_columns_may_be_moved_and_added(pack, file):
    def edit(sheet, book):
        values = [[cell.value for cell in row] for row in sheet.iter_rows()]
        sheet.delete_rows(1, sheet.max_row)
        for number, row in enumerate(values):
            sheet.append(["部门" if number == 0 else "法务", *reversed(row)])

    sheet = read(pack, file, edit)
    assert {row.id: row.entry for row in sheet.rows} == dict.fromkeys(IDS, FULL)
    assert (sheet.unknown, sheet.edited) == (("部门",), ())


def test_rows_may_be_sorted_left_out_and_headed(pack, file):
    def edit(sheet, book):
        put(sheet, IDS[1], "owner", "张")
        values = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
        sheet.delete_rows(2, 3)
        for row in reversed(values[1:]):
            sheet.append(row)
        sheet.insert_rows(1, 2)
        sheet.cell(1, 1).value = "2026 年"

    sheet = read(pack, file, edit)
    assert [(row.number, row.id, row.entry.owner) for row in sheet.rows] == [(4, IDS[2], "王"), (5, IDS[1], "张")]


def test_filters_comments_and_a_new_name_do_not_matter(pack, file):
    def edit(sheet, book):
        sheet.title = "登记"
        sheet.auto_filter.add_filter_column(6, ["王"])
        sheet.row_dimensions[3].hidden = True
        sheet.cell(2, 7).comment = Comment("请核对", "x")
        book.create_sheet("说明").append(["本表由法务部维护"])

    sheet = read(pack, file, edit)
    assert sheet.name == "登记" and len(sheet.rows) == 3


def test_merged_cells_are_read_as_their_first_everywhere(pack, file):
    def edit(sheet, book):
        put(sheet, IDS[0], "owner", "全体")
        place = column(sheet, "owner")
        sheet.merge_cells(start_row=2, end_row=4, start_column=place, end_column=place)

    assert [row.entry.owner for row in read(pack, file, edit).rows] == ["全体"] * 3


def test_a_cleared_cell_is_empty_and_blanks_are_too(pack, file):
    def edit(sheet, book):
        put(sheet, IDS[0], "owner", None)
        put(sheet, IDS[0], "notes", "  \n ")

    assert read(pack, file, edit).rows[0].entry == replace(FULL, owner="", notes="")


@pytest.mark.parametrize(
    ("value", "told"),
    [(7, "7"), (7.0, "7"), (7.5, "7.5"), (True, "True"), (date(2026, 1, 2), "2026-01-02"),
     (datetime(2026, 1, 2, 3, 4), "2026-01-02T03:04:00"), ("a\r\nb", "a\nb")],
)  # fmt: skip
def test_a_cell_that_is_no_text_is_told_as_one(pack, file, value, told):
    assert read(pack, file, lambda sheet, book: put(sheet, IDS[0], "notes", value)).rows[0].entry.notes == told


def test_edits_outside_the_entered_columns_are_noticed(pack, file):
    sheet = read(pack, file, lambda sheet, book: put(sheet, IDS[1], "duty", "别的义务"))
    assert sheet.edited == (3,)
    assert read(pack, file, lambda sheet, book: put(sheet, IDS[1], "terms", "=A1")).edited == (3,)
    assert read(pack, file, lambda sheet, book: sheet.delete_cols(column(sheet, "terms"))).edited == ()


def formula(sheet, name):
    cell = sheet.cell(3, column(sheet, name))
    cell.value = "=A1"


FAULTS = {
    "formula": (lambda s, b: formula(s, "owner"), "义务登记表: row 3, column G (责任人 / Owner): holds a formula"),
    "formula as id": (lambda s, b: formula(s, "id"), "row 3, column I (编号 / ID): holds a formula"),
    "error": (
        lambda s, b: [setattr(s.cell(3, 10), "value", "#REF!"), setattr(s.cell(3, 10), "data_type", "e")],
        "row 3, column J (备注 / Notes): holds the error #REF!",
    ),
    "no reason": (
        lambda s, b: put(s, IDS[1], "reason", None),
        "row 3, column L (不适用理由 / Reason it does",
    ),
    "blank approver": (lambda s, b: put(s, IDS[1], "approver", " "), "row 3, column M (批准人 / Approver): is empty"),
    "a word that is none": (
        lambda s, b: put(s, IDS[1], "applies", "也许"),
        "column K (是否适用 / Applies): '也许'",
    ),
    "an entry without an id": (lambda s, b: put(s, IDS[1], "id", None), "row 3, column I (编号 / ID): is empty beside"),
    "a row twice": (
        lambda s, b: put(s, IDS[1], "id", IDS[0]),
        "row 2, column I (编号 / ID): test-pack/1 stands",
    ),
    "no hidden sheet": (lambda s, b: b.remove(b[HIDDEN]), "sheet _guiju is missing"),
    "another hidden sheet": (lambda s, b: setattr(b[HIDDEN].cell(1, 1), "value", "x"), "sheet _guiju is missing"),
}


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_told_with_its_place(pack, file, name):
    edit, told = FAULTS[name]
    found = faults(pack, file, edit)
    assert any(told in line for line in found), found
    assert all(len(line) < 300 for line in found)


def test_every_fault_is_told_at_once(pack, file):
    def edit(sheet, book):
        put(sheet, IDS[0], "reason", None)
        put(sheet, IDS[1], "applies", "?")

    assert len(faults(pack, file, edit)) == 2


def test_a_workbook_that_is_no_register_is_refused(file):
    book = Workbook()
    book.save(file)
    with pytest.raises(ValueError, match="is no register of duties"):
        read_sheet(file)


def test_a_damaged_workbook_is_refused_or_read_and_never_falls(pack, file):
    """Bytes are changed at random places; whatever comes of it is a sheet or one clear fault."""
    content, chance = made(pack), random.Random(7)
    for _ in range(150):
        bad = bytearray(content)
        for _ in range(chance.randint(1, 30)):
            bad[chance.randrange(len(bad))] = chance.randrange(256)
        file.write_bytes(bad)
        try:
            read_sheet(file)
        except ValueError as fault:
            assert str(fault)


def test_a_workbook_whose_parts_lie_before_its_beginning_is_refused(pack, file):
    """The end of the archive says that the list of its parts begins later than it does, so the parts come to lie at
    negative places."""
    bad = bytearray(made(pack))
    place = bad.rindex(b"PK\x05\x06") + 16
    bad[place : place + 4] = (int.from_bytes(bad[place : place + 4], "little") + len(bad)).to_bytes(4, "little")
    file.write_bytes(bad)
    with pytest.raises(ValueError, match=r"is no \.xlsx workbook, or a damaged one"):
        read_sheet(file)


def test_an_id_in_another_case_is_the_one_that_was_exported(pack, file):
    sheet = read(pack, file, lambda s, b: put(s, IDS[1], "id", " Test-Pack/1.1 "))
    assert [row.id for row in sheet.rows] == list(IDS)
    assert sheet.edited == (3,)
    assert any(
        "stands 2 times" in told for told in faults(pack, file, lambda s, b: put(s, IDS[1], "id", "TEST-PACK/1"))
    )
