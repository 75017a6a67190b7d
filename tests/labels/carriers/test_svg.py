from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.aigc import value
from guiju.labels.carriers.svg import SVG
from guiju.labels.xmp import labelled
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws, content
from tests.labels.carriers.sound import exiftool

WELL = value(FIRST)
RECT = '<rect width="9" height="9" fill="#f00"/><text>文 &lt;metadata></text>'
TYPE = '<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'
SVG_ = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"'
RDF = '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{}</rdf:RDF>'
WORK = '<cc:Work xmlns:cc="http://creativecommons.org/ns#" rdf:about=""/>'
PACKET = labelled(b"", WELL).decode()
INNER = PACKET[PACKET.index("<x:xmpmeta") : PACKET.index("<?xpacket end")]
FILES = {
    "plain": f"{SVG_}>{RECT}</svg>",
    "whole": f'<?xml version="1.0" encoding="UTF-8"?>\n<!-- by hand -->\n{TYPE}\n{SVG_}>\n{RECT}\n</svg>\n',
    "with a mark": f"\ufeff{SVG_}>{RECT}</svg>",
    "with a prefix": '<s:svg xmlns:s="http://www.w3.org/2000/svg" width="9"><s:rect width="9" height="9"/></s:svg>',
    "with RDF": f"{SVG_}><defs/><metadata id='m'>{RDF.format(WORK)}</metadata>{RECT}</svg>",
    "with empty RDF": f"{SVG_}><metadata>{RDF.format('').replace('></rdf:RDF>', '/>')}</metadata>{RECT}</svg>",
    "with other metadata": f"{SVG_}><metadata>words</metadata>{RECT}</svg>",
    "labelled": f"{SVG_}>{RECT}<g><metadata>{INNER}</metadata></g></svg>",
    "labelled twice": f"{SVG_}><metadata>{INNER}</metadata>{RECT}<metadata>{INNER}</metadata></svg>",
}  # fmt: skip


@pytest.mark.parametrize("name", FILES)
def test_laws(name: str) -> None:
    made = check_laws(SVG(), FILES[name].encode())
    shapes = [one.attrib for one in ElementTree.fromstring(made).iter() if one.tag.endswith("}rect")]
    assert shapes == [
        one.attrib for one in ElementTree.fromstring(FILES[name].encode()).iter() if one.tag.endswith("}rect")
    ]
    assert "by hand" not in FILES[name] or (b"by hand" in made and TYPE.encode() in made)


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(SVG(), check_laws(SVG(), FILES[name].encode()), "a.svg", rounds=40)


@pytest.mark.parametrize("name", ["plain", "whole", "with RDF", "with other metadata"])
def test_exiftool_reads_the_label(name: str, tmp_path: Path) -> None:
    path = tmp_path / "a.svg"
    path.write_bytes(check_laws(SVG(), FILES[name].encode()))
    assert WELL in str(exiftool(path))


CASES = {
    "well": (f"{SVG_}><metadata>{INNER}</metadata>{RECT}</svg>", "compliant", None),
    "twice": (FILES["labelled twice"], "noncompliant", "duplicate"),
    "cut off": (FILES["labelled"].replace('""}', '"'), "noncompliant", None),
    "none": (FILES["with RDF"], "none", None),
    "words about it": (f"{SVG_}><text>AIGC {{}}</text></svg>", "none", None),
    "not closed": (f"{SVG_}>{RECT}", "inconclusive", "damaged"),
    "entities": (f'<!DOCTYPE svg [<!ENTITY a "b">]>{SVG_}><text>&a;</text></svg>', "inconclusive", "damaged"),
}


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    text, verdict, code = CASES[name]
    seen = examine(text.encode())
    assert (seen.verdict, seen.carrier) == (verdict, "svg"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if code == "damaged":
        with pytest.raises(Unlabelled):
            FileLabeller().apply(content(SVG(), text.encode()), FIRST)
    else:
        check_laws(SVG(), text.encode())


@pytest.mark.parametrize("data", [b"<html><svg/></html>", b"<a/>", b"svg", b"<?xml version='1.0'?><svgx/>", b""])
def test_other_files_are_not_taken(data: bytes) -> None:
    assert not SVG().knows(data, "a.xml")
