"""What keeps law and code together: each duty has a control, each control code that leaves its evidence."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from guiju.core.facts import KINDS
from guiju.core.pack import Pack
from guiju.law.agreement.bindings import signatures
from guiju.law.agreement.numbers import Marks, numbers_in
from guiju.law.agreement.seed import Coverage, coverage, seed_faults
from guiju.law.reading.crossing import crossing_faults
from guiju.law.reading.loading import FOLDER, available, read_pack

CORE = "core"
_CHECK = re.compile(r"([a-z][a-z_]*)@[0-9][0-9.]*")


@dataclass(frozen=True, slots=True)
class Summary:
    """What was checked: how many duties there are, how many want a control, how many rest on planned ones alone or in
    part, and how far the commentary is answered (its sentences that state or imply a duty)."""

    packs: int
    obligations: int
    without_control: int
    planned: int
    seed: Coverage


def summary(packs: Iterable[Pack], folder: Path = FOLDER) -> Summary:
    """The figures of these packs."""
    packs = tuple(packs)
    duties = [(pack, duty) for pack in packs for duty in pack.obligations if duty.actor != "state"]
    planned = sum(any(pack.controls[name].planned for name in duty.controls) for pack, duty in duties)
    bare = sum(not duty.controls for _, duty in duties)
    total = sum(len(pack.obligations) for pack in packs)
    return Summary(len(packs), total, bare, planned, coverage(folder, packs))


def check(packs: Iterable[Pack], source: Path) -> list[str]:
    """Every problem of these packs and the code under ``source``, one a line; an empty list where all holds."""
    packs = tuple(packs)
    trees = {file: ast.parse(file.read_text(encoding="utf-8"), str(file)) for file in sorted(source.rglob("*.py"))}
    written = _constructed(tree for file, tree in trees.items() if CORE not in file.relative_to(source).parts[:1])
    named = _named(trees.values())
    marks, known = Marks.of(packs, FOLDER), signatures(trees.values())
    return [
        *(problem for pack in packs for problem in _of_pack(pack, written)),
        *(problem for pack in packs for problem in _unknown_checks(pack, named)),
        *_unknown_risks(packs),
        *seed_faults(FOLDER, packs),
        *(problem for file, tree in trees.items() for problem in numbers_in(file, tree, marks, known)),
    ]


def faulty_packs(folder: Path = FOLDER) -> list[str]:
    """What is wrong with the packs of a folder, active or not, one fault a line: in each, and then between them."""
    found: list[str] = []
    packs: dict[str, Pack] = {}
    for name in available(folder):
        try:
            packs[name] = read_pack(folder, name)
        except ValueError as error:
            found += str(error).splitlines()
    return found or list(crossing_faults(packs))


def _constructed(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of everything that is called, which is how facts come to be."""
    calls = (node.func for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return frozenset(
        f.id if isinstance(f, ast.Name) else f.attr for f in calls if isinstance(f, (ast.Name, ast.Attribute))
    )


def _of_pack(pack: Pack, written: frozenset[str]) -> Iterator[str]:
    for duty in pack.obligations:
        if duty.actor != "state" and not duty.controls:
            yield f"{duty.id}: obligation without a control; name one in the pack (a planned one will do)"
        for name in duty.controls:
            if name not in pack.controls:
                yield f"{duty.id}: control {name} is not in the pack; add it or correct the name"
    for control in pack.controls.values():
        if not control.planned and KINDS[control.writes].__name__ not in written:
            yield (
                f"{pack.id}: control {control.id} rests on {control.writes}, which no code writes; "
                f"write a {KINDS[control.writes].__name__}, or mark the control planned"
            )


def _named(trees: Iterable[ast.Module]) -> frozenset[str]:
    """The names of the checks, from their ids ``name@version`` in code."""
    strings = (n.value for tree in trees for n in ast.walk(tree) if isinstance(n, ast.Constant))
    found = (_CHECK.fullmatch(one) for one in strings if isinstance(one, str))
    return frozenset(match.group(1) for match in found if match)


def _unknown_checks(pack: Pack, named: frozenset[str]) -> Iterator[str]:
    for control in pack.controls.values():
        for condition in control.reading.holds if control.reading else ():
            if condition.test == "includes" and isinstance(condition.operand, tuple):
                for name in sorted(set(condition.operand) - named):
                    yield f"{pack.id}: control {control.id} asks for a check {name!r}, which no code is; correct it"


def _unknown_risks(packs: tuple[Pack, ...]) -> Iterator[str]:
    known = {risk for pack in packs for risk in pack.risks}
    controls = {control.id: control for pack in packs for control in pack.controls.values()}
    for control in controls.values():
        for condition in control.reading.holds if control.reading else ():
            if condition.test in ("covers", "without") and isinstance(condition.operand, tuple):
                for risk in sorted(set(condition.operand) - known):
                    yield f"control {control.id} asks about {risk!r}, a risk that no pack has; correct it"
