"""The targets of make: what they would do, without doing it."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

pytestmark = pytest.mark.skipif(shutil.which("make") is None, reason="no make here: apt-get install make")


def told(*words: str) -> str:
    """What make says; these tests may themselves have been started by make, which would add to it."""
    alone = {name: value for name, value in os.environ.items() if name not in ("MAKEFLAGS", "MAKELEVEL", "MFLAGS")}
    return subprocess.run(["make", *words], cwd=ROOT, env=alone, capture_output=True, text=True, check=True).stdout


def test_a_key_of_the_upstream_never_stands_in_a_command_line() -> None:
    recipe = told("-n", "run", "UPSTREAM=http://model.example/v1", "KEY=sk-a-secret", "MODEL=m")
    assert "--upstream 'http://model.example/v1' --upstream-key-env KEY" in recipe
    assert "sk-a-secret" not in recipe


def test_what_is_not_given_is_not_passed_on() -> None:
    recipe = told("-n", "run").splitlines()[-1]
    assert "guiju run" in told("-n", "run")
    assert "--upstream" not in recipe and "--producer" not in recipe


def test_every_target_explains_itself() -> None:
    named = {line.split()[1] for line in (ROOT / "Makefile").read_text().splitlines() if line.startswith(".PHONY: ")}
    explained = {line.split()[0] for line in told("help").splitlines()}
    assert named == explained
