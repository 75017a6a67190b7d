"""Sets: the rows written for the project, and how their alternations are drawn."""

from __future__ import annotations

import random
import re
import zlib
from base64 import b85decode, b85encode
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from training.rows import ARROW, Row

FOLDER = Path(__file__).parent / "sets"
UNSEEN = Path(__file__).parent.parent / "bench" / "sets"
"""Where the sets lie that nothing is ever trained on: the ``trial_`` and the ``exam_`` of the learned checks."""

HARMLESS = "-"
ANY = "?"
"""Marks a harmful template whose kind of harm depends on what is drawn."""
SHARED = 10
"""How many times as often a template with slots is drawn."""

_WIDTH = 120
_SLOT = re.compile(r"\{(@\w+)\}")
_CHOICE = re.compile(r"\{([^{}]*)\}")


def decoded(lines: str) -> str:
    """The text of an encoded set: base 85 in lines, of zlib, of UTF-8."""
    return zlib.decompress(b85decode("".join(lines.split()))).decode()


def encoded(text: str) -> str:
    """The same way back."""
    code = b85encode(zlib.compress(text.encode(), 9)).decode()
    return "\n".join(code[at : at + _WIDTH] for at in range(0, len(code), _WIDTH)) + "\n"


def own(copies: int, seed: int) -> list[Row]:
    """Every row of every encoded set, each template drawn up to ``copies`` times."""
    return [
        row
        for path in sorted(FOLDER.glob("*.b85"))
        for row in read(decoded(path.read_text("ascii")), path.stem, copies, seed)
    ]


def trial() -> list[Row]:
    """Every row of the trial: sets of a writer who saw no other, on which points to act at are chosen."""
    return _unseen("trial_*.b85")


def exam() -> list[Row]:
    """Every row of the exam: sets of other writers still, on which nothing is chosen."""
    return _unseen("exam_*.b85")


def _unseen(pattern: str) -> list[Row]:
    return [
        row for path in sorted(UNSEEN.glob(pattern)) for row in read(decoded(path.read_text("ascii")), path.stem, 1, 0)
    ]


def read(text: str, source: str, copies: int, seed: int) -> Iterator[Row]:
    """The rows of a set in its written form: labels, where, language and template, parted by tabs; a blank line ends
    a group (templates with one slot are of one, because they share words), ``@name`` begins a slot, ``#`` a remark.
    Raises ValueError on a line that is none of these."""
    slots, group = dict[str, list[str]](), 0
    lines = text.splitlines()
    for line in lines:
        if line.startswith("@"):
            name, _, values = line[1:].partition("\t")
            slots[name] = values.split("|")
    for number, line in enumerate(lines, 1):
        if not line.strip():
            group += 1
        elif not line.startswith(("#", "@")):
            fields = line.split("\t")
            if len(fields) != 4:
                raise ValueError(f"{source}, line {number}: {len(fields)} columns where 4 were expected")
            labels = None if fields[0] == ANY else () if fields[0] == HARMLESS else tuple(fields[0].split(","))
            chance = random.Random(f"{seed} {source} {number}")
            slot = _SLOT.search(fields[3])
            times = copies * SHARED if slot else copies
            kept_with = f"{source} {slot[1] if slot else group}"
            for drawn in _drawn(fields[3], slots, times, chance):
                shown = ARROW.join(part.strip() for part in drawn.split(ARROW.strip(), 1))
                yield Row(shown, labels, fields[1], fields[2], source, kept_with, labels != ())


def _drawn(template: str, slots: Mapping[str, list[str]], copies: int, chance: random.Random) -> Iterable[str]:
    def one(match: re.Match[str]) -> str:
        inner: str = match[1]
        return chance.choice(slots[inner[1:]] if inner.startswith("@") else inner.split("|"))

    return dict.fromkeys(_CHOICE.sub(one, template) for _ in range(copies if "{" in template else 1))
