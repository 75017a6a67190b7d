from __future__ import annotations

import math
import re
from pathlib import Path

import pytest

from guiju.checks import Lexicon
from guiju.checks.judge import JudgeSettings
from guiju.config import Config
from guiju.core.check import name_of
from guiju.core.content import Stage
from guiju.wiring import TRAILING, checks_of


@pytest.mark.parametrize(
    "url",
    [
        "",
        "localhost:8000",
        "ftp://a/v1",
        "http://",
        "http://u:p@host/v1",
        "http://@host/v1",
        "file:///etc/passwd",
        "http://a:99999/v1",
        "http://a:0/v1",
        "http://a:x/v1",
        "http://[::1/v1",
        "http://a/v1#x",
        "http://a/v1 ",
        "http://ä/v1",
    ],
)
def test_an_address_that_is_none(url: str) -> None:
    with pytest.raises(ValueError, match="no address of an API"):
        JudgeSettings(url, "m", "json")


@pytest.mark.parametrize(
    "more",
    [{"model": ""}, {"model": "模"}, {"name": "\n"}, {"stages": ()}, {"timeout": 0}, {"timeout": math.inf},
     {"timeout": math.nan}, {"at_once": 0}, {"at_once": 1_000_000}, {"failures": 0}, {"pause": -1.0},
     {"pause": math.inf}, {"cache": -1}],
)  # fmt: skip
def test_what_cannot_be_begins_with_its_key(more: dict[str, object]) -> None:
    with pytest.raises(ValueError, match=f"^{next(iter(more))}: "):
        JudgeSettings(**{"url": "http://a/v1", "model": "m", "style": "json"} | more)  # type: ignore[arg-type]


def test_a_key_that_cannot_be_sent_is_not_shown() -> None:
    with pytest.raises(ValueError, match="^key_env: ") as fault:
        JudgeSettings("http://a/v1", "m", "json", key="se\ncret")
    assert "cret" not in str(fault.value)


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


_TABLE = '[[judge]]\nurl = "http://a/v1"\nmodel = "m"\nstyle = "json"\n'


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ('judge = "http://a/v1"', "judge: write a table"),
        ('[judge]\nurl = "http://a/v1"', "judge: write a table"),
        (_TABLE + 'key = "k"', "[[judge]] 1: key is a secret"),
        (_TABLE + "key_env = 5", "[[judge]] 1: key_env: "),
        (_TABLE + "tiemout = 5", "[[judge]] 1: unknown key 'tiemout'; known are url, "),
        (_TABLE + "timeout = inf", "[[judge]] 1: timeout: inf is not between 0.001 and 600"),
        (_TABLE + "timeout = nan", "[[judge]] 1: timeout: "),
        (_TABLE + 'timeout = "soon"', "[[judge]] 1: timeout: "),
        (_TABLE + 'stages = ["promt"]', "[[judge]] 1: stages.0: "),
        (_TABLE + _TABLE + "at_once = 1000000", "[[judge]] 2: at_once: 1000000 is not between 1 and 256"),
        (_TABLE + _TABLE + 'stages = ["answer"]', "[[judge]] 2: name: "),
        ('[[judge]]\nurl = "http://a/v1"\nmodel = "m"\nstyle = "other"', "[[judge]] 1: style: "),
        ('[[judge]]\nurl = "http://a/v1"\nmodel = "m"', "[[judge]] 1: style: "),
        ('[[judge]]\nurl = "x"\nmodel = "m"\nstyle = "json"', "[[judge]] 1: url: 'x' is no address"),
    ],
)
def test_a_fault_is_told_with_file_table_and_key(tmp_path: Path, text: str, why: str) -> None:
    file = tmp_path / "guiju.toml"
    file.write_text(text)
    with pytest.raises(ValueError, match="^" + re.escape(f"{file}: {why}")) as fault:
        Config.read(file)
    assert "\n" not in str(fault.value) and "pydantic" not in str(fault.value)


def test_names_tell_apart_guard_models_of_one_style_and_model(tmp_path: Path) -> None:
    file = tmp_path / "guiju.toml"
    file.write_text(_TABLE + 'name = "a"\n' + _TABLE + 'name = "b"\n' + _TABLE)
    ids = [check.id for check in checks_of(Lexicon((), ""), Config.read(file).judge) if name_of(check.id) == "judge"]
    assert len(set(ids)) == len(ids) == 3
