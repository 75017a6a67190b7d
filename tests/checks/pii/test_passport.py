"""Passport numbers."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found


@pytest.mark.parametrize(
    "number", ["E12345678", "G87654321", "EA1234567", "PE1234567", "SE1234567", "Ｅ１２３４５６７８"]
)
def test_a_number_is_found(number: str) -> None:
    assert found(f"护照{number}，") == [("pii.passport", number)]


@pytest.mark.parametrize(
    "before", ["护照", "护照号", "护照号码：", "护照号是 ", "护照\u3000", "护照: ", "他的护照号码为"]
)
def test_what_the_text_calls_a_passport_is_one(before: str) -> None:
    assert found(f"{before}G87654321") == [("pii.passport", "G87654321")]


@pytest.mark.parametrize(
    "text",
    [
        "G87654321",
        "零件号G87654321",
        "照G87654321",
        "护照号码是：：G87654321",
        "护照，G87654321",
        "E1234567",
        "E123456789",
        "XE12345678",
        "EI1234567",
        "EO1234567",
        "e12345678",
        "P12345678",
        "E20240115",
        "A12345678",
        "E12345678-01",
        "E12345678A",
        "SKU-E12345678",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []
