"""Encodes a written set, so that nobody who reads or searches the source meets its texts; or shows one.

python -m training.encode NAME FILE …   write training/sets/NAME.b85 (trial_…, exam_…: bench/sets) from files as written
python -m training.encode NAME          show it
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from training.sets import FOLDER, UNSEEN, decoded, encoded, read


def main() -> None:
    """Encodes or shows."""
    name, *files = sys.argv[1:]
    path = (UNSEEN if name.startswith(("trial_", "exam_")) else FOLDER) / f"{name}.b85"
    if not files:
        sys.stdout.write(decoded(path.read_text("ascii")))
        return
    parts = (Path(file).read_text("utf-8").strip("\n") for file in files)
    text = "\n\n".join(_named(part, number) for number, part in enumerate(parts)) + "\n"
    rows = list(read(text, name, 1, 0))
    path.write_text(encoded(text), "ascii")
    sys.stderr.write(f"{path.name}: {len(rows)} rows\n")


def _named(text: str, number: int) -> str:
    """A file's text with its slots named apart from those of other files."""
    return re.sub(
        r"^@(\w+)|\{@(\w+)\}", lambda m: f"@{m[1]}{number}" if m[1] else f"{{@{m[2]}{number}}}", text, flags=re.M
    )


if __name__ == "__main__":
    main()
