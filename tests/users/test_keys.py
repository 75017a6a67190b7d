from __future__ import annotations

import re
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from guiju.core.facts import Id, KeyCreated, KeyRevoked
from guiju.ledger import SqlLedger
from guiju.users import Application, Key, Keys

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WHO = "officer:wang"


def test_a_key_is_found_under_its_name_and_role(ledger: SqlLedger) -> None:
    keys = Keys(ledger)
    key = keys.create("shop", "operator", actor=WHO, now=NOW)
    assert re.fullmatch(r"gj-[A-Za-z0-9_-]{43}", key)
    assert keys.find(key) == Application("shop", "operator")
    assert keys.list() == (Key("shop", "operator", NOW, None),)


def test_the_key_itself_is_written_nowhere(ledger: SqlLedger, tmp_path: Path) -> None:
    key = Keys(ledger).create("shop", actor=WHO, now=NOW)
    secret = key.removeprefix("gj-").encode()
    ledger.close()
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert files
    assert not [file for file in files if secret in file.read_bytes()]


def test_making_and_revoking_leave_evidence(ledger: SqlLedger) -> None:
    keys = Keys(ledger)
    keys.create("shop", actor=WHO, now=NOW)
    keys.revoke("shop", actor=WHO, now=NOW)
    assert [(e.facts, e.actor, e.subject) for e in ledger.find(subject="shop")] == [
        (KeyCreated(Id("shop"), "application"), WHO, "shop"),
        (KeyRevoked(Id("shop")), WHO, "shop"),
    ]


def test_a_revoked_key_ends_here_at_once_and_elsewhere_at_the_next_poll(
    each_database: str, opened: Callable[[str], SqlLedger]
) -> None:
    here, there = (Keys(opened(each_database)) for _ in range(2))
    key = here.create("shop", actor=WHO, now=NOW)
    assert there.find(key) is None
    there.poll()
    assert there.find(key) == Application("shop", "application")
    here.revoke("shop", actor=WHO, now=NOW)
    assert here.find(key) is None
    there.poll()
    assert there.find(key) is None
    assert there.list() == (Key("shop", "application", NOW, NOW),)


def test_revoking_twice_is_revoking_once(ledger: SqlLedger) -> None:
    keys = Keys(ledger)
    keys.create("shop", actor=WHO, now=NOW)
    for day in (1, 2):
        keys.revoke("shop", actor=WHO, now=NOW.replace(month=12, day=day))
    assert keys.list()[0].revoked == NOW.replace(month=12, day=1)
    assert len(list(ledger.find(kind=KeyRevoked.kind))) == 1


def test_a_name_is_given_once(ledger: SqlLedger) -> None:
    keys = Keys(ledger)

    def create(_: int) -> bool:
        try:
            keys.create("shop", actor=WHO, now=NOW)
        except ValueError as error:
            return "choose another name" not in str(error)
        return True

    with ThreadPoolExecutor(8) as threads:
        assert list(threads.map(create, range(8))).count(True) == 1
    assert len(list(ledger.find(kind=KeyCreated.kind))) == 1


@pytest.mark.parametrize("name", ["", "-shop", "my shop", "商店", "a" * 97, "shop\n"])
def test_a_name_that_is_no_identifier_is_refused(ledger: SqlLedger, name: str) -> None:
    with pytest.raises(ValueError, match="an application's name is"):
        Keys(ledger).create(name, actor=WHO, now=NOW)
    assert not list(ledger.find(kind=KeyCreated.kind))


def test_an_unknown_role_and_an_unknown_name_are_refused(ledger: SqlLedger) -> None:
    with pytest.raises(ValueError, match="role is one of"):
        Keys(ledger).create("shop", "root", actor=WHO, now=NOW)  # type: ignore[arg-type]
    with pytest.raises(LookupError, match="no application named shop"):
        Keys(ledger).revoke("shop", actor=WHO, now=NOW)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=50)
@given(st.text(st.characters()))
def test_anything_else_presented_finds_nothing(ledger: SqlLedger, presented: str) -> None:
    assert Keys(ledger).find(presented) is None


def test_a_key_cut_or_changed_finds_nothing(ledger: SqlLedger) -> None:
    keys = Keys(ledger)
    key = keys.create("shop", actor=WHO, now=NOW)
    others = [key[:-1], key + "A", key.upper(), key.removeprefix("gj-"), f" {key}"]
    assert [keys.find(other) for other in others] == [None] * len(others)
