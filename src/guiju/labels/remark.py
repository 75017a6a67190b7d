"""Remark: one thing to say of a file's label, with the clause it goes against and how to put it right."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final, Literal, cast

import orjson

from guiju.core.text import Text
from guiju.labels.details import in_chinese

Weight = Literal["fail", "doubt", "note"]
"""``fail``: a rule is broken; ``doubt``: the file cannot be judged; ``note``: worth knowing, and no breach."""

_TOLD: Final = Path(__file__).parent / "data" / "remarks.json"


@dataclass(frozen=True, slots=True)
class Remark:
    """One remark: a code of ``remarks.json``, the byte that it is about, and a detail that its words name."""

    code: str
    at: int | None = None
    detail: str = ""

    @property
    def weight(self) -> Weight:
        """What it does to the verdict."""
        return cast(Weight, _told()[self.code]["weight"])

    @property
    def clause(self) -> str:
        """The clause it goes against, as in ``E.j``; empty where it goes against none."""
        return _told()[self.code]["clause"]

    @property
    def what(self) -> Text:
        """What was met."""
        return self._words("what")

    @property
    def repair(self) -> Text:
        """What to do about it."""
        return self._words("repair")

    def _words(self, part: str) -> Text:
        row = _told()[self.code]
        details = {"zh": in_chinese(self.detail), "en": self.detail}
        return Text(*(row[f"{part}_{lang}"].replace("{}", detail) for lang, detail in details.items()))


@cache
def _told() -> dict[str, dict[str, str]]:
    return cast(dict[str, dict[str, str]], orjson.loads(_TOLD.read_bytes()))


def codes() -> frozenset[str]:
    """Every code that a remark may have."""
    return frozenset(_told())
