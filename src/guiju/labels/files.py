"""Files that a service generates, labelled before they leave: bytes in, labelled bytes out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from guiju.core.content import Kind
from guiju.core.label import Label
from guiju.core.language import Lang
from guiju.labels.labeller import Unlabelled
from guiju.labels.marking import Marked, Order, mark


@dataclass(frozen=True, slots=True)
class FileLabels:
    """Labels what a provider lets out: ``told`` has the order of each language, ``waived`` the one without an explicit
    label."""

    producer: str
    told: Mapping[Lang, Order]
    waived: Order

    def __call__(
        self, data: bytes, number: str, lang: Lang, explicit: bool, kind: Kind | None, name: str = ""
    ) -> tuple[bytes, Marked]:
        """The labelled file, and what became of it; ``name`` tells the format of text. Raises Unlabelled, also where it
        is of another kind than it has to be, or a text without a name; ValueError from what the order brings; OSError.
        """
        with TemporaryDirectory(prefix="guiju-") as folder:
            source, target = Path(folder, "in"), Path(folder, "out")
            source.write_bytes(data)
            marked = mark(
                source, target, Label("1", self.producer, number), self.told[lang] if explicit else self.waived,
                name=name,
            )  # fmt: skip
            if kind is not None and marked.kind is not kind:
                raise Unlabelled(f"a {marked.carrier} file, where {kind.value} was asked for")
            if not name and not marked.implicit:
                raise Unlabelled("a text whose format no name tells")
            return target.read_bytes(), marked
