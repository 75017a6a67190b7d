from __future__ import annotations

import io
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carriers.png import PNG
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws

WELL = '{"Label":"1","ContentProducer":"001191320118MAK93FC72D10001","ProduceID":"n1","ReservedCode1":"",' + (
    '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}'
)
XMP = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/" dc:format="image/png"/>{}'
    "</rdf:RDF></x:xmpmeta>"
)


def png(mode: str = "RGB", size: tuple[int, int] = (20, 12)) -> bytes:
    out = io.BytesIO()
    Image.new(mode, size).save(out, "PNG")
    return out.getvalue()


def chunk(kind: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")


def with_chunk(kind: bytes, data: bytes, at: int = 33) -> bytes:
    plain = png()
    return plain[:at] + chunk(kind, data) + plain[at:]


@given(st.sampled_from(["1", "L", "LA", "P", "RGB", "RGBA", "I;16"]), st.integers(1, 70), st.integers(1, 70))
@settings(max_examples=25, deadline=None)
def test_laws(mode: str, width: int, height: int) -> None:
    data = png(mode, (width, height))
    made = check_laws(PNG(), data)
    assert Image.open(io.BytesIO(made)).tobytes() == Image.open(io.BytesIO(data)).tobytes()


def test_hostile() -> None:
    check_hostile(PNG(), check_laws(PNG(), png()))


def test_what_else_is_in_the_packet_stays() -> None:
    packet = b"XML:com.adobe.xmp\0\0\0\0\0" + XMP.format("").encode()
    made = check_laws(PNG(), with_chunk(b"iTXt", packet))
    assert b'dc:format="image/png"' in made and made.count(b"XML:com.adobe.xmp") == 1


@pytest.mark.parametrize(
    ("kind", "data", "verdict", "code"),
    [
        (b"tEXt", b"AIGC\0" + WELL.encode(), "compliant", None),
        (b"tEXt", b'AIGC\0{"AIGC":' + WELL.encode() + b"}", "compliant", None),
        (b"zTXt", b"AIGC\0\0" + zlib.compress(WELL.encode()), "compliant", "other_place"),
        (b"zTXt", b"AIGC\0\0" + zlib.compress(WELL.encode())[:-9], "inconclusive", "compressed"),
        (b"tEXt", b"AIGC\0", "inconclusive", "empty"),
        (b"tEXt", b"AIGC\0" + WELL[:-30].encode(), "noncompliant", "half_written"),
        (b"tEXt", b"Comment\0AIGC", "none", None),
        (b"iTXt", b"XML:com.adobe.xmp\0\0\0\0\0<x><y></x>", "inconclusive", "damaged"),
    ],
)
def test_cases(kind: bytes, data: bytes, verdict: str, code: str | None) -> None:
    seen = examine(with_chunk(kind, data))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}


def test_a_packet_and_a_text_chunk_are_two_labels() -> None:
    made = check_laws(PNG(), png())
    both = made[:33] + chunk(b"tEXt", b"AIGC\0" + value(FIRST).encode()) + made[33:]
    assert {"duplicate"} <= {remark.code for remark in examine(both).remarks}
    assert examine(both).verdict == "noncompliant"
    check_laws(PNG(), both)


def test_a_file_cut_short_is_not_written_to_and_not_judged() -> None:
    made = check_laws(PNG(), png())
    assert examine(made[:-6]).verdict == "inconclusive"
