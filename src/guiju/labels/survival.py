"""Survival: which labels of a file are still there after what common tools do to it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from guiju.core.content import Kind
from guiju.core.text import Text
from guiju.labels.carrier import Carrier
from guiju.labels.carriers import carrier_of
from guiju.labels.examining import Examined
from guiju.labels.extra import Missing
from guiju.labels.handling import Refused
from guiju.labels.inspecting import Inspection
from guiju.labels.splices import opened
from guiju.labels.treatments import TREATMENTS, Treatment, treated

_IN_WORDS: Final = frozenset(("ooxml", "odf", "epub", "pdf", "svg"))
"""Formats whose words are looked through only where the house writes its notice: other programs move it."""

Marked = Callable[[Path], bool]
"""Whether a picture holds the invisible mark that the original holds."""


@dataclass(frozen=True, slots=True)
class Survival:
    """What was left after one treatment, in the format that came of it. Each of ``implicit``, ``explicit``, ``mark``,
    ``signature`` and ``manifest`` is None where there was none before; ``explicit`` also where it cannot be told, since
    words on a page are not looked for in a picture of it. ``why`` says why nothing was tried."""

    tool: str
    what: Text
    format: str
    implicit: bool | None = None
    explicit: bool | None = None
    mark: bool | None = None
    signature: bool | None = None
    manifest: bool | None = None
    why: Text | None = None

    @property
    def labels(self) -> tuple[bool | None, ...]:
        """All five, in their order."""
        return self.implicit, self.explicit, self.mark, self.signature, self.manifest


def survivals(
    path: Path, how: Inspection, marked: Marked | None = None, treatments: Sequence[Treatment] = TREATMENTS
) -> Iterator[Survival]:
    """What outlasts each treatment that fits a file's format, on copies; the file stays as it is.

    ``marked`` looks for the invisible mark, None to leave it out. Raises ValueError for a file without a label and
    from ``how``; Missing; OSError.
    """
    carrier, before = _known(path), how(path)
    if carrier is None or (before.label is None and not before.explicit):
        raise ValueError(f"{path}: there is no label in it whose survival could be tried")
    mark = marked if marked and marked(path) else None
    for treatment in treatments:
        if treatment.fits(path, carrier.name, carrier.kind):
            with TemporaryDirectory(prefix="guiju-") as folder:
                yield _survival(path, treatment, Path(folder), before, how, mark)


def _survival(
    path: Path, treatment: Treatment, folder: Path, before: Examined, how: Inspection, mark: Marked | None
) -> Survival:
    if not treatment.there:
        tool = treatment.tool
        return Survival(tool, treatment.what, "", why=Text(f"这台机器上没有 {tool}", f"{tool} is not on this machine"))
    try:
        made = treated(treatment, path, folder)
    except (Refused, Missing) as refused:
        return Survival(treatment.tool, treatment.what, "", why=Text(str(refused), str(refused)))
    after = how(made)
    return Survival(
        treatment.tool, treatment.what, after.carrier,
        None if before.label is None else after.label == before.label,
        _explicit(path, made, before, after),
        mark(made) if mark else None, _signature(before, after), _manifest(before, after),
    )  # fmt: skip


def _explicit(path: Path, made: Path, before: Examined, after: Examined) -> bool | None:
    """Whether people are still told, as far as a program can see it."""
    if not before.explicit or after.explicit:
        return True if before.explicit else None
    one, other = _known(path), _known(made)
    if one is None or other is None or {one.name, other.name} & _IN_WORDS:
        return None
    drawn = {one.kind, other.kind} <= {Kind.IMAGE, Kind.VIDEO}
    return False if drawn or one.kind is other.kind else None


def _known(path: Path) -> Carrier | None:
    with opened(path) as data:
        return carrier_of(data, path.name)


def _signature(before: Examined, after: Examined) -> bool | None:
    had, has = ({remark.code for remark in one.remarks} for one in (before, after))
    return "signed" in has if "signed" in had else None


def _manifest(before: Examined, after: Examined) -> bool | None:
    """A manifest outlasts where it is still there and no more is said against it than before."""
    had, has = (
        {remark.code for remark in one.remarks if remark.code.startswith("manifest")} for one in (before, after)
    )
    return bool(has) and has <= had if had else None
