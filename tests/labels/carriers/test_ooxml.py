from __future__ import annotations

import io
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
from hypothesis import given, settings
from openpyxl.packaging.custom import StringProperty

from guiju.core.label import Label
from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.ooxml import OOXML
from guiju.labels.splices import spliced
from tests.labels.carriers.documents import (
    BODY,
    FORMAT,
    NUMBERS,
    OFFICE,
    RELATION,
    RELATIONS,
    TYPE,
    TYPES,
    WELL,
    converted,
    exiftool,
    members,
    packed,
    word,
)  # fmt: skip
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws

OTHER = f'<property fmtid="{FORMAT}" pid="2" name="Client"><vt:lpwstr>Ω &amp; co</vt:lpwstr></property>'
OWN = f'<property fmtid="{FORMAT}" pid="3" name="AIGC"><vt:lpwstr>{WELL}</vt:lpwstr></property>'


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.custom_doc_props.append(StringProperty(name="Client", value="Ω"))
    book.worksheets[0]["A1"] = "Hello"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def strict() -> bytes:
    old = {
        "[Content_Types].xml": TYPES.replace("{}", ""),
        "_rels/.rels": RELATIONS.format(""),
        "word/document.xml": BODY,
    }
    return packed(
        {name: part.replace(OFFICE, "http://purl.oclc.org/ooxml/officeDocument/") for name, part in old.items()}
    )


def prefixed() -> bytes:
    types = TYPES.replace("{}", "").replace("<Types xmlns=", "<t:Types xmlns:t=").replace("</T", "</t:T")
    types = types.replace("<Default", "<t:Default").replace("<Override", "<t:Override")
    relations = RELATIONS.format("").replace("Relationships xmlns=", "r:Relationships xmlns:r=")
    relations = relations.replace("</Relationships", "</r:Relationships").replace("<Relationship ", "<r:Relationship ")
    custom = f'<p:Properties xmlns:p="{OFFICE}custom-properties"/>'
    return packed(
        {
            "[Content_Types].xml": types,
            "_rels/.rels": relations,
            "word/document.xml": BODY,
            "docProps/custom.xml": custom,
        }
    )


MADE = {
    "bare": lambda: word(),
    "with properties": lambda: word(OTHER),
    "labelled": lambda: word(OTHER + OWN),
    "twice": lambda: word(OWN + OTHER + OWN.replace('"3"', '"4"')),
    "no type": lambda: word(OTHER, types=""),
    "other type": lambda: word(OTHER, types=TYPE.replace("officedocument.custom", "officedocument.extended")),
    "no relation": lambda: word(OTHER, relations=""),
    "no part": lambda: packed({name: part for name, part in members(word(OTHER)).items() if "custom" not in name}),
    "part elsewhere": lambda: packed(
        {
            name.replace("docProps/custom", "meta/own"): part.replace(b"docProps/custom", b"/meta/own").replace(
                b'"//', b'"/'
            )
            for name, part in members(word(OTHER)).items()
        }
    ),
    "strict": strict,
    "prefixed": prefixed,
    "workbook": workbook,
    "macros": lambda: word(OTHER, **{"word/vbaProject.bin": b"\0" * 300}),
    "sixteen bits": lambda: packed(
        {**members(word()), "_rels/.rels": RELATIONS.format("").replace("UTF-8", "UTF-16").encode("utf-16")}
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_laws(name: str) -> None:
    before = MADE[name]()
    made = check_laws(OOXML(), before)
    old, new = members(before), members(made)
    labelled = {"_rels/.rels", "[Content_Types].xml", "docProps/custom.xml", "meta/own.xml"}
    assert {part: old[part] for part in old if part not in labelled} == {
        part: new[part] for part in old if part not in labelled
    }
    assert list(new)[: len(old)] == list(old)


def test_other_properties_stay_and_numbers_are_fresh() -> None:
    made = members(check_laws(OOXML(), word(OTHER)))["docProps/custom.xml"].decode()
    assert OTHER in made and 'pid="3" name="AIGC"' in made


@given(NUMBERS)
@settings(max_examples=40, deadline=None)
def test_any_number_that_the_standard_allows_is_read_by_another(number: str) -> None:
    label = Label("1", FIRST.content_producer, number)
    data = word(OTHER)
    made = members(spliced(data, OOXML().splices(data, value(label))))["docProps/custom.xml"]
    assert [one.text for one in ElementTree.fromstring(made).iter() if one.tag.endswith("lpwstr")] == [
        "Ω & co",
        value(label),
    ]


def test_hostile() -> None:
    check_hostile(OOXML(), check_laws(OOXML(), word(OTHER)))


@pytest.mark.parametrize(
    ("custom", "verdict", "code"),
    [
        ("", "none", None),
        (OTHER, "none", None),
        (OWN, "compliant", None),
        (OWN.replace("lpwstr", "lpstr"), "compliant", "other_place"),
        (OWN.replace("lpwstr", "bstr"), "compliant", "other_place"),
        (OWN.replace('"AIGC"', '"aigc"'), "compliant", "other_place"),
        (OWN.replace("D5CDD505", "D5CDD506"), "compliant", "other_place"),
        (OWN.replace(WELL, f'{{"AIGC":{WELL}}}'), "compliant", None),
        (OWN.replace(WELL, f"<![CDATA[{WELL}]]>"), "compliant", None),
        (OWN.replace(WELL, ""), "inconclusive", "empty"),
        (OWN.replace(WELL, WELL[:-20]), "noncompliant", "half_written"),
        (OWN + OWN, "noncompliant", "duplicate"),
        (OWN + OWN.replace("n1", "n2"), "noncompliant", "disagree"),
        (f'<property fmtid="{FORMAT}" pid="3" name="AIGC"/>', "inconclusive", "empty"),
        ("<broken", "inconclusive", "damaged"),
    ],
)
def test_cases(custom: str, verdict: str, code: str | None) -> None:
    seen = examine(word(custom))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}
    if verdict != "inconclusive" or code == "empty":
        check_laws(OOXML(), word(custom))


BROKEN = {
    "no types": {"[Content_Types].xml": b""},
    "types not XML": {"[Content_Types].xml": b"<Types"},
    "relations not XML": {"_rels/.rels": b"nothing"},
    "relations twice": {"_rels/.rels": RELATIONS.format(RELATION + RELATION.replace("rId9", "rId8")).encode()},
    "other part": {"docProps/custom.xml": b"<Properties/>"},
    "entities": {"docProps/custom.xml": b'<!DOCTYPE a [<!ENTITY e "x">]><a>&e;</a>'},
    "deep": {"docProps/custom.xml": b"<a>" * 40},
    "large": {"docProps/custom.xml": b"<a>" + b" " * (5 << 20)},
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    data = packed({**members(word(OTHER)), **BROKEN[name]})
    assert examine(data).verdict == "inconclusive"
    with pytest.raises(Damaged):
        OOXML().splices(data, value(FIRST))


@pytest.mark.parametrize(
    ("signature", "held"),
    [
        ('<Reference URI="/word/document.xml"/><Reference URI="/_rels/.rels"><T A="RelationshipTransform"/>', True),
        ('<Reference URI="/_rels/.rels"/>', False),
        ('<Reference URI="/docProps/custom.xml"/>', False),
    ],
)
def test_a_signature_is_not_broken(signature: str, held: bool) -> None:
    data = word(OTHER, **{"_xmlsignatures/sig1.xml": signature})
    if held:
        check_laws(OOXML(), data)
    else:
        with pytest.raises(Damaged, match="signed"):
            OOXML().splices(data, value(FIRST))


def test_openpyxl_reads_it() -> None:
    book = openpyxl.load_workbook(io.BytesIO(check_laws(OOXML(), workbook())))
    held = {one.name: one.value for one in book.custom_doc_props.props}
    assert held == {"Client": "Ω", "AIGC": value(FIRST)}
    out = io.BytesIO()
    book.save(out)
    assert examine(out.getvalue()).label == FIRST


def test_exiftool_reads_it(tmp_path: Path) -> None:
    assert value(FIRST) in exiftool(check_laws(OOXML(), word()), tmp_path, "a.docx")


@pytest.mark.parametrize(("ending", "data"), [("docx", word), ("xlsx", workbook)])
def test_libreoffice_opens_it_and_keeps_the_label(tmp_path: Path, ending: str, data: object) -> None:
    assert callable(data)
    made = spliced(data(), OOXML().splices(data(), value(SECOND)))
    again = converted(made, tmp_path, f"a.{ending}", ending)
    assert examine(again).label == SECOND
    check_laws(OOXML(), again)
