"""Reversible masking: a numbered placeholder for each original, the same one again for the same original."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Protocol

from guiju.core.check import Finding

LABELS = {
    "pii.person": "姓名", "pii.phone": "电话号码", "pii.id_card": "身份证件号码", "pii.bank_card": "银行卡号",
    "pii.email": "电子邮箱", "pii.address": "住址", "pii.passport": "护照号码", "pii.plate": "车牌号",
    "pii.org": "机构名称", "pii.uscc": "统一社会信用代码",
}  # fmt: skip
"""What a placeholder calls its original, per risk."""

_PLACEHOLDER = re.compile(r"[\[［【][ ]?([^\[\]［］【】\d\s]{1,12})[ ]?(\d{1,6})[ ]?[\]］】]")


class Keeper(Protocol):
    """Where originals rest. It gives one original of one label the same number again."""

    def number(self, label: str, original: str) -> int:
        """The number of an original among those of its label; kept before it is told."""
        ...

    def original(self, label: str, number: int) -> str | None:
        """The original, or None where there is none any more."""
        ...


def masked(
    text: str, findings: Iterable[Finding], keeper: Keeper, *, least: float = 0.8, labels: Mapping[str, str] = LABELS
) -> str:
    """The text with a placeholder such as ``[姓名1]`` in each place of a finding whose risk has a label.

    Findings below ``least`` stay. Of findings that overlap the first is taken. What the text itself has in the form of
    a placeholder is masked too where it could be taken for one, so that it comes back as it stood.
    """
    known = frozenset(labels.values())

    def written(found: re.Match[str]) -> str:
        label, number = found[1], int(found[2])
        if label not in known and keeper.original(label, number) is None:
            return found[0]
        return f"[{label}{keeper.number(label, found[0])}]"

    pieces, at = list[str](), 0
    placed = [(one.at, labels[one.risk]) for one in findings if one.at and one.score >= least and one.risk in labels]
    for (start, end), label in sorted(placed):
        if start >= at:
            pieces += [_PLACEHOLDER.sub(written, text[at:start]), f"[{label}{keeper.number(label, text[start:end])}]"]
            at = end
    return "".join([*pieces, _PLACEHOLDER.sub(written, text[at:])])


def restored(text: str, keeper: Keeper) -> str:
    """The text with the originals in the place of their placeholders; one that the keeper does not know stays.

    Brackets of other widths are understood, since models write them.
    """

    def back(found: re.Match[str]) -> str:
        original = keeper.original(found[1], int(found[2]))
        return found[0] if original is None else original

    return _PLACEHOLDER.sub(back, text)
