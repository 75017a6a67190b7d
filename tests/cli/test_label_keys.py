"""``guiju label key`` and ``chain``: keys for their owner alone, never overwritten."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.labelling import run


@pytest.mark.parametrize("algorithm", ["ed25519", "es256", "sm2sm3", "mark"])
def test_a_key_is_for_its_owner_and_is_not_overwritten(home: Path, algorithm: str) -> None:
    assert run("label", "key", "k", "--algorithm", algorithm).exit_code == 0
    assert (home / "k").stat().st_mode & 0o077 == 0
    before = (home / "k").read_bytes()
    again = run("label", "key", "k", "--algorithm", algorithm)
    assert isinstance(again.exception, ValueError) and (home / "k").read_bytes() == before
    assert (home / "k.pub").exists() == (algorithm != "mark")


def test_a_chain_is_made_and_renewed(home: Path) -> None:
    assert isinstance(run("label", "chain", "c").exception, ValueError)
    assert run("label", "chain", "c", "--organisation", "Example Org").exit_code == 0
    assert (home / "c").stat().st_mode & 0o077 == 0
    assert run("label", "chain", "c", "--renew").exit_code == 0
