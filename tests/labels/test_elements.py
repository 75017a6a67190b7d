from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.elements import parsed


@pytest.mark.parametrize(
    "data",
    [
        b"<a><b x='1>2'/><c>t</c></a>",
        b"\xef\xbb\xbf<?xml version='1.0'?><p:a xmlns:p='u'><p:b\n/></p:a >",
        "<?xml version='1.0' encoding='ISO-8859-1'?><a>\u00e9<b/><c>\u00e9</c></a>".encode("latin-1"),
        "\ufeff<?xml version='1.0' encoding='UTF-16'?><a><b/><c>好</c></a>".encode("utf-16-le"),
        "<甲><乙 丙='丁'/></甲>".encode(),
    ],
)
def test_elements_stand_where_they_say(data: bytes) -> None:
    document = parsed(data, "it")
    for one in document.root.every():
        written = document.data[one.start : one.end]
        assert written.startswith(f"<{one.tag}".encode()) and written.endswith(b">")
        assert document.data[one.start : one.opened].endswith(b">")
        assert one.closing == one.start or document.data[one.closing :].startswith(f"</{one.tag}".encode())


@pytest.mark.parametrize(
    ("data", "made"),
    [
        (b"<a><b/></a>", b"<a><b>x</b></a>"),
        (b"<a><b y='>' /></a>", b"<a><b y='>' >x</b></a>"),
        (b"<a><b>old</b></a>", b"<a><b>x</b></a>"),
        (b"<a><b>o<c/>ld</b><b/></a>", b"<a><b>x</b><b/></a>"),
    ],
)
def test_an_element_is_filled(data: bytes, made: bytes) -> None:
    document = parsed(data, "it")
    assert document.changed([document.filled(next(document.root.find("b")), "x")]) == made


@pytest.mark.parametrize(
    ("tag", "made"),
    [
        (b"<a/>", b'<a n="x"/>'),
        (b"<a n='1'/>", b'<a n="x"/>'),
        (b"<a m=\"y n='1'\" n = '2'/>", b'<a m="y n=\'1\'" n = "x"/>'),
        (b"<a mn='1'></a>", b"<a n=\"x\" mn='1'></a>"),
    ],
)
def test_an_attribute_is_set(tag: bytes, made: bytes) -> None:
    document = parsed(tag, "it")
    assert document.changed([document.attribute(document.root, "n", "x")]) == made


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"<a>",
        b"<a><b></a>",
        b"\x00" * 40,
        b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>',
        b"<a>" * 40 + b"</a>" * 40,
        b"<a>" + b"<b/>" * 100_001 + b"</a>",
        b"<?xml version='1.0' encoding='x-none'?><a/>",
        b"\xff\xfe<\0a",
    ],
)
def test_what_is_no_document_is_damage(data: bytes) -> None:
    with pytest.raises(Damaged, match="it "):
        parsed(data, "it")


def test_text_in_many_pieces_is_gathered_soon() -> None:
    assert len(parsed(b"<a>" + b"x<!---->" * 200_000 + b"</a>", "it").root.text) == 200_000


def test_only_so_many_levels_are_kept_where_no_more_are_asked_for() -> None:
    deep = "<b>" * 200 + "x" + "</b>" * 200
    document = parsed(f"<r><p><q/>{deep}y</p><p/></r>".encode(), "it", 2)
    assert [one.local for one in document.root.every()] == ["r", "p", "p"]
    assert document.root.within[0].text == "xy"
    assert document.changed([document.filled(document.root.within[0], "z")]) == b"<r><p>z</p><p/></r>"
    with pytest.raises(Damaged, match="nests"):
        parsed(f"<r>{deep}</r>".encode(), "it")


def test_what_is_in_a_closed_element_is_not_kept() -> None:
    rows = "<row><c/></row>" * 200_000
    document = parsed(f"<s><rows>{rows}</rows><head><line>x</line></head></s>".encode(), "it", 3, ("rows",))
    assert [one.local for one in document.root.every()] == ["s", "rows", "head", "line"]
