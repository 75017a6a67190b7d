"""Imported lists: every state is kept under its digest, and what was changed behind our back is told."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from guiju.checks import Imported, Lexicon
from guiju.checks.lexicon import entry

ONE = Lexicon((entry("坏 词", "a1.a", 0.5, "us", "2026-11-23", "MIT"),), "one")
TWO = Lexicon((entry("make bomb", "a1.d"),), "two")


def test_nothing_imported_is_nothing_found(tmp_path: Path) -> None:
    lists = Imported(tmp_path / "none")
    assert (lists.digest, len(lists.lexicon())) == ("", 0)


def test_the_newest_is_used_and_the_old_stays(tmp_path: Path) -> None:
    lists = Imported(tmp_path / "words")
    lists.keep(ONE)
    assert lists.lexicon().entries == ONE.entries
    lists.keep(TWO)
    assert (lists.digest, lists.lexicon().entries) == (TWO.digest, TWO.entries)
    assert lists.lexicon(ONE.digest[:8]).entries == ONE.entries


def test_who_is_alone_keeps_others_waiting(tmp_path: Path) -> None:
    lists, order = Imported(tmp_path / "words"), list[str]()

    def other() -> None:
        with lists.alone():
            order.append("other")

    with lists.alone():
        waiting = threading.Thread(target=other)
        waiting.start()
        waiting.join(0.05)
        order.append("first")
    waiting.join()
    assert order == ["first", "other"]


def test_no_phrase_stands_in_a_file(tmp_path: Path) -> None:
    Imported(tmp_path).keep(TWO)
    assert not [file for file in tmp_path.iterdir() if "bomb" in file.read_text()]


def test_an_unknown_state(tmp_path: Path) -> None:
    with pytest.raises(LookupError, match="no state"):
        Imported(tmp_path).lexicon("abc")


@pytest.mark.parametrize("text", ["", "garbage", "ÿ"])
def test_a_damaged_state_is_told(tmp_path: Path, text: str) -> None:
    lists = Imported(tmp_path)
    lists.keep(ONE)
    (tmp_path / f"{ONE.digest}.b85").write_text(text)
    with pytest.raises(ValueError, match="import the lists again"):
        lists.lexicon()


def test_another_list_under_the_name_is_told(tmp_path: Path) -> None:
    lists = Imported(tmp_path)
    lists.keep(ONE)
    lists.keep(TWO)
    (tmp_path / f"{TWO.digest}.b85").write_bytes((tmp_path / f"{ONE.digest}.b85").read_bytes())
    with pytest.raises(ValueError, match="not the one that was imported"):
        lists.lexicon()
