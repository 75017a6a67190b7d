"""Invented identifiers with right check digits, made by rules written down here a second time."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from guiju.checks import Pii
from tests.checks.laws import findings

CHECK = Pii()


def found(text: str) -> list[tuple[str, str]]:
    """(kind, piece of the text) of every finding that counts."""
    return [(f.risk, text[slice(*f.at)]) for f in findings(CHECK, text) if f.at and f.score >= CHECK.threshold]


def id_card(first17: str) -> str:
    """ISO 7064 MOD 11-2: the character that makes the weighted sum 1 modulo 11."""
    for last in "0123456789X":
        values = [int(d) for d in first17] + [10 if last == "X" else int(last)]
        if sum(v * pow(2, 17 - n, 11) for n, v in enumerate(values)) % 11 == 1:
            return first17 + last
    raise AssertionError(first17)


def bank_card(first: str) -> str:
    """Luhn: from the right, every second digit doubled, its digits added."""
    for last in "0123456789":
        digits = [int(d) for d in reversed(first + last)]
        doubled = [d if n % 2 == 0 else d * 2 - 9 * (d > 4) for n, d in enumerate(digits)]
        if sum(doubled) % 10 == 0:
            return first + last
    raise AssertionError(first)


USCC = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(first17: str) -> str:
    """GB 32100: 31 less the sum of values by powers of 3."""
    total = sum(USCC.index(c) * 3**n for n, c in enumerate(first17))
    return first17 + USCC[(31 - total % 31) % 31]


def digits(count: int) -> SearchStrategy[str]:
    """So many digits."""
    return st.text(st.sampled_from("0123456789"), min_size=count, max_size=count)


def dates() -> SearchStrategy[str]:
    """Days of birth, YYYYMMDD."""
    return st.dates(date(1920, 1, 1), date(2020, 12, 31)).map(lambda day: f"{day:%Y%m%d}")


REGIONS = st.sampled_from(["11", "13", "31", "44", "51", "65"])
ID_CARDS = st.builds(lambda a, b, c, d: id_card(a + b + c + d), REGIONS, digits(4), dates(), digits(3))
BANK_CARDS = st.integers(13, 16).flatmap(digits).map(lambda rest: bank_card("62" + rest))
PHONES = st.builds(lambda a, b: "1" + a + b, st.sampled_from("3456789"), digits(9))
CREDIT_CODES = st.builds(
    lambda kind, region, four, org: credit_code(kind + region + four + org),
    st.sampled_from(["91", "92", "12", "52"]), REGIONS, digits(4),
    st.text(st.sampled_from(USCC[10:]), min_size=9, max_size=9),
)  # fmt: skip
AROUND = st.sampled_from(["", "号", "我的", "，", "：", "（", "\n", " ", "=", "。", "#", '"', "\u200b"])


def full_width(text: str) -> str:
    """ASCII letters and digits in their full-width forms."""
    return "".join(chr(ord(c) + 0xFEE0) if c.isascii() and c.isalnum() else c for c in text)
