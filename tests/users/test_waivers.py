from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from guiju.core.facts import Digest
from guiju.ledger import open_ledger
from guiju.users import Waivers

NOW = datetime(2026, 11, 1, tzinfo=UTC)


def test_the_last_agreement_of_a_user_counts(tmp_path: Path) -> None:
    with open_ledger(f"sqlite:///{tmp_path / 'guiju.db'}", tmp_path / "keys") as ledger:
        waivers = Waivers(ledger)
        assert waivers.terms("u-one") is None
        waivers.agree("u-one", Digest("a" * 64), ends=False, actor="officer:x", now=NOW)
        waivers.agree("u-two", Digest("b" * 64), ends=False, actor="officer:x", now=NOW)
        assert (waivers.terms("u-one"), waivers.terms("u-two")) == ("a" * 64, "b" * 64)
        waivers.agree("u-one", Digest("c" * 64), ends=False, actor="officer:x", now=NOW + timedelta(days=1))
        assert waivers.terms("u-one") == "c" * 64
        waivers.agree("u-one", Digest("c" * 64), ends=True, actor="officer:x", now=NOW + timedelta(days=2))
        assert (waivers.terms("u-one"), waivers.terms("u-two")) == (None, "b" * 64)
