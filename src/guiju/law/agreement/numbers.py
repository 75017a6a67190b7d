"""Numbers and articles of the law that stand in Python instead of a pack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from guiju.core.pack import Pack
from guiju.law.agreement.bindings import Signatures, pairs, signatures
from guiju.law.reading.located import read_yaml

CITATION = re.compile(
    r"第\s*[0-9一二三四五六七八九十百零〇]+\s*条|(?:\b(?:articles?|art\.|clauses?)|§)\s*[0-9]+", re.IGNORECASE
)
OWN = re.compile(r"#.*\bown number: \S")
"""A comment that says why a number is not the law's: ``# own number: REASON``."""

_COUNTING = (0, 1)
_INNER = re.compile(r"[^A-Za-z0-9]|(?<=[a-z0-9])(?=[A-Z])")
_TERM = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?")
Number = int | float


@dataclass(frozen=True, slots=True)
class Marks:
    """What gives a number of the law away: the words of names it is bound to, its own value, or how it is written.

    A name that carries one of ``words`` or ends in one of ``endings`` is bound to no number; ``values`` stand nowhere;
    ``amounts`` tell beside a name that carries one of ``beside``; ``terms`` are ISO 8601; ``packs`` are ids.
    """

    words: frozenset[str]
    values: frozenset[Number]
    endings: frozenset[str] = frozenset()
    amounts: frozenset[Number] = frozenset()
    beside: frozenset[str] = frozenset()
    terms: frozenset[str] = frozenset()
    packs: frozenset[str] = frozenset()

    @classmethod
    def of(cls, packs: Iterable[Pack], folder: Path) -> Self:
        """The marks of the folder's ``_numbers.yaml``, with the parameters, fines, terms and ids of these packs."""
        told, packs = read_yaml(folder / "_numbers.yaml").data, tuple(packs)
        penalties = [penalty for pack in packs for penalty in pack.penalties.values()]
        told_fines = (fine for p in penalties for tier in p.tiers for fine in (tier.fine, tier.person) if fine)
        fines = {amount for fine in told_fines for amount in (fine.min, fine.max)}
        duties = (duty for pack in packs for duty in pack.obligations)
        deadlines = {one.within for duty in duties for one in duty.deadlines if one.within}
        return cls(
            words=frozenset(told["words"]) | {name.rpartition(".")[2] for pack in packs for name in pack.parameters},
            values=frozenset(told["values"]),
            endings=frozenset(told["endings"]),
            amounts=frozenset(told["amounts"]) | fines,
            beside=frozenset(told["beside"]),
            terms=frozenset(told["terms"]) | deadlines,
            packs=frozenset(pack.id for pack in packs),
        )

    @property
    def days(self) -> frozenset[int]:
        """The terms in days; a month may be told as 30 or 31 of them."""
        return frozenset(day for term in self.terms for day in _days(term))

    def fixed(self, name: str, number: Number) -> bool:
        """Whether the number is the law's, since this name is bound to it."""
        plain = f"_{_INNER.sub('_', name).lower()}_"
        if any(f"_{word}_" in plain for word in self.words) or any(plain.endswith(f"_{e}_") for e in self.endings):
            return number not in _COUNTING
        if number in self.amounts:
            return any(f"_{word}_" in plain for word in self.beside)
        return number in self.days and plain.endswith(("_days_", "_timedelta_"))


def numbers_in(file: Path, tree: ast.Module, marks: Marks, known: Signatures | None = None) -> list[str]:
    """``file:line: what stands there`` for every number or article of the law in one module."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = sorted({*_written(tree, marks), *_values(tree, marks), *_bound(tree, marks, known or signatures([tree]))})
    return [f"{file}:{line}: {what}" for line, what in found if not OWN.search(lines[line - 1])]


def _written(tree: ast.Module, marks: Marks) -> Iterator[tuple[int, str]]:
    told = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            cited = CITATION.search(node.value)
            clause = next((pack for pack in marks.packs if re.search(rf"{re.escape(pack)}/[0-9]", node.value)), "")
            if cited or clause:
                yield (
                    node.lineno,
                    f"cites {cited.group() if cited else clause!r} in code; take the clause from the pack",
                )
            if node.value in marks.terms:
                yield node.lineno, f"{node.value!r} is a term of the law; take it from a pack"


def _values(tree: ast.Module, marks: Marks) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and _number(node) in marks.values:
            yield node.lineno, f"{node.value!r} is a number of the law; take it from a pack's parameter"


def _bound(tree: ast.Module, marks: Marks, known: Signatures) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        for name, value in pairs(node, known):
            for line, number in _numbers(value):
                if marks.fixed(name, number):
                    yield line, f"{name} = {number!r} fixes what the law decides; take it from a pack's parameter"


def _numbers(value: ast.AST) -> Iterator[tuple[int, Number]]:
    """Every number in an expression, places in a sequence apart."""
    if isinstance(value, ast.Subscript):
        yield from _numbers(value.value)
        return
    if isinstance(value, ast.Constant):
        number = _number(value)
        if number is not None:
            yield value.lineno, number
    for child in ast.iter_child_nodes(value):
        yield from _numbers(child)


def _number(node: ast.Constant) -> Number | None:
    match node.value:
        case bool():
            return None
        case int(number) | float(number):
            return number
        case str(digits) if digits.isascii() and digits.isdigit():
            return int(digits)
        case _:
            return None


def _days(term: str) -> Iterator[int]:
    match = _TERM.fullmatch(term)
    if match:
        years, months, weeks, days = (int(one or 0) for one in match.groups())
        rest = weeks * 7 + days
        yield from range(365 * years + 30 * months + rest, 366 * years + 31 * months + rest + 1)


def _docstrings(tree: ast.Module) -> set[ast.Constant]:
    """Every string that stands alone as a statement: it tells the reader and decides nothing."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
