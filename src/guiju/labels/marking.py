"""Marking a file: every label that an order asks for, in the order in which none undoes another.

What a person is told comes first, since it changes the content; then the invisible mark in the pixels; then the
signature over what is content by now, in the implicit label; last the C2PA manifest, which covers all of it.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import tempfile
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal, Protocol

from guiju.core.content import Kind
from guiju.core.label import Label
from guiju.labels.carrier import Buffer, Carrier
from guiju.labels.labeller import Unlabelled, confirm, known, labelling
from guiju.labels.splices import beside, opened, pieces
from guiju.labels.titles import title

Way = Literal["none", "notice", "drawn", "voice", "rhythm", "film", "client", "kept", "waived"]
"""How a person is told: ``client`` by what the client shows around it, ``kept`` as before, ``waived`` not at all, as
the user asked under an agreement."""

Progress = Callable[[float, float], None]
"""Told how many seconds of sound or film are done, and of how many."""

_STEP: Final = 1 << 20


class Telling(Protocol):
    """Puts the explicit label into a file of a format, and says how; raises ValueError where it cannot."""

    def __call__(self, source: Path, target: Path, carrier: Carrier, value: str, progress: Progress) -> Way: ...


class Stamping(Protocol):
    """Puts the invisible mark of a content's number into a picture, and says whether it did."""

    def __call__(self, source: Path, target: Path, carrier: Carrier, number: str) -> bool: ...


class Sealing(Protocol):
    """Signs a label and the content that it stands in; gives the label with the signature in it."""

    def __call__(self, label: Label, carrier: Carrier, data: Buffer) -> Label: ...


class Manifesting(Protocol):
    """Writes the C2PA manifest of a labelled file, and says whether its format can hold one; ``prepared`` brings a file
    into the form that a manifest needs, before it is labelled, and says whether it had to."""

    def prepared(self, source: Path, target: Path) -> bool: ...
    def __call__(self, source: Path, target: Path, carrier: Carrier, label: Label) -> bool: ...


@dataclass(frozen=True, slots=True)
class Order:
    """Which labels a file is to get. ``implicit`` false leaves the metadata as it was; each of the others is left out
    where it is None. ``way`` says how a person is told without ``telling``. ``as_is`` lets in a label
    that names another by a code which is wrong: whoever passes content on does not put right who made it."""

    implicit: bool = True
    way: Way = "none"
    telling: Telling | None = None
    stamping: Stamping | None = None
    sealing: Sealing | None = None
    manifesting: Manifesting | None = None
    as_is: bool = False


@dataclass(frozen=True, slots=True)
class Marked:
    """What became of one file: its format, its label as written, how a person is told, what else it got, the SHA-256
    of the whole as lower-case hexadecimal, its size and what the labels added, in bytes, and the milliseconds spent.
    ``implicit`` is true where the label stands in the file itself, ``confirmed`` where it was read again and holds."""

    carrier: str
    kind: Kind
    label: Label
    explicit: Way
    implicit: bool
    confirmed: bool
    stamped: bool
    sealed: bool
    manifest: bool
    digest: str
    size: int
    added: int
    took_ms: int


def mark(
    source: Path, target: Path, label: Label, order: Order, *, name: str = "", progress: Progress = lambda *_: None
) -> Marked:
    """Labels a file; ``target`` (which may be ``source``) is written whole or not at all. ``name`` tells the format
    where ``source`` has another name.

    Raises Unlabelled; ValueError for a label that annex E does not allow and from what the order brings; OSError.
    """
    begun, name = time.monotonic(), name or source.name
    with opened(source) as data:
        carrier, before = known(data, name), len(data)
    _named(target, carrier, name)
    with tempfile.TemporaryDirectory(prefix="guiju-") as folder, beside(target) as made:
        work = _Work(Path(folder), source, name)
        way = order.way
        if order.telling:
            way = order.telling(work.here, work.next(), carrier, label.label, progress)
            work.step(way not in ("none", "kept"))
        stamped = False
        if order.stamping:
            stamped = order.stamping(work.here, work.next(), carrier, label.produce_id or label.propagate_id)
            work.step(stamped)
        if order.manifesting:
            work.step(order.manifesting.prepared(work.here, work.next()))
        written = _implicit(work, made, carrier, label, order)
        manifest = False
        if order.manifesting:
            work.here = made
            manifest = order.manifesting(made, work.next(), carrier, written)
            if manifest:
                shutil.copyfile(work.next(), made)
        digest, size = _digest(made)
    sealed = (written.reserved_code1, written.reserved_code2) != (label.reserved_code1, label.reserved_code2)
    return Marked(
        carrier.name, carrier.kind, written, way, order.implicit and carrier.implicit, order.implicit, stamped, sealed,
        manifest, digest, size, size - before,
        round((time.monotonic() - begun) * 1000),
    )  # fmt: skip


def _named(target: Path, carrier: Carrier, name: str) -> None:
    """Raises Unlabelled where what comes out would be called by the name of another format."""
    ending = target.suffix.lower()
    if ending and ending not in carrier.endings and Path(name).suffix.lower() in carrier.endings:
        raise Unlabelled(
            f"{target.name}: a {title(carrier.name)} file stays one; give it the ending {carrier.endings[0]}"
        )


@dataclass(slots=True)
class _Work:
    """A file on its way: where it lies now, and where the next step writes."""

    folder: Path
    here: Path
    name: str
    count: int = 0

    def next(self) -> Path:
        return self.folder / f"{self.count}{Path(self.name).suffix}"

    def step(self, done: bool) -> None:
        """The next step wrote its file, or had nothing to write."""
        if done:
            self.here = self.next()
            self.count += 1


def _implicit(work: _Work, made: Path, carrier: Carrier, label: Label, order: Order) -> Label:
    with opened(work.here) as data:
        if not order.implicit:
            _written(made, (data[at : at + _STEP] for at in range(0, len(data), _STEP)))
            return label
        if order.sealing:
            label = order.sealing(label, carrier, data)
        _written(made, pieces(data, labelling(carrier, data, label)))
        with opened(made) as after:
            confirm(carrier, data, after, label, as_is=order.as_is)
    return label


def _written(path: Path, parts: Iterable[bytes]) -> None:
    with path.open("wb") as file:
        file.writelines(parts)


def _digest(path: Path) -> tuple[str, int]:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest(), os.fstat(file.fileno()).st_size
