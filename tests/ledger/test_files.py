from pathlib import Path

from guiju.ledger.files import create, extend, remove


def mode(path: Path) -> int:
    return path.stat().st_mode & 0o777


def test_a_file_is_made_once_whole_and_for_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "a" / "b" / "file"
    assert create(path, b"first")
    assert not create(path, b"second")
    assert path.read_bytes() == b"first"
    assert (mode(path), mode(path.parent), mode(path.parent.parent)) == (0o600, 0o700, 0o700)
    assert list(path.parent.iterdir()) == [path]


def test_lines_are_added_and_half_a_line_stays_apart(tmp_path: Path) -> None:
    path = tmp_path / "a" / "file"
    extend(path, b"one")
    extend(path, b"two")
    assert path.read_bytes() == b"one\ntwo\n"
    path.write_bytes(b"one\ntw")
    extend(path, b"three")
    assert path.read_bytes() == b"one\ntw\nthree\n"
    assert mode(path) == 0o600


def test_a_removed_file_is_gone_and_removing_it_again_does_nothing(tmp_path: Path) -> None:
    path = tmp_path / "file"
    create(path, b"first")
    remove(path)
    remove(path)
    assert not path.exists()
