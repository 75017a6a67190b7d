from __future__ import annotations

from pathlib import Path

import pytest

from guiju.labels.carrier import Encrypted
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.documents import CONTENT, members, text
from tests.labels.explicit.documents.samples import MAYBE, ZH, open_document, printed, told, untouched

PART = "content.xml"


def content(data: bytes) -> str:
    return members(data)[PART].decode()


def test_it_is_the_first_paragraph_and_the_last_and_the_rest_stays() -> None:
    new = untouched(text(), told(text(), "a.odt", place="both"), {PART})[PART].decode()
    assert new.index(ZH) < new.index("<text:p>Hello</text:p>") < new.rindex(ZH)
    assert new.count('style:name="aigc-notice-text"') == 1
    assert content(told(text(), "a.odt", place="end")).index("Hello") < new.rindex(ZH)


def test_declarations_stay_before_the_text() -> None:
    declared = CONTENT.replace("<office:text>", "<office:text><text:sequence-decls/>")
    new = content(told(text(**{PART: declared}), "a.odt"))
    assert new.index("sequence-decls") < new.index(ZH)


def test_a_style_is_not_doubled_and_those_of_others_stay() -> None:
    styled = CONTENT.replace(
        "<office:body>",
        '<office:automatic-styles><s:style xmlns:s="urn:oasis:names:tc:opendocument:xmlns:style:1.0" s:name="P1"/>'
        "</office:automatic-styles><office:body>",
    )
    new = content(told(told(text(**{PART: styled}), "a.odt"), "a.odt", "2"))
    assert new.count("aigc-notice-text") == 2 and 's:name="P1"' in new and MAYBE in new and ZH not in new


def test_a_text_of_nothing() -> None:
    for inside in ("<office:text/>", "<office:text></office:text>"):
        assert content(told(open_document("text", inside), "a.odt", place="both")).count(ZH) == 2


def test_what_is_signed_or_locked_is_refused() -> None:
    with pytest.raises(Unfit, match="signed"):
        told(text(**{"META-INF/documentsignatures.xml": "<s/>"}), "a.odt")
    locked = '<manifest:file-entry manifest:full-path="x"><manifest:encryption-data/></manifest:file-entry>'
    with pytest.raises(Encrypted):
        told(text(manifest=locked), "a.odt")


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    assert printed(told(text(), "a.odt", place="both"), tmp_path, "a.odt").split() == [ZH, "Hello", ZH]
