"""Originals of placeholders in the vault."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from guiju.ledger import SqlLedger, Vault
from guiju.ledger.placeholders import Placeholders
from tests.ledger.conftest import DAY, NOW, TERMS, Clock


def test_an_original_keeps_its_number_in_every_process(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    person = vault.pseudonym("alice")
    one = Placeholders(ledger, vault, person, DAY, clock)
    assert [one.number("姓名", "张三"), one.number("姓名", "李四"), one.number("电话", "13800138000")] == [1, 2, 1]
    other = Placeholders(ledger, Vault(ledger, TERMS, clock), person, DAY, clock)
    assert other.original("姓名", 2) == "李四"
    assert [other.number("姓名", "王五"), other.number("姓名", "张三"), one.number("姓名", "王五")] == [3, 1, 3]
    assert one.original("姓名", 9) is None


@pytest.mark.parametrize(
    ("label", "forms"),
    [
        ("住址", ["1-12号", "11-2号", "112号", "1 12号"]),
        ("电子邮箱", ["a-b@example.org", "ab@example.org", "AB@example.org", "ab@Example.org"]),
        ("姓名", ["Anna May", "Annamay", "annamay", "Anna\u200bMay", "Stra\u00dfe", "Strasse"]),
        ("电话号码", ["13812345678", "138-1234-5678", "138 1234 5678"]),
    ],
)
def test_each_written_form_comes_back_as_it_stood(
    vault: Vault, ledger: SqlLedger, clock: Clock, label: str, forms: list[str]
) -> None:
    kept = Placeholders(ledger, vault, vault.pseudonym("alice"), DAY, clock)
    numbers = [kept.number(label, form) for form in forms]
    assert numbers == list(range(1, len(forms) + 1)) == [kept.number(label, form) for form in forms]
    assert [kept.original(label, number) for number in numbers] == forms


def test_another_user_sees_nothing(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    one = Placeholders(ledger, vault, vault.pseudonym("alice"), DAY, clock)
    one.number("姓名", "张三")
    assert Placeholders(ledger, vault, vault.pseudonym("bob"), DAY, clock).original("姓名", 1) is None


def test_originals_end_with_their_time(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    kept = Placeholders(ledger, vault, vault.pseudonym("alice"), DAY, clock)
    assert kept.number("姓名", "张三") == 1
    clock.now += DAY + timedelta(seconds=1)
    assert kept.original("姓名", 1) is None
    assert kept.number("姓名", "张三") == 2
    assert kept.original("姓名", 2) == "张三"


def test_originals_end_with_their_user(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    person = vault.pseudonym("alice")
    kept = Placeholders(ledger, vault, person, DAY, clock)
    kept.number("姓名", "张三")
    vault.erase(person, clock.now)
    assert kept.original("姓名", 1) is None


def test_no_original_lies_open_in_the_database(sqlite_ledger: SqlLedger, tmp_path: Path) -> None:
    vault = Vault(sqlite_ledger, TERMS)
    Placeholders(sqlite_ledger, vault, vault.pseudonym("alice"), 9_000 * DAY, lambda: NOW).number("name", "Zhang San")
    sqlite_ledger.close()
    assert b"Zhang San" not in b"".join(path.read_bytes() for path in tmp_path.glob("guiju.db*") if path.is_file())
