"""What a label says in the words of others: IPTC's digital source type, as C2PA and XMP carry it.

| Label (annex E) | C2PA action | digital source type |
|---|---|---|
| 1 is generated | ``c2pa.created`` | ``trainedAlgorithmicMedia`` |
| 2 may be, 3 is suspected | ``c2pa.opened``, of the file as it came | none: C2PA has no word for a guess |

The other way, ``suggested`` is the value that a digital source type gives a platform to go by. It is a suggestion: the
measures (article 6) ask a platform to look at what metadata state, and C2PA's are metadata of another standard.

The European AI Act's article 50(2) asks for a mark that is machine-readable and detectable. It names no format; a
manifest with a digital source type, an IPTC property and the label each are one, and a file from here has the first and
the last.
"""

from __future__ import annotations

from typing import Final
from xml.parsers import expat

from guiju.core.label import Label
from guiju.labels.aigc import aigc, read_aigc
from guiju.labels.carrier import Damaged
from guiju.labels.xmp import NAMESPACE

IPTC: Final = "http://cv.iptc.org/newscodes/digitalsourcetype/"
"""Where the types of IPTC's NewsCodes have their names."""

C2PA: Final = "http://c2pa.org/digitalsourcetype/"
"""Where those have theirs that C2PA added."""

PROPERTY: Final = ("http://iptc.org/std/Iptc4xmpExt/2008-02-29/", "DigitalSourceType")
"""Namespace and name of the property in XMP (IPTC Photo Metadata Standard); its value is the URI of a type."""

ASSERTION: Final = "guiju.metadata"
"""The assertion that carries the seven fields: JSON-LD in which ``TC260`` is the guides' namespace."""

_KEY: Final = "TC260:AIGC"

GENERATED: Final = IPTC + "trainedAlgorithmicMedia"

_SUGGESTED: Final = {
    IPTC + "trainedAlgorithmicMedia": "1",
    IPTC + "compositeWithTrainedAlgorithmicMedia": "1",
    C2PA + "trainedAlgorithmicData": "1",
    # Something in it is synthetic or virtual; whether a model made it is not said
    IPTC + "compositeSynthetic": "3",
    IPTC + "virtualRecording": "3",
}


def suggested(source: str) -> str:
    """The value of ``Label`` (1 or 3) that a digital source type suggests; empty where it speaks of no generation, as
    of a camera, a scan, an enlargement by rule or a person's hand."""
    return _SUGGESTED.get(source.replace("https://", "http://", 1), "")


def source_type(label: Label) -> str:
    """The digital source type of content with this label; empty where the label does not say for certain."""
    return GENERATED if label.label == "1" else ""


def assertion(label: Label) -> dict[str, object]:
    """The seven fields as the data of an assertion. Raises ValueError for a label that annex E does not allow."""
    return {"@context": {"TC260": NAMESPACE}, _KEY: aigc(label)["AIGC"]}


def read_assertion(data: object) -> Label | None:
    """The label in the data of an assertion, None where it holds none that annex E allows."""
    try:
        return read_aigc({"AIGC": data.get(_KEY)} if isinstance(data, dict) else None)
    except ValueError:
        return None


def source_types(packet: bytes) -> tuple[str, ...]:
    """The digital source types in an XMP packet, as element, as attribute or as resource. Raises Damaged."""
    found: list[str] = []
    stack: list[tuple[str, list[str]]] = []
    name = " ".join(PROPERTY)

    def start(element: str, attributes: dict[str, str]) -> None:
        resource = [value for key, value in attributes.items() if key.endswith("#\x20resource")]
        found.extend([attributes[name]] if name in attributes else resource if element == name else [])
        stack.append((element, []))

    def end(_: str) -> None:
        element, text = stack.pop()
        value = "".join(text).strip()
        if element == name and value:
            found.append(value)

    def refused(*_: object) -> None:
        raise Damaged("the XMP packet declares a document type")

    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.CharacterDataHandler = lambda text: stack[-1][1].append(text) if stack else None
    parser.StartDoctypeDeclHandler = refused
    try:
        parser.Parse(packet.rstrip(b"\0"), True)
    except expat.ExpatError as error:
        raise Damaged(f"the XMP packet is no XML: {expat.ErrorString(error.code)}") from None
    return tuple(dict.fromkeys(found))
