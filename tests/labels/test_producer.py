from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels import DEMO_CODE, ProviderCode
from guiju.labels.producer import credit_check

REAL = [
    "001191440300708461136T1XGW3",
    "001191110102MAD55U9H0F10002",
    "001191440300MA5G49LC9K1YO01",
    "001191320118MAK93FC72D10001",
]
CHARACTERS = string.digits + string.ascii_uppercase


@pytest.mark.parametrize("code", REAL)
def test_codes_seen_in_use_are_accepted(code: str) -> None:
    parsed = ProviderCode.parse(code)
    assert str(parsed) == code
    assert parsed.subject == code[4:22]
    assert not parsed.demo


@pytest.mark.parametrize("code", REAL)
def test_a_code_without_extension_is_accepted(code: str) -> None:
    assert str(ProviderCode.parse(code[:22] + "00000")) == code[:22] + "00000"


@pytest.mark.parametrize("code", REAL)
def test_every_other_character_in_structure_or_credit_code_is_refused(code: str) -> None:
    accepted = [
        (place, other)
        for place in range(23)
        for other in CHARACTERS
        if other != code[place] and _parses(code[:place] + other + code[place + 1 :])
    ]
    assert accepted == []


def _parses(code: str) -> bool:
    try:
        ProviderCode.parse(code)
    except ValueError:
        return False
    return True


@pytest.mark.parametrize(
    ("code", "message"),
    [
        (REAL[0][:-1], "has 26 characters, 27 are needed"),
        ("", "has 0 characters"),
        ("01" + REAL[0][2:], "format code (characters 1-2) is 01, must be 00"),
        ("002" + REAL[0][3:], "subject type (character 3) is 2"),
        ("0012" + REAL[0][4:], "binding (character 4) is 2"),
        (REAL[0][:21] + "U" + REAL[0][22:], "(character 22) is U, expected T"),
        (REAL[0][:15] + "O" + REAL[0][16:], "character 16 is O"),
        (REAL[0][:8] + "A" + REAL[0][9:], "must be digits"),
        (REAL[0][:22] + "2XGW3", "service type (character 23) is 2, a propagator's"),
        (REAL[0][:22] + "00001", "service type (character 23) is 0, must be 1"),
        (REAL[0].lower(), "character 22 is neither a digit nor an upper-case letter"),
        (REAL[0][:26] + "３", "character 27 is neither a digit nor an upper-case letter"),
    ],
)
def test_each_fault_has_its_own_message(code: str, message: str) -> None:
    with pytest.raises(ValueError, match=r"^provider code: ") as caught:
        ProviderCode.parse(code)
    assert message in str(caught.value)


def test_the_stand_in_is_for_demonstrations_only() -> None:
    with pytest.raises(ValueError, match="belongs to no one"):
        ProviderCode.parse(DEMO_CODE)
    assert ProviderCode.parse(DEMO_CODE, demo=True).demo
    with pytest.raises(ValueError, match="belongs to no one"):
        ProviderCode.parse(DEMO_CODE[:22] + "10001")
    assert str(ProviderCode.parse(REAL[0], demo=True)) == REAL[0]


@given(st.text(alphabet="0123456789ABCDEFGHJKLMNPQRTUWXY", min_size=9, max_size=9), st.integers(0, 999_999))
def test_any_credit_code_with_its_check_character_is_accepted(body: str, region: int) -> None:
    subject = f"91{region:06}{body}"
    assert _parses(f"0011{subject}{credit_check(subject)}00000")


@given(st.text(max_size=40))
def test_whatever_is_no_code_is_a_value_error(text: str) -> None:
    assert not _parses(text)
