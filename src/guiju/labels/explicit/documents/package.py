"""Packages of Office Open XML as notices need them: the main part, the parts that it leads to, and what changes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer, Damaged
from guiju.labels.carriers import zips
from guiju.labels.elements import Document, Element, parsed
from guiju.labels.explicit.documents.notice import MOST
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.splices import spliced

TYPES: Final = "[Content_Types].xml"
STRICT: Final = "http://purl.oclc.org/ooxml/"
_MAIN: Final = "/relationships/officeDocument"
_SIGNATURES: Final = "_xmlsignatures/"
_REFERENCE: Final = re.compile(rb"""\s[\w.-]+:id\s*=\s*["']([^"']*)["']""")


@dataclass(frozen=True, slots=True)
class Related:
    """A part that another one leads to: its name, and the last word of the kind of relation."""

    name: str
    kind: str


class Package:
    """A package, and its main part. Raises Damaged; Unfit where it is signed."""

    def __init__(self, data: Buffer) -> None:
        self.data = data
        self.archive = zips.opened(data)
        if any(one.name.lower().startswith(_SIGNATURES) for one in self.archive.members):
            raise Unfit(
                "the document is signed, and a notice would break it: put the notice in and sign then, or --implicit"
            )
        self.main = next((one.name for one in self.related("").values() if one.kind == _MAIN.rpartition("/")[2]), "")

    def related(self, part: str) -> dict[str, Related]:
        """The parts that a part leads to, by their ids. Raises Damaged."""
        folder = posixpath.dirname(part)
        rows = self.archive.member(relations(part))
        if rows is None:
            return {}
        found = dict[str, Related]()
        for row in parsed(self.archive.content(rows), rows.name).root.find("Relationship"):
            told = row.attributes
            if told.get("TargetMode") != "External":
                target = posixpath.normpath(posixpath.join("/" + folder, told.get("Target", ""))).lstrip("/")
                found[told.get("Id", "")] = Related(target, told.get("Type", "").rpartition("/")[2])
        return found

    def document(self, part: str, deep: int, closed: Collection[str] = ()) -> Document:
        """A part, so many levels of its elements, without what is in the ``closed`` ones. Raises Damaged."""
        member = self.archive.member(part)
        if member is None:
            raise Damaged(f"the package has no {part}")
        return parsed(self.archive.content(member, MOST), part, deep, closed)

    def made(self, changed: Mapping[str, bytes]) -> bytes:
        """The package with parts changed and added. Raises Damaged."""
        names = {name: self._named(name) for name in changed}
        return spliced(self.data, self.archive.splices({names[name]: new for name, new in changed.items()}))

    def added(self, source: str, target: str, kind: str, content: str) -> tuple[dict[str, bytes], str]:
        """What changes where ``source`` leads to a new part ``target`` too, of this kind of relation and content; and
        the id of the relation. Raises Damaged."""
        rows = self.document(relations(source), 3)
        used = {row.attributes.get("Id", "") for row in rows.root.within}
        fresh = next(name for name in (f"rId{n}" for n in range(1, len(used) + 2)) if name not in used)
        row = f'<{rows.root.prefix}Relationship Id="{fresh}" Type="{kind}" Target="/{target}"/>'
        types = self.document(TYPES, 3)
        kept = f'<{types.root.prefix}Override PartName="/{target}" ContentType="{content}"/>'
        changed = {
            relations(source): rows.changed([rows.appended(rows.root, row)]),
            TYPES: types.changed([types.appended(types.root, kept)]),
        }
        return changed, fresh

    def _named(self, name: str) -> str:
        member = self.archive.member(name)
        return member.name if member else name


def relations(part: str) -> str:
    """The part that holds the relations of a part; of the package where it is empty."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def reference(document: Document, one: Element) -> str:
    """The id of the relation that an element names, which has a prefix where its own id has none."""
    found = _REFERENCE.search(document.data, one.start, one.opened)
    return found[1].decode("utf-8", "replace") if found else ""
