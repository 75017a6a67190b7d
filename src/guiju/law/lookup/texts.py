"""Official texts that an operator supplies: split into articles, so that each duty can show what it rests on."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from guiju.core.facts import Digest
from guiju.core.pack import Obligation, Pack

_ARTICLE = re.compile(
    r"^[ \t　]*第([一二三四五六七八九十百零〇]+|\d+)条(?:之[一二三四五六七八九十])?[ \t　]*", re.MULTILINE
)
_CLAUSE = re.compile(r"^[ \t]*((?:[A-Z]|\d+)(?:\.\d+)*)[ \t　]+(?=\S)", re.MULTILINE)
_DIGITS = {word: value for value, word in enumerate("〇一二三四五六七八九")} | {"零": 0}


@dataclass(frozen=True, slots=True)
class Official:
    """The official wording of one article, and the SHA-256 of it in UTF-8."""

    text: str
    digest: Digest


def articles(text: str) -> Mapping[str, Official]:
    """The articles of a text by their number: ``第十五条`` is "15"; where there are none, clauses such as ``5.2``."""
    found = list(_ARTICLE.finditer(text)) or list(_CLAUSE.finditer(text))
    ends = [*(match.start() for match in found[1:]), len(text)]
    parts: dict[str, Official] = {}
    for match, end in zip(found, ends, strict=False):
        parts.setdefault(_number(match.group(1)), _official(text[match.start() : end]))
    return parts


def supplied(folder: Path, pack: Pack) -> Mapping[str, Official]:
    """The official articles of a pack by the pack's own numbers, as far as ``folder/PACK/INSTRUMENT.txt`` has them.

    Raises ValueError for a file that is no UTF-8 text or has no article.
    """
    found: dict[str, Official] = {}
    first = next(iter(pack.instruments))
    for slug in pack.instruments:
        file = file_of(folder, pack, slug)
        if file.is_file():
            prefix = "" if slug == first else f"{slug}-"
            found |= {f"{prefix}{number}": one for number, one in read(file).items()}
    return found


def file_of(folder: Path, pack: Pack, slug: str) -> Path:
    """Where the official text of one instrument rests."""
    return folder / pack.id / f"{slug}.txt"


def read(file: Path) -> Mapping[str, Official]:
    """The articles in a file. Raises ValueError where it is no UTF-8 text or has none."""
    try:
        found = articles(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        raise ValueError(f"{file}: not UTF-8 at byte {error.start}; save the text as UTF-8") from None
    if not found:
        raise ValueError(
            f"{file}: no article begins a line (第…条, or a clause number such as 5.2); save it as plain text"
        )
    return found


def told(found: Mapping[str, Official], duty: Obligation) -> Official | None:
    """The official wording that a duty rests on, or None where none was supplied."""
    return found.get(duty.article)


def _official(text: str) -> Official:
    body = text.strip()
    return Official(body, Digest(hashlib.sha256(body.encode()).hexdigest()))


def _number(told: str) -> str:
    """A number written in Chinese as digits; anything else as it is."""
    if not set(told) <= set("一二三四五六七八九十百零〇"):
        return told
    return str(sum(_parts(told)))


def _parts(told: str) -> Iterator[int]:
    digit = 0
    for character in told:
        match character:
            case "百":
                yield (digit or 1) * 100
                digit = 0
            case "十":
                yield (digit or 1) * 10
                digit = 0
            case _:
                digit = _DIGITS[character]
    yield digit
