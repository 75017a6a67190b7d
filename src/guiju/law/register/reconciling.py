"""Three sides of the register: as it was exported, as it stands here, as a file has it; what each unit comes to."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from guiju.law.register.register import UNITS, Entry, Unit

Mark = Callable[[str, Unit, tuple[str, ...]], str]
"""A keyed mark of the words of one unit of an obligation, by which an export is known again without the words."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an obligation's entry comes to: the units taken from the file, and those that are in conflict, since both
    sides changed, or since the decision is on another version of the pack (``outdated``)."""

    obligation: str
    here: Entry
    file: Entry
    entry: Entry
    changed: tuple[Unit, ...]
    conflicts: tuple[Unit, ...]
    outdated: tuple[Unit, ...] = ()


@dataclass(frozen=True, slots=True)
class Exported:
    """What a file says of an obligation as it was exported: the pack's digest, a mark of each unit, and of the rest."""

    digest: str
    marks: Mapping[Unit, str] = field(default_factory=dict)
    shown: str = ""


def reconcile(obligation: str, digest: str, exported: Exported, here: Entry, file: Entry, mark: Mark) -> Outcome:
    """Takes each unit that changed in the file alone; where it changed on both sides, the register stays as it is.

    A decision made on another version of the pack than the one of this ``digest`` is not taken either.
    """
    changed = [name for name in UNITS if _in_file(obligation, name, exported, here, file, mark)]
    outdated = tuple(name for name in changed if name == "decision" and exported.digest != digest)
    conflicts = tuple(n for n in changed if n in outdated or _here(obligation, n, exported, here, mark))
    taken = tuple(name for name in changed if name not in conflicts)
    entry = here
    for name in taken:
        entry = entry.taking(name, file)
    return Outcome(obligation, here, file, entry, taken, conflicts, outdated)


def marks(obligation: str, entry: Entry, mark: Mark) -> Iterator[tuple[Unit, str]]:
    """The mark of each unit of an entry."""
    for name in UNITS:
        yield name, marked(obligation, name, entry, mark)


def marked(obligation: str, name: Unit, entry: Entry, mark: Mark) -> str:
    """The mark of one unit; empty where nothing was entered."""
    words = entry.unit(name)
    return mark(obligation, name, words) if any(words) else ""


def _in_file(obligation: str, name: Unit, exported: Exported, here: Entry, file: Entry, mark: Mark) -> bool:
    """Whether the file says something else than the register, and than what was exported."""
    if file.unit(name) == here.unit(name):
        return False
    return marked(obligation, name, file, mark) != exported.marks.get(name, "")


def _here(obligation: str, name: Unit, exported: Exported, here: Entry, mark: Mark) -> bool:
    """Whether the register has changed since the export."""
    return marked(obligation, name, here, mark) != exported.marks.get(name, "")
