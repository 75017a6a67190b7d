"""The messages of a row, in the form that OpenAI's clients give them: who speaks, and all the text of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final, NamedTuple

from guiju.cli.check_fault import Fault
from guiju.cli.check_line import parsed

INSTRUCTING: Final = ("system", "developer")
"""Roles in which the application itself speaks."""

_ROLES: Final = (*INSTRUCTING, "user", "assistant", "tool")
_TEXTS: Final = ("content", "reasoning_content", "reasoning", "refusal", "name")
_CALLS: Final = ("tool_calls", "function_call")
_PARTS: Final = ("text", "refusal")


class Message(NamedTuple):
    """One turn: who speaks, and what, its texts joined by line breaks; None where there is none."""

    role: str
    text: str | None


def messages_of(raw: Any) -> list[Message]:
    """The messages of a row. Raises Fault that names the place of what is wrong."""
    if raw is None:
        return []
    if not isinstance(raw, list):
        raise Fault("messages: 应为列表", "messages: expected a list")
    return [_message(one, f"messages.{place}") for place, one in enumerate(raw)]


def _message(raw: Any, place: str) -> Message:
    if not isinstance(raw, dict):
        raise Fault(f"{place}: 应为对象", f"{place}: expected an object")
    role = raw.get("role")
    if role not in _ROLES:
        raise Fault(
            f"{place}.role: 应为 {'、'.join(_ROLES)} 之一", f"{place}.role: expected one of {', '.join(_ROLES)}"
        )
    texts = [text for name in _TEXTS for text in _texts(raw.get(name), f"{place}.{name}", parts=name == "content")]
    texts += _leaves([raw.get(name) for name in _CALLS])
    return Message(role, "\n".join(texts) if texts else None)


def _texts(raw: Any, place: str, *, parts: bool) -> Iterator[str]:
    if isinstance(raw, str):
        yield raw
    elif parts and isinstance(raw, list):
        for n, part in enumerate(raw):
            yield _part(part, f"{place}.{n}")
    elif raw is not None:
        zh, en = ("字符串或内容块列表", "a string or a list of parts") if parts else ("字符串", "a string")
        raise Fault(f"{place}: 应为{zh}", f"{place}: expected {en}")


def _part(raw: Any, place: str) -> str:
    """The text of a part. What is no text cannot be judged where it stands, and is not passed over."""
    kind = raw.get("type") if isinstance(raw, dict) else None
    if kind not in _PARTS:
        raise Fault(
            f'{place}: 消息里只检查 text 与 refusal 内容块; 图片或声音请用 "file" 指明',
            f'{place}: of parts only text and refusal are judged; a picture or sound is named with "file"',
        )
    text = raw.get(kind)
    if not isinstance(text, str):
        raise Fault(f"{place}.{kind}: 应为字符串", f"{place}.{kind}: expected a string")
    return text


def _leaves(raw: Any) -> Iterator[str]:
    """The strings in calls of tools; the arguments are JSON in a string, and are read as that."""
    left = [raw]
    while left:
        node = left.pop()
        if isinstance(node, dict):
            left.extend(reversed([_decoded(node[name]) if name == "arguments" else node[name] for name in node]))
        elif isinstance(node, list):
            left.extend(reversed(node))
        elif isinstance(node, str):
            yield node


def _decoded(raw: Any) -> Any:
    """What a string of JSON says, its names included; anything else as it is."""
    try:
        told = parsed(raw.encode()) if isinstance(raw, str) else raw
    except ValueError:
        return raw
    return [*told, *told.values()] if isinstance(told, dict) else told
