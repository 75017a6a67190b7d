from __future__ import annotations

import re
from pathlib import Path

import pytest

from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.documents import members, packed
from tests.labels.explicit.documents.samples import ZH, printed, slides, told, untouched


def where(data: bytes) -> list[bool]:
    held = members(data)
    return [ZH.encode() in held[f"ppt/slides/slide{n}.xml"] for n in range(3)]


def test_it_is_on_the_first_slide_that_is_shown_and_on_the_last() -> None:
    assert where(told(slides(), "a.pptx")) == [True, False, False]
    assert where(told(slides(), "a.pptx", place="end")) == [False, False, True]
    assert where(told(slides(), "a.pptx", place="both")) == [True, False, True]
    assert where(told(slides(hidden=0), "a.pptx")) == [False, True, False]
    untouched(slides(), told(slides(), "a.pptx"), {"ppt/slides/slide0.xml"})
    moved = told(told(slides(), "a.pptx"), "a.pptx", place="end")
    assert moved == told(slides(), "a.pptx", place="end"), "a notice that is no longer wanted goes"


def test_shapes_have_numbers_of_their_own_and_lie_on_the_slide() -> None:
    slide = members(told(slides(1), "a.pptx", place="both"))["ppt/slides/slide0.xml"].decode()
    numbers = re.findall(r'cNvPr id="(\d+)"', slide)
    assert len(set(numbers)) == len(numbers) == 4
    offsets = re.findall(r'<a:off x="0" y="(\d+)"/><a:ext cx="9144000" cy="(\d+)"/>', slide)
    assert [(int(y) + int(high)) for y, high in offsets] == [int(offsets[0][1]), 5143500]


def test_a_list_of_additions_stays_behind_the_shapes() -> None:
    held = {name: one.decode() for name, one in members(slides(1)).items()}
    held["ppt/slides/slide0.xml"] = held["ppt/slides/slide0.xml"].replace("</p:spTree>", "<p:extLst/></p:spTree>")
    slide = members(told(packed(held), "a.pptx"))["ppt/slides/slide0.xml"].decode()
    assert "</p:sp><p:extLst/></p:spTree>" in slide


def test_a_presentation_without_slides_has_no_way_for_it() -> None:
    assert noticed(slides(0), "ooxml", "1", "zh") is None


def test_one_that_is_signed_is_refused() -> None:
    with pytest.raises(Unfit, match="signed"):
        told(packed({**members(slides()), "_xmlsignatures/sig1.xml": b"<S/>"}), "a.pptx")


def test_libreoffice_shows_it(tmp_path: Path) -> None:
    assert printed(told(slides(), "a.pptx", place="both"), tmp_path, "a.pptx").count(ZH) == 2
