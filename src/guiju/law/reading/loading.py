"""Reading packs from their folder and choosing which are active on a date."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime
from pathlib import Path

from guiju.core.facts.pack import Mode
from guiju.core.pack import Pack
from guiju.law.reading.active import Packs
from guiju.law.reading.building import build
from guiju.law.reading.in_use import InUse
from guiju.law.reading.library import read_library
from guiju.law.reading.located import read_yaml

FOLDER = Path(__file__).parents[1] / "packs"
"""The packs that come with this version."""

ACTIVE = "_active.yaml"
"""In a folder of packs: the ids active by default, each ``ID: binding`` or ``ID: reference``."""

NOTHING = InUse()
"""Nothing adopted yet: the packs at hand are used."""


def load(
    ids: Iterable[str] = (), *, on: date | None = None, folder: Path | None = None, in_use: InUse = NOTHING
) -> Packs:
    """The packs active on a date (today), by default those that ``_active.yaml`` names and whatever else was adopted.

    A pack is taken as it was adopted (``in_use``), else as it is at hand. An id may carry its mode, as in
    ``cn-draft-2023-04:reference``; without one it has the mode it was adopted with, that of ``_active.yaml``, and
    otherwise a draft is reference and anything else binding; what was since replaced keeps the mode it had. A pack
    that does not apply on the date, or was first adopted later, is left out. Raises ValueError for a faulty pack
    (file, line, what is wrong), LookupError for an unknown id or mode.
    """
    day = on or datetime.now(UTC).date()
    active = [one for one in chosen(ids, folder=folder, in_use=in_use) if in_effect(one[0], day)]
    packs = Packs(
        tuple(pack for pack, mode in active if mode == "binding"),
        tuple(pack for pack, mode in active if mode == "reference"),
    )
    packs.parameters  # noqa: B018 two packs that cannot both bind stop the start, not the first request
    return packs


def in_effect(pack: Pack, day: date) -> bool:
    """Whether a pack is in effect on a date."""
    return pack.since <= day and (pack.until is None or day < pack.until)


def chosen(
    ids: Iterable[str] = (), *, folder: Path | None = None, in_use: InUse = NOTHING
) -> tuple[tuple[Pack, Mode], ...]:
    """The packs that ``load`` chooses from, with their modes, whatever the date."""
    place = folder or FOLDER
    default = _modes(place)
    found: dict[str, tuple[Pack, Mode]] = {}
    for entry in tuple(ids) or tuple(dict.fromkeys((*default, *in_use.packs))):
        name, _, word = entry.partition(":")
        if name in in_use.later:
            continue
        if adopted := in_use.packs.get(name):
            found[name] = adopted.pack, _mode(word, entry) if word and adopted.last else adopted.mode
        else:
            pack = read_pack(place, name)
            found[name] = pack, _mode(word or default.get(name, _rule(pack)), entry)
    return tuple(found.values())


def default_ids(folder: Path | None = None) -> tuple[str, ...]:
    """The ids of the packs that are active by default, in their order."""
    return tuple(_modes(folder or FOLDER))


def usual_mode(pack: Pack, folder: Path | None = None) -> Mode:
    """The mode of a pack of which nobody says anything else."""
    return _mode(_modes(folder or FOLDER).get(pack.id, _rule(pack)), pack.id)


def read_file(file: Path, folder: Path | None = None) -> Pack:
    """A pack from any file, with the controls of the house in ``folder``. Raises ValueError where it is faulty."""
    return build(read_yaml(file), read_library(folder or FOLDER))


def _rule(pack: Pack) -> Mode:
    return "reference" if pack.draft else "binding"


def read_pack(folder: Path, name: str) -> Pack:
    """One pack of a folder. Raises LookupError where there is none, ValueError where it is faulty."""
    file = folder / f"{name}.yaml"
    known = available(folder)
    if name not in known:
        raise LookupError(f"no pack {name!r} in {folder}; there is {', '.join(known) or 'none'}")
    pack = build(read_yaml(file), read_library(folder))
    if pack.id != name:
        raise ValueError(f"{file}:1: the pack's id {pack.id!r} is not the name of its file; rename one of them")
    return pack


def read_packs(folder: Path | None = None) -> dict[str, Pack]:
    """Every pack of a folder by its id, active or not. Raises ValueError with the faults of the first faulty one."""
    place = folder or FOLDER
    return {name: read_pack(place, name) for name in available(place)}


def available(folder: Path = FOLDER) -> tuple[str, ...]:
    """The ids of the packs in a folder, in order; a file whose name starts with ``_`` is none."""
    return tuple(sorted(file.stem for file in folder.glob("*.yaml") if not file.name.startswith("_")))


def _modes(folder: Path) -> dict[str, str]:
    file = folder / ACTIVE
    if not file.is_file():
        raise ValueError(f"{file}: missing; it names the packs active by default, one `ID: binding|reference` a line")
    located = read_yaml(file)
    if not isinstance(located.data, dict) or not located.data:
        raise ValueError(f"{file}:1: not a list of `ID: binding|reference`")
    for name, mode in located.data.items():
        if mode not in ("binding", "reference"):
            raise ValueError(located.fault((name,), f"{name}: {mode!r} is neither binding nor reference"))
    return located.data


def _mode(word: str, entry: str) -> Mode:
    if word == "binding":
        return "binding"
    if word == "reference":
        return "reference"
    raise LookupError(f"pack {entry!r}: mode {word!r} is neither binding nor reference")
