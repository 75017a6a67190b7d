"""Grid: the cells of the worksheet that has the register's headings, read as text in whatever order they stand."""

from __future__ import annotations

import struct
import warnings
import zipfile
import zlib
from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError

from openpyxl import Workbook, load_workbook
from openpyxl.utils import get_column_letter
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet.worksheet import Worksheet

from guiju.law.register.headings import ENTERED, HEADINGS, Column, column_of
from guiju.law.register.workbook import HIDDEN

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
class Grid:
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
        told = plain(cell.value)
        if len(told) > _LONGEST:
            raise ValueError(f"{self.place(row, name)}: is longer than {_LONGEST} characters; shorten it")
        return told

    @property
    def rows(self) -> list[int]:
        """The rows below the headings in which anything stands; what is formatted alone holds nothing."""
        held = {place for place, cell in self.sheet._cells.items() if plain(cell.value)}
        held |= {place for place, first in self.merged.items() if first in held}
        return sorted({row for row, _ in held if row > self.head})

    @property
    def unknown(self) -> tuple[str, ...]:
        """The headings that are not ours."""
        heads = (
            (plain(self.sheet.cell(self.head, place).value), name) for place, name in _heads(self.sheet, self.head)
        )
        return tuple(told for told, name in heads if told and name is None)


def open_workbook(file: Path) -> Workbook:
    """The workbook of a file. Raises ValueError for what is none, or too large; OSError where there is no file."""
    body = BytesIO(file.read_bytes())
    try:
        with zipfile.ZipFile(body) as packed:
            size = sum(one.file_size for one in packed.infolist())
        with warnings.catch_warnings(action="ignore"):
            book = load_workbook(body) if size <= _LARGEST else None
    except _BROKEN:
        what = "is no .xlsx workbook, or a damaged one; save the register as .xlsx and give that"
        raise ValueError(f"{file}: {what}") from None
    if book is None:
        raise ValueError(f"{file}: unpacks to more than {_LARGEST} bytes; that is no register of duties")
    return book


def grid_of(book: Workbook, file: Path) -> Grid:
    """The one worksheet with the headings. Raises ValueError where there is none or several, or columns are amiss."""
    found = [grid for sheet in book.worksheets if sheet.title != HIDDEN and (grid := _headed(sheet))]
    if len(found) != 1:
        where = " and ".join(grid.sheet.title for grid in found) or "no sheet"
        raise ValueError(f"{file}: the headings of the register ({_heading('id')} …) stand in {where}; keep one sheet")
    grid = found[0]
    if len(grid.rows) > _ROWS:
        raise ValueError(f"{grid.sheet.title}: has more than {_ROWS} rows; keep those of the register alone")
    place = f"{grid.sheet.title}: row {grid.head}"
    missing = [f"{place}: the column {_heading(n)} is missing; bring it back" for n in ENTERED if n not in grid.columns]
    names = [name for _, name in _heads(grid.sheet, grid.head) if name]
    twice = [f"{place}: the column {_heading(n)} stands twice; keep one" for n, t in Counter(names).items() if t > 1]
    if missing or twice:
        raise ValueError("\n".join([*missing, *twice]))
    return grid


def plain(value: object) -> str:
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


def _headed(sheet: Worksheet) -> Grid | None:
    for row in range(1, min(sheet.max_row, _SEARCHED) + 1):
        columns = {name: place for place, name in reversed(list(_heads(sheet, row))) if name}
        if "id" in columns and len(columns) >= _TELLING:
            return Grid(sheet, row, columns, _merged(sheet, columns.values()))
    return None


def _heads(sheet: Worksheet, row: int) -> Iterator[tuple[int, Column | None]]:
    for place in range(1, min(sheet.max_column, _COLUMNS) + 1):
        yield place, column_of(plain(sheet.cell(row, place).value))


def _merged(sheet: Worksheet, columns: Collection[int]) -> dict[tuple[int, int], tuple[int, int]]:
    """Each merged cell of these columns and the first cell of its range, which holds the value."""
    return {
        (row, column): (one.min_row, one.min_col)
        for one in sheet.merged_cells.ranges
        for column in columns
        if one.min_col <= column <= one.max_col
        for row in range(one.min_row, min(one.max_row, _ROWS) + 1)
    }


def _heading(name: Column) -> str:
    return " / ".join(HEADINGS[name].text)
