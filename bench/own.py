"""Sets of the project's own to measure checks with, kept encoded: JSON lines, in zlib, in base 85."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import orjson

from guiju.checks.shipped import decoded, encoded

FOLDER = Path(__file__).parent / "sets"


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one set."""
    return [orjson.loads(line) for line in decoded((FOLDER / f"{name}.b85").read_text("ascii")).splitlines()]


def pack(source: Path, name: str) -> None:
    """Encodes a file of JSON lines as the set of this name."""
    (FOLDER / f"{name}.b85").write_text(encoded(source.read_text("utf-8")), encoding="ascii")


if __name__ == "__main__":
    if sys.argv[1] == "pack":
        pack(Path(sys.argv[2]), sys.argv[3])
    else:
        sys.stdout.buffer.writelines(orjson.dumps(row) + b"\n" for row in rows(sys.argv[2]))
