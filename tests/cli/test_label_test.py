"""``guiju label test``: the explicit labels in use, measured and on record."""

from __future__ import annotations

import json
from pathlib import Path

from guiju.core.facts import WordingTested
from tests.cli.labelling import recorded, run


def test_what_is_measured_is_on_record(home: Path) -> None:
    done = run("label", "test", "--json")
    assert done.exit_code == 0
    rows = {row["what"]: row for row in map(json.loads, done.stdout.splitlines())}
    assert rows["height"]["measured"] >= rows["height"]["least"] > 0
    assert rows["pace"]["measured"] >= rows["pace"]["least"] and rows["rhythm"]["measured"] == 1
    assert {facts.what: facts.holds for facts in recorded(WordingTested)} == dict.fromkeys(rows, True)
