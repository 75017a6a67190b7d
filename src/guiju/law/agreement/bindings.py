"""Bindings: every name in a module with the expressions that it is bound to, compared with or passed."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator, Mapping

Signatures = Mapping[str, tuple[str, ...]]
"""The names of the places of what can be called: parameters of functions, fields of classes."""

Pair = tuple[str, ast.expr]


def signatures(trees: Iterable[ast.Module]) -> Signatures:
    """The signatures of every function and class of these modules, by their bare name."""
    found: dict[str, tuple[str, ...]] = {}
    for node in (node for tree in trees for node in ast.walk(tree)):
        match node:
            case ast.ClassDef(name=name, body=body):
                found[name] = tuple(_name(one.target) for one in body if isinstance(one, ast.AnnAssign))
            case ast.FunctionDef(name=name, args=args) | ast.AsyncFunctionDef(name=name, args=args):
                placed = [arg.arg for arg in (*args.posonlyargs, *args.args)]
                found.setdefault(name, tuple(placed[1:] if placed[:1] in (["self"], ["cls"]) else placed))
    return found


def pairs(node: ast.AST, known: Signatures) -> Iterator[Pair]:
    """Each name that this node gives a value, with the value."""
    match node:
        case ast.Assign(targets=targets, value=value):
            for target in targets:
                yield from _assigned(target, value)
        case ast.AnnAssign(target=target, value=ast.expr() as value) | ast.AugAssign(target=target, value=value):
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
        case ast.Match(subject=subject, cases=cases):
            yield from ((_name(subject), value) for case in cases for value in _cases(case.pattern))
        case ast.Call(func=func, args=args):
            yield from _passed(func, args, known)


def _assigned(target: ast.expr, value: ast.expr) -> Iterator[Pair]:
    match target, value:
        case ((ast.Tuple(elts=names) | ast.List(elts=names)), (ast.Tuple(elts=values) | ast.List(elts=values))) if len(
            names
        ) == len(values):
            for one, other in zip(names, values, strict=True):
                yield from _assigned(one, other)
        case ((ast.Tuple(elts=names) | ast.List(elts=names)), _):
            yield from ((_name(one), value) for one in names)
        case _:
            yield _name(target), value


def _passed(func: ast.expr, args: list[ast.expr], known: Signatures) -> Iterator[Pair]:
    """Arguments by the name of their place, by the callee's, and by a key that is passed beside them."""
    called = _name(func)
    yield from zip(known.get(called, ()), args, strict=False)
    yield from ((called, value) for value in args)
    for place, key in enumerate(args):
        if isinstance(key, ast.Constant) and isinstance(key.value, str):
            yield from ((key.value, value) for value in args[place + 1 :])


def _cases(pattern: ast.pattern) -> Iterator[ast.expr]:
    return (node.value for node in ast.walk(pattern) if isinstance(node, ast.MatchValue))


def _defaults(arguments: ast.arguments) -> Iterator[Pair]:
    placed = [*arguments.posonlyargs, *arguments.args]
    yield from ((a.arg, d) for a, d in zip(reversed(placed), reversed(arguments.defaults), strict=False))
    yield from ((a.arg, d) for a, d in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True) if d)


def _name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name) | ast.Constant(value=str(name)):
            return name
        case ast.Subscript(slice=ast.Constant(value=str(name))):
            return name
        case _:
            return ""
