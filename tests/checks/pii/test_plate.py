"""Number plates."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found


@pytest.mark.parametrize(
    "plate",
    [
        "京A12345",
        "沪B·1A2B3",
        "粤BD12345",
        "粤B12345D",
        "川A 12345",
        "浙C1234挂",
        "京A0123警",
        "粤Z1234港",
        "鲁b12345",
        "京Ａ１２３４５",
        "苏E\u200b12345",
    ],
)
def test_a_plate_is_found(plate: str) -> None:
    assert found(f"车牌{plate}停在门口") == [("pii.plate", plate)]


@pytest.mark.parametrize(
    "text",
    [
        "新A123456789",
        "京A1234",
        "京I12345",
        "京AABCDE",
        "京O12345",
        "中A12345",
        "京123456",
        "京A12345-6",
        "云A股2024",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []
