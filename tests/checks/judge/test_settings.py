from __future__ import annotations

from pathlib import Path

import pytest

from guiju.checks import Lexicon
from guiju.checks.judge import JudgeSettings
from guiju.config import Config
from guiju.core.check import name_of
from guiju.core.content import Stage
from guiju.wiring import TRAILING, checks_of


@pytest.mark.parametrize(
    "url", ["", "localhost:8000", "ftp://a/v1", "http://", "http://u:p@host/v1", "file:///etc/passwd"]
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="no address of an API"):
        JudgeSettings(url, "m", "json")


@pytest.mark.parametrize(
    "more", [{"model": ""}, {"model": "模"}, {"stages": ()}, {"timeout": 0}, {"at_once": 0}, {"cache": -1}]
)
def test_what_cannot_be(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match="judge: "):
        JudgeSettings(**{"url": "http://a/v1", "model": "m", "style": "json"} | more)  # type: ignore[arg-type]


def test_it_is_read_from_the_configuration(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / "guiju.toml"
    file.write_text(
        '[[judge]]\nurl = "http://a/v1"\nmodel = "m"\nstyle = "json"\nkey_env = "GUARD"\nstages = ["answer"]\n'
    )
    with pytest.raises(ValueError, match="GUARD that should hold a judge's key"):
        Config.read(file)
    monkeypatch.setenv("GUARD", "k")
    (told,) = Config.read(file).judge
    assert told == JudgeSettings("http://a/v1", "m", "json", key_env="GUARD", key="k", stages=(Stage.ANSWER,))
    names = [name_of(check.id) for check in checks_of(Lexicon((), ""), (told,))]
    assert names.count("judge") == 1 and "judge" in TRAILING


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('judge = "http://a/v1"', "a table"),
        ('[judge]\nurl = "http://a/v1"', "a table"),
        ('[[judge]]\nurl = "http://a/v1"\nmodel = "m"\nstyle = "json"\nkey = "k"', "key is a secret"),
        ('[[judge]]\nurl = "http://a/v1"\nmodel = "m"\nstyle = "other"', "judge"),
        ('[[judge]]\nurl = "http://a/v1"\nmodel = "m"', "judge"),
        ('[[judge]]\nurl = "x"\nmodel = "m"\nstyle = "json"', "no address"),
    ],
)
def test_a_table_that_cannot_be_is_named(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "guiju.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match=why):
        Config.read(file)
