from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf_syntax import Dictionary, Name, Reference, parsed, text, written


@pytest.mark.parametrize(
    ("data", "value"),
    [
        (b"12", 12),
        (b"-.5 ", -0.5),
        (b"+7]", 7),
        (b"true", True),
        (b"null", None),
        (b"/A#20b(", Name("A b")),
        (b"/", Name("")),
        (b"3 0 R", Reference(3, 0)),
        (b"3 0 Rx", 3),
        (b"(a(b)c)", b"a(b)c"),
        (rb"(a\)\(\\\n\053\5z)", b"a)(\\\n+\5z"),
        (b"(a\\\r\nb\\\nc\\qd)", b"abcqd"),
        (b"<48 65 6>", b"He`"),
        (b"[1 2 0 R /N (s) [<41>]]", [1, Reference(2, 0), "N", b"s", [b"A"]]),
        (b"% said\n [ % more\r 1]", [1]),
    ],
)
def test_values(data: bytes, value: object) -> None:
    assert parsed(data, 0)[0] == value


def test_a_dictionary_knows_its_bytes() -> None:
    data = b"  <</A 1/B<</C(x)>> /A [2] /N null>>"
    found, end = parsed(data, 0)
    assert isinstance(found, Dictionary) and end == len(data) == found.end and found.start == 2
    assert [data[one.start : one.end] for one in found.entries] == [b"/A 1", b"/B<</C(x)>>", b"/A [2]"]
    assert found.get("A") == [2] and found.get("N") is None and len(list(found.every("A"))) == 2


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"]",
        b"(a",
        b"<</A",
        b"<</A 1",
        b"<<1 2>>",
        b"[1",
        b"<4x>",
        b"xyz",
        b"[" * 40 + b"]" * 40,
        b"(" * 99,
        b"/\xff("[1:2],
    ],
)
def test_what_is_no_object_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged):
        parsed(data, 0)


@given(st.text(st.characters(min_codepoint=0, max_codepoint=0x7E, exclude_characters="\r")))
def test_what_is_written_is_read(plain: str) -> None:
    assert parsed(written(plain), 0) == (plain.encode(), len(written(plain)))


@given(st.text(st.characters(exclude_categories=("Cs",))))
def test_text_in_every_encoding(plain: str) -> None:
    for encoding in ("utf-16-be", "utf-16-le", "utf-8"):
        assert text(("\ufeff" + plain).encode(encoding)) == plain
    assert text(b"\xe9") == "é"
