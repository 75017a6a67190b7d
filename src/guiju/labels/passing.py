"""Passing a file on: what a platform tells the public of it, and what stays of the label that it came with (2025
measures on labels, article 6)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Final, Literal

from guiju.core.label import Label
from guiju.labels.aigc import VALUES, strange
from guiju.labels.examining import Examined

Basis = Literal["metadata", "declaration", "trace", "nothing"]

_NO_TRACE: Final = "explicit_missing"
_LEFT: Final = frozenset(("empty", "compressed"))
"""Remarks that a label was there, though nothing of it is read."""


@dataclass(frozen=True, slots=True)
class Decision:
    """What is told of a file: the label value (empty where nothing is told), what that rests on, and what stays of its
    label, None where it had none that is its own."""

    basis: Basis
    value: str
    kept: Label | None = None

    def label(self, propagator: str, number: str) -> Label:
        """The label with which a platform passes the file on: who made it stays, who passes it on is written anew."""
        kept = self.kept or Label(self.value, "", "")
        # A signature of the producer covers the value: it does not hold for another.
        reserved = kept.reserved_code1 if kept.label == self.value else ""
        return replace(
            kept, label=self.value, reserved_code1=reserved, content_propagator=propagator, propagate_id=number,
            reserved_code2="",
        )  # fmt: skip


def decided(examined: Examined, declared: bool, suspected: bool) -> Decision:
    """What to tell of a file: what its metadata say; else 2 where it was declared; else 3 where traces of generation
    were detected, an explicit label or one that cannot be read among them; else nothing.

    1 cannot be written without who made it (annex E): where a label says 1 and names nobody whom a label may name, it
    counts as a trace. Nobody is made up.
    """
    kept = _kept(examined)
    if kept and kept.label in VALUES and (kept.label != VALUES[0] or kept.content_producer):
        return Decision("metadata", kept.label, kept)
    if declared:
        return Decision("declaration", "2", kept)
    if suspected or examined.explicit or _traced(examined):
        return Decision("trace", "3", kept)
    return Decision("nothing", "", kept)


def _kept(examined: Examined) -> Label | None:
    """What stays of a label: its value, and who made the content, as they stand, where their characters may."""
    met = examined.label
    if met is None or any(remark.code == "sidecar_other" for remark in examined.remarks):
        return None
    if not met.content_producer or not met.produce_id or _odd(met.content_producer) or _odd(met.produce_id):
        return Label(met.label, "", "")
    reserved = "" if strange("ReservedCode1", met.reserved_code1) is not None else met.reserved_code1
    return Label(met.label, met.content_producer, met.produce_id, reserved)


def _odd(text: str) -> bool:
    return strange("", text) is not None


def _traced(examined: Examined) -> bool:
    return any(
        remark.code in _LEFT or (remark.weight == "fail" and remark.code != _NO_TRACE) for remark in examined.remarks
    )
