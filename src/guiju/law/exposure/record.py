"""What goes on record of an exposure: the packs it rests on and the figures, one record for each currency."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from guiju.core.facts import Digest, ExposureComputed, Id, RestsOn
from guiju.core.pack import Pack
from guiju.law.exposure.exposure import Exposure

_NO_FINE = ""


def exposure_computed(
    exposure: Exposure, asked: Digest, packs: Iterable[Pack], day: datetime
) -> tuple[ExposureComputed, ...]:
    """The facts of an exposure by currency, one without a currency where there is no fine.

    ``asked`` is the digest of what was asked, ``packs`` are those that apply, ``day`` is the one it was asked for, with
    its zone.
    """
    entity, person = exposure.highest("entity"), exposure.highest("person")
    provisions = [one for exposed in exposure.exposed for one in exposed.provisions]
    rests = tuple(RestsOn(Id(pack.id), Id(pack.version), Digest(pack.digest)) for pack in packs)
    return tuple(
        ExposureComputed(
            profile=asked,
            day=day,
            packs=rests,
            findings=len(exposure.exposed),
            provisions=len(provisions),
            unverified=sum(one.unverified for one in provisions),
            currency=Id(currency),
            entity=entity[currency].money.max if currency in entity else 0,
            person=person[currency].money.max if currency in person else 0,
            share_open=currency in entity and entity[currency].money.share is not None,
            suspension=any(one.suspending for one in exposure.exposed),
        )
        for currency in sorted({*entity, *person}) or (_NO_FINE,)
    )
