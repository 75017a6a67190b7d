"""The Labeller of files: whatever the format, one implicit label, read again before it is let go."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from guiju.core.content import Content
from guiju.core.label import Label
from guiju.labels.aigc import value
from guiju.labels.carrier import Buffer, Carrier, Damaged, Encrypted, Found, Splice
from guiju.labels.carriers import CARRIERS, carrier_of
from guiju.labels.examining import judged, understood
from guiju.labels.reading import read
from guiju.labels.splices import digest, spliced
from guiju.labels.titles import refused, title


class Unlabelled(ValueError):
    """A file that cannot be given a label, and why: a format not known or without a place, damage, or a label that did
    not read back as it was written."""


@dataclass(frozen=True, slots=True)
class FileLabeller:
    """The Labeller of any file whose format is known; ``name`` is its name, for formats without a signature.

    ``read(apply(content, label)) == label`` where the format has a place for a label; plain text and code get a visible
    notice, which ``examine`` sees and ``read`` does not take for a label.
    """

    name: str = ""

    def apply(self, content: Content, label: Label) -> Content:
        """The content with ``label`` as its one implicit label. Raises Unlabelled; ValueError for a label that annex E
        does not allow; TypeError for text."""
        data = _bytes(content)
        carrier = known(data, self.name)
        made = spliced(data, labelling(carrier, data, label))
        confirm(carrier, data, made, label)
        return replace(content, body=made)

    def read(self, content: Content) -> Label | None:
        """The one label of the content; None where there is none, or none that holds."""
        data = _bytes(content)
        carrier = carrier_of(data, self.name)
        reading = understood(carrier.scan(data)) if carrier else None
        return reading.label if reading else None


def known(data: Buffer, name: str = "") -> Carrier:
    """The format of a file that can be labelled. Raises Unlabelled."""
    carrier = carrier_of(data, name)
    if carrier is None:
        if not len(data):
            raise Unlabelled("the file is empty")
        formats = ", ".join(title(carrier.name) for carrier in CARRIERS)
        raise Unlabelled(refused(name) or f"the format is not known; known are {formats}")
    return carrier


def labelling(carrier: Carrier, data: Buffer, label: Label) -> Sequence[Splice]:
    """What has to change in a file so that ``label`` is its one label. Raises Unlabelled; ValueError for the label."""
    try:
        return carrier.splices(data, value(label))
    except Damaged as damage:
        raise Unlabelled(_told(carrier, damage)) from None


def confirm(carrier: Carrier, before: Buffer, after: Buffer, label: Label, *, as_is: bool = False) -> None:
    """Reads a written file again. Raises Unlabelled where it does not hold just that label, by the standard (a
    notice to people, where the format has no place for more), or where its content is not what it was. With ``as_is``
    what the standard has against the words of the label is no reason: they are another's."""
    scan = carrier.scan(after)
    examined = judged(carrier, scan)
    # The stand-in is for demonstrations: whoever lets it in has said so.
    spared = {"stand_in"} | ({one.code for one in read(Found(value(label), 0, "")).remarks} if as_is else set())
    wrong = "; ".join(one.what.en for one in examined.remarks if one.weight != "note" and one.code not in spared)
    held = examined.label == label if carrier.implicit else examined.explicit is True
    if wrong or not held:
        raise Unlabelled(f"the label does not read back from this {title(carrier.name)} file: {wrong or 'it differs'}")
    try:
        same = digest(before, carrier.payload(before)) == digest(after, carrier.payload(after))
    except Damaged as damage:
        raise Unlabelled(_told(carrier, damage)) from None
    if not same:
        raise Unlabelled(f"labelling this {title(carrier.name)} file would change its content; nothing was written")


def _told(carrier: Carrier, damage: Damaged) -> str:
    return f"this {title(carrier.name)} file is {'encrypted' if isinstance(damage, Encrypted) else 'damaged'}: {damage}"


def _bytes(content: Content) -> bytes:
    if isinstance(content.body, bytes):
        return content.body
    raise TypeError(f"content {content.id} is text; a file is bytes")
