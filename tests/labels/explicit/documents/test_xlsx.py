from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest

from guiju.labels.explicit.documents import noticed
from tests.labels.carriers.documents import members, packed
from tests.labels.explicit.documents.samples import MAYBE, ZH, printed, sheets, told, untouched


def opened(data: bytes) -> openpyxl.Workbook:
    return openpyxl.load_workbook(io.BytesIO(data), rich_text=True)


def test_it_is_the_sheet_that_a_reader_sees_and_the_others_stay() -> None:
    data = sheets()
    made = opened(told(data, "a.xlsx"))
    assert made.sheetnames == ["one", "two", "AIGC标识"]
    assert made.active is not None and made.active.title == "AIGC标识"
    assert str(made["AIGC标识"]["A1"].value) == ZH
    assert [made[name]["A2"].value for name in ("one", "two")] == ["=one!A1*2"] * 2
    assert [bool(sheet.sheet_view.tabSelected) for sheet in made.worksheets] == [False, False, True]
    untouched(data, told(data, "a.xlsx"), {
        "[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml",
        "xl/worksheets/sheet2.xml", "xl/worksheets/aigc-notice.xml",
    })  # fmt: skip


def test_at_the_end_the_workbook_opens_where_it_did() -> None:
    made = opened(told(sheets(), "a.xlsx", place="end"))
    assert made.active is not None and made.active.title == "one"
    assert made["one"].oddFooter.center.text and not made["one"].oddHeader.center.text


def test_the_printed_header_keeps_what_it_had() -> None:
    made = told(sheets("季度 && 表"), "a.xlsx")
    for data, words in ((made, ZH), (told(made, "a.xlsx", "2"), MAYBE)):
        header = opened(data)["two"].oddHeader
        assert header.left.text == "left"
        assert header.center.text is not None and header.center.text.splitlines() == [words, "季度 && 表"]


def test_a_header_without_room_stays() -> None:
    long = "x" * 250
    assert opened(told(sheets(long), "a.xlsx"))["one"].oddHeader.center.text == long


def test_names_and_numbers_of_sheets_are_each_there_once() -> None:
    made = opened(told(sheets(names=("aigc标识", "b")), "a.xlsx"))
    assert made.sheetnames == ["aigc标识", "b", "AIGC标识 2"]


def test_a_workbook_without_views_gets_one() -> None:
    held = members(sheets())
    book = held["xl/workbook.xml"].decode()
    start, end = book.index("<bookViews>"), book.index("</bookViews>") + len("</bookViews>")
    bare = packed({**held, "xl/workbook.xml": book[:start] + book[end:]})
    made = opened(told(bare, "a.xlsx"))
    assert made.active is not None and made.active.title == "AIGC标识"


def test_a_sheet_of_very_many_cells() -> None:
    made, out = openpyxl.Workbook(write_only=True), io.BytesIO()
    sheet = made.create_sheet("one")
    for n in range(30_000):
        sheet.append([n, "words", n * 2, "more"])
    made.save(out)
    assert opened(told(out.getvalue(), "a.xlsx"))["one"].oddHeader.center.text == ZH


def test_a_binary_workbook_has_no_way_for_it() -> None:
    held = {name.replace("workbook.xml", "workbook.bin"): one for name, one in members(sheets()).items()}
    held["_rels/.rels"] = held["_rels/.rels"].replace(b"workbook.xml", b"workbook.bin")
    assert noticed(packed(held), "ooxml", "1", "zh") is None


@pytest.mark.parametrize(("place", "times"), [("start", 3), ("end", 3), ("both", 5)])
def test_libreoffice_prints_it(place: str, times: int, tmp_path: Path) -> None:
    data = told(sheets(), "a.xlsx", place="both" if place == "both" else "end" if place == "end" else "start")
    assert printed(data, tmp_path, "a.xlsx").count(ZH) == times
