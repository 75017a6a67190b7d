"""Numbers and articles of the law that stand in Python instead of a pack."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Self

from guiju.core.pack import Pack
from guiju.law.located import read_yaml

CITATION = re.compile(r"第\s*[0-9一二三四五六七八九十百零〇]+\s*条|\b(?:article|art\.)\s*[0-9]+", re.IGNORECASE)
OWN = re.compile(r"#.*\bown number: \S")
"""A comment that says why a number is not the law's: ``# own number: REASON``."""

_COUNTING = (0, 1, -1)
Number = int | float


@dataclass(frozen=True, slots=True)
class Marks:
    """What gives a number of the law away: the words of names it is bound to, or its own value."""

    words: frozenset[str]
    values: frozenset[Number]

    @classmethod
    def of(cls, packs: Iterable[Pack], folder: Path) -> Self:
        """The marks of the folder's ``_numbers.yaml``, with the parameters and fines of these packs."""
        told = read_yaml(folder / "_numbers.yaml").data
        words, values = set(told["words"]), set(told["values"])
        for pack in packs:
            words.update(name.rpartition(".")[2] for name in pack.parameters)
            fines = {fine for p in pack.penalties.values() for fine in (p.fine_min, p.fine_max) if fine is not None}
            values.update(fines)
        return cls(frozenset(words), frozenset(values))

    def named(self, name: str) -> bool:
        """Whether a name carries one of the words."""
        return any(f"_{word}_" in f"_{name.lower()}_" for word in self.words)


def numbers_in(file: Path, tree: ast.Module, marks: Marks) -> list[str]:
    """``file:line: what stands there`` for every number or article of the law in one module."""
    lines = file.read_text(encoding="utf-8").splitlines()
    found = sorted({*_citations(tree), *_values(tree, marks), *_bound(tree, marks)})
    return [f"{file}:{line}: {what}" for line, what in found if not OWN.search(lines[line - 1])]


def _citations(tree: ast.Module) -> Iterator[tuple[int, str]]:
    told = _docstrings(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and node not in told:
            cited = CITATION.search(node.value)
            if cited:
                yield node.lineno, f"cites {cited.group()!r} in code; take the clause from the pack"


def _values(tree: ast.Module, marks: Marks) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        number = _number(node)
        if number in marks.values:
            yield node.lineno, f"{number!r} is a number of the law; take it from a pack's parameter"  # type: ignore[attr-defined]


def _bound(tree: ast.Module, marks: Marks) -> Iterator[tuple[int, str]]:
    for node in ast.walk(tree):
        for name, value in _pairs(node):
            number = _number(value)
            if number is not None and number not in _COUNTING and marks.named(name):
                yield value.lineno, f"{name} = {number!r} fixes what the law decides; take it from a pack's parameter"


def _pairs(node: ast.AST) -> Iterator[tuple[str, ast.expr]]:
    """Each name with a value it is bound to or compared with."""
    match node:
        case ast.Assign(targets=targets, value=value):
            yield from ((_name(target), value) for target in targets)
        case ast.AnnAssign(target=target, value=ast.expr() as value):
            yield _name(target), value
        case ast.NamedExpr(target=target, value=value):
            yield target.id, value
        case ast.keyword(arg=str(arg), value=value):
            yield arg, value
        case ast.arguments():
            yield from _defaults(node)
        case ast.Dict(keys=keys, values=values):
            yield from ((_name(key), value) for key, value in zip(keys, values, strict=True) if key)
        case ast.Compare(left=left, comparators=others):
            sides = [left, *others]
            yield from ((_name(one), other) for one in sides for other in sides if one is not other)


def _defaults(arguments: ast.arguments) -> Iterator[tuple[str, ast.expr]]:
    placed = [*arguments.posonlyargs, *arguments.args]
    yield from ((a.arg, d) for a, d in zip(reversed(placed), reversed(arguments.defaults), strict=False))
    yield from ((a.arg, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
        case _:
            return ""


def _number(node: ast.AST) -> Number | None:
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int(number)) | ast.Constant(value=float(number)):
            return number
        case ast.UnaryOp(op=ast.USub(), operand=ast.Constant(value=int(number))):
            return -number
        case _:
            return None


def _docstrings(tree: ast.Module) -> set[ast.Constant]:
    """Every string that stands alone as a statement: it tells the reader and decides nothing."""
    return {
        node.value
        for node in ast.walk(tree)
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)
    }
