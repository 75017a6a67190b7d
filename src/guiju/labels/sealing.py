"""What marking a file needs keys for: the signature in the label, and the C2PA manifest around it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from guiju.core.label import Label
from guiju.labels.carrier import Buffer, Carrier
from guiju.labels.provenance import UNOPENED, is_packed, load, manifested, media_type, stored
from guiju.labels.signing import read_key, signed


@dataclass(frozen=True, slots=True)
class Seals:
    """Signs labels with the private key in a file."""

    key: Path

    def __call__(self, label: Label, carrier: Carrier, data: Buffer) -> Label:
        """The label with its signature, for who passes the content on where it names one, else for who made it. Raises
        ValueError, Damaged, OSError."""
        return signed(label, carrier, data, read_key(self.key), "propagator" if label.propagate_id else "producer")


@dataclass(frozen=True, slots=True)
class Manifests:
    """Writes C2PA manifests signed by the chain in a folder."""

    folder: Path

    def prepared(self, source: Path, target: Path) -> bool:
        """Packs an archive anew, its members uncompressed, as a manifest needs it; says whether that was needed. It
        comes before the label, whose signature is over the members as they then are. Raises OSError, ValueError."""
        if not _holding(target) or not is_packed(source):
            return False
        stored(source, target)
        return True

    def __call__(self, source: Path, target: Path, carrier: Carrier, label: Label) -> bool:
        """Writes the manifest, where the format can hold one and is then still opened by its own programs, and says
        so. Raises ValueError, OSError."""
        kind = _holding(target)
        if kind:
            manifested(source, target, kind, label, load(self.folder))
        return bool(kind)


def _holding(path: Path) -> str:
    """The media type of a file that is given a manifest; empty for one that is not."""
    return "" if path.suffix.lower() in UNOPENED else media_type(path.name)
