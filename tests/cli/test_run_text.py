"""What the tour says of a record: every fact, in lines that fit a terminal."""

from __future__ import annotations

from dataclasses import fields
from datetime import UTC, datetime

from guiju.cli.run_text import WIDTH, address_lines, evidence_lines, law_lines
from guiju.cli.tour import Door
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, Hit, Id, RequestAdmitted

FACTS = RequestAdmitted(
    surface="chat",
    stream=True,
    application=Id("shop"),
    action="MASK",
    refusal="",
    policy=Digest("ab" * 32),
    checks=(Id("words@1"), Id("pii@1")),
    hits=(Hit(Id("pii.email"), Id("pii@1"), 2, 1.0),),
    fields=1,
    characters=40,
    turn=Digest("cd" * 32),
    counted=False,
)
RECORD = Evidence(
    RequestAdmitted.kind, "q1", "u-1", "gateway", datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC), FACTS, True, ("w1", 7)
)


def test_it_says_what_it_is_where_it_stands_and_that_it_is_a_demonstration() -> None:
    head = next(evidence_lines(RECORD))
    assert head.split() == ["request.admitted/1", "03:04:05.000000", "w1/7", "u-1", "demo"]


def test_every_fact_is_told_digests_by_their_start() -> None:
    told = " ".join(evidence_lines(RECORD))
    assert [f.name for f in fields(FACTS) if f"{f.name}=" not in told] == []
    assert "hits=[pii.email×2]" in told
    assert "policy=abababababab…" in told and "ab" * 32 not in told
    assert "counted=false" in told


def test_lines_fit_a_terminal() -> None:
    assert max(map(len, evidence_lines(RECORD))) <= WIDTH + 1


def test_where_nothing_is_met_it_says_so() -> None:
    assert [line.strip() for line in law_lines([], 5, "en")] == ["none yet"]
    assert [line.strip() for line in law_lines([], 5, "zh")] == ["还没有"]


def test_the_addresses_can_be_copied_into_a_program() -> None:
    told = "\n".join(address_lines(Door("127.0.0.1", 8800, "gj-key"), "a-model", "en"))
    assert 'base_url="http://127.0.0.1:8800/v1", api_key="gj-key"' in told
    assert 'model="a-model"' in told
