"""Many files at once: one that kills its process takes nothing else with it."""

from __future__ import annotations

import os
import signal
from functools import partial
from pathlib import Path

import pytest

from guiju.cli import label_apply, label_verify
from guiju.cli.label_files import Place, each


def made(folder: Path, count: int) -> list[Place]:
    paths = [folder / str(one) for one in range(count)]
    for path in paths:
        path.write_bytes(b"x")
    return [Place(path, None, path.name) for path in paths]


def dies(deadly: frozenset[str], place: Place) -> str:
    with (place.source.parent / "log").open("a") as log:
        log.write(f"{place.shown}\n")
    if place.shown in deadly:
        os.kill(os.getpid(), signal.SIGKILL)
    return f"made of {place.shown}"


def dies_once(place: Place) -> str:
    mark = place.source.with_name(f"{place.shown} was tried")
    if place.shown == "3" and not mark.exists():
        mark.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    return f"made of {place.shown}"


def refuses(place: Place) -> str:
    if place.shown == "5":
        raise OSError(5, "cannot be read", place.shown)
    return f"made of {place.shown}"


def lost(place: Place) -> str:
    return f"lost {place.shown}"


@pytest.mark.parametrize("deadly", [(), ("0",), ("2",), ("19",), ("0", "7", "8", "19")])
def test_a_file_that_kills_its_process_is_told_and_the_others_are_done(deadly: tuple[str, ...], tmp_path: Path) -> None:
    given = made(tmp_path, 20)
    out = list(each(partial(dies, frozenset(deadly)), lost, given, 2, "en"))
    assert [place for place, _ in out] == given
    assert [told for _, told in out] == [
        f"{'lost' if place.shown in deadly else 'made of'} {place.shown}" for place in given
    ]
    tried = (tmp_path / "log").read_text().split()
    assert all(tried.count(place.shown) <= 3 for place in given)


def test_all_may_kill_their_process(tmp_path: Path) -> None:
    given = made(tmp_path, 12)
    out = list(each(partial(dies, frozenset(map(str, range(12)))), lost, given, 3, "en"))
    assert [told for _, told in out] == [lost(place) for place in given]


def test_what_was_killed_from_outside_is_done_again(tmp_path: Path) -> None:
    out = list(each(dies_once, lost, made(tmp_path, 8), 2, "en"))
    assert [told for _, told in out] == [f"made of {one}" for one in range(8)]


def test_what_goes_wrong_in_the_work_itself_is_raised(tmp_path: Path) -> None:
    with pytest.raises(OSError, match="cannot be read"):
        list(each(refuses, lost, made(tmp_path, 8), 2, "en"))


def test_the_commands_say_what_happened(tmp_path: Path) -> None:
    (place,) = made(tmp_path, 1)
    assert "died" in label_apply._lost(place).wrong
    examined, digest = label_verify._lost(place)
    assert (examined.verdict, [remark.code for remark in examined.remarks], len(digest)) == (
        "inconclusive",
        ["died"],
        32,
    )
