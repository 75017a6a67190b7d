"""``guiju law search | diff | text``: what is found can be shown, what an operator supplies is bound to the duties."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.config import Config


def _run(*words: str, lang: str = "en") -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang=lang))


def test_what_a_search_finds_can_be_shown(home: Path) -> None:
    hits = json.loads(_run("search", "标识", "--json").stdout)
    assert {hit["kind"] for hit in hits} >= {"obligation", "article"}
    for hit in hits[:20]:
        if hit["kind"] != "parameter":
            assert _run("show", hit["id"]).exit_code == 0


def test_a_search_that_finds_nothing_says_so(home: Path) -> None:
    done = _run("search", "xyzzy", "plugh")
    assert (done.exit_code, done.stdout.strip()) == (0, "")
    assert "nothing has xyzzy and plugh" in done.stderr


def test_diff_in_either_language(home: Path) -> None:
    english = _run("diff", "cn-draft-2023-04", "cn-interim-2023-08").stdout
    assert "cn-draft-2023-04/15.2 → cn-interim-2023-08/14.3" in english
    assert "取消" in _run("diff", "cn-draft-2023-04", "cn-interim-2023-08", lang="zh").stdout
    told = json.loads(_run("diff", "cn-draft-2023-04", "cn-interim-2023-08", "--json").stdout)
    assert (told["old"], told["new"]) == ("cn-draft-2023-04", "cn-interim-2023-08")
    assert {one["kind"] for one in told["relations"]} >= {"dropped", "added", "narrower"}


@pytest.mark.parametrize(
    ("words", "said"),
    [(("cn-draft-2023-04", "nowhere"), "nowhere"), (("cn-interim-2023-08", "cn-interim-2023-08"), "against itself")],
)
def test_diff_of_what_cannot_be_held_against_each_other(home: Path, words: tuple[str, str], said: str) -> None:
    done = _run("diff", *words)
    assert isinstance(done.exception, (LookupError, ValueError)) and said in str(done.exception)


def test_an_official_text_is_shown_with_the_duty_that_rests_on_it(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("第一条 甲。\n第十四条 乙。\n第三十条 丙。\n", encoding="utf-8")
    done = _run("text", "cn-interim-2023-08", str(file))
    assert "2 of 24 articles" in done.stdout and "not found in the text: 2, 3" in done.stderr
    shown = json.loads(_run("show", "cn-interim-2023-08/14.1", "--json").stdout)
    assert shown["official"]["text"] == "第十四条 乙。" and len(shown["official"]["digest"]) == 64
    assert "第十四条 乙。" in _run("show", "cn-interim-2023-08/14").stdout
    assert json.loads(_run("show", "cn-interim-2023-08/7.1", "--json").stdout)["official"] is None


@pytest.mark.parametrize(("place", "said"), [("nowhere", "no pack"), ("cn-interim-2023-08/gb", "no instrument 'gb'")])
def test_a_text_of_what_is_not_there(home: Path, tmp_path: Path, place: str, said: str) -> None:
    file = tmp_path / "text.txt"
    file.write_text("第一条 甲。", encoding="utf-8")
    done = _run("text", place, str(file))
    assert isinstance(done.exception, LookupError) and said in str(done.exception)


def test_a_text_without_articles_is_refused_and_nothing_is_kept(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("没有条文", encoding="utf-8")
    done = _run("text", "cn-interim-2023-08", str(file))
    assert isinstance(done.exception, ValueError) and "no article begins" in str(done.exception)
    assert not list((Config.read().home).glob("texts/**/*.txt"))
