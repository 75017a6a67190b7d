"""Markdown: the label is a map in the YAML front matter (TC260-PG-20258A, 6.5)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from guiju.core.content import Kind
from guiju.labels.carrier import Buffer, Damaged, Found, Gathering, Scan, Splice
from guiju.labels.carriers.front_matter import FrontMatter, entries, entry, front_matter
from guiju.labels.coding import Coded, coded
from guiju.labels.noticing import noticed
from guiju.labels.remark import Remark

_NAMES: Final = {"+++": "TOML", ";;;": "JSON"}
_UNSEEN: Final = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Markdown:
    """Markdown. Front matter in TOML or JSON is read, and not written to: the guide knows that of YAML, and a file has
    but one. Content is what stands behind the front matter."""

    name: str = "markdown"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".md", ".markdown", ".mdown", ".mkd", ".mdx", ".qmd", ".rmd")
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        """By the name, where it is text."""
        return name.lower().endswith(self.endings) and len(data) > 0 and coded(data) is not None

    def scan(self, data: Buffer) -> Scan:
        """Entries of the front matter, and the notice in the text."""
        seen = Gathering()
        try:
            text, front = _parted(data)
            for one in entries(text.head, front) if front else ():
                at = text.mark + text.size(text.head[: one.start])
                place = (
                    "front matter AIGC" if one.mapped else f"front matter AIGC, {_NAMES.get(_sign(front), 'a string')}"
                )
                seen.found.append(Found(one.text, at, place, () if one.mapped else (Remark("other_place", at, place),)))
            body = _UNSEEN.sub("", text.head[front.after if front else 0 :])
            notice = noticed(body, _UNSEEN.sub("", body if text.whole else text.tail))
            if notice and notice.both:
                seen.remarks.append(Remark("explicit_seen", None, notice.words))
        except Damaged as damage:
            seen.remarks.append(Remark("damaged", damage.at, damage.what))
        return seen.scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        """The entry where the first one stood, or as the last; front matter where there is none. Raises Damaged."""
        text, front = _parted(data)
        fields = dict(json.loads(value))
        if front is None:
            written = f"---{text.newline}{entry(fields, text.newline)}---{text.newline}"
            return [Splice(text.mark, text.mark, written.encode(text.codec))]
        if front.sign != "---":
            raise Damaged(f"its front matter is {_NAMES[front.sign]}: make it YAML, between lines of ---", 0)
        if re.match(r"\s*[{?]", text.head[front.start : front.end]):
            raise Damaged("its front matter is no YAML of one key a line", text.mark)
        made, new = list[Splice](), entry(fields, front.newline)
        for one in entries(text.head, front):
            made.append(_spliced(text, one.start, one.end, new if not made else ""))
        made = made or [_spliced(text, front.end, front.end, new)]
        return [one for one in made if one.data != data[one.start : one.end]]

    def payload(self, data: Buffer) -> Iterator[tuple[int, int]]:
        """What stands behind the front matter, and the byte order mark. Raises Damaged."""
        text, front = _parted(data)
        yield 0, text.mark
        yield text.mark + (text.size(text.head[: front.after]) if front else 0), len(data)


def _sign(front: FrontMatter | None) -> str:
    return front.sign if front else ""


def _spliced(text: Coded, start: int, end: int, new: str) -> Splice:
    """Characters of the beginning, replaced."""
    first = text.mark + text.size(text.head[:start])
    return Splice(first, first + text.size(text.head[start:end]), new.encode(text.codec))


def _parted(data: Buffer) -> tuple[Coded, FrontMatter | None]:
    """Raises Damaged."""
    text = coded(data)
    if text is None:
        raise Damaged("the file is no text in UTF-8, UTF-16 or GB18030", 0)
    return text, front_matter(text.head)
