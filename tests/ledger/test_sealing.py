import os

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.ledger.sealing import seal, unseal

KEYS = st.binary(min_size=32, max_size=32)


@given(KEYS, st.binary(max_size=200), st.text(max_size=9))
def test_what_is_sealed_opens(key: bytes, content: bytes, owner: str) -> None:
    assert unseal(key, seal(key, content, owner), owner) == content


@given(st.data())
def test_another_key_owner_or_byte_does_not_open(data: st.DataObject) -> None:
    key, sealed = bytes(32), seal(bytes(32), b"content", "c-1")
    place = data.draw(st.integers(0, len(sealed) - 1))
    changed = sealed[:place] + bytes([sealed[place] ^ 1]) + sealed[place + 1 :]
    for wrong in ((os.urandom(32), sealed, "c-1"), (key, sealed, "c-2"), (key, changed, "c-1"), (key, b"", "c-1")):
        with pytest.raises(LookupError):
            unseal(*wrong)
