"""Headings: the columns of the register of duties, by which a sheet is written and read again in either language."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from guiju.core.text import Text
from guiju.law.register.register import Applies

Column = Literal[
    "clause", "duty", "actor", "controls", "evidence", "status", "owner", "terms", "id", "notes", "applies", "reason",
    "approver", "pack", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Heading:
    """One column: its heading, its width in characters, and whether officers enter it."""

    text: Text
    width: int
    entered: bool = False


HEADINGS: Mapping[Column, Heading] = {
    "clause": Heading(Text("条款", "Clause"), 12),
    "duty": Heading(Text("义务", "Duty"), 48),
    "actor": Heading(Text("责任主体", "Bearer"), 12),
    "controls": Heading(Text("管控措施", "Controls"), 36),
    "evidence": Heading(Text("证据", "Evidence"), 36),
    "status": Heading(Text("状态", "Status"), 24),
    "owner": Heading(Text("责任人", "Owner"), 16, entered=True),
    "terms": Heading(Text("期限", "Term"), 28),
    "id": Heading(Text("编号", "ID"), 26),
    "notes": Heading(Text("备注", "Notes"), 36, entered=True),
    "applies": Heading(Text("是否适用", "Applies"), 11, entered=True),
    "reason": Heading(Text("不适用理由", "Reason it does not apply"), 36, entered=True),
    "approver": Heading(Text("批准人", "Approver"), 16, entered=True),
    "pack": Heading(Text("法规包", "Pack"), 30),
    "other": Heading(Text("义务（英文）", "Duty (Chinese)"), 48),
}
"""Every column in its order."""

ENTERED: tuple[Column, ...] = tuple(name for name, one in HEADINGS.items() if one.entered)
"""What officers enter; a file must have these and the id."""

SHEET = Text("义务登记表", "Register of duties")

APPLIES: Mapping[Applies, Text] = {"yes": Text("适用", "yes"), "no": Text("不适用", "no")}
"""How a decision is written."""

_ANSWERS: Mapping[str, Applies] = {
    "": "", "适用": "yes", "是": "yes", "yes": "yes", "y": "yes", "true": "yes", "applies": "yes",
    "不适用": "no", "否": "no", "no": "no", "n": "no", "false": "no", "does not apply": "no",
}  # fmt: skip


def column_of(told: str) -> Column | None:
    """The column of a heading in either language; None for one that is not ours."""
    plain = _plain(told)
    return next((name for name, one in HEADINGS.items() if plain in map(_plain, one.text)), None)


def applies_of(told: str) -> Applies:
    """The decision that a cell tells. Raises ValueError for a word that is none."""
    plain = _plain(told)
    if plain not in _ANSWERS:
        raise ValueError(f"{told!r} is neither {' nor '.join(word for one in APPLIES.values() for word in one)}")
    return _ANSWERS[plain]


def _plain(told: str) -> str:
    return " ".join(told.split()).casefold()
