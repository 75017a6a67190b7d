"""What a document of Office shows at either end: its text, its first and last slide, the sheet of a notice."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from guiju.labels.carrier import LARGEST
from guiju.labels.carriers.shown import both
from guiju.labels.carriers.zips import Archive
from guiju.labels.elements import Document, parsed

_MAIN: Final = "/officeDocument"
_SLIDE: Final = re.compile(rb"""<(?:[\w.-]+:)?sldId\s[^<>]{0,300}?:id\s*=\s*["']([^"']+)["']""")
_NOTICE: Final = "aigc-notice.xml"


def shown(archive: Archive, relations: Document) -> list[str]:
    """The lines; none of parts that are larger than is read. Raises Damaged."""
    rows = [one.attributes for one in relations.root.find("Relationship")]
    main = next((row.get("Target", "") for row in rows if row.get("Type", "").endswith(_MAIN)), "").lstrip("/")
    folder = posixpath.dirname(main)
    if main.startswith("word/"):
        return both(_read(archive, main))
    if main.startswith("xl/"):
        return both(_read(archive, f"{folder}/worksheets/{_NOTICE}"))
    if main.startswith("ppt/"):
        slides = _SLIDE.findall(_read(archive, main))
        ends = dict.fromkeys(one.decode("utf-8", "replace") for one in (*slides[:1], *slides[-1:]))
        targets = _targets(archive, main) if ends else {}
        return [line for one in ends for line in both(_read(archive, targets.get(one, "")))]
    return []


def _targets(archive: Archive, part: str) -> dict[str, str]:
    folder, name = posixpath.split(part)
    content = _read(archive, f"{folder}/_rels/{name}.rels")
    rows = parsed(content, f"{name}.rels").root.find("Relationship") if content else ()
    return {
        row.attributes.get("Id", ""): posixpath.normpath(
            posixpath.join("/" + folder, row.attributes.get("Target", ""))
        ).lstrip("/")
        for row in rows
    }


def _read(archive: Archive, name: str) -> bytes:
    member = archive.member(name)
    return archive.content(member) if member and member.size <= LARGEST else b""
