"""Mobile numbers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.checks.pii.numbers import AROUND, PHONES, found, full_width

KIND = "pii.phone"
GAPS = st.sampled_from(["", " ", "-", "－", "\u200b"])


@given(number=PHONES, gap=GAPS, code=st.sampled_from(["", "+86", "+86 ", "86-", "0086", "0086 "]), around=AROUND)
def test_a_number_is_found(number: str, gap: str, code: str, around: str) -> None:
    written = code + gap.join([number[:3], number[3:7], number[7:]])
    assert found(f"电话{around}{written}{around}张") == [(KIND, written)]


@given(number=PHONES)
def test_full_width_and_called_by_a_word(number: str) -> None:
    assert found(f"打{full_width(number)}吧") == [(KIND, full_width(number))]
    assert found(f"Tel{number}") == [(KIND, number)]


@given(numbers=st.lists(PHONES, min_size=2, max_size=4), between=st.sampled_from([" ", "、", "/", ",", "\n", "或"]))
def test_several_numbers(numbers: list[str], between: str) -> None:
    assert found(between.join(numbers)) == [(KIND, number) for number in numbers]


@pytest.mark.parametrize(
    "text",
    [
        "QQ13812345678", "tel_13812345678", "wx-13812345678", "WeChat13812345678", "13812345678-1",
        "13812345678-4567", "13812345678word",
    ],
)  # fmt: skip
def test_glued_to_a_name_an_extension_or_a_word(text: str) -> None:
    assert found(text) == [(KIND, "13812345678")]


@given(number=PHONES)
def test_with_dots(number: str) -> None:
    written = ".".join([number[:3], number[3:7], number[7:]])
    assert found(f"电话{written}。") == [(KIND, written)]
    assert found(f"1.{written}") == found(f"{written}.1") == []


@given(number=PHONES, gap=st.sampled_from(["\u200b \u200b", " \u200b", "\u200b ", "\ufeff  \u200d", " \u200b \u2060"]))
def test_hidden_characters_beside_spaces_hide_nothing(number: str, gap: str) -> None:
    written = gap.join(["\u200b".join(number[:3]), number[3:7], number[7:]])
    assert found(f"打{written}吧") == [(KIND, written)]


def test_beside_a_date() -> None:
    assert found("2024-01-15 13800138000") == [(KIND, "13800138000")]


@pytest.mark.parametrize(
    "text",
    [
        "12800138000", "138001380001", "1380013800", "SN13800138000", "13800138000B", "1700000000123",
        "3.13800138000", "13800138000.5", "ID_13800138000", "13800138000-01234", "192.168.138.100",
        "v1.38.0013.8000", "9138-0013-8000", "550e8400-e29b-41d4-a716-13800138000",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []


@pytest.mark.parametrize(
    "number",
    [
        "010-62345678", "021-62345678",
        "0755-26001234", "0571 87654321", "+86-10-62345678", "010-62345678-801",
        "400-123-4567", "400-1234-567", "800-820-1234", "+852 9123 4567", "+85261234567",
        "+853-6612-3456", "+886 912 345 678", "0912-345-678",
        "+886-2-2345-6789", "+1 415-555-0132", "+44 20 7946 0958",
        "010 8888 6666", "0086-10-88886666", "(010)88886666", "（010）88886666", "(0755) 8888 8888", "(0931)8765432",
        "+86 (10) 8888 6666", "+86(010)88886666", "0086-(21)-62345678", "+1 (415) 555-2671", "+1(415)555-2671",
        "+44 (0)20 7946 0958", "（０１０）８８８８－６６６６", "(010)88886666-801",
    ],
)  # fmt: skip
def test_landlines_service_numbers_and_country_codes(number: str) -> None:
    assert found(f"电话{number}，") == [(KIND, number)]


@pytest.mark.parametrize(
    "text",
    [
        "01062345678",
        "2024-01-15",
        "0123-4567",
        "010-1234",
        "+8",
        "400-12",
        "00-852-1",
        "1-800",
        "0571",
        "(010)8888",
        "(2024)88886666",
        "(010)888866661",
        "(010)88886666.5",
        "(010)18886666",
        "(10)88886666",
        "（2023）京01民终1234号",
        "(86)",
        "f(010)",
        "(010)",
        "+1 (415) 5",
        "(1)(2)(3)",
    ],
)
def test_what_only_looks_like_a_landline(text: str) -> None:
    assert found(text) == []
