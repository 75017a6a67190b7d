"""The record of files that were labelled: what is known of each, and nothing that another wrote into it."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Final, cast

from guiju.config import Config
from guiju.core.content import Kind
from guiju.core.evidence import Evidence
from guiju.core.facts import Digest, FileLabelled, Id, LabelValue, Modality
from guiju.core.facts.words import ID_PATTERN
from guiju.core.label import Label
from guiju.labels import Examined, Marked, ProviderCode, Way, kind_of_file, opened
from guiju.ledger import SqlLedger
from guiju.wiring import ledger_of

MODALITIES: Final[dict[Kind | None, Modality]] = {Kind.IMAGE: "image", Kind.AUDIO: "audio", Kind.VIDEO: "video"}
"""What facts call a kind of content; any other is text."""

OTHER: Final = Id("other")
"""Stands on record for a producer or a number that came with a file and is not the operator's own."""

_BATCH: Final = 200
_GIVEN: Final = re.compile(r"[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}|q[\da-f]{28}(-\d{1,4})?")
"""Numbers of the house: a UUID where none was said, a request's id in the gateway."""
_DIGITS: Final = 32  # own number: hexadecimal digits of a digest that name a file whose number is not ours


def numbered(number: str) -> str:
    """The number that an operator gives, empty where none is given. Raises ValueError for one that can go on no
    record."""
    if number and not ID_PATTERN.fullmatch(number):
        raise ValueError(
            f"--id {number!r} is not allowed: a number is 1 to 96 letters, digits or ._:@/+- and begins with a letter "
            "or digit"
        )
    return number


@dataclass(frozen=True, slots=True)
class Account:
    """Whose records these are: who acts, the provider codes and the number that are the operator's own. What else a
    label names came from elsewhere, may be a person's, and stays out of the records."""

    who: str
    demo: bool
    producers: frozenset[str]
    number: str = ""

    def labelled(self, marked: Marked) -> Evidence:
        """The evidence of a file that was marked."""
        return self._of(
            marked.label, Digest(marked.digest), kind=marked.kind, carrier=marked.carrier, implicit=marked.implicit,
            explicit=marked.explicit, holds=marked.confirmed, signed=marked.sealed, manifest=marked.manifest,
            stamped=marked.stamped, size=marked.size, added=marked.added, took_ms=marked.took_ms,
        )  # fmt: skip

    def met(self, path: Path, examined: Examined, label: Label) -> Evidence:
        """The evidence of a file that bears its label already, as far as one sees it now. Raises OSError."""
        digest = digest_of(path)
        with opened(path) as data:
            kind = kind_of_file(data, path.name)
        return self._of(
            label, digest, kind=kind, carrier=examined.carrier,
            implicit=all(remark.code != "sidecar" for remark in examined.remarks),
            explicit="kept" if examined.explicit else "none", holds=examined.verdict == "compliant",
            signed=bool(label.reserved_code1), manifest=False, stamped=False, size=path.stat().st_size, added=0,
            took_ms=0,
        )  # fmt: skip

    def subject(self, label: Label, digest: Callable[[], str]) -> str:
        """What names a file on record: its number where that is ours, else the beginning of its digest."""
        return label.produce_id if self._own(label) else f"sha256:{digest()[:_DIGITS]}"

    def _own(self, label: Label) -> bool:
        number = label.produce_id
        given = number == self.number or _GIVEN.fullmatch(number) is not None
        return given and label.content_producer in self.producers

    def _of(
        self, label: Label, digest: Digest, *, kind: Kind | None, carrier: str, implicit: bool, explicit: Way,
        holds: bool, signed: bool, manifest: bool, stamped: bool, size: int, added: int, took_ms: int,
    ) -> Evidence:  # fmt: skip
        code, number = label.content_producer, label.produce_id
        facts = FileLabelled(
            way="command", modality=MODALITIES.get(kind, "text"), carrier=Id(carrier),
            value=cast(LabelValue, label.label), producer=_or(code, code in self.producers),
            number=_or(number, self._own(label)), implicit=implicit, explicit=explicit,
            read_back="compliant" if holds else "none", copies=int(implicit), signed=signed, manifest=manifest,
            marked=stamped, digest=digest, size=size, added=added, took_ms=took_ms,
        )  # fmt: skip
        return Evidence(
            facts.kind, self.subject(label, lambda: digest), None, self.who, datetime.now(UTC), facts, self.demo
        )


def account(config: Config, who: str, producer: str = "", number: str = "") -> Account:
    """Whose records a command leaves. ``producer`` and ``number`` are those that the operator gave. Raises ValueError
    for a number that can go on no record."""
    own = frozenset(code for code in (producer, config.producer) if _is_code(code))
    return Account(who, config.demo, own, numbered(number))


@contextmanager
def recording(config: Config) -> Iterator[tuple[SqlLedger, Callable[[Evidence], None]]]:
    """The ledger, and what takes evidence for it. All of it is in the ledger when the block ends, however it ends.
    Raises what the ledger raises."""
    waiting = list[Evidence]()
    with ledger_of(config) as ledger:

        def put(one: Evidence) -> None:
            waiting.append(one)
            if len(waiting) >= _BATCH:
                ledger.append(*waiting)
                waiting.clear()

        try:
            yield ledger, put
        finally:
            if waiting:
                ledger.append(*waiting)


def digest_of(path: Path) -> Digest:
    """The SHA-256 of a file. Raises OSError."""
    with path.open("rb") as file:
        return Digest(hashlib.file_digest(file, "sha256").hexdigest())


def _or(text: str, own: bool) -> Id:
    return Id(text) if own or not text else OTHER


def _is_code(code: str) -> bool:
    try:
        return bool(ProviderCode.parse(code, demo=True).code)
    except ValueError:
        return False
