from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner, Result

from guiju.cli.keys import keys
from guiju.config import Config
from guiju.core.facts import KeyCreated
from guiju.users import Application, Keys
from guiju.wiring import ledger_of


def _run(*words: str) -> Result:
    return CliRunner().invoke(keys, words, obj=Config.read())


def test_a_key_is_printed_alone_and_works(home: Path) -> None:
    done = _run("create", "shop", "--role", "operator", "--officer", "wang")
    assert done.exit_code == 0
    assert "cannot be shown again" in done.stderr
    with ledger_of(Config.read()) as ledger:
        assert Keys(ledger).find(done.stdout.strip()) == Application("shop", "operator")
        assert [evidence.actor for evidence in ledger.find(kind=KeyCreated.kind)] == ["officer:wang"]


def test_list_shows_what_was_made_and_revoked(home: Path) -> None:
    _run("create", "shop")
    _run("create", "office")
    assert _run("revoke", "shop").exit_code == 0
    rows = json.loads(_run("list", "--json").stdout)
    assert [(row["name"], row["role"], row["revoked"] is not None) for row in rows] == [
        ("office", "application", False),
        ("shop", "application", True),
    ]
    lines = _run("list").stdout.splitlines()
    assert ["works" in lines[0], "revoked" in lines[1]] == [True, True]


def test_bad_input_is_an_error_that_says_so(home: Path) -> None:
    _run("create", "shop")
    errors = [
        _run(*words.split()).exception
        for words in ("create shop", "create -- -x", "revoke none", "create a --officer !")
    ]
    assert [type(error) for error in errors] == [ValueError, ValueError, LookupError, ValueError]
    assert _run("create", "b", "--role", "root").exit_code == 2
