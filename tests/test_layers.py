"""The house: imports point down, rooms of one layer do not know each other, a room is met at its door alone."""

from __future__ import annotations

import ast
import importlib
import inspect
from collections.abc import Iterator
from pathlib import Path

import pytest

import guiju

ROOT = Path(guiju.__file__).parent
LAYERS = {
    "core": 0,
    "law": 1, "ledger": 1,
    "checks": 2, "labels": 2, "users": 2, "works": 2, "models": 2,
    "gateway": 3, "corpus": 3, "assess": 3, "cases": 3, "dossier": 3,
    "config": 4, "wiring": 4, "console": 4,
    "cli": 5,
}  # fmt: skip
FILES = {file.relative_to(ROOT).with_suffix("").as_posix(): file for file in sorted(ROOT.rglob("*.py"))}
TREES = {name: ast.parse(file.read_text(encoding="utf-8")) for name, file in FILES.items()}
ROOMS = sorted({name.split("/")[0] for name in FILES if "/" in name})


def room_of(name: str) -> str:
    """The room (or the file at the top) that a module belongs to."""
    return name.split("/")[0]


def imported(tree: ast.Module) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Every import from the house: line, module, names."""
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            module = node.module or ""
            names = tuple(alias.name for alias in node.names)
            if module == "guiju":
                yield from ((node.lineno, f"guiju.{name}", ()) for name in names if name != "__version__")
            elif module.startswith("guiju."):
                yield node.lineno, module, names
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name, ()) for alias in node.names if alias.name.startswith("guiju."))


def documented(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Line and name of everything public that tells nobody what it is."""
    if not ast.get_docstring(tree):
        yield 1, "the module"
    yield from _undocumented(tree.body, ())


def inherited(name: str, what: str) -> bool:
    """Whether a method says what it is where it was first declared, as the hooks of a library do."""
    owner, _, method = what.rpartition(".")
    module = importlib.import_module(f"guiju.{name.replace('/', '.')}")
    return bool(owner) and inspect.getdoc(getattr(getattr(module, owner, None), method, None)) is not None


def _undocumented(body: list[ast.stmt], around: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    for node in body:
        if not isinstance(node, (ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)) or node.name.startswith("_"):
            continue
        stub = not isinstance(node, ast.ClassDef) and ast.unparse(node.body[-1]) == "..."
        if not stub and not ast.get_docstring(node):
            yield node.lineno, ".".join((*around, node.name))
        if isinstance(node, ast.ClassDef):
            yield from _undocumented(node.body, (*around, node.name))


def test_every_room_has_a_layer():
    assert {room_of(name) for name in FILES} - {"__init__", "__main__"} <= LAYERS.keys()


@pytest.mark.parametrize("name", FILES)
def test_imports_point_down_and_end_at_a_door(name):
    room = room_of(name)
    if room not in LAYERS:
        return
    for line, module, names in imported(TREES[name]):
        other = module.split(".")[1]
        place = f"{FILES[name]}:{line}"
        if other == room:
            continue
        assert LAYERS[other] < LAYERS[room] or (LAYERS[other] == LAYERS[room] == 4 and room == "wiring"), (
            f"{place}: {room} (L{LAYERS[room]}) may not know {other} (L{LAYERS[other]})"
        )
        if other in ROOMS and other != "core":
            assert module == f"guiju.{other}", f"{place}: import from guiju.{other}, not from {module}"
            strange = set(names) - set(importlib.import_module(module).__all__)
            assert not strange, f"{place}: {', '.join(strange)} is not in the public face of {other}"


@pytest.mark.parametrize("room", [room for room in ROOMS if room != "core"])
def test_a_door_names_the_public_face_and_nothing_else(room):
    tree = TREES[f"{room}/__init__"]
    rest = [node for node in tree.body[1:] if not isinstance(node, (ast.ImportFrom, ast.Assign))]
    assert ast.get_docstring(tree) and not rest
    assert all(ast.unparse(node.targets[0]) == "__all__" for node in tree.body if isinstance(node, ast.Assign))
    module = importlib.import_module(f"guiju.{room}")
    assert all(hasattr(module, name) for name in getattr(module, "__all__", ()))


@pytest.mark.parametrize("name", FILES)
def test_what_is_public_says_what_it_is(name):
    told = [
        f"{FILES[name]}:{line}: {what} has no docstring"
        for line, what in documented(TREES[name])
        if not inherited(name, what)
    ]
    assert told == []


@pytest.mark.parametrize("name", FILES)
def test_files_and_functions_stay_small(name):
    lines = FILES[name].read_text(encoding="utf-8").count("\n")
    assert lines <= 300, f"{FILES[name]} has {lines} lines; it holds more than one idea"
    for node in ast.walk(TREES[name]):
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 50, f"{FILES[name]}:{node.lineno}: {node.name} has {length} lines"


@pytest.mark.parametrize("name", [name for name in FILES if name != "config"])
def test_the_environment_is_read_in_one_place(name):
    nodes = list(ast.walk(TREES[name]))
    # What is handed on whole to a child process is not read.
    dicts = [node for node in nodes if isinstance(node, ast.Dict)]
    handed = {value for one in dicts for key, value in zip(one.keys, one.values, strict=True) if key is None}
    found = [n.lineno for n in nodes if isinstance(n, ast.Attribute) and n.attr == "environ" and n not in handed]
    assert not found, f"{FILES[name]}:{found[0]}: the environment is read in config.py alone"
