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


def test_a_heavier_duty_is_never_called_relaxed(home: Path) -> None:
    told = _run("diff", "cn-draft-2023-04", "cn-interim-2023-08", lang="zh").stdout
    assert "扩大" in told and "收窄" in told and "放宽" not in told


@pytest.mark.parametrize(
    ("lang", "told"), [("zh", "ethnicity、belief"), ("en", "→ race, ethnicity, belief")]
)  # fmt: skip
def test_a_list_is_told_as_one_without_a_unit(home: Path, lang: str, told: str) -> None:
    *_, last = _run("diff", "cn-interim-2023-08", "cn-draft-2023-04", lang=lang).stdout.splitlines()
    assert told in last and "(" not in last and "attributes by which" not in last


def test_read_from_the_other_side_no_effect_contradicts_the_word_before_it(home: Path) -> None:
    turned = _run("diff", "cn-interim-2023-08", "cn-draft-2023-04").stdout
    assert "added     Real name" in turned and "No longer here" not in turned
    assert "No longer here" in _run("diff", "cn-draft-2023-04", "cn-interim-2023-08").stdout


def test_an_article_is_shown_with_its_duties_and_the_head_of_its_pack(home: Path) -> None:
    head, article, *rest = _run("show", "cn-interim-2023-08/17").stdout.splitlines()
    assert "[cn-interim-2023-08, " in head and article.startswith("cn-interim-2023-08/17  (clause 17)")
    assert any(line.startswith("cn-interim-2023-08/17.2 ") for line in rest)
    told = json.loads(_run("show", "cn-interim-2023-08/17", "--json").stdout)
    assert [one["id"] for one in told["obligations"]] == [f"cn-interim-2023-08/17.{n}" for n in range(1, 13)]
    assert told["number"] == "17" and told["official"] is None


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ("cn-draft-2023-04/draft-20", ("行政处罚", "一般: 警告", "拒不改正: 单位 RMB 10,000–100,000", "暂停提供服务")),
        ("cn-companion-2026-07/comp-30", ("拒不改正，且有危害生命健康: ",)),
        ("cn-statutes/csl-61", ("网络安全法第61条", "责任人员 RMB", "大量数据泄露")),
    ],
)
def test_a_penalty_is_told_in_words_and_each_tier_apart(home: Path, place: str, told: tuple[str, ...]) -> None:
    shown = _run("show", place, lang="zh").stdout
    assert all(word in shown for word in told)
    for code in ("administrative", "base", "refused", "warn", "suspend_service", "life_health", "entity"):
        assert code not in shown
    tiers = [line.partition(":")[0] for line in shown.splitlines()[1:]]
    assert len(set(tiers)) == len(tiers)


@pytest.mark.parametrize(
    ("place", "zh", "en"),
    [
        ("cn-statutes/dsl-29", "数据安全法第29条", "Data Security Law art. 29"),
        ("cn-statutes/49", "网络安全法第49条", "Cybersecurity Law art. 49"),
    ],
)
def test_a_duty_is_cited_by_its_law(home: Path, place: str, zh: str, en: str) -> None:
    assert f"({zh})" in _run("show", place, lang="zh").stdout
    assert f"({en})" in _run("show", place).stdout
    told = json.loads(_run("show", place, "--json").stdout)
    assert told["cited"] == {"zh": zh, "en": en}


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


def test_an_article_that_sets_a_penalty_shows_it(home: Path) -> None:
    shown = _run("show", "cn-statutes/pipl-66").stdout
    assert "PIPL art. 66" in shown and "0–50,000,000" in shown
    [penalty] = json.loads(_run("show", "cn-statutes/pipl-66", "--json").stdout)["penalties"]
    assert [tier["severity"] for tier in penalty["tiers"]][-1] == "serious"
