from __future__ import annotations

import hashlib
import mmap
import os
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged, Splice, ordered
from guiju.labels.splices import beside, digest, opened, pieces, spliced, write

DATA = bytes(range(256))


class KilledError(Exception):
    """Stands for what ends a run."""


@st.composite
def cuts(draw: st.DrawFn) -> list[Splice]:
    places = sorted(draw(st.lists(st.integers(0, len(DATA)), max_size=8)))
    return [Splice(start, end, draw(st.binary(max_size=5))) for start, end in list(pairwise(places))[::2]]


@given(cuts())
def test_what_is_not_named_stays(splices: list[Splice]) -> None:
    made, at, told = spliced(DATA, splices), 0, b""
    for splice in splices:
        told += DATA[at : splice.start] + splice.data
        at = splice.end
    assert made == told + DATA[at:] == b"".join(pieces(DATA, splices))


def test_no_splices_change_nothing() -> None:
    assert spliced(DATA, []) == DATA and spliced(b"", []) == b"" and spliced(b"", [Splice(0, 0, b"x")]) == b"x"


def test_two_may_be_put_at_one_place_in_their_order() -> None:
    assert spliced(b"ab", [Splice(1, 1, b"x"), Splice(1, 1, b"y"), Splice(1, 2, b"z")]) == b"axyz"


@pytest.mark.parametrize(
    "splices",
    [
        [Splice(0, 4, b""), Splice(3, 5, b"")],
        [Splice(5, 6, b""), Splice(1, 2, b"")],
        [Splice(3, 1, b"")],
        [Splice(-1, 1, b"")],
        [Splice(0, len(DATA) + 1, b"")],
        [Splice(len(DATA) + 1, len(DATA) + 1, b"x")],
    ],
    ids=["overlap", "order", "backward", "before", "beyond", "behind"],
)
def test_splices_that_do_not_fit_are_refused(splices: list[Splice]) -> None:
    with pytest.raises(ValueError, match="out of order"):
        spliced(DATA, splices)


@given(cuts(), st.randoms())
def test_splices_are_put_in_order(splices: list[Splice], chance: object) -> None:
    places = [splice for splice in splices if splice.start < splice.end]
    assert spliced(DATA, ordered(reversed(places))) == spliced(DATA, places)


def test_splices_that_lie_on_each_other_are_damage() -> None:
    with pytest.raises(Damaged, match="lie on each other") as damage:
        ordered([Splice(3, 5, b""), Splice(0, 4, b"")])
    assert damage.value.at == 3


@given(st.lists(st.tuples(st.integers(0, 256), st.integers(0, 256)).map(sorted), max_size=5))
def test_the_digest_is_of_the_bytes_of_the_spans(spans: list[list[int]]) -> None:
    told = hashlib.sha256(b"".join(DATA[start:end] for start, end in spans)).digest()
    assert digest(DATA, [(start, end) for start, end in spans]) == told


def test_a_file_is_read_as_it_stands(tmp_path: Path) -> None:
    path = tmp_path / "a"
    for body in (b"", DATA, DATA * 20_000):
        path.write_bytes(body)
        with opened(path) as data:
            assert data[:] == body and len(data) == len(body)
            assert spliced(data, [Splice(0, 0, b"x")]) == b"x" + body
            assert digest(data, [(0, len(data))]) == hashlib.sha256(body).digest()
    with pytest.raises(OSError), opened(tmp_path / "none"):
        pass


def test_a_file_is_written_over_the_one_that_it_is_read_from(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(DATA * 20_000)
    with opened(path) as data:
        write(path, pieces(data, [Splice(1, 1, b"new")]))
    assert path.read_bytes() == DATA[:1] + b"new" + (DATA * 20_000)[1:]
    assert list(tmp_path.iterdir()) == [path]


def test_a_new_file_has_the_rights_of_any_new_file_and_an_old_one_keeps_its_own(tmp_path: Path) -> None:
    plain, path = tmp_path / "plain", tmp_path / "a"
    plain.write_bytes(b"")
    write(path, [b"1"])
    assert path.stat().st_mode == plain.stat().st_mode
    path.chmod(0o640)
    write(path, [b"2"])
    assert (path.read_bytes(), path.stat().st_mode & 0o777) == (b"2", 0o640)


@pytest.mark.parametrize("end", [KilledError, KeyboardInterrupt, OSError, GeneratorExit])
def test_a_run_that_is_killed_leaves_the_original_whole(end: type[BaseException], tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"original")

    def parts() -> object:
        yield b"half of"
        raise end

    with pytest.raises(end):
        write(path, parts())  # type: ignore[arg-type]
    with pytest.raises(end), beside(path) as made:
        made.write_bytes(b"half of")
        raise end
    assert path.read_bytes() == b"original" and list(tmp_path.iterdir()) == [path]


def test_a_run_that_is_killed_leaves_no_new_file(tmp_path: Path) -> None:
    with pytest.raises(KilledError), beside(tmp_path / "a") as made:
        made.write_bytes(b"half of")
        raise KilledError
    assert not list(tmp_path.iterdir())


def test_until_the_end_the_original_stands_at_its_place(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"original")
    with beside(path) as made:
        made.write_bytes(b"new")
        assert path.read_bytes() == b"original" and made.parent == path.parent
    assert path.read_bytes() == b"new"


def test_a_link_stays_one_and_its_file_is_written(tmp_path: Path) -> None:
    path, link = tmp_path / "a", tmp_path / "link"
    path.write_bytes(b"original")
    os.symlink(path, link)
    write(link, [b"new"])
    assert link.is_symlink() and path.read_bytes() == b"new"


@pytest.mark.parametrize(("make", "kind"), [(os.mkfifo, Path.is_fifo), (os.mkdir, Path.is_dir)], ids=["pipe", "folder"])
def test_what_is_no_regular_file_stays(
    make: Callable[[Path], None], kind: Callable[[Path], bool], tmp_path: Path
) -> None:
    path, link = tmp_path / "a", tmp_path / "link"
    make(path)
    os.symlink(path, link)
    for one in (path, link):
        with pytest.raises(OSError, match="no regular file"):
            write(one, [b"new"])
    assert kind(path) and link.is_symlink() and sorted(tmp_path.iterdir()) == [path, link]


def test_a_file_that_is_cut_short_meanwhile_is_looked_at_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(DATA * 20_000)
    look = "import os, sys; from pathlib import Path; from guiju.labels.splices import opened\n"
    look += "with opened(Path(sys.argv[1])) as data: os.truncate(sys.argv[1], 0); print(len(data[:]))"
    ran = subprocess.run([sys.executable, "-c", look, path], capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stdout.strip()) == (0, str(len(DATA) * 20_000))


def test_a_large_file_is_mapped_and_not_read(tmp_path: Path) -> None:
    path = tmp_path / "a"
    with path.open("wb") as file:
        file.truncate((1 << 26) + 1)
    with opened(path) as data:
        assert isinstance(data, mmap.mmap) and data[-1:] == b"\0"


def test_a_name_as_long_as_names_may_be_is_written(tmp_path: Path) -> None:
    path = tmp_path / ("字" * 85)
    write(path, [b"new"])
    assert path.read_bytes() == b"new"
