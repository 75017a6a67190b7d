"""Workbooks of OpenDocument: the notice is a sheet of its own behind the others, at which the workbook opens, for the
reasons told at ``xlsx`` (OpenDocument 1.3 part 3, 9.1.2, 3.10)."""

from __future__ import annotations

from typing import Final
from xml.sax.saxutils import escape

from guiju.labels.carrier import Splice
from guiju.labels.carriers.odf import listed
from guiju.labels.elements import parsed
from guiju.labels.explicit.documents.notice import MOST, Notice
from guiju.labels.explicit.documents.odf import CELL, OFFICE, TABLE, TEXT, Body

_TITLES: Final = {"zh": "AIGC标识", "en": "AIGC notice"}
_SETTINGS: Final = "settings.xml"
_ACTIVE: Final = "ActiveTable"
_CONFIG: Final = "urn:oasis:names:tc:opendocument:xmlns:config:1.0"
_POINTS: Final = 20


def told(body: Body, notice: Notice) -> bytes | None:
    """The workbook with the notice; None where it has no sheet. Raises Damaged."""
    holder, title = body.holder, _TITLES[notice.lang]
    tables = [one for one in holder.within if one.local == "table"]
    if not tables:
        return None
    cuts = [Splice(one.start, one.end, b"") for one in tables if one.attributes.get("name") in _TITLES.values()]
    at = tables[-1].end
    cuts.append(Splice(at, at, _table(notice, title).encode()))
    return body.made(cuts, (CELL,), _POINTS, _opened(body, title) if notice.starts else None)


def _table(notice: Notice, title: str) -> str:
    return (
        f'<table:table xmlns:table="{TABLE}" xmlns:text="{TEXT}" xmlns:office="{OFFICE}" table:name="{title}">'
        f'<table:table-column/><table:table-row><table:table-cell table:style-name="{CELL}" office:value-type="string">'
        f"<text:p>{escape(notice.words)}</text:p></table:table-cell></table:table-row></table:table>"
    )


def _opened(body: Body, title: str) -> dict[str, bytes]:
    """The settings by which the workbook opens at a sheet."""
    member = body.archive.member(_SETTINGS)
    if member is None:
        return {_SETTINGS: _fresh(title), **listed(body.archive, _SETTINGS)}
    document = parsed(body.archive.content(member, MOST), _SETTINGS)
    found = [one for one in document.root.find("config-item") if one.attributes.get("name") == _ACTIVE]
    return {member.name: document.changed([document.filled(one, escape(title)) for one in found[:1]])} if found else {}


def _fresh(title: str) -> bytes:
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<office:document-settings xmlns:office="{OFFICE}" '
        f'xmlns:config="{_CONFIG}" office:version="1.3"><office:settings><config:config-item-set '
        'config:name="ooo:view-settings"><config:config-item-map-indexed config:name="Views">'
        '<config:config-item-map-entry><config:config-item config:name="ViewId" config:type="string">view1'
        "</config:config-item>"
        f'<config:config-item config:name="{_ACTIVE}" config:type="string">{escape(title)}</config:config-item>'
        "</config:config-item-map-entry></config:config-item-map-indexed></config:config-item-set></office:settings>"
        "</office:document-settings>"
    ).encode()
