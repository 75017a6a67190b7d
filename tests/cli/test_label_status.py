"""What labelling files leaves makes the duties met, and what it lacks leaves them unmet."""

from __future__ import annotations

import json
from pathlib import Path

from tests.cli.labelling import CODE, picture, run

FILES, DRAFT = "cn-labels-2025-09/4.3", "cn-draft-2023-04/16.2"


def states() -> dict[str, str]:
    told = json.loads(run("law", "status", "--all", "--json").stdout)
    return {row["id"]: row["status"] for row in told["obligations"]}


def test_labelled_files_meet_the_duty_and_unlabelled_ones_do_not(home: Path) -> None:
    picture(home / "a.png")
    assert run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE).exit_code == 0
    assert run("label", "verify", "b.png", "--record").exit_code == 0
    met = states()
    assert met[FILES] == met[DRAFT] == met["cn-labels-2025-09/11"] == met["cn-labels-2025-09/10.2"] == "met"
    assert met["cn-labels-2025-09/pg20259a-1.2"] == "met", "PNG"
    for other in ("4.2", "4.4", "pg20259a-1.1", "pg20257a-1.1", "pg20258a-6.3"):
        assert met[f"cn-labels-2025-09/{other}"] == "no_evidence", "pictures tell nothing of films"
    assert run("label", "apply", "a.png", "-o", "c.png", "--producer", CODE, "--implicit").exit_code == 0
    unmet = states()
    assert unmet[FILES] == unmet[DRAFT] == "not_met"
    assert unmet["cn-labels-2025-09/11"] == "met"
