"""Examining a file: is it labelled, and as the standard asks?"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final, Literal

from guiju.core.label import Label
from guiju.labels.carrier import Buffer, Carrier, Scan
from guiju.labels.carriers import carrier_of
from guiju.labels.reading import Reading, read
from guiju.labels.remark import Remark

Verdict = Literal["compliant", "noncompliant", "none", "inconclusive"]

_HARDEST: Final[dict[str, Verdict]] = {"fail": "noncompliant", "doubt": "inconclusive"}


@dataclass(frozen=True, slots=True)
class Examined:
    """What became of looking at one file: the verdict, the label (the first where there are several), whether an
    explicit one was seen (None where nobody looked), and all remarks. ``carrier`` is the format, empty where unknown;
    ``placed`` is true where it has a place for an implicit label, which an explicit one does not stand in for.

    A rule that is broken for certain makes it ``noncompliant``, whatever else could not be read; what could not be read
    makes it ``inconclusive``; a file with neither label nor fault is ``none``.
    """

    verdict: Verdict
    carrier: str
    label: Label | None
    explicit: bool | None
    remarks: tuple[Remark, ...]
    placed: bool = True

    def with_remarks(self, *remarks: Remark, explicit: bool | None = None) -> Examined:
        """The same file after another look, at its picture, its sound or its signature."""
        seen = self.explicit if explicit is None else explicit
        every = tuple(_whole((*self.remarks, *remarks), self.placed and self.label is None, seen))
        verdict = _verdict(every, self.label is not None or bool(seen))
        return replace(self, verdict=verdict, explicit=seen, remarks=every)


def examine(data: Buffer, name: str = "") -> Examined:
    """Looks at the implicit label of a file, and at the explicit one where it is text. Never raises."""
    carrier = carrier_of(data, name)
    if carrier is None:
        what = Remark("unknown_format", 0 if len(data) else None)
        return Examined("inconclusive", "", None, None, (what,), placed=False)
    return judged(carrier, carrier.scan(data), data)


def judged(carrier: Carrier, scan: Scan, data: Buffer = b"") -> Examined:
    """What a scan comes to; ``data`` is the file, where remarks are to tell the bytes of characters."""
    readings = [read(found, data) for found in scan.found]
    remarks = [*scan.remarks, *(remark for reading in readings for remark in reading.remarks)]
    if len(readings) > 1:
        remarks.append(Remark("duplicate", scan.found[1].at, str(len(readings))))
        if len({tuple(sorted(reading.fields.items())) for reading in readings}) > 1:
            remarks.append(Remark("disagree", scan.found[1].at))
    label = next((reading.label for reading in readings if reading.label is not None), None)
    explicit = _explicit(scan)
    remarks = list(_whole(remarks, carrier.implicit and not readings, explicit))
    remarks.sort(key=lambda remark: (remark.weight != "fail", remark.weight != "doubt"))
    verdict = _verdict(remarks, bool(readings) or bool(explicit))
    return Examined(verdict, carrier.name, label, explicit, tuple(remarks), carrier.implicit)


def understood(scan: Scan) -> Reading | None:
    """The one label of a scan that is read without a fault; None where there is none, or more than one."""
    readings = [read(found) for found in scan.found]
    good = len(readings) == 1 and not any(remark.weight == "fail" for remark in readings[0].remarks)
    return readings[0] if good else None


def _explicit(scan: Scan) -> bool | None:
    """Whether the scan itself met an explicit label: formats of text are read with it, others are not."""
    codes = {remark.code for remark in scan.remarks}
    if "explicit_seen" in codes:
        return True
    return False if codes & {"explicit_missing", "explicit_elements"} else None


def _whole(remarks: Sequence[Remark], bare: bool, explicit: bool | None) -> Sequence[Remark]:
    """The remarks, and that the implicit label is missing where people are told of a file and programs are not."""
    known = any(remark.code == "implicit_missing" for remark in remarks)
    return (*remarks, Remark("implicit_missing")) if bare and explicit and not known else remarks


def _verdict(remarks: Sequence[Remark], labelled: bool) -> Verdict:
    weights = {remark.weight for remark in remarks}
    for weight, verdict in _HARDEST.items():
        if weight in weights:
            return verdict
    return "compliant" if labelled else "none"
