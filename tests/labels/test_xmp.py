from __future__ import annotations

import json
import time
from xml.etree import ElementTree
from xml.sax.saxutils import escape, quoteattr

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels import xmp
from guiju.labels.carrier import LARGEST, Damaged
from guiju.labels.reading import read

NS = "http://www.tc260.org.cn/ns/AIGC/1.0/"
RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
FIELDS = {
    "Label": "1", "ContentProducer": "001191320118MAK93FC72D10001", "ProduceID": "n1", "ReservedCode1": "",
    "ContentPropagator": "", "PropagateID": "", "ReservedCode2": "",
}  # fmt: skip
WELL = json.dumps(FIELDS, separators=(",", ":"))
NEW = '{"Label":"2","ContentProducer":"a<b&c>d"}'
KEPT = '<dc:format xmlns:dc="http://purl.org/dc/elements/1.1/">image/png</dc:format>'


def packet(inside: str, description: str = "") -> str:
    return (
        f'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="{RDF}">'
        f'<rdf:Description rdf:about="" xmlns:TC260="{NS}" {description}>{KEPT}{inside}</rdf:Description>'
        "</rdf:RDF></x:xmpmeta>"
    )


def fields(prefix: str = "TC260", only: int = 7) -> str:
    return "".join(f"<{prefix}:{key}>{text}</{prefix}:{key}>" for key, text in list(FIELDS.items())[:only])


OWN = f"TC260:AIGC={quoteattr(WELL)}"
ELEMENT = packet(f"<TC260:AIGC>{WELL}</TC260:AIGC>")
FORMS = {
    "element": (ELEMENT, set()),
    "wrapped": (packet(f'<TC260:AIGC>{{"AIGC":{WELL}}}</TC260:AIGC>'), set()),
    "escaped once": (packet(f"<TC260:AIGC>{escape(WELL, {chr(34): '&quot;'})}</TC260:AIGC>"), set()),
    "escaped twice": (packet(f"<TC260:AIGC>{escape(escape(WELL, {chr(34): '&quot;'}))}</TC260:AIGC>"), {"escaped"}),
    "in CDATA": (packet(f"<TC260:AIGC><![CDATA[{WELL}]]></TC260:AIGC>"), set()),
    "attribute": (packet("", OWN), {"attribute_form"}),
    "attribute with the sign of an end": (packet("", f"a:b='>' xmlns:a='u' {OWN}"), {"attribute_form"}),
    "other prefix": (packet(f"<q:AIGC xmlns:q='{NS}'>{WELL}</q:AIGC>"), set()),
    "no prefix": (packet(f"<AIGC xmlns='{NS}'>{WELL}</AIGC>"), set()),
    "other namespace": (packet(f"<q:AIGC xmlns:q='u'>{WELL}</q:AIGC>"), {"other_namespace"}),
    "no namespace": (packet(f"<AIGC>{WELL}</AIGC>"), {"other_namespace"}),
    "other namespace, attribute": (
        packet("", f"xmlns:q='u' q:AIGC={quoteattr(WELL)}"),
        {"attribute_form", "other_namespace"},
    ),
    "structure": (packet(f"<TC260:AIGC rdf:parseType='Resource'>{fields()}</TC260:AIGC>"), {"fields_form"}),
    "structure with a node": (
        packet(f"<TC260:AIGC><rdf:Description>{fields()}</rdf:Description></TC260:AIGC>"),
        {"fields_form"},
    ),
    "structure in attributes": (
        packet(f"<TC260:AIGC {' '.join(f'TC260:{key}={quoteattr(text)}' for key, text in FIELDS.items())}/>"),
        {"fields_form"},
    ),
    "list": (
        packet(f"<TC260:AIGC><rdf:Alt><rdf:li xml:lang='zh'>{WELL}</rdf:li></rdf:Alt></TC260:AIGC>"),
        {"other_place"},
    ),
    "fields apart": (packet(fields()), {"fields_form"}),
    "fields apart in attributes": (
        packet("", " ".join(f"TC260:{key}={quoteattr(text)}" for key, text in FIELDS.items())),
        {"fields_form", "attribute_form"},
    ),
    "within another property": (
        packet(f"<q:Outer xmlns:q='u' rdf:parseType='Resource'><TC260:AIGC>{WELL}</TC260:AIGC></q:Outer>"),
        {"other_place"},
    ),
    "outside RDF": (ELEMENT.replace("</rdf:RDF>", f"</rdf:RDF><AIGC xmlns='{NS}'>{WELL}</AIGC>").replace(
        f"<TC260:AIGC>{WELL}</TC260:AIGC>", ""), {"other_place"}),
}  # fmt: skip


@pytest.mark.parametrize("name", FORMS)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_every_form_is_read_and_put_right(name: str, encoding: str) -> None:
    text, codes = FORMS[name]
    raw = text.encode(encoding)
    (found,) = xmp.labels(raw, 100, "XMP")
    reading = read(found)
    assert reading.fields == FIELDS
    assert {remark.code for remark in reading.remarks} - {"key_order"} == codes
    assert 100 <= found.at < 100 + len(raw)
    made = xmp.labelled(raw, NEW)
    assert [(one.text, one.remarks) for one in xmp.labels(made, 0, "XMP")] == [(NEW, ())]
    assert KEPT.encode() in made and b"n1" not in made
    assert xmp.labelled(made, NEW) == made
    ElementTree.fromstring(made.decode("utf-8-sig"))


@pytest.mark.parametrize("name", FORMS)
def test_a_packet_without_its_label_is_as_long_and_keeps_the_rest(name: str) -> None:
    raw = FORMS[name][0].encode()
    made = xmp.unlabelled(raw)
    assert len(made) == len(raw) and KEPT.encode() in made and not xmp.labels(made, 0, "XMP")
    assert xmp.unlabelled(made) == made


def test_the_place_of_a_label_is_where_its_tag_begins() -> None:
    (found,) = xmp.labels(ELEMENT.encode(), 1000, "XMP")
    assert found.at == 1000 + ELEMENT.index("<TC260:AIGC>")


@pytest.mark.parametrize("blank", [b"", b"\0\0", b" \n", b"\xef\xbb\xbf"])
def test_a_blank_packet_has_no_label_and_becomes_a_new_one(blank: bytes) -> None:
    assert xmp.labels(blank, 0, "XMP") == [] and xmp.unlabelled(blank) == blank
    made = xmp.labelled(blank, NEW)
    assert made.startswith(b"<?xpacket begin=") and made.endswith(b'<?xpacket end="w"?>')
    assert [one.text for one in xmp.labels(made, 0, "XMP")] == [NEW]


@pytest.mark.parametrize(
    "empty", [f'<rdf:RDF xmlns:rdf="{RDF}"/>', f'<rdf:RDF xmlns:rdf="{RDF}" ></rdf:RDF>', f"<r:RDF xmlns:r='{RDF}' />"]
)
def test_an_empty_RDF_takes_the_label(empty: str) -> None:  # noqa: N802 (the name of the standard)
    for text in (empty, f'<x:xmpmeta xmlns:x="adobe:ns:meta/">{empty}</x:xmpmeta>'):
        assert [one.text for one in xmp.labels(xmp.labelled(text.encode(), NEW), 0, "XMP")] == [NEW]


def test_a_packet_without_RDF_is_damaged_and_stays() -> None:  # noqa: N802 (the name of the standard)
    with pytest.raises(Damaged, match="rdf:RDF"):
        xmp.labelled(b'<x:xmpmeta xmlns:x="adobe:ns:meta/"/>', NEW)


def test_of_several_labels_one_is_left() -> None:
    text = packet(f"<TC260:AIGC>{WELL}</TC260:AIGC><AIGC>{WELL}</AIGC>" + fields(), f"TC260:AIGC={quoteattr(WELL)}")
    assert len(xmp.labels(text.encode(), 0, "XMP")) == 4
    assert [one.text for one in xmp.labels(xmp.labelled(text.encode(), NEW), 0, "XMP")] == [NEW]


def test_what_only_looks_like_a_field_stays() -> None:
    text = packet(
        "<q:Label xmlns:q='http://ns.adobe.com/xap/1.0/'>Red</q:Label>" + fields(), "xmlns:z='z' z:Label='Blue'"
    )
    made = xmp.labelled(text.encode(), NEW)
    assert b"Red" in made and b"z:Label='Blue'" in made and b"ProduceID" not in made


def test_two_fields_are_a_label_and_one_is_none() -> None:
    assert not xmp.labels(packet(fields(only=2)).encode(), 0, "XMP")
    assert len(xmp.labels(packet(fields(only=3)).encode(), 0, "XMP")) == 1


def test_the_subject_of_the_packet_is_kept() -> None:
    text = packet("").replace('rdf:about=""', 'rdf:about="uuid:a&amp;&quot;b"')
    made = ElementTree.fromstring(xmp.labelled(text.encode(), NEW))
    assert {one.get(f"{{{RDF}}}about") for one in made.iter(f"{{{RDF}}}Description")} == {'uuid:a&"b'}


def test_an_encoding_that_is_declared_wrongly_does_no_harm() -> None:
    for declared in ("UTF-16", "cp037", "nothing"):
        raw = f'<?xml version="1.0" encoding="{declared}"?>{ELEMENT}'.encode()
        assert len(xmp.labels(raw, 0, "XMP")) == 1


LAUGHS = '<!DOCTYPE a [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(12)
)
BAD = {
    "entity": f"<!DOCTYPE a [<!ENTITY e '{WELL}'>]>" + packet("<TC260:AIGC>&e;</TC260:AIGC>"),
    "outer entity": "<!DOCTYPE a [<!ENTITY e SYSTEM 'file:///etc/hostname'>]>" + packet("<TC260:AIGC>&e;</TC260:AIGC>"),
    "billion laughs": LAUGHS + "]>" + packet("<TC260:AIGC>&m;</TC260:AIGC>"),
    "document type": "<!DOCTYPE a SYSTEM 'http://localhost/a.dtd'>" + ELEMENT,
    "entity that is not declared": packet("<TC260:AIGC>&e;</TC260:AIGC>"),
    "too deep": "<a>" * 100 + "</a>" * 100,
    "very deep": "<a>" * 300_000,
    "prefix that is not declared": packet("<q:AIGC>1</q:AIGC>"),
    "cut off": ELEMENT[:-20],
    "no XML": "AIGC",
    "too large": " " * (LARGEST + 1) + ELEMENT,
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_plain_XML_is_refused_soon(name: str) -> None:  # noqa: N802 (the name of the standard)
    raw, begun = BAD[name].encode(), time.process_time()
    for act in (lambda: xmp.labels(raw, 0, "XMP"), lambda: xmp.labelled(raw, NEW), lambda: xmp.unlabelled(raw)):
        with pytest.raises(Damaged):
            act()
    assert time.process_time() - begun < 1


@pytest.mark.parametrize(
    "inside",
    [
        "<a>" * 40 + "</a>" * 40,
        "<a b='c'/>" * 300_000,
        "<a " + " ".join(f"a{n}='1'" for n in range(100_000)) + "/>",
        "<AIGC>1</AIGC>" * 3_000,
        f"<AIGC>{'<a>1</a>' * 300_000}</AIGC>",
        f"<a b='{'>' * 1_000_000}'/>",
        "x" * 3_000_000,
    ],
    ids=["deep", "wide", "attributes", "labels", "fields", "signs", "text"],
)
def test_a_large_packet_is_read_soon(inside: str) -> None:
    raw, begun = packet(inside).encode(), time.process_time()
    xmp.labels(xmp.labelled(raw, NEW), 0, "XMP")
    assert time.process_time() - begun < 4


LETTERS = st.text(st.characters(exclude_categories=("Cs", "Cc")), max_size=20)
PROPERTIES = st.dictionaries(
    st.from_regex(r"\A[A-Za-z]{1,8}\Z").filter(lambda name: name not in FIELDS), LETTERS, max_size=4
)


@given(PROPERTIES, PROPERTIES, st.sampled_from(["", *FORMS]), st.sampled_from(["utf-8", "utf-16"]))
def test_what_else_is_in_a_packet_stays(
    elements: dict[str, str], attributes: dict[str, str], form: str, encoding: str
) -> None:
    def properties(raw: bytes) -> list[tuple[str, str]]:
        every = ElementTree.fromstring(raw.decode("utf-8-sig")).iter()
        told = [(name, text) for one in every for name, text in [(one.tag, one.text or ""), *one.attrib.items()]]
        return sorted((name, text) for name, text in told if name.startswith("{own}"))

    written = "".join(f"<o:{name}>{escape(text)}</o:{name}>" for name, text in elements.items())
    tag = " ".join(f"o:{name}={quoteattr(text)}" for name, text in attributes.items())
    text = FORMS[form][0] if form else packet("")
    text = text.replace(
        "</rdf:RDF>", f"<rdf:Description rdf:about='' xmlns:o='own' {tag}>{written}</rdf:Description></rdf:RDF>"
    )
    made = xmp.labelled(text.encode(encoding), NEW)
    assert properties(made) == properties(text.encode())
    assert [one.text for one in xmp.labels(made, 0, "XMP")] == [NEW]


@given(st.binary(max_size=60), st.integers(0, len(ELEMENT)), st.integers(0, 30))
def test_on_any_bytes_it_is_read_or_damaged(noise: bytes, at: int, cut: int) -> None:
    raw = ELEMENT.encode()[:at] + noise + ELEMENT.encode()[at + cut :]
    try:
        made = xmp.labelled(raw, NEW)
    except Damaged:
        return
    assert [one.text for one in xmp.labels(made, 0, "XMP")] == [NEW]


def tag_of(count: int, written: str) -> str:
    return f"<rdf:Description {' '.join(written.format(one) for one in range(count))}/>"


MANY = {
    "fields of namespaces in a tag": (
        lambda n: tag_of(n, "xmlns:a{0}='u{0}' a{0}:ProduceID='1' a{0}:ContentProducer='1'")
    ),
    "one field of namespaces": lambda n: tag_of(n, "xmlns:a{0}='u{0}' a{0}:ProduceID='1'"),
    "labels of namespaces in a tag": lambda n: tag_of(n, "xmlns:a{0}='u{0}' a{0}:AIGC='1'"),
    "fields of namespaces": lambda n: "".join(f"<a:Label xmlns:a='u{one}'>1</a:Label>" for one in range(n)),
    "labels": lambda n: f"<TC260:AIGC>{WELL}</TC260:AIGC>" * n,
}


@pytest.mark.parametrize("name", MANY)
def test_a_packet_of_many_is_read_in_a_moment(name: str) -> None:
    raw = packet(MANY[name](8_000)).encode()
    begun = time.process_time()
    xmp.labels(raw, 0, "XMP")
    made = xmp.labelled(raw, NEW)
    assert time.process_time() - begun < 3
    assert [one.text for one in xmp.labels(made, 0, "XMP")] == [NEW]


def test_fields_of_two_namespaces_in_a_tag_are_two_labels_each_with_its_own_place() -> None:
    both = "".join(f" {prefix}:{key}='{prefix}'" for prefix in "pq" for key in ("ContentProducer", "ProduceID"))
    raw = packet(f"<rdf:Description xmlns:p='u' xmlns:q='v' ProduceID='plain' {both}/>")
    found = xmp.labels(raw.encode(), 0, "XMP")
    assert [(json.loads(one.text)["ProduceID"], raw[one.at :].split("=")[0].strip()) for one in found] == [
        ("p", "p:ContentProducer"), ("q", "q:ContentProducer"),
    ]  # fmt: skip
    cleared = xmp.unlabelled(raw.encode()).decode()
    assert " p:" not in cleared and " q:" not in cleared and "ProduceID='plain'" in cleared


def test_a_prefix_is_that_of_the_element_around_again_behind_one_that_gave_it_another_meaning() -> None:
    inner = f"<a xmlns:p='other'><b p:AIGC='{{}}'/></a><c p:AIGC={quoteattr(WELL)}/>"
    raw = packet(f"<d xmlns:p='{NS}'>{inner}</d>").encode()
    assert [one.text for one in xmp.labels(raw, 0, "XMP")] == ["{}", WELL]
    assert b"AIGC=" not in xmp.unlabelled(raw)
