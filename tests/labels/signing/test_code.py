from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.aigc import ALLOWED
from guiju.labels.signing import ALGORITHMS
from guiju.labels.signing.code import Code, is_code, read_code

CODES = st.builds(
    Code,
    st.sampled_from(ALGORITHMS),
    st.text("abcXYZ019-_", min_size=16, max_size=16),
    st.binary(min_size=32, max_size=32),
    st.binary(min_size=64, max_size=64),
)


@given(CODES)
def test_a_code_is_read_as_it_was_written_in_characters_of_annex_e(code: Code) -> None:
    text = code.text()
    assert read_code(text) == code and is_code(text)
    assert set(text) <= ALLOWED - {" ", '"', "\\"}
    assert len(text) <= 160


@given(CODES, st.data())
def test_a_code_has_one_spelling(code: Code, data: st.DataObject) -> None:
    text = code.text()
    at = data.draw(st.integers(0, len(text) - 1))
    other = text[:at] + data.draw(st.sampled_from(sorted(ALLOWED))) + text[at + 1 :]
    try:
        read = read_code(other)
    except ValueError:
        return
    assert read.text() == other and (other == text or read != code)


@pytest.mark.parametrize("text", ["gj1", "gj1.", "gj1.ed25519.k.d.s", "gj1.md5.k.d.s", "gj1.ed25519.k.é.s", "gj2.a.b"])
def test_what_is_no_code_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="signed code"):
        read_code(text)
    assert is_code(text) == text.startswith("gj1")
