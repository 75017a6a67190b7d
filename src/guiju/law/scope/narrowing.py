"""Narrowing: the facts that hold of a service, and the packs and obligations that apply by them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from guiju.core.expression import FactValues
from guiju.core.pack import Pack
from guiju.law.reading.loading import FOLDER, in_effect
from guiju.law.reading.questions import questions
from guiju.law.scope.profile import Profile
from guiju.law.scope.scope import Scope


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Facts by their path, the packs that apply, and the obligations that do (None: not narrowed)."""

    facts: FactValues
    packs: frozenset[str]
    obligations: frozenset[str] | None

    def applies(self, pack: str) -> bool:
        """Whether a pack applies."""
        return pack in self.packs

    def holds(self, obligation: str) -> bool:
        """Whether an obligation applies."""
        return self.obligations is None or obligation in self.obligations


def unnarrowed(packs: Iterable[Pack], on: date, folder: Path = FOLDER) -> Narrowing:
    """Where nothing is said of a service: every pack in effect on the date, by the facts that are assumed."""
    return Narrowing(
        Profile({}, on).values(questions(folder)), frozenset(pack.id for pack in packs if in_effect(pack, on)), None
    )


def narrowed(scope: Scope) -> Narrowing:
    """What a scope leaves: its packs, and its obligations, those of the state among them."""
    duties = frozenset(one.duty.id for pack in scope.packs for one in pack.duties if one.applies)
    return Narrowing(scope.facts, frozenset(one.pack.id for one in scope.packs if one.applies), duties)
