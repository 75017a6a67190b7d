"""Registers of duties for tests: a small pack with three duties, its sheet, and edits as officers make them."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping
from pathlib import Path

from openpyxl import Workbook, load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from guiju.core.pack import Obligation, Pack
from guiju.law import Entry, Exported, Line, marks, read_pack, shown, workbook
from guiju.law.register.headings import APPLIES, HEADINGS, Column
from guiju.law.register.reconciling import Mark
from tests.law.packs import PACK, folder

_FIRST = PACK[PACK.index('  - id: "1"\n') : PACK.index("controls:\n  answers")]
THREE = PACK.replace(_FIRST, _FIRST + "".join(_FIRST.replace('id: "1"', f'id: "1.{n}"') for n in (1, 2)))
"""A pack with the duties test-pack/1, test-pack/1.1 and test-pack/1.2."""


def small(place: Path, text: str = THREE) -> Pack:
    """The pack of three duties."""
    return read_pack(folder(place, test_pack=text), "test-pack")


def duties(pack: Pack) -> dict[str, tuple[Pack, Obligation]]:
    """Its duties by their id."""
    return {duty.id: (pack, duty) for duty in pack.obligations}


def told(id: str, entry: Entry, lang: str) -> dict[Column, str]:
    """The cells of a line, plain ones where officers enter nothing."""
    plain: dict[Column, str] = {name: f"{name} {id}" for name in HEADINGS}
    return plain | {
        "id": id, "owner": entry.owner, "notes": entry.notes, "reason": entry.reason, "approver": entry.approver,
        "applies": APPLIES[entry.applies].of(lang) if entry.applies else "",
    }  # fmt: skip


def exported(pack: Pack, entries: Mapping[str, Entry], mark: Mark, register: str = "u-1", lang: str = "zh") -> bytes:
    """The workbook of a pack's duties with these entries."""
    lines = []
    for id, entry in entries.items():
        cells = told(id, entry, lang)
        past = Exported(pack.digest, dict(marks(id, entry, mark)), shown(cells))
        lines.append(Line(id, pack.id, pack.version, cells, past))
    return workbook(lines, register, lang)


def edited(content: bytes, file: Path, edit: Callable[[Worksheet, Workbook], object]) -> Path:
    """A file with the workbook after an edit."""
    book = load_workbook(io.BytesIO(content))
    edit(book.worksheets[0], book)
    book.save(file)
    return file


def column(sheet: Worksheet, name: Column) -> int:
    """Where a column stands now."""
    heads = {str(cell.value): place for place, cell in enumerate(sheet[1], 1)}
    return next(place for head, place in heads.items() if head in HEADINGS[name].text)


def put(sheet: Worksheet, id: str, name: Column, value: object) -> None:
    """Writes one cell of an obligation's row, as typed text where it is text."""
    ids = column(sheet, "id")
    row = next(cell.row for (cell,) in sheet.iter_rows(min_col=ids, max_col=ids) if cell.value == id)
    cell = sheet.cell(row, column(sheet, name))
    cell.value = value
    if isinstance(value, str) and value:
        cell.data_type = "s"
