"""``guiju label snippet``: what a client shows, ready to be put into its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.labelling import run

KINDS = ("text", "picture", "film", "sound", "scene", "interface", "page")


@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_has_its_markup_and_its_style(home: Path, kind: str) -> None:
    done = run("label", "snippet", kind, "--label-lang", "zh", "--value", "3")
    assert done.exit_code == 0, done.exception
    assert "本内容疑似由人工智能生成" in done.stdout and "<style" in done.stdout and ".guiju-label" in done.stdout
    assert "<script" not in done.stdout and "style=" not in done.stdout


def test_markup_and_style_come_apart(home: Path) -> None:
    both = run("label", "snippet", "picture").stdout
    markup, sheet = (run("label", "snippet", "picture", one).stdout for one in ("--html", "--css"))
    assert both == f"<style>\n{sheet}</style>\n{markup}"
    assert run("label", "snippet", "page", "--css").stdout == sheet


def test_an_address_of_ones_own_is_shown_and_one_that_runs_is_not(home: Path) -> None:
    told = run("label", "snippet", "film", "--source", "/v/1.mp4?a=1&b=2", "--html").stdout
    assert 'src="/v/1.mp4?a=1&amp;b=2"' in told
    assert isinstance(run("label", "snippet", "film", "--source", "javascript:x").exception, ValueError)


def test_words_of_ones_own_have_both_elements(home: Path) -> None:
    assert "图片由AI合成" in run("label", "snippet", "picture", "--words", "图片由AI合成", "--html").stdout
    done = run("label", "snippet", "picture", "--words", "made by a machine")
    assert isinstance(done.exception, ValueError) and "lacks an element" in str(done.exception)
