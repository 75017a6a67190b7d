from __future__ import annotations

import re
from pathlib import Path

from guiju.labels.explicit.documents import noticed
from tests.labels.carriers.documents import members
from tests.labels.explicit.documents.samples import ZH, open_document, presentation, printed, told, untouched


def test_it_is_on_the_upper_edge_of_the_first_slide_and_the_lower_of_the_last() -> None:
    new = untouched(presentation(3), told(presentation(3), "a.odp", place="both"), {"content.xml"})[
        "content.xml"
    ].decode()
    pages = re.findall(r"<draw:page.*?</draw:page>", new)
    assert [ZH in page for page in pages] == [True, False, True]
    assert [re.findall(r'svg:x="0cm" svg:y="([\d.cm]+)" svg:width="(\w+)"', page) for page in pages] == [
        [("0cm", "20cm")], [], [("14.100cm", "20cm")],
    ]  # fmt: skip


def test_notes_stay_behind_the_shapes() -> None:
    page = '<draw:page draw:name="p"><presentation:notes/></draw:page>'
    data = open_document("presentation", f"<office:presentation>{page}</office:presentation>")
    new = members(told(data, "a.odp"))["content.xml"].decode()
    assert new.index(ZH) < new.index("presentation:notes/")
    bare = open_document("drawing", '<office:drawing><draw:page draw:name="p"/></office:drawing>')
    assert ZH in members(told(bare, "a.odg"))["content.xml"].decode()


def test_a_presentation_without_slides_has_no_way_for_it() -> None:
    assert noticed(open_document("presentation", "<office:presentation/>"), "odf", "1", "zh") is None
    assert noticed(open_document("formula", "<office:formula/>"), "odf", "1", "zh") is None


def test_libreoffice_shows_it(tmp_path: Path) -> None:
    assert printed(told(presentation(), "a.odp", place="both"), tmp_path, "a.odp").count(ZH) == 2
