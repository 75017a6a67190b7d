"""One line of JSONL: the object that it says, or the true cause why it says none."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from json import JSONDecodeError, JSONDecoder
from typing import Any, NoReturn

from guiju.cli.check_fault import Fault
from guiju.core.text import Text

_EXPECTED = Text('应为含 "text"、"file" 或 "messages" 的对象', 'expected an object with "text", "file" or "messages"')
_DIGITS = 20
"""Digits of a whole number that is read as one; what has more is not ours to count with."""

_SHOWN = 40
"""Characters of a name that are shown."""


def expected() -> Fault:
    """It is no row."""
    return Fault(*_EXPECTED)


def parsed(line: bytes) -> dict[str, Any]:
    """The object. Half a surrogate pair in an escape stays what it is, a number may be of any length. Raises Fault for
    what is no UTF-8, no JSON, no object, nests too deeply, or names a member twice: readers differ in which they
    take."""
    try:
        raw = _DECODER.decode(line.rstrip().decode())
    except UnicodeDecodeError as fault:
        at = fault.start + 1
        raise Fault(f"第 {at} 个字节起不是 UTF-8", f"not UTF-8 at byte {at}") from None
    except JSONDecodeError as fault:
        at, why = fault.pos + 1, fault.msg.removesuffix(" at")
        raise Fault(f"不是 JSON: 第 {at} 个字符: {why}", f"no JSON: {why} at character {at}") from None
    except RecursionError:
        raise too_deep() from None
    if not isinstance(raw, dict):
        raise expected()
    return raw


def too_deep() -> Fault:
    """It is nested beyond what is read."""
    return Fault("JSON 嵌套过深", "JSON nests too deeply")


def _once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    value = dict(pairs)
    if len(value) != len(pairs):
        ((twice, _),) = Counter(name for name, _ in pairs).most_common(1)
        raise Fault(f"字段 {twice[:_SHOWN]!a} 重复出现", f"the member {twice[:_SHOWN]!a} stands there twice")
    return value


def _whole(digits: str) -> float:
    return int(digits) if len(digits) <= _DIGITS else float(digits)


def _refused(constant: str) -> NoReturn:
    raise Fault(f"不是 JSON: {constant}", f"no JSON: {constant} is no number of JSON")


_DECODER = JSONDecoder(object_pairs_hook=_once, parse_int=_whole, parse_constant=_refused)
