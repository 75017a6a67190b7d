"""Writes the spellings of the shipped lexicon, src/guiju/checks/data/spellings.z: after every change of the lexicon,
of what is known of Han characters, or of the families of spellings."""

from __future__ import annotations

from pathlib import Path

from guiju.checks.shipped import shipped_lexicon
from guiju.checks.spelled import TABLE, packed, table_of

TARGET = Path(__file__).parent.parent / "src/guiju/checks/data" / TABLE


def main() -> None:
    """Writes the table."""
    table = table_of(shipped_lexicon().entries)
    TARGET.write_bytes(packed(table))
    print(f"{len(table.phrases)} phrases, {len(table.rows)} spellings, {TARGET.stat().st_size} bytes")


if __name__ == "__main__":
    main()
