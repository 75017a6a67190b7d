"""The front matter of a Markdown file, and the entry in it that is the label: found and changed by lines, so that the
rest stays as its author wrote it (TC260-PG-20258A, 6.5; YAML 1.2.2)."""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import yaml
from yaml.composer import ComposerError

from guiju.labels.carrier import Damaged
from guiju.labels.naming import named

_LARGEST: Final = 1 << 18  # own number: front matter is a page at most; what is longer is text that begins with a line
_OPENS: Final = re.compile(r"(---|\+\+\+|;;;)[ \t]*(\r?\n)")
_ENDS: Final = {"---": r"(?:---|\.\.\.)", "+++": r"\+\+\+", ";;;": ";;;"}
_ENTRY: Final = re.compile(r"""(["']?)([^\s"'#:{}\[\]-][^\n"'#:{}\[\]]*+)\1[ \t]*+:(?=\s|\Z)""")
_WITHIN: Final = re.compile(r"[ \t]|-[ \t]|#|\r?\n|\Z")
_IDLE: Final = re.compile(r"[ \t]*(?:#[^\n]*)?\r?\n?\Z")
_INTEGER: Final = re.compile(r"-?(?:0|[1-9]\d{0,30})")
_BRACKETS: Final = 64  # own number: a label has one pair; YAML looks at every open one with every word
_DEEP: Final = re.compile(r"""(?:\.[ \t]*+[\w"'-]++[ \t]*+){64}""")
_PLAIN: Final = {"tag:yaml.org,2002:null": "null", "tag:yaml.org,2002:bool": "true"}


@dataclass(frozen=True, slots=True)
class Entry:
    """A label in front matter: the characters where it begins and ends, the lines' ends included, its text as JSON, and
    whether it is a map, as the guide has it."""

    start: int
    end: int
    text: str
    mapped: bool


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Front matter: the sign that opens it, where what it holds begins and ends, where the text behind it begins, and
    how its lines end."""

    sign: str
    start: int
    end: int
    after: int
    newline: str


def front_matter(text: str) -> FrontMatter | None:
    """The front matter that a text begins with; None for a text without, as one that begins with a line across."""
    opens = _OPENS.match(text)
    if opens is None:
        return None
    ending = re.compile(rf"^{_ENDS[opens[1]]}[ \t]*(?:\r?\n|\Z)", re.MULTILINE)
    closes = ending.search(text, opens.end(), opens.end() + _LARGEST)
    if closes is None:
        return None
    block = text[opens.end() : closes.start()]
    first = next((line for line in block.splitlines() if not _IDLE.fullmatch(line)), "")
    if opens[1] == "---" and first and not _ENTRY.match(first) and not first.startswith(("{", "?")):
        return None
    return FrontMatter(opens[1], opens.end(), closes.start(), closes.end(), opens[2])


def entries(text: str, front: FrontMatter) -> list[Entry]:
    """The labels in front matter. Raises Damaged where it does not parse."""
    block = text[front.start : front.end]
    if front.sign == "---":
        return _of_yaml(block, front.start)
    if front.sign == "+++" and _DEEP.search(block):  # to read a key of n names takes n times n steps
        raise Damaged("the front matter has a key of more than 64 names", front.start)
    try:
        held = tomllib.loads(block) if front.sign == "+++" else json.loads(f"{{{block}}}")
        every = held.items() if isinstance(held, dict) else ()
        return [Entry(front.start, front.end, _json(one), False) for key, one in every if named(key)]
    except (ValueError, RecursionError):
        raise Damaged("the front matter does not parse", front.start) from None


def entry(fields: Mapping[str, str], newline: str) -> str:
    """The label as a map of quoted strings, in lines that end so."""
    lines = ["AIGC:", *(f"  {key}: {json.dumps(one)}" for key, one in fields.items())]
    return "".join(line + newline for line in lines)


class _Loader(yaml.SafeLoader):
    """YAML in which nothing stands for something else: a label has no use for names of nodes, and a few lines of them
    stand for more than fits into memory."""

    def compose_node(self, parent: yaml.Node | None, index: int) -> yaml.Node | None:
        """The node that comes next. Raises yaml.YAMLError where it has a name, or is one."""
        event = self.peek_event()  # type: ignore[no-untyped-call]
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            raise ComposerError(None, None, "a label with an anchor or an alias", event.start_mark)
        return super().compose_node(parent, index)


def _of_yaml(block: str, at: int) -> list[Entry]:
    lines = block.splitlines(keepends=True)
    found, place, n = list[Entry](), at, 0
    while n < len(lines):
        key = _ENTRY.match(lines[n])
        count = 1
        if key and named(key[2]):
            braces = lines[n].count("{") - lines[n].count("}")
            while n + count < len(lines) and (braces > 0 or _WITHIN.match(lines[n + count])):
                braces += lines[n + count].count("{") - lines[n + count].count("}")
                count += 1
            while count > 1 and _IDLE.fullmatch(lines[n + count - 1]):
                count -= 1
            whole = "".join(lines[n : n + count])
            text, mapped = _read(whole)
            found.append(Entry(place, place + len(whole), text, mapped))
        place += sum(map(len, lines[n : n + count]))
        n += count
    return found


def _read(lines: str) -> tuple[str, bool]:
    """The value of an entry as JSON, and whether it is a map; its lines themselves where they are no YAML."""
    if lines.count("[") + lines.count("{") > _BRACKETS:
        return lines, True
    try:
        node = yaml.compose(lines, Loader=_Loader)
    except (yaml.YAMLError, RecursionError, ValueError):
        return lines, True
    if not isinstance(node, yaml.MappingNode) or not node.value:
        return lines, True
    value = node.value[0][1]
    if isinstance(value, yaml.MappingNode):
        pairs = (f"{json.dumps(_word(key))}:{_scalar(one)}" for key, one in value.value)
        return "{" + ",".join(pairs) + "}", True
    return (_word(value), False) if isinstance(value, yaml.ScalarNode) else ("[]", True)


def _scalar(node: yaml.Node) -> str:
    """A value as JSON: maps and lists only as what they are, since no key of a label may hold one."""
    if isinstance(node, yaml.MappingNode):
        if len(node.value) == 1 or (node.value and node.value[0][0].value == "Label"):
            inner = (f"{json.dumps(_word(key))}:{json.dumps(_word(one))}" for key, one in node.value)
            return "{" + ",".join(inner) + "}"
        return "{}"
    if isinstance(node, yaml.SequenceNode):
        return "[]"
    text = _word(node)
    if node.tag == "tag:yaml.org,2002:int" and _INTEGER.fullmatch(text):
        return text
    return _PLAIN.get(node.tag, json.dumps(text))


def _word(node: yaml.Node) -> str:
    """What a scalar says; nothing of a map or a list, which is never written out."""
    return str(node.value) if isinstance(node, yaml.ScalarNode) else ""


def _json(value: object) -> str:
    return value if isinstance(value, str) else json.dumps(value, default=str)
