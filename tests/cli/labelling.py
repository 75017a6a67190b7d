"""What the tests of ``guiju label`` share: a way to run it, and files of several kinds."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
from click.testing import CliRunner, Result
from PIL import Image

from guiju.cli.main import guiju
from guiju.config import Config
from guiju.core.facts import Facts
from guiju.wiring import ledger_of

CODE = "001191320118MAK93FC72D10001"
PLATFORM = "001191110102MAD55U9H0F20002"


def run(*words: str, input: bytes | None = None) -> Result:
    return CliRunner().invoke(guiju, ["--lang", "en", *words], input=input)


def picture(path: Path, size: tuple[int, int] = (320, 240), **options: Any) -> Path:
    Image.linear_gradient("L").resize(size).convert("RGB").save(path, **options)
    return path


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    book.active["A1"] = "text"
    book.save(path)
    return path


def verified(*words: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in run("label", "verify", *words, "--json").stdout.splitlines()]


def recorded(kind: type[Facts]) -> list[Any]:
    with ledger_of(Config.read()) as ledger:
        return [one.facts for one in ledger.find(kind=kind.kind)]


def png(size: tuple[int, int] = (320, 240)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, (30, 60, 90)).save(out, "PNG")
    return out.getvalue()
