"""Label: what marks generated content."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from guiju.core.content import Content


@dataclass(frozen=True, slots=True)
class Label:
    """The implicit label of GB 45438-2025 annex E: seven string fields, in the standard's order and spelling.

    ``label`` is ``1`` (is generated), ``2`` (may be) or ``3`` (suspected).
    """

    label: str
    content_producer: str
    produce_id: str
    reserved_code1: str = ""
    content_propagator: str = ""
    propagate_id: str = ""
    reserved_code2: str = ""


class Labeller(Protocol):
    """Writes and reads the label of one family of containers: ``read(apply(content, label)) == label``."""

    def apply(self, content: Content, label: Label) -> Content: ...
    def read(self, content: Content) -> Label | None: ...
