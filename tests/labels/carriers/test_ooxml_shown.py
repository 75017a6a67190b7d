from __future__ import annotations

from guiju.labels.carriers import zips
from guiju.labels.carriers.ooxml_shown import shown
from guiju.labels.elements import parsed
from tests.labels.carriers.documents import word
from tests.labels.explicit.documents.samples import ZH, sheets, slides, told


def lines(data: bytes) -> list[str]:
    archive = zips.opened(data)
    member = archive.member("_rels/.rels")
    assert member
    return shown(archive, parsed(archive.content(member), "_rels/.rels"))


def test_the_text_the_slides_at_either_end_and_the_sheet_of_a_notice() -> None:
    assert lines(word()) == ["Hello 你好"]
    assert lines(slides(4)) == ["Slide 0", "Slide 3"] and lines(slides(1)) == ["Slide 0"] and lines(slides(0)) == []
    assert lines(sheets()) == [] and lines(told(sheets(), "a.xlsx")) == [ZH]
