"""Shows the starter list of words (python tools/starter.py), or puts FILE in its place (python tools/starter.py FILE).

FILE holds lines ``phrase<TAB>risk<TAB>weight``. Keep it outside the repository.
"""

from __future__ import annotations

import sys
from pathlib import Path

from guiju.checks.lexicon import load_lexicon
from guiju.checks.starter import decoded, encoded

LIST = Path(__file__).parent.parent / "src/guiju/checks/data/starter.b85"


def main() -> None:
    """Shows or replaces the list."""
    if len(sys.argv) > 1:
        given = Path(sys.argv[1])
        print(f"{len(load_lexicon([given]))} entries")
        LIST.write_text(encoded(given.read_text("utf-8")), "ascii")
    else:
        print(decoded(LIST.read_text("ascii")), end="")


if __name__ == "__main__":
    main()
