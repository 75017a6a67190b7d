"""The register of duties as a workbook: a sheet that officers work in, and a hidden one by which it is read back."""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from openpyxl import Workbook
from openpyxl.cell.cell import Cell, MergedCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from guiju.law.register.headings import APPLIES, ENTERED, HEADINGS, SHEET, Column
from guiju.law.register.reconciling import Exported
from guiju.law.register.register import UNITS

HIDDEN = "_guiju"
"""The hidden sheet: first the kind of file and the register, then one row for each obligation."""

KIND = "guiju-register/1"

_HEAD = PatternFill("solid", start_color="FFDDE5EE")
_ENTER = PatternFill("solid", start_color="FFFFFBE6")
_WRAPPED = Alignment(wrap_text=True, vertical="top")
_UNWRITABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]")
_TEXT = "@"


@dataclass(frozen=True, slots=True)
class Line:
    """One obligation as the sheet shows it, and what reading it back needs."""

    id: str
    pack: str
    version: str
    cells: Mapping[Column, str]
    exported: Exported


def workbook(lines: Iterable[Line], register: str, lang: str) -> bytes:
    """The workbook of these lines; ``register`` tells one register from another. No name or place of a maker in it."""
    rows, book = tuple(lines), Workbook()
    book.properties.creator = "guiju"
    sheet = book.worksheets[0]
    sheet.title = SHEET.of(lang)
    _heads(sheet, lang)
    for number, line in enumerate(rows, 2):
        for place, name in enumerate(HEADINGS, 1):
            _write(sheet.cell(number, place), line.cells[name], name in ENTERED)
    _finish(sheet, len(rows) + 1, lang)
    _hide(book.create_sheet(HIDDEN), rows, register)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def shown(cells: Mapping[Column, str]) -> str:
    """A mark of what the sheet shows and officers do not enter, by which an edit there is noticed."""
    told = "\0".join(cells.get(name, "") for name in HEADINGS if name not in ENTERED)
    return hashlib.sha256(told.encode()).hexdigest()


def writable(text: str) -> str:
    """A text as a cell can hold it; a character that no workbook can hold is replaced."""
    return _UNWRITABLE.sub("\ufffd", text)


def _write(cell: Cell | MergedCell, text: str, entered: bool) -> None:
    """Text stays text, whatever it begins with."""
    cell.value = writable(text)
    cell.data_type = "s" if text else "n"
    if not text:
        cell.value = None
    cell.number_format, cell.alignment, cell.quotePrefix = _TEXT, _WRAPPED, text.startswith("=")
    if entered:
        cell.fill = _ENTER


def _heads(sheet: Worksheet, lang: str) -> None:
    for place, one in enumerate(HEADINGS.values(), 1):
        cell = sheet.cell(1, place, one.text.of(lang))
        cell.font, cell.fill, cell.alignment = Font(bold=True), _HEAD, _WRAPPED
        sheet.column_dimensions[get_column_letter(place)].width = one.width


def _finish(sheet: Worksheet, last: int, lang: str) -> None:
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(HEADINGS))}{last}"
    sheet.print_title_rows = "1:1"
    sheet.page_setup.orientation = "landscape"
    choice = DataValidation(
        "list", formula1=f'"{",".join(one.of(lang) for one in APPLIES.values())}"', allow_blank=True
    )
    column = get_column_letter(tuple(HEADINGS).index("applies") + 1)
    choice.add(f"{column}2:{column}{max(last, 2)}")
    sheet.add_data_validation(choice)


def _hide(sheet: Worksheet, lines: Iterable[Line], register: str) -> None:
    sheet.sheet_state = "hidden"
    sheet.append([KIND, register])
    for line in lines:
        told = line.exported
        sheet.append([line.id, line.pack, line.version, told.digest, told.shown, *(told.marks[u] for u in UNITS)])
