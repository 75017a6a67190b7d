"""The file of findings: read beside the facts, each fault with its line."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from guiju.law.exposure.findings import Finding, read_findings

TODAY = date(2026, 11, 22)
WHOLE = """\
on_date: 2026-10-01
service: {public: true}
turnover_rmb: 1000000
turnover_eur: 0.5
findings:
  - {obligation: cn-interim-2023-08/14.1, severity: refused}
  - obligation: cn-statutes/23
    severity: grave
    harm: [mass_leak, cii_main, mass_leak]
    corrected: true
    note: 机房
"""


def read(text: str):
    return read_findings(text, Path("f.yaml"), today=TODAY)


def test_a_whole_file() -> None:
    asked = read(WHOLE)
    assert asked.profile.given == {"service.public": True}
    assert asked.profile.on_date == date(2026, 10, 1)
    assert asked.turnover == {"RMB": 1000000, "EUR": 0.5}
    assert asked.findings == (
        Finding("cn-interim-2023-08/14.1", "refused"),
        Finding("cn-statutes/23", "grave", ("mass_leak", "cii_main"), True, "机房"),
    )


def test_facts_alone_ask_nothing() -> None:
    asked = read("service: {public: true}")
    assert (asked.findings, asked.turnover, asked.profile.on_date) == ((), {}, TODAY)


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("turnover_rmb: 1000000", "turnover_rmb: -1", 3, "turnover_rmb"),
        ("turnover_rmb: 1000000", "turnover_rmb: .inf", 3, "turnover_rmb"),
        ("turnover_rmb: 1000000", "turnover_rmb: .nan", 3, "turnover_rmb"),
        ("turnover_rmb: 1000000", "turnover_rmb: yes", 3, "turnover_rmb"),
        ("turnover_rmb: 1000000", "turnover_rmb: " + "9" * 50, 3, "too large a number"),
        ("turnover_rmb: 1000000", "turnover_rmb: '1000000'", 3, "turnover_rmb"),
        ("severity: refused", "severity: bad", 6, "'bad' is none of base, refused, serious, grave"),
        ("severity: refused", "severity: base, sum: 1", 6, "unknown key"),
        ("obligation: cn-interim-2023-08/14.1, ", "", 6, "'obligation' is missing"),
        ("harm: [mass_leak, cii_main, mass_leak]", "harm: [fire]", 9, "'fire' is none of network_security, mass_leak,"),
        ("corrected: true", "corrected: 1", 10, "corrected"),
        ("service: {public: true}", "service: {public: 3}", 2, "service.public"),
        ("service: {public: true}", "turnover_usd: 3", 2, "unknown key 'turnover_usd'"),
        ("findings:", "breaches:", 5, "unknown key 'breaches'"),
    ],
)
def test_faults_have_their_line(old: str, new: str, line: int, told: str) -> None:
    assert old in WHOLE
    with pytest.raises(ValueError) as caught:
        read(WHOLE.replace(old, new))
    first, *_ = str(caught.value).splitlines()
    assert first.startswith(f"f.yaml:{line}: ") and told in first


def test_the_digest_is_over_what_is_asked_in_any_order() -> None:
    one, two = WHOLE.split("  - obligation: cn-statutes/23")[0], read(WHOLE)
    swapped = read(
        WHOLE.replace("  - {obligation: cn-interim-2023-08/14.1, severity: refused}\n", "")
        + "  - {obligation: cn-interim-2023-08/14.1, severity: refused}\n"
    )
    assert swapped.digest == two.digest != read(one).digest
    assert read(WHOLE.replace("turnover_rmb: 1000000", "turnover_rmb: 1000001")).digest != two.digest
    assert read(WHOLE.replace("public: true", "public: false")).digest != two.digest
    assert read(WHOLE.replace("2026-10-01", "2026-10-02")).digest != two.digest
