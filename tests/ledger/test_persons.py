from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from guiju.ledger import SqlLedger, Vault
from tests.ledger.conftest import TERMS, Clock

Opened = Callable[[str], SqlLedger]


def test_a_pseudonym_is_random_and_found_again(vault: Vault, ledger: SqlLedger, clock: Clock) -> None:
    one, two = vault.pseudonym("alice@app"), vault.pseudonym("bob@app")
    assert one != two
    assert one.startswith("u-")
    assert vault.remembered("alice@app") == one
    again = Vault(ledger, TERMS, clock)
    assert again.remembered("alice@app") is None
    assert again.known("alice@app") == one == again.pseudonym("alice@app")
    assert again.known("carol@app") is None
    with pytest.raises(ValueError, match="empty"):
        vault.pseudonym("")


def test_met_by_many_at_once_a_person_gets_one_pseudonym(url: str, opened: Opened, clock: Clock) -> None:
    vaults = [Vault(opened(url), TERMS, clock) for _ in range(4)]
    with ThreadPoolExecutor(8) as threads:
        met = list(threads.map(lambda n: vaults[n % 4].pseudonym("alice"), range(16)))
    assert len(set(met)) == 1
