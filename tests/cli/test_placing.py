"""A file is written whole or not at all."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from guiju.cli.placing import place, place_all


def test_it_takes_the_place_of_what_stood_there(tmp_path: Path) -> None:
    place(tmp_path / "a", b"1")
    place(tmp_path / "a", b"2")
    assert (tmp_path / "a").read_bytes() == b"2"
    assert [file.name for file in tmp_path.iterdir()] == ["a"]


def test_a_link_a_mode_and_a_pipe_stay_what_they_are(tmp_path: Path) -> None:
    (tmp_path / "target").write_bytes(b"1")
    (tmp_path / "target").chmod(0o640)
    (tmp_path / "link").symlink_to("target")
    os.mkfifo(tmp_path / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    place_all({tmp_path / "link": b"2", tmp_path / "pipe": b"3"})
    reader.join()
    assert (tmp_path / "link").is_symlink()
    assert ((tmp_path / "target").read_bytes(), (tmp_path / "target").stat().st_mode & 0o777) == (b"2", 0o640)
    assert got == [b"3"]
    assert sorted(file.name for file in tmp_path.iterdir()) == ["link", "pipe", "target"]


def test_a_folder_is_no_place_for_a_file(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError, match="is a folder"):
        place(tmp_path, b"1")


def test_without_its_folder_nothing_is_left(tmp_path: Path) -> None:
    file = tmp_path / "nowhere" / "a"
    with pytest.raises(FileNotFoundError, match="there is no folder") as error:
        place(file, b"1")
    assert error.value.filename == str(file)
    assert list(tmp_path.iterdir()) == []


def test_an_error_names_the_file_that_was_given(tmp_path: Path) -> None:
    file = tmp_path / ("a" * 300)
    with pytest.raises(OSError) as error:
        place(file, b"1")
    assert error.value.filename == str(file)
    assert list(tmp_path.iterdir()) == []


def test_several_files_with_their_folders(tmp_path: Path) -> None:
    files = {tmp_path / "x" / "y" / "a": b"1", tmp_path / "x" / "b": b"2", tmp_path / "c": b"3"}
    place_all(files)
    assert {file: file.read_bytes() for file in tmp_path.rglob("*") if file.is_file()} == files


@pytest.mark.parametrize(
    ("standing", "error"), [("x/b/z", IsADirectoryError), ("c/z", IsADirectoryError), ("x", NotADirectoryError)]
)
def test_where_one_of_them_cannot_be_none_is_written(tmp_path: Path, standing: str, error: type[OSError]) -> None:
    there = tmp_path / standing
    there.parent.mkdir(parents=True, exist_ok=True)
    there.write_bytes(b"0")
    with pytest.raises(error):
        place_all({tmp_path / "v" / "a": b"1", tmp_path / "x" / "b": b"2", tmp_path / "c": b"3"})
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [there]


def test_where_writing_fails_in_between_no_file_and_no_folder_stays(tmp_path: Path) -> None:
    bad = tmp_path / "v" / ("a" * 300) / "b"
    with pytest.raises(OSError) as error:
        place_all({tmp_path / "u" / "a": b"1", bad: b"2"})
    assert error.value.filename == str(bad)
    assert list(tmp_path.iterdir()) == []
