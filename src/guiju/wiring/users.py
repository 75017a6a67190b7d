"""Who may ask, under the limits of the packs."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from guiju.law import Packs
from guiju.ledger import SqlLedger
from guiju.users import Limits, Standings

STANDING_CONTROL = "standing"
"""The control of the packs under which users are suspended; its parameters are the limits."""


def standings_of(packs: Packs, ledger: SqlLedger) -> Standings:
    """Who may ask, under the limits of the packs. Raises LookupError where no binding pack has such limits."""
    return Standings(ledger, limits_of(packs), control=STANDING_CONTROL)


def limits_of(packs: Packs) -> Limits:
    """When users are suspended. A day begins where the control that is held to account has it begin.

    Raises LookupError where no binding pack has such a control.
    """
    consecutive, per_day = _number(packs, "standing.consecutive"), _number(packs, "standing.per_day")
    return Limits(consecutive, per_day, _zone(packs))


def _zone(packs: Packs) -> ZoneInfo:
    for pack in packs.binding:
        control = pack.controls.get(STANDING_CONTROL)
        if control and control.reading and control.reading.reach:
            return ZoneInfo(control.reading.reach.zone)
    raise LookupError(f"no binding pack says when users are suspended: the control {STANDING_CONTROL!r} is missing")


def _number(packs: Packs, name: str) -> int:
    value = packs.parameter(name).value
    if not isinstance(value, int):
        raise ValueError(f"parameter {name} must be a whole number, not {value!r}")
    return value
