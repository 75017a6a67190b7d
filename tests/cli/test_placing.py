"""A file is written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from guiju.cli.placing import place


def test_it_takes_the_place_of_what_stood_there(tmp_path: Path) -> None:
    place(tmp_path / "a", b"1")
    place(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"2"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder"):
        place(tmp_path, b"1")


def test_without_its_folder_nothing_is_left(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        place(tmp_path / "nowhere" / "a", b"1")
    assert list(tmp_path.iterdir()) == []
