"""Which version is meant is told in few characters, and what is not in use is told in one line each."""

from __future__ import annotations

from datetime import date

from guiju.cli.version_text import adoption_lines, cited, later_lines, other_lines
from guiju.law import FOLDER, read_pack

PACK = read_pack(FOLDER, "cn-draft-2023-04")


def test_a_version_is_cited_with_the_start_of_its_digest() -> None:
    assert cited("2023-04-11", "ab" * 32) == "2023-04-11 abababab"


def test_another_version_at_hand_is_told_with_what_to_do() -> None:
    [english], [chinese] = other_lines([PACK], "en"), other_lines([PACK], "zh")
    for line in (english, chinese):
        assert line.startswith(PACK.id) and cited(PACK.version, PACK.digest) in line
        assert "guiju law upgrade --dry-run" in line
    assert list(other_lines([], "en")) == []


def test_what_is_not_adopted_is_told_once() -> None:
    assert list(adoption_lines([PACK], [PACK.id], "en")) == []
    assert "no pack is adopted yet" in "".join(adoption_lines([PACK], [], "en"))
    [line] = adoption_lines([PACK], ["other"], "en")
    assert line.endswith(PACK.id) and "not adopted yet" in line


def test_what_came_later_is_told_with_its_day() -> None:
    assert list(later_lines({"own": date(2026, 11, 22)}, "en")) == [
        "own: first adopted on 2026-11-22, so not judged for this date"
    ]
    assert "2026-11-22 才首次采用" in "".join(later_lines({"own": date(2026, 11, 22)}, "zh"))
