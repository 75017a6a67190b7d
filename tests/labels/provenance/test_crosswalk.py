from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.label import Label
from guiju.labels.carrier import Damaged
from guiju.labels.provenance import source_type, source_types, suggested
from guiju.labels.provenance.crosswalk import IPTC, assertion, read_assertion
from guiju.labels.xmp import NAMESPACE
from tests.labels.provenance.labels import GUESSED, LABEL, PASSED

TYPE = IPTC + "trainedAlgorithmicMedia"
RDF = (
    '<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
    '<rdf:Description rdf:about="" xmlns:i="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"{}</rdf:RDF></x:xmpmeta>'
)


@pytest.mark.parametrize(
    ("source", "value"),
    [
        ("trainedAlgorithmicMedia", "1"),
        ("compositeWithTrainedAlgorithmicMedia", "1"),
        ("compositeSynthetic", "3"),
        ("virtualRecording", "3"),
        ("digitalCapture", ""),
        ("computationalCapture", ""),
        ("humanEdits", ""),
        ("algorithmicallyEnhanced", ""),
        ("algorithmicMedia", ""),
        ("anything", ""),
    ],
)
def test_what_a_source_type_suggests(source: str, value: str) -> None:
    assert suggested(IPTC + source) == value
    assert suggested((IPTC + source).replace("http:", "https:")) == value


def test_only_a_certain_label_has_a_source_type() -> None:
    assert source_type(LABEL) == TYPE and suggested(source_type(LABEL)) == "1"
    assert source_type(GUESSED) == "" and source_type(Label("2", "", "", "", "q", "1")) == ""


@given(st.sampled_from([LABEL, PASSED, GUESSED]))
def test_the_seven_fields_go_through_an_assertion(label: Label) -> None:
    data = assertion(label)
    assert read_assertion(data) == label
    assert data["@context"] == {"TC260": NAMESPACE}


@pytest.mark.parametrize("data", [None, 7, [], {}, {"TC260:AIGC": "x"}, {"TC260:AIGC": {"Label": "1"}}])
def test_what_is_no_label_is_none(data: object) -> None:
    assert read_assertion(data) is None


@pytest.mark.parametrize(
    "inner",
    [
        f"><i:DigitalSourceType>{TYPE}</i:DigitalSourceType></rdf:Description>",
        f' i:DigitalSourceType="{TYPE}"/>',
        f'><i:DigitalSourceType rdf:resource="{TYPE}"/></rdf:Description>',
        f' i:DigitalSourceType="{TYPE}"><i:DigitalSourceType>\n {TYPE} </i:DigitalSourceType></rdf:Description>',
    ],
)
def test_a_source_type_is_read_from_xmp_in_each_form(inner: str) -> None:
    assert source_types(RDF.format(inner).encode() + b"\0\0") == (TYPE,)


def test_another_property_is_none() -> None:
    other = '><DigitalSourceType xmlns="http://example/">x</DigitalSourceType></rdf:Description>'
    assert source_types(RDF.format(other).encode()) == ()


@pytest.mark.parametrize("packet", [b"", b"<x", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>'])
def test_what_is_no_packet_is_damage(packet: bytes) -> None:
    with pytest.raises(Damaged):
        source_types(packet)
