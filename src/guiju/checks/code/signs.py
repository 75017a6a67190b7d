"""Signs: what code does, one act each, that malware does too. One sign says nothing; what they do together does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.resources import files
from typing import Final, NamedTuple


class Sign(NamedTuple):
    """One thing that code does: its name, the words in lower case one of which it needs, and how it is written."""

    name: str
    needs: tuple[str, ...]
    pattern: re.Pattern[str]


def rows(name: str) -> Iterator[list[str]]:
    """The rows of a table among the data of the checks."""
    for line in (files("guiju.checks") / "data" / name).read_text("utf-8").splitlines():
        if not line.startswith("#"):
            yield line.split("\t")


def signs() -> Iterator[Sign]:
    """The signs, as they are listed."""
    for name, needs, pattern in rows("code_signs.tsv"):
        yield Sign(name, tuple(needs.split()), re.compile(pattern, re.IGNORECASE | re.MULTILINE))


SIGNS: Final = tuple(signs())
