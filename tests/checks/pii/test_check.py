"""The pii check: kinds together, and what wins where several fit."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.pii.check import chosen
from guiju.checks.pii.identifier import Identifier
from tests.checks.laws import content, findings
from tests.checks.pii.numbers import BANK_CARDS, CHECK, CREDIT_CODES, ID_CARDS, PHONES, bank_card, found, id_card

NEUTRAL = [
    "订单号20240115103000123456",
    "版本1.2.3.4",
    "2024-01-15 10:30:00",
    "IP 10.0.0.255:8080",
    "ISBN 978-7-111-12345-6",
]
NEUTRAL += [
    "时间戳1700000000000",
    "020240115",
    "共12345678元",
    "￥1,234,567.89",
    "COVID-19",
    "GB/T 45654-2025",
    "3.14159265",
]
NEUTRAL += ["#a1b2c3d4", "https://example.com/p/1234567890123", "第138章", "π≈3.1415926535897932"]


@given(number=ID_CARDS, phone=PHONES, code=CREDIT_CODES, card=BANK_CARDS, noise=st.sampled_from(NEUTRAL))
def test_all_kinds_in_one_text(number: str, phone: str, code: str, card: str, noise: str) -> None:
    people = f"身份证{number}，电话{phone}，公司{code}，车牌京A12345"
    text = f"{noise}，{people}，{noise}。护照E12345678；a.b@example.com，卡{card}"
    risks = [risk.removeprefix("pii.") for risk, _ in found(text)]
    assert risks[:6] == ["id_card", "phone", "uscc", "plate", "passport", "email"]
    assert found(text)[6][1] == card


def test_ordinary_numbers_are_none() -> None:
    assert found("；".join(NEUTRAL)) == []


def test_a_number_that_fits_two_kinds_is_the_one_whose_structure_holds() -> None:
    both = next(n for n in (id_card(f"62010119900307{serial:03}") for serial in range(1000)) if bank_card(n[:17]) == n)
    assert found(both) == [("pii.id_card", both)]
    card = bank_card("62010119901307123")  # month 13: nobody's day of birth
    assert found(card) == [("pii.bank_card", card)]


def test_of_candidates_that_overlap_the_surer_then_the_longer_is_kept() -> None:
    weak, sure, longer = Identifier("a.b", 0, 9, 0.4), Identifier("a.c", 5, 8, 1.0), Identifier("a.d", 4, 8, 1.0)
    apart = Identifier("a.e", 9, 12, 0.4)
    assert chosen([weak, apart, sure, longer]) == [longer, apart]


@given(texts=st.lists(st.sampled_from([*NEUTRAL, "13800138000", "E12345678", ""]), max_size=5))
def test_a_batch_is_its_rows(texts: list[str]) -> None:
    assert CHECK([content(text) for text in texts]) == [findings(CHECK, text) for text in texts]


def test_every_finding_is_of_a_risk_it_names() -> None:
    text = "110101199003074573 13800138000 京A12345 E12345678 a@example.com 6222021234567890128 91110108MA01ABCD1E"
    assert {f.risk for f in findings(CHECK, text)} <= CHECK.risks
