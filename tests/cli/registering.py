"""Running ``guiju law`` and editing the register it exports, as tests do."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from openpyxl import load_workbook

from guiju.cli.law import law
from guiju.config import Config
from guiju.core.evidence import Evidence
from guiju.core.facts import DutyAssigned, DutyDecided
from guiju.law.register.headings import Column
from guiju.wiring import ledger_of
from tests.law.registers import put

PACK = "cn-interim-2023-08"


def run(*words: str, lang: str = "zh") -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang))


def export(file: Path, *words: str, pack: str = PACK) -> Path:
    done = run("export", "--format", "xlsx", "--out", str(file), "--pack", pack, *words)
    assert done.exit_code == 0, (done.output, done.exception)
    return file


def edit(file: Path, *changes: tuple[str, Column, object]) -> Path:
    """Writes cells of the register: (number of the obligation in the pack, column, value)."""
    book = load_workbook(file)
    for number, name, value in changes:
        put(book.worksheets[0], f"{PACK}/{number}", name, value)
    book.save(file)
    return file


def take(file: Path, *words: str, code: int = 0) -> dict[str, Any]:
    done = run("import", str(file), "--json", *words)
    assert done.exit_code == code, (done.output, done.exception)
    told: dict[str, Any] = json.loads(done.stdout)
    return told


def records() -> list[Evidence]:
    """What the register has left in the ledger."""
    with ledger_of(Config.read()) as ledger:
        return [one for kind in (DutyAssigned.kind, DutyDecided.kind) for one in ledger.find(kind=kind)]
