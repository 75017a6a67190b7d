"""A file takes its name once it is whole, and what stands there keeps what is its own."""

from __future__ import annotations

import os
import pty
import stat
import threading
from pathlib import Path

import pytest

from guiju.ledger import drafted


def written(out: Path, content: bytes = b"new") -> None:
    with drafted(out) as file:
        file.write(content)


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_a_file_that_stood_there_keeps_its_mode(tmp_path: Path) -> None:
    out = tmp_path / "out"
    out.write_bytes(b"old")
    out.chmod(0o640)
    with drafted(out) as file:
        assert [mode_of(path) for path in tmp_path.iterdir()] == [0o640, 0o640]
        file.write(b"new")
        assert out.read_bytes() == b"old"
    assert (out.read_bytes(), mode_of(out), len(list(tmp_path.iterdir()))) == (b"new", 0o640, 1)


@pytest.mark.parametrize("standing", [True, False])
def test_a_link_stays_and_what_it_leads_to_is_written(tmp_path: Path, standing: bool) -> None:
    (tmp_path / "far").mkdir()
    target, link = tmp_path / "far" / "target", tmp_path / "link"
    if standing:
        target.write_bytes(b"old")
    link.symlink_to(Path("far") / "target")
    written(link)
    assert link.is_symlink()
    assert (target.read_bytes(), len(list(target.parent.iterdir()))) == (b"new", 1)


def test_a_pipe_is_written_into(tmp_path: Path) -> None:
    pipe, got = tmp_path / "pipe", []
    os.mkfifo(pipe)
    reader = threading.Thread(target=lambda: got.append(pipe.read_bytes()))
    reader.start()
    written(pipe)
    reader.join()
    assert got == [b"new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert list(tmp_path.iterdir()) == [pipe]


def test_a_device_is_written_into() -> None:
    """A terminal of our own, so that no device of the machine could come to harm."""
    ours, theirs = pty.openpty()
    name = Path(os.ttyname(theirs))
    written(name)
    assert os.read(ours, 9) == b"new"
    assert stat.S_ISCHR(name.stat().st_mode)
    os.close(ours)
    os.close(theirs)


def test_nothing_comes_into_a_pipe_where_the_writing_fails(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(ConnectionError), drafted(tmp_path / "pipe") as file:
        file.write(b"half")
        raise ConnectionError


@pytest.mark.parametrize("name", [".", "none/out", "loop"])
def test_where_no_file_can_be_nothing_is_left(tmp_path: Path, name: str) -> None:
    (tmp_path / "loop").symlink_to("loop")
    with pytest.raises(OSError):
        written(tmp_path / name)
    assert [path.name for path in tmp_path.iterdir()] == ["loop"]
