"""In use: the packs of a moment as they were adopted, which go before those at hand."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from guiju.core.facts.pack import Mode
from guiju.core.pack import Pack


@dataclass(frozen=True, slots=True)
class Adopted:
    """A pack as it was adopted. ``last`` is true where nothing was adopted in its place since."""

    pack: Pack
    mode: Mode
    last: bool


@dataclass(frozen=True, slots=True)
class InUse:
    """The packs in use at a moment by their id, as they were adopted; ``later`` are those first adopted after it."""

    packs: Mapping[str, Adopted] = field(default_factory=dict)
    later: frozenset[str] = frozenset()
