"""Somebody who does not watch a terminal is told now and then how far it is."""

from __future__ import annotations

import pytest

from guiju.cli.check_progress import progress


def test_lines_now_and_then_and_the_rate_at_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with progress(1000, "en") as shown:
        shown.took(2, 100, 0)
        assert capsys.readouterr().err == ""
        monkeypatch.setattr("guiju.cli.check_progress.EVERY", 0.0)
        shown.passed(200, bad=True)
        shown.took(2000, 200, 1)
    first, last = capsys.readouterr().err.splitlines()
    assert first.startswith("2,002 rows, ") and first.endswith(
        " rows/s, after 1 of an earlier run, 2 with an error, 50%"
    )
    assert last.endswith(" rows/s, after 1 of an earlier run, 2 with an error")


def test_without_a_size_no_share_is_told(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("guiju.cli.check_progress.EVERY", 0.0)
    with progress(0, "zh") as shown:
        shown.took(1, 100, 0)
    assert all(line.startswith("1 行, ") and line.endswith("行/秒") for line in capsys.readouterr().err.splitlines())
