"""Survival: which labels of a file are still there after what common tools do to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from guiju.labels.carriers import carrier_of
from guiju.labels.examining import Examined
from guiju.labels.extra import Missing
from guiju.labels.inspecting import Inspection
from guiju.labels.splices import opened
from guiju.labels.treatments import TREATMENTS, Refused, Treatment, treated

Marked = Callable[[Path], bool]
"""Whether a picture holds the invisible mark that the original holds."""


@dataclass(frozen=True, slots=True)
class Survival:
    """What was left after one treatment. Each of ``implicit``, ``explicit``, ``mark``, ``signature`` and ``manifest`` is
    None where there was none before, or where what comes out has no place for it. ``why`` says why nothing was tried."""

    tool: str
    what: str
    format: str
    implicit: bool | None = None
    explicit: bool | None = None
    mark: bool | None = None
    signature: bool | None = None
    manifest: bool | None = None
    why: str = ""


def survivals(
    path: Path, how: Inspection, marked: Marked | None = None, treatments: Sequence[Treatment] = TREATMENTS
) -> Iterator[Survival]:
    """What outlasts each treatment that fits a file's format, on copies; the file stays as it is.

    ``marked`` looks for the invisible mark, None to leave it out. Raises ValueError for a file without a label, OSError.
    """
    with opened(path) as data:
        carrier = carrier_of(data, path.name)
    before = how(path)
    if carrier is None or (before.label is None and not before.explicit):
        raise ValueError(f"{path}: there is no label in it whose survival could be tried")
    mark = marked if marked and marked(path) else None
    for treatment in treatments:
        if treatment.fits(carrier.name, carrier.kind):
            with TemporaryDirectory(prefix="guiju-") as folder:
                yield _survival(path, treatment, Path(folder), before, how, mark)


def _survival(
    path: Path, treatment: Treatment, folder: Path, before: Examined, how: Inspection, mark: Marked | None
) -> Survival:
    if not treatment.there:
        return Survival(treatment.tool, treatment.what, "", why=f"{treatment.tool} is not on this machine")
    try:
        made = treated(treatment, path, folder)
    except (Refused, Missing) as refused:
        return Survival(treatment.tool, treatment.what, "", why=str(refused))
    after = how(made)
    return Survival(
        treatment.tool, treatment.what, after.carrier, _implicit(before, after), _kept(before.explicit, after.explicit),
        mark(made) if mark else None, _noted("signed", before, after), _manifest(before, after),
    )  # fmt: skip


def _implicit(before: Examined, after: Examined) -> bool | None:
    return None if before.label is None else after.label == before.label


def _kept(before: bool | None, after: bool | None) -> bool | None:
    return bool(after) if before else None


def _noted(code: str, before: Examined, after: Examined) -> bool | None:
    had, has = ({remark.code for remark in one.remarks} for one in (before, after))
    return code in has if code in had else None


def _manifest(before: Examined, after: Examined) -> bool | None:
    """A manifest outlasts where it is still there and nothing is said against it."""
    had, has = ([remark.code for remark in one.remarks if remark.code.startswith("manifest")] for one in (before, after))
    return has == ["manifest"] if had else None
