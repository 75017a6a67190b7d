"""What the tests of packs share on penalties and on the texts beside the duties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from guiju.core.pack import Fine, Pack, Tier
from guiju.core.text import Text
from tests.law.standards import in_one_language

Row = tuple[str, object, object]
_HAN = re.compile(r"[\u4e00-\u9fff]")


def money(fine: Fine | None) -> object:
    """``(min, max)`` of a fine, with ``"may"`` and the share of turnover where it has them; None for none."""
    if fine is None:
        return None
    told: tuple[object, ...] = (fine.min, fine.max)
    return told + (("may",) if fine.may else ()) + ((fine.turnover,) if fine.turnover else ())


def row(tier: Tier) -> Row:
    """A tier as the commentary's table has it: severity, what the entity pays, what the persons in charge pay."""
    return tier.severity, money(tier.fine), money(tier.person)


def mistold(pack: Pack) -> list[str]:
    """Every text of a pack, those of instruments, clocks and penalties too, that is not in its own language."""
    return in_one_language(pack) + [text.en for text in _beside(pack) if not _HAN.search(text.zh) or _han(text.en)]


def _beside(pack: Pack) -> Iterator[Text]:
    yield pack.title
    for one in pack.instruments.values():
        yield from (one.title, one.issuers)
    for duty in pack.obligations:
        yield from (clock.text for clock in duty.deadlines if clock.text)
    yield from (penalty.text for penalty in pack.penalties.values())


def _han(text: str) -> bool:
    return bool(_HAN.search(text))
