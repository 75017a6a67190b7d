"""Evaluation data, read where it lies; it is no part of the project."""

from __future__ import annotations

from pathlib import Path

import pytest

FOLDER = Path(__file__).parents[3] / "shared" / "data"


def shared_data(name: str) -> Path:
    """The path of an evaluation file; skips the test where it is absent."""
    path = FOLDER / name
    if not path.is_file():
        pytest.skip(f"no evaluation data: put {name} into shared/data beside the project to run this")
    return path
