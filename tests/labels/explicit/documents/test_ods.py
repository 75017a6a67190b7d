from __future__ import annotations

from pathlib import Path

from tests.labels.carriers.documents import members, packed
from tests.labels.explicit.documents.samples import ZH, printed, told, untouched, workbook

SETTINGS = (
    '<office:document-settings xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:config="urn:oasis:'
    'names:tc:opendocument:xmlns:config:1.0"><config:config-item config:name="ActiveTable">one</config:config-item>'
    "</office:document-settings>"
)


def test_it_is_a_sheet_behind_the_others_at_which_the_workbook_opens() -> None:
    new = untouched(workbook(), told(workbook(), "a.ods"), {"content.xml", "settings.xml", "META-INF/manifest.xml"})
    content = new["content.xml"].decode()
    assert content.index('table:name="one"') < content.index(ZH) < content.index("named-expressions")
    assert b">AIGC" in new["settings.xml"] and b'"settings.xml"' in new["META-INF/manifest.xml"]


def test_settings_that_are_there_say_so() -> None:
    data = packed({**members(workbook()), "settings.xml": SETTINGS})
    new = untouched(data, told(data, "a.ods"), {"content.xml", "settings.xml"})
    assert new["settings.xml"].decode() == SETTINGS.replace(">one<", ">AIGC标识<")
    assert untouched(data, told(data, "a.ods", place="end"), {"content.xml"})["settings.xml"].decode() == SETTINGS


def test_libreoffice_prints_it(tmp_path: Path) -> None:
    assert ZH in printed(told(workbook(), "a.ods"), tmp_path, "a.ods")
