"""What is on record of labelled files: written, examined, passed on by a platform, given without an explicit label."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Literal

from guiju.core.facts.words import Digest, Facts, Id

Modality = Literal["text", "image", "audio", "video", "virtual_scene"]
Way = Literal["command", "images", "speech", "videos", "download"]
Explicit = Literal["none", "notice", "drawn", "voice", "rhythm", "film", "client", "waived", "kept"]
LabelValue = Literal["", "1", "2", "3"]
LabelVerdict = Literal["compliant", "noncompliant", "none", "inconclusive"]
Basis = Literal["metadata", "declaration", "trace", "nothing"]


@dataclass(frozen=True, slots=True)
class FileLabelled(Facts):
    """One file was labelled, before it left where ``way`` is one of the gateway's.

    ``implicit`` is true where the label stands in the file itself, false where the format has no place and it stands
    beside; ``read_back`` is the verdict on the written file, read again; ``copies`` counts the labels met then.
    ``explicit`` says how a person is told: ``waived`` where the user asked for none under an agreement, ``kept``
    where one was seen in the file before, ``client`` where the operator states that its client shows it. ``producer``
    and ``number`` are the operator's own, and ``other`` where the file came with those of someone else.
    ``signed``, ``manifest`` and ``marked`` tell of the signature in the label, the C2PA manifest and the invisible
    mark. ``digest`` is the SHA-256 of the file as it left; ``size`` its bytes, ``added`` the labels'.
    """

    kind: ClassVar[str] = "file.labelled/1"

    way: Way
    modality: Modality
    carrier: Id
    value: LabelValue
    producer: Id
    number: Id
    implicit: bool
    explicit: Explicit
    read_back: LabelVerdict
    copies: int
    signed: bool
    manifest: bool
    marked: bool
    digest: Digest
    size: int
    added: int
    took_ms: int


@dataclass(frozen=True, slots=True)
class FilesExamined(Facts):
    """A look at the labels of one or more files: how many came to which verdict.

    ``altered`` counts files whose label or content was changed after it was signed, ``doubled`` those with more than
    one label. ``digest`` is over the digests of the files in their order.
    """

    kind: ClassVar[str] = "files.examined/1"

    files: int
    compliant: int
    noncompliant: int
    none: int
    inconclusive: int
    doubled: int
    altered: int
    digest: Digest


@dataclass(frozen=True, slots=True)
class FilePassed(Facts):
    """A platform read a file before it was published, decided what to tell the public, and wrote who passed it on.

    ``basis`` is what the decision rests on: the file's metadata, the user's declaration, traces of generation that were
    detected, or nothing. ``met`` is the verdict on the file as it came; ``value`` what is told of it (empty: nothing);
    ``written`` is true where the propagator's code and number stand in the file, or beside it where its format has no
    place, and were read again; ``read_back`` is the verdict then, on the file as it came where nothing was written.
    """

    kind: ClassVar[str] = "file.passed/1"

    modality: Modality
    carrier: Id
    basis: Basis
    met: LabelVerdict
    value: LabelValue
    propagator: Id
    number: Id
    written: bool
    read_back: LabelVerdict
    digest: Digest


@dataclass(frozen=True, slots=True)
class WordingTested(Facts):
    """The explicit labels in use were measured against the parameters of the packs, one record for each modality.

    ``least`` is what the packs ask for, ``measured`` what was found (a share of the shortest side, seconds, or
    characters a minute); ``elements`` is true where every wording has both elements; ``holds`` where all was met.
    """

    kind: ClassVar[str] = "label.tested/1"

    modality: Modality
    what: Id
    least: float
    measured: float
    elements: bool
    holds: bool


@dataclass(frozen=True, slots=True)
class WaiverAgreed(Facts):
    """A user agreed to label what is given without an explicit label, and to answer for it; ``terms`` is the digest of
    what was agreed to. ``ends`` is true where the agreement is taken back."""

    kind: ClassVar[str] = "waiver.agreed/1"

    terms: Digest
    ends: bool


@dataclass(frozen=True, slots=True)
class WaiverUsed(Facts):
    """Content left without an explicit label, on the user's request, under the agreement with these terms. The
    evidence's subject is the request, its user the recipient."""

    kind: ClassVar[str] = "waiver.used/1"

    terms: Digest
    modality: Modality
    digest: Digest
