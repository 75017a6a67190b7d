"""Lexicon: the phrases that the words check looks for, each with its risk and weight."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date as date_of
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from pathlib import Path

from guiju.checks.fold import ALPHABETS_END, VISIBLE, WHITE, fold, is_spelled

LONGEST = 128
"""Folded characters that a phrase may have."""

COLUMNS = 6
"""Columns that a line of a lexicon file may have."""

_UNSPACED = chr(ALPHABETS_END)
_NO_BREAKS = frozenset[int]()
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f-\x9f]")
_RISK = re.compile(r"[a-z][a-z0-9_]*(\.[a-z0-9_]+)+")


@dataclass(frozen=True, slots=True)
class Entry:
    """One phrase of one risk. A weight of 1 decides by itself; lower weights add up within a sentence.

    ``phrase`` is folded; ``breaks`` are the places in it where the phrase as written had something between two
    spelled characters. ``source`` says where it is listed, ``date`` (YYYY-MM-DD) since when, ``licence`` under which
    licence; each may be empty.
    """

    phrase: str
    breaks: frozenset[int]
    risk: str
    weight: float
    source: str = ""
    date: str = ""
    licence: str = ""


@dataclass(frozen=True)
class Lexicon:
    """Entries, at most one for each folded phrase and risk; ``version`` names the list."""

    entries: tuple[Entry, ...]
    version: str

    def __len__(self) -> int:
        return len(self.entries)

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the folded entries, in an order of its own: equal lexicons have equal digests."""
        lines = sorted(f"{e.phrase}\t{sorted(e.breaks)}\t{e.risk}\t{e.weight!r}" for e in self.entries)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def entry(phrase: str, risk: str, weight: float = 1.0, source: str = "", date: str = "", licence: str = "") -> Entry:
    """The entry for a phrase as written. Raises ValueError where risk, weight, date or phrase is none."""
    _require(risk, weight, date)
    folded, breaks = _folded(phrase)
    if not folded:
        raise ValueError("nothing is left of the phrase once spaces, punctuation and symbols are dropped")
    if len(folded) > LONGEST:
        raise ValueError(f"the phrase has {len(folded)} characters once folded; at most {LONGEST} can be matched")
    return Entry(folded, breaks, risk, weight, source, date, licence)


@lru_cache(1 << 12)
def _require(risk: str, weight: float, date: str) -> None:
    """Raises ValueError where risk, weight or date is none."""
    if not _RISK.fullmatch(risk):
        raise ValueError(f"{risk!r} is no risk id such as a1.a or abuse.spam")
    if not 0 < weight <= 1:
        raise ValueError(f"weight {weight:g} is not above 0 and at most 1")
    if date and not _is_day(date):
        raise ValueError(f"{date!r} is no date such as 2026-11-23")


def _is_day(text: str) -> bool:
    try:
        return len(text) == len("2026-11-23") and bool(date_of.fromisoformat(text))
    except ValueError:
        return False


def _folded(phrase: str) -> tuple[str, frozenset[int]]:
    table = fold()
    whole = table.dense(phrase)
    if whole and min(whole) >= _UNSPACED:
        return whole, _NO_BREAKS
    folded, breaks, gap = "", set(), False
    for char in phrase:
        piece = table.dense(char)
        if piece and gap and folded and is_spelled(folded[-1]) and is_spelled(piece[0]):
            breaks.add(len(folded))
        gap = not piece and (gap or table.kinds[ord(char)] in (VISIBLE, WHITE))
        folded += piece
    return folded, frozenset(breaks)


@dataclass(frozen=True, slots=True)
class Origin:
    """What the lines of a list are taken to be that do not say it themselves."""

    source: str = ""
    licence: str = ""
    date: str = ""


def load_lexicon(paths: Iterable[Path], origin: Origin = Origin("operator")) -> Lexicon:
    """The lexicon in these files: UTF-8 lines of columns between tabs, ``#`` comments: phrase, risk, weight (1 if left
    out), source, date, licence (those of ``origin`` if left out).

    Raises FileNotFoundError for a file that is not there and ValueError with file and line for what cannot be read, and
    for what nobody can have meant: control characters, a date behind that of ``origin``, and a single character or an
    everyday word that would decide by itself.
    """
    return lexicon_of(((str(path), _text(path)) for path in paths), origin.source, origin, _require_meant)


def lexicon_of(
    texts: Iterable[tuple[str, str]], version: str, origin: Origin = Origin(),
    require: Callable[[str, Entry, Origin], None] | None = None,
) -> Lexicon:  # fmt: skip
    """The lexicon in these (name, text); errors as in ``load_lexicon``, or those of what is required of a line."""
    entries: dict[tuple[str, str], Entry] = {}
    places: dict[tuple[str, str], str] = {}
    for name, text in texts:
        for number, line in enumerate(text.split("\n"), 1):
            if line.strip() and not line.lstrip().startswith("#"):
                try:
                    new = parsed(line, origin)
                    if require:
                        require(line, new, origin)
                    key = new.phrase, new.risk
                    if (old := entries.setdefault(key, new)).weight != new.weight:
                        raise ValueError(
                            f"{places[key]} lists the same phrase for {new.risk} with weight {old.weight:g}; "
                            "keep one of the two"
                        )
                    places.setdefault(key, f"{name}:{number}")
                except ValueError as fault:
                    raise ValueError(f"{name}:{number}: {fault}") from None
    return Lexicon(tuple(entries.values()), version)


def _require_meant(line: str, new: Entry, origin: Origin) -> None:
    """Raises ValueError for an entry that nobody can have meant."""
    if control := _CONTROL.search(line.rstrip("\r")):
        raise ValueError(f"there is a control character in this line, U+{ord(control[0]):04X}; take it out")
    if origin.date and new.date > origin.date:
        raise ValueError(f"the date {new.date} is still to come; today is {origin.date}")
    if new.weight == 1 and (len(new.phrase) == 1 or new.phrase in _everyday()):
        what = "a single character" if len(new.phrase) == 1 else "an everyday word"
        raise ValueError(f"{written(new)!r} is {what}, which cannot decide by itself; give it a weight below 1")


@cache
def _everyday() -> frozenset[str]:
    """The folded words that stand in nearly every text."""
    lines = (files("guiju.checks") / "data" / "everyday.txt").read_text("utf-8").splitlines()
    return frozenset(fold().dense(word) for line in lines if not line.startswith("#") for word in line.split())


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        raise ValueError(f"{path}:{line}: not UTF-8; save the file as UTF-8") from None


def parsed(line: str, origin: Origin) -> Entry:
    """The entry in one line of a lexicon file. Raises ValueError."""
    cells = [cell.strip() for cell in line.rstrip("\r").split("\t")]
    if not 2 <= len(cells) <= COLUMNS:
        raise ValueError(f"{len(cells)} columns; expected phrase<TAB>risk, then weight, source, date, licence")
    phrase, risk, weight, source, date, licence = cells + [""] * (COLUMNS - len(cells))
    try:
        told = float(weight) if weight else 1.0
    except ValueError:
        raise ValueError("the weight is no number") from None
    return entry(phrase, risk, told, source or origin.source, date or origin.date, licence or origin.licence)


def lines_of(entries: Iterable[Entry]) -> Iterator[str]:
    """The lines of a lexicon file that read back as these entries."""
    for one in entries:
        yield "\t".join((written(one), one.risk, f"{one.weight:g}", one.source, one.date, one.licence))


def written(entry: Entry) -> str:
    """The phrase as it can be written: folded, with a space at each of its breaks."""
    if not entry.breaks:
        return entry.phrase
    edges = [0, *sorted(entry.breaks), len(entry.phrase)]
    return " ".join(entry.phrase[start:end] for start, end in pairwise(edges))


def united(*lexicons: Lexicon) -> Lexicon:
    """Several lexicons as one; for a phrase and risk that several hold, the later one is kept."""
    if len(lexicons) == 1:
        return lexicons[0]
    entries = {(e.phrase, e.risk): e for lexicon in lexicons for e in lexicon.entries}
    return Lexicon(tuple(entries.values()), "+".join(lexicon.version for lexicon in lexicons))
