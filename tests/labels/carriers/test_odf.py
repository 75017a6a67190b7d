from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from guiju.core.label import Label
from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.odf import ODF
from guiju.labels.splices import spliced
from tests.labels.carriers.documents import NUMBERS, ROW, WELL, converted, members, packed, text
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws

OTHER = (
    '<meta:user-defined meta:name="Client">Ω &amp; co</meta:user-defined><meta:editing-cycles>3</meta:editing-cycles>'
)
OWN = f'<meta:user-defined meta:name="AIGC">{WELL}</meta:user-defined>'
LOCKED = (
    '<manifest:file-entry manifest:full-path="meta.xml" manifest:media-type="text/xml"><manifest:encryption-data/>'
    "</manifest:file-entry>"
)


def meta(held: str) -> bytes:
    return text(f"<office:meta>{held}</office:meta>")


MADE = {
    "bare": lambda: text(),
    "empty meta": lambda: text("<office:meta/>"),
    "no meta in it": lambda: text(""),
    "no meta.xml": lambda: text(None),
    "no meta.xml, listed": lambda: text(None, ROW),
    "with properties": lambda: meta(OTHER),
    "labelled": lambda: meta(OTHER + OWN),
    "old manifest": lambda: packed(
        {
            **members(meta(OTHER)),
            "META-INF/manifest.xml": b'<!DOCTYPE manifest:manifest PUBLIC "a" "b"><manifest:manifest/>',
        }
    ),
    "twice": lambda: meta(OWN + OTHER + OWN),
    "of another type": lambda: meta(OWN.replace("meta:name", 'meta:value-type="time" meta:name')),
}


@pytest.mark.parametrize("name", MADE)
def test_laws(name: str) -> None:
    before = MADE[name]()
    made = check_laws(ODF(), before)
    old, new = members(before), members(made)
    for part in set(old) - {"meta.xml", "META-INF/manifest.xml"}:
        assert old[part] == new[part]
    assert zipfile.ZipFile(io.BytesIO(made)).infolist()[0].filename == "mimetype"
    assert made[38:77] == b"application/vnd.oasis.opendocument.text"


def test_prefixes_are_what_the_document_says() -> None:
    held = (
        '<o:document-meta xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        'xmlns:m="urn:oasis:names:tc:opendocument:xmlns:meta:1.0" o:version="1.3"><o:meta>'
        f'<m:user-defined m:name="AIGC">{WELL}</m:user-defined></o:meta></o:document-meta>'
    )
    data = packed({**members(text()), "meta.xml": held.encode()}, stored=("mimetype", "meta.xml"))
    assert examine(data).verdict == "compliant"
    assert b'<m:user-defined m:name="AIGC">{' in check_laws(ODF(), data)


@given(NUMBERS)
@settings(max_examples=40, deadline=None)
def test_any_number_that_the_standard_allows_is_read_by_another(number: str) -> None:
    label = Label("1", FIRST.content_producer, number)
    data = meta("")
    made = members(spliced(data, ODF().splices(data, value(label))))["meta.xml"]
    assert [one.text for one in ElementTree.fromstring(made).iter() if "user" in one.tag] == [value(label)]


def test_hostile() -> None:
    check_hostile(ODF(), check_laws(ODF(), meta(OTHER)))


@pytest.mark.parametrize(
    ("held", "verdict", "code"),
    [
        ("", "none", None),
        (OTHER, "none", None),
        (OWN, "compliant", None),
        (OWN.replace("meta:name", 'meta:value-type="string" meta:name'), "compliant", None),
        (OWN.replace("meta:name", 'meta:value-type="date" meta:name'), "compliant", "other_place"),
        (OWN.replace(WELL, f'{{"AIGC":{WELL}}}'), "compliant", None),
        (OWN.replace(WELL, ""), "inconclusive", "empty"),
        (OWN.replace(WELL, WELL[:-20]), "noncompliant", "half_written"),
        (OWN + OWN, "noncompliant", "duplicate"),
        ("<broken", "inconclusive", "damaged"),
    ],
)
def test_cases(held: str, verdict: str, code: str | None) -> None:
    seen = examine(meta(held))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (lambda: text(manifest=LOCKED), "encrypted"),
        (lambda: meta("<x>"), "no XML"),
        (lambda: packed({**members(text()), "meta.xml": b"<a/>"}), "something else"),
        (lambda: packed({**members(text()), "meta.xml": b""}), "no XML"),
        (lambda: packed({**members(text(None)), "META-INF/manifest.xml": b"<"}), "no XML"),
        (lambda: packed({name: part for name, part in members(text(None)).items() if "META" not in name}), "manifest"),
        (lambda: text(**{"META-INF/documentsignatures.xml": "<s/>"}), "signed"),
        (lambda: text()[:-30], "directory"),
        (lambda: text() + text()[:200], ""),
    ],
)
def test_broken(data: object, why: str) -> None:
    assert callable(data)
    made = data()
    assert ODF().knows(made, "")
    if not why:
        assert "trailing" in {remark.code for remark in examine(made).remarks}
        return
    with pytest.raises(Damaged, match=why):
        ODF().splices(made, value(FIRST))


@pytest.mark.parametrize("ending", ["odt", "ods", "odp", "odg"])
def test_libreoffice_opens_it_and_keeps_the_label(tmp_path: Path, ending: str) -> None:
    kinds = {
        "ods": ("spreadsheet", "spreadsheet"),
        "odp": ("presentation", "presentation"),
        "odg": ("graphics", "drawing"),
    }
    mime, element = kinds.get(ending, ("text", "text"))
    parts = {
        name: part.replace(b"opendocument.text", f"opendocument.{mime}".encode())
        if name != "content.xml"
        else part.replace(b"office:text", f"office:{element}".encode())
        for name, part in members(text()).items()
    }
    if ending != "odt":
        parts["content.xml"] = parts["content.xml"].replace(b"<text:p>Hello</text:p>", b"")
    data = packed(parts)
    made = spliced(data, ODF().splices(data, value(SECOND)))
    again = converted(made, tmp_path, f"a.{ending}", ending)
    assert examine(again).label == SECOND
    check_laws(ODF(), again)
