"""The record of an exposure: figures and versions, one for each currency, and no free text."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from guiju.core.evidence import faults
from guiju.core.facts import Digest
from guiju.core.pack import Pack
from guiju.law.exposure.exposure import expose
from guiju.law.exposure.findings import Finding
from guiju.law.exposure.record import exposure_computed
from guiju.law.scope.narrowing import unnarrowed
from tests.law import clocks

ON, DAY = date(2026, 11, 22), datetime(2026, 11, 22, tzinfo=UTC)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


def computed(packs: dict[str, Pack], *findings: Finding, **turnover: float):
    found = expose(packs, findings, ON, unnarrowed(packs.values(), ON), turnover)
    records = exposure_computed(found, Digest("ab" * 32), packs.values(), DAY)
    assert [what for one in records for what in faults(one)] == []
    return records


def test_one_record_for_each_currency(packs: dict[str, Pack]) -> None:
    euro, yuan = computed(packs, Finding("test-law/2.1", "base", note="机密"), Finding("test-law/1.2", "serious"))
    assert (euro.currency, euro.entity, euro.person, euro.share_open) == ("EUR", 700, 0, True)
    assert (yuan.currency, yuan.entity, yuan.person, yuan.share_open) == ("RMB", 5000, 100, True)
    assert (yuan.findings, yuan.provisions, yuan.unverified, yuan.suspension) == (2, 2, 0, False)
    assert [(one.pack, one.version, one.digest) for one in yuan.packs] == [
        (pack.id, pack.version, pack.digest) for pack in packs.values()
    ]


def test_a_told_turnover_closes_the_share(packs: dict[str, Pack]) -> None:
    [one] = computed(packs, Finding("test-law/1.2", "serious"), RMB=10**6)
    assert (one.entity, one.share_open) == (50_000, False)


def test_unverified_and_suspension(packs: dict[str, Pack]) -> None:
    [one] = computed(packs, Finding("test-law/1.1", "refused"))
    assert (one.unverified, one.suspension) == (1, False)
    [grave] = computed(packs, Finding("test-law/1.1", "serious", ("mass_leak",)))
    assert (grave.unverified, grave.suspension) == (0, True)


def test_without_a_fine_there_is_one_record_without_a_currency(packs: dict[str, Pack]) -> None:
    [one] = computed(packs, Finding("test-law/2.2", "grave"))
    assert (one.currency, one.entity, one.person, one.findings) == ("", 0, 0, 1)
