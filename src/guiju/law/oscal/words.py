"""The small pieces OSCAL documents are made of: tokens, uuids, properties, parts, and the head of a document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, time
from typing import Any
from uuid import NAMESPACE_URL, uuid5

from guiju.core.pack import Pack
from guiju.core.text import Text

Json = dict[str, Any]

VERSION = "1.2.1"
"""The version of OSCAL that is written."""

SPACE = "urn:guiju:oscal"
"""The namespace of every name that is ours and not OSCAL's."""

_ALIEN = re.compile(r"[^0-9A-Za-z._\u4e00-\u9fff-]")
_OWN_WORDS = Text(
    "以自己的话转述，不是官方文本，也不是法律意见。",
    "Told in our own words: neither the official text nor legal advice.",
)


def token(told: str) -> str:
    """An id as an OSCAL token: a slash becomes ``_``, any other character that a token cannot hold ``_HEX_``."""
    safe = _ALIEN.sub(lambda found: f"_{ord(found.group()):x}_", told.replace("/", "_"))
    return safe if safe[:1].isalpha() or safe.startswith("_") else f"_{safe}"


def uuid(*parts: str) -> str:
    """The uuid of what these words name; the same words give the same uuid."""
    return str(uuid5(NAMESPACE_URL, "/".join((SPACE, *parts))))


def line(text: str) -> str:
    """A text on one line."""
    return " ".join(text.split())


def both(text: Text) -> str:
    """A title in both languages, on one line."""
    return line(text.zh) if text.zh == text.en else f"{line(text.zh)} / {line(text.en)}"


def props(values: Mapping[str, object]) -> list[Json]:
    """Properties in our namespace; an empty value is left out, a sequence gives one property each."""
    return [{"name": name, "ns": SPACE, "value": one} for name, value in values.items() for one in _told(value)]


def _told(value: object) -> Iterator[str]:
    if isinstance(value, bool):
        yield from ("true",) if value else ()
    elif isinstance(value, (tuple, list)):
        yield from (one for each in value for one in _told(each))
    elif value is not None and line(str(value)):
        yield line(str(value))


def part(id: str, name: str, text: Text, *, own: bool = False, values: Mapping[str, object] | None = None) -> Json:
    """A part told in both languages, each an item of its own; ``own`` marks a name that is not OSCAL's."""
    items = [
        {"id": f"{id}.{lang}", "name": "item", "props": props({"lang": lang}), "prose": text.of(lang)}
        for lang in ("zh", "en")
    ]
    head = {"id": id, "name": name} | ({"ns": SPACE} if own else {})
    return filled(head | {"props": props(values or {}), "parts": items})


def filled(told: Json) -> Json:
    """An object without its empty entries, which OSCAL does not take."""
    return {name: value for name, value in told.items() if value not in (None, "", [], {})}


def metadata(title: str, version: str, at: datetime, values: Mapping[str, object]) -> Json:
    """The head of a document; its time is that of the data or the one asked for, never that of the run."""
    return {
        "title": title,
        "last-modified": at.isoformat(),
        "version": line(version),
        "oscal-version": VERSION,
        "props": props(values),
        "remarks": f"{_OWN_WORDS.zh}\n\n{_OWN_WORDS.en}",
    }


def written(packs: Iterable[Pack]) -> datetime:
    """When the newest of these packs was told: the date of its version, or of its start where that is none."""
    return datetime.combine(max(map(_day, packs)), time.min, UTC)


def _day(pack: Pack) -> date:
    try:
        return date.fromisoformat(pack.version.partition("+")[0])
    except ValueError:
        return pack.since
