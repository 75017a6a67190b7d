"""Sheet: a register of duties read back from a workbook, by its headings, whatever was sorted, filtered or added."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from guiju.core.text import Text
from guiju.law.headings import ENTERED, HEADINGS, Column, applies_of, column_of
from guiju.law.reconciling import Exported
from guiju.law.register import UNITS, Entry
from guiju.law.workbook import HIDDEN, KIND, shown

_LARGEST = 64 * 1024 * 1024
_LONGEST = 32_767  # own number: what one cell of a workbook holds
_SEARCHED = 30
_ROWS, _COLUMNS = 20_000, 200
_TELLING = 3
_BROKEN = (
    zipfile.BadZipFile, InvalidFileException, KeyError, ValueError, TypeError, AttributeError, IndexError, ParseError,
    EOFError, RuntimeError, ArithmeticError, AssertionError, struct.error, zlib.error,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Row:
    """One obligation of the sheet: its row, what officers entered, and a mark of what the sheet showed."""

    number: int
    id: str
    entry: Entry
    shown: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """A register as a file has it. ``register`` tells whose export it was; ``unknown`` are headings not ours."""

    name: str
    register: str
    rows: tuple[Row, ...]
    exported: Mapping[str, Exported]
    unknown: tuple[str, ...]

    def past(self, id: str, own: bool) -> Exported:
        """An obligation as it was exported; ``own`` is false where another register did, whose marks tell nothing."""
        told = self.exported.get(id, Exported(""))
        return told if own else replace(told, marks={})

    @property
    def edited(self) -> tuple[int, ...]:
        """The rows where something was changed that officers do not enter."""
        pairs = ((row, self.exported[row.id]) for row in self.rows if row.shown and row.id in self.exported)
        return tuple(row.number for row, told in pairs if row.shown != told.shown)


@dataclass(frozen=True, slots=True)
class _Grid:
    """The cells of one worksheet, a merged range read as its first cell everywhere; ``head`` is the row of headings."""

    sheet: Worksheet
    head: int
    columns: Mapping[Column, int]
    merged: Mapping[tuple[int, int], tuple[int, int]]

    def place(self, row: int, name: Column) -> str:
        """Sheet, row and column, for a message."""
        return f"{self.sheet.title}: row {row}, column {get_column_letter(self.columns[name])} ({_heading(name)})"

    def text(self, row: int, name: Column) -> str:
        """The text of a cell. Raises ValueError for a formula, an error, or more than a cell can hold."""
        column = self.columns.get(name)
        if column is None:
            return ""
        cell = self.sheet.cell(*self.merged.get((row, column), (row, column)))
        if cell.data_type == "f":
            raise ValueError(f"{self.place(row, name)}: holds a formula; write its value instead")
        if cell.data_type == "e":
            raise ValueError(f"{self.place(row, name)}: holds the error {cell.value}; write a text instead")
        told = _told(cell.value)
        if len(told) > _LONGEST:
            raise ValueError(f"{self.place(row, name)}: is longer than {_LONGEST} characters; shorten it")
        return told


def read_sheet(file: Path) -> Sheet:
    """The register in a workbook. Raises ValueError with every fault, one a line; OSError where there is no file."""
    book = _open(file)
    if HIDDEN not in book.sheetnames or book[HIDDEN].cell(1, 1).value != KIND:
        raise ValueError(f"{file}: is no register of duties: sheet {HIDDEN} is missing; export one and edit that")
    grid = _grid(book, file)
    faults: list[str] = []
    rows = tuple(_rows(grid, faults))
    times = Counter(row.id for row in rows)
    faults += [
        f"{grid.place(row.number, 'id')}: {row.id} stands {times[row.id]} times; keep one row of it"
        for row in rows
        if times[row.id] > 1
    ]
    if faults:
        raise ValueError("\n".join(faults))
    return Sheet(grid.sheet.title, _told(book[HIDDEN].cell(1, 2).value), rows, _exported(book[HIDDEN]), _unknown(grid))


def _open(file: Path) -> Workbook:
    with file.open("rb"):
        pass
    try:
        with zipfile.ZipFile(file) as packed:
            size = sum(one.file_size for one in packed.infolist())
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(file) if size <= _LARGEST else None
    except _BROKEN:
        what = "is no .xlsx workbook, or a damaged one; save the register as .xlsx and give that"
        raise ValueError(f"{file}: {what}") from None
    if book is None:
        raise ValueError(f"{file}: unpacks to more than {_LARGEST} bytes; that is no register of duties")
    return book


def _grid(book: Workbook, file: Path) -> _Grid:
    found = [grid for sheet in book.worksheets if sheet.title != HIDDEN and (grid := _headed(sheet))]
    if len(found) != 1:
        where = " and ".join(grid.sheet.title for grid in found) or "no sheet"
        raise ValueError(f"{file}: the headings of the register ({_heading('id')} …) stand in {where}; keep one sheet")
    grid = found[0]
    if grid.sheet.max_row > _ROWS:
        raise ValueError(f"{grid.sheet.title}: has more than {_ROWS} rows; delete the empty ones below the register")
    place = f"{grid.sheet.title}: row {grid.head}"
    missing = [f"{place}: the column {_heading(n)} is missing; bring it back" for n in ENTERED if n not in grid.columns]
    names = [name for _, name in _heads(grid.sheet, grid.head) if name]
    twice = [f"{place}: the column {_heading(n)} stands twice; keep one" for n, t in Counter(names).items() if t > 1]
    if missing or twice:
        raise ValueError("\n".join([*missing, *twice]))
    return grid


def _headed(sheet: Worksheet) -> _Grid | None:
    for row in range(1, min(sheet.max_row, _SEARCHED) + 1):
        columns = {name: place for place, name in reversed(list(_heads(sheet, row))) if name}
        if "id" in columns and len(columns) >= _TELLING:
            return _Grid(sheet, row, columns, _merged(sheet))
    return None


def _heads(sheet: Worksheet, row: int) -> Iterator[tuple[int, Column | None]]:
    for place in range(1, min(sheet.max_column, _COLUMNS) + 1):
        yield place, column_of(_told(sheet.cell(row, place).value))


def _merged(sheet: Worksheet) -> dict[tuple[int, int], tuple[int, int]]:
    return {
        (row, column): (one.min_row, one.min_col)
        for one in sheet.merged_cells.ranges
        for row in range(one.min_row, one.max_row + 1)
        for column in range(one.min_col, one.max_col + 1)
    }


def _unknown(grid: _Grid) -> tuple[str, ...]:
    heads = ((_told(grid.sheet.cell(grid.head, place).value), name) for place, name in _heads(grid.sheet, grid.head))
    return tuple(told for told, name in heads if told and name is None)


def _rows(grid: _Grid, faults: list[str]) -> Iterator[Row]:
    """Every row that has an id; what is wrong with a row is added to ``faults``."""
    for number in range(grid.head + 1, grid.sheet.max_row + 1):
        try:
            row = _row(grid, number)
        except ValueError as fault:
            faults.append(str(fault))
            continue
        if row:
            yield row


def _row(grid: _Grid, number: int) -> Row | None:
    told = {name: grid.text(number, name) for name in ENTERED}
    id = grid.text(number, "id").strip()
    if not id:
        if any(told.values()):
            raise ValueError(f"{grid.place(number, 'id')}: is empty beside an entry; write the obligation's id there")
        return None
    return Row(number, id, _entry(grid, number, told), _shown(grid, number))


def _entry(grid: _Grid, number: int, told: Mapping[Column, str]) -> Entry:
    try:
        applies = applies_of(told["applies"])
    except ValueError as fault:
        raise ValueError(f"{grid.place(number, 'applies')}: {fault}; choose one, or leave it empty") from None
    for name in ("reason", "approver"):
        if applies == "no" and not told[name]:
            raise ValueError(
                f"{grid.place(number, name)}: is empty; what does not apply needs a reason and an approver"
            )
    return Entry(told["owner"], told["notes"], applies, told["reason"], told["approver"])


def _shown(grid: _Grid, number: int) -> str:
    """The mark of what the sheet shows in this row; empty where a column of it is gone or holds a formula."""
    names = [name for name in HEADINGS if name not in ENTERED]
    if any(name not in grid.columns for name in names):
        return ""
    try:
        return shown({name: grid.text(number, name) for name in names})
    except ValueError:
        return "formula"


def _exported(sheet: Worksheet) -> dict[str, Exported]:
    rows = (list(map(_told, values)) for values in sheet.iter_rows(min_row=2, max_col=8, values_only=True))
    return {
        id: Exported(digest, dict(zip(UNITS, told, strict=True)), mark) for id, _, _, digest, mark, *told in rows if id
    }


def _told(value: object) -> str:
    """What a cell holds as text: lines end as on this side, and what is blank alone is empty."""
    match value:
        case None:
            return ""
        case datetime() if value.time() == time():
            return value.date().isoformat()
        case datetime() | date() | time():
            return value.isoformat()
        case float() if value.is_integer():
            return str(int(value))
    told = str(value).replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
    return told if told.strip() else ""


def _heading(name: Column) -> str:
    text: Text = HEADINGS[name].text
    return f"{text.zh} / {text.en}"
