from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.label import Label
from guiju.labels.carrier import Scan
from guiju.labels.carriers.plain import TEXTS
from guiju.labels.examining import judged
from guiju.labels.sidecar import read, written
from tests.labels.carriers.laws import FIRST, SECOND


def codes(scan: Scan) -> set[str]:
    return {one.code for one in (*scan.remarks, *(remark for found in scan.found for remark in found.remarks))}


@given(st.binary(max_size=60), st.sampled_from([FIRST, SECOND]), st.text("abc.文 ", max_size=9))
def test_what_is_written_is_read(data: bytes, label: Label, name: str) -> None:
    scan = read(written(label, name, data), data)
    examined = judged(TEXTS[0], scan)
    assert (examined.verdict, examined.label) == ("compliant", label)
    assert codes(scan) == {"sidecar"}


@given(st.binary(max_size=60), st.binary(max_size=60))
def test_it_holds_for_its_file_alone(data: bytes, other: bytes) -> None:
    examined = judged(TEXTS[0], read(written(FIRST, "a", data), other))
    assert examined.verdict == ("compliant" if data == other else "noncompliant")


@pytest.mark.parametrize("text", [b"", b"{", b"[]", b"{}", b"AIGC", b"\xff"])
def test_damage_is_told(text: bytes) -> None:
    assert codes(read(text, b"x")) == {"damaged"}


def test_one_without_a_digest_is_of_anything() -> None:
    assert "sidecar_other" in codes(read(b'{"AIGC":{}}', b"x"))
