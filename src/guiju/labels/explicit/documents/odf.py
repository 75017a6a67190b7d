"""Packages of OpenDocument as notices need them: the content, a style of its own, and what changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.labels.carrier import Buffer, Damaged, Splice
from guiju.labels.carriers import zips
from guiju.labels.carriers.odf import unlocked
from guiju.labels.elements import Document, Element, parsed
from guiju.labels.explicit.documents.notice import INK, MOST, NAME, PLATE
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.splices import spliced

CONTENT: Final = "content.xml"
OFFICE: Final = "urn:oasis:names:tc:opendocument:xmlns:office:1.0"
TEXT: Final = "urn:oasis:names:tc:opendocument:xmlns:text:1.0"
TABLE: Final = "urn:oasis:names:tc:opendocument:xmlns:table:1.0"
DRAWING: Final = "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0"
SIZES: Final = "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0"
_STYLE: Final = "urn:oasis:names:tc:opendocument:xmlns:style:1.0"
_FORMAT: Final = "urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"
_SIGNATURES: Final = "META-INF/documentsignatures.xml"

PARAGRAPH: Final = f"{NAME}-text"
CELL: Final = f"{NAME}-cell"
FRAME: Final = f"{NAME}-frame"
"""The styles of the notice's paragraph, and of the cell and the frame that it stands in."""

_PROPERTIES: Final = {
    PARAGRAPH: '"paragraph"><style:paragraph-properties fo:text-align="center" '
    f'fo:background-color="#{PLATE}" fo:margin-bottom="0.3cm" fo:padding="0.15cm" fo:text-indent="0cm"/>',
    CELL: '"table-cell">',
    FRAME: f'"graphic"><style:graphic-properties draw:fill="solid" draw:fill-color="#{PLATE}" draw:stroke="none" '
    'draw:shadow="hidden" draw:textarea-vertical-align="middle" fo:padding="0cm" draw:auto-grow-height="false"/>',
}


@dataclass(frozen=True, slots=True)
class Body:
    """A document's content: its XML, and the element that is the text, the sheets, the slides or the drawing."""

    data: Buffer
    archive: zips.Archive
    document: Document
    holder: Element

    def made(
        self,
        cuts: Sequence[Splice],
        styles: Sequence[str] = (PARAGRAPH,),
        size: int = 12,
        more: Mapping[str, bytes] | None = None,
    ) -> bytes:
        """The package after these splices of the content, with the styles of the notice in letters of this size in
        points. Raises Damaged."""
        member = self.archive.member(CONTENT)
        new = self.document.changed([*cuts, *self._styled([_style(name, size) for name in styles])])
        return spliced(self.data, self.archive.splices({member.name if member else CONTENT: new, **(more or {})}))

    def _styled(self, written: Sequence[str]) -> list[Splice]:
        root = self.document.root
        styles = next((one for one in root.within if one.local == "automatic-styles"), None)
        if styles is None:
            body = next(one for one in root.within if one.local == "body")
            whole = f'<office:automatic-styles xmlns:office="{OFFICE}">{"".join(written)}</office:automatic-styles>'
            return [Splice(body.start, body.start, whole.encode())]
        old = [one for one in styles.within if one.attributes.get("name") in _PROPERTIES]
        cuts = [Splice(one.start, one.end, b"") for one in old]
        return [*cuts, self.document.appended(styles, "".join(written))]


def _style(name: str, size: int) -> str:
    return (
        f'<style:style xmlns:style="{_STYLE}" xmlns:fo="{_FORMAT}" xmlns:draw="{DRAWING}" style:name="{name}" '
        f'style:family={_PROPERTIES[name]}<style:text-properties fo:color="#{INK}" fo:font-weight="bold" '
        f'style:font-weight-asian="bold" fo:font-size="{size}pt" style:font-size-asian="{size}pt"/></style:style>'
    )


def body(data: Buffer) -> Body | None:
    """What a document holds; None where it is a formula or a chart. Raises Damaged, Encrypted; Unfit where it is
    signed."""
    archive = zips.opened(data)
    unlocked(archive)
    member = archive.member(CONTENT)
    if member is None:
        raise Damaged(f"the package has no {CONTENT}")
    if archive.member(_SIGNATURES):
        raise Unfit(
            "the document is signed, and a notice would break it: put the notice in and sign then, or --implicit"
        )
    content = archive.content(member, MOST)
    for deep in (4, 5):
        document = parsed(content, CONTENT, deep)
        found = next((two for one in document.root.within if one.local == "body" for two in one.within), None)
        if found is None or found.local not in ("presentation", "drawing"):
            break
    return Body(data, archive, document, found) if found else None
