"""What goes on record of a scope: the packs and the version of each, how much was assumed, and two answers by name."""

from __future__ import annotations

from datetime import datetime
from typing import cast

from guiju.core.facts import Digest, Id, PackDecided, ScopeDecided
from guiju.core.facts.scope import Modality, Opinion
from guiju.law.scope.scope import PackScope, Scope

_OPINION = "service.opinion_attribute"
_MODALITIES = "service.modalities"


def scope_decided(scope: Scope, day: datetime) -> ScopeDecided:
    """The facts of a scope; ``day`` is the one it was asked for, as a moment with its zone."""
    given = scope.profile.given
    opinion, modalities = given.get(_OPINION, ""), given.get(_MODALITIES, ())
    return ScopeDecided(
        profile=scope.profile.digest,
        day=day,
        packs=tuple(_pack(one) for one in scope.packs),
        assumed=len(scope.assumed),
        opinion=cast(Opinion, opinion),
        modalities=cast(tuple[Modality, ...], modalities),
        obligations=len(scope.obligations),
    )


def _pack(one: PackScope) -> PackDecided:
    return PackDecided(Id(one.pack.id), Id(one.pack.version), Digest(one.pack.digest), one.applies)
