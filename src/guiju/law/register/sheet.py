"""Sheet: a register of duties read back from a workbook, by its headings, whatever was sorted, filtered or added."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from openpyxl.worksheet.worksheet import Worksheet

from guiju.law.register.grid import Grid, grid_of, open_workbook, plain
from guiju.law.register.headings import ENTERED, HEADINGS, Column, applies_of
from guiju.law.register.reconciling import Exported
from guiju.law.register.register import UNITS, Entry
from guiju.law.register.workbook import HIDDEN, KIND, shown


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


def read_sheet(file: Path) -> Sheet:
    """The register in a workbook. Raises ValueError with every fault, one a line; OSError where there is no file."""
    book = open_workbook(file)
    if HIDDEN not in book.sheetnames or book[HIDDEN].cell(1, 1).value != KIND:
        raise ValueError(f"{file}: is no register of duties: sheet {HIDDEN} is missing; export one and edit that")
    grid, exported = grid_of(book, file), _exported(book[HIDDEN])
    faults: list[str] = []
    rows = tuple(_known(row, exported) for row in _rows(grid, faults))
    times = Counter(row.id for row in rows)
    faults += [
        f"{grid.place(row.number, 'id')}: {row.id} stands {times[row.id]} times; keep one row of it"
        for row in rows
        if times[row.id] > 1
    ]
    if faults:
        raise ValueError("\n".join(faults))
    return Sheet(grid.sheet.title, plain(book[HIDDEN].cell(1, 2).value), rows, exported, grid.unknown)


def _rows(grid: Grid, faults: list[str]) -> Iterator[Row]:
    """Every row that has an id; what is wrong with a row is added to ``faults``."""
    for number in grid.rows:
        try:
            row = _row(grid, number)
        except ValueError as fault:
            faults.append(str(fault))
            continue
        if row:
            yield row


def _row(grid: Grid, number: int) -> Row | None:
    told = {name: grid.text(number, name) for name in ENTERED}
    id = grid.text(number, "id").strip()
    if not id:
        if any(told.values()):
            raise ValueError(f"{grid.place(number, 'id')}: is empty beside an entry; write the obligation's id there")
        return None
    return Row(number, id, _entry(grid, number, told), _shown(grid, number))


def _known(row: Row, exported: Mapping[str, Exported]) -> Row:
    """A row by the id that was exported, where it is written there in another case."""
    if row.id in exported:
        return row
    same = [id for id in exported if id.casefold() == row.id.casefold()]
    return replace(row, id=same[0]) if len(same) == 1 else row


def _entry(grid: Grid, number: int, told: Mapping[Column, str]) -> Entry:
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


def _shown(grid: Grid, number: int) -> str:
    """The mark of what the sheet shows in this row; empty where a column of it is gone or holds a formula."""
    names = [name for name in HEADINGS if name not in ENTERED]
    if any(name not in grid.columns for name in names):
        return ""
    try:
        return shown({name: grid.text(number, name) for name in names})
    except ValueError:
        return "formula"


def _exported(sheet: Worksheet) -> dict[str, Exported]:
    rows = (list(map(plain, values)) for values in sheet.iter_rows(min_row=2, max_col=8, values_only=True))
    return {
        id: Exported(digest, dict(zip(UNITS, told, strict=True)), mark) for id, _, _, digest, mark, *told in rows if id
    }
