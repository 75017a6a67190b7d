"""Inspecting a file: its label and, as far as is asked for, signature, what people see and hear, and manifest."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guiju.core.content import Kind
from guiju.labels import sidecar
from guiju.labels.carrier import Buffer, Scan
from guiju.labels.carriers import carrier_of
from guiju.labels.examining import Examined, examine, judged
from guiju.labels.explicit import Sizes, Unfit
from guiju.labels.explicit.looking import looked
from guiju.labels.explicit.watching import film_seen, sound_seen
from guiju.labels.extra import Missing
from guiju.labels.provenance import manifest, media_type
from guiju.labels.provenance import remarks as manifest_remarks
from guiju.labels.remark import Remark
from guiju.labels.signing import checked, read_public
from guiju.labels.splices import opened
from guiju.labels.stamping import mark_remark

_WRITTEN: Final = frozenset(("svg",))
"""Pictures without pixels, whose label is words that their scan has read."""

_SCENES: Final = frozenset(("gltf", "glb"))
_NO_PIXELS: Final = "a scene has no picture of its own; look at the start frame of what shows it"


@dataclass(frozen=True, slots=True)
class Inspection:
    """How far a file is looked at: ``keys`` are public keys that are trusted to sign; with ``sizes`` its picture, film
    or sound is looked at for the explicit label of that size; with ``manifests`` its C2PA manifest is read, and trusted
    where it goes back to one of the roots in ``anchors`` (PEM). ``words`` are an operator's own wording, ``mark``
    the key of the invisible mark that is looked for in pictures."""

    keys: tuple[Path, ...] = ()
    sizes: Sizes | None = None
    words: str = ""
    manifests: bool = False
    anchors: str = ""
    mark: Path | None = None

    def __call__(self, path: Path, name: str = "") -> Examined:
        """What becomes of looking at a file. Raises OSError; ValueError for a key that is none; Missing."""
        name = name or path.name
        with opened(path) as data:
            examined = _with_sidecar(path, data, name) or examine(data, name)
            if examined.label is not None and (examined.label.reserved_code1 or examined.label.reserved_code2):
                examined = examined.with_remarks(*self._signed(examined, data, name))
        if self.sizes is not None:
            examined = _seen(examined, path, name, self.sizes, self.words)
        if self.mark is not None:
            label = examined.label
            told = mark_remark(path, name, self.mark, label.produce_id or label.propagate_id if label else "")
            examined = examined.with_remarks(*([told] if told else []))
        if self.manifests and media_type(name):
            examined = examined.with_remarks(
                *manifest_remarks(manifest(path, self.anchors, media_type(name)), examined.label)
            )
        return examined

    def _signed(self, examined: Examined, data: Buffer, name: str) -> tuple[Remark, ...]:
        carrier = carrier_of(data, name)
        if carrier is None or examined.label is None:
            return ()
        return checked(examined.label, carrier, data, [read_public(key) for key in self.keys])


def _with_sidecar(path: Path, data: Buffer, name: str) -> Examined | None:
    """What becomes of a file whose format has no place for a label, and of the label beside it; None without one."""
    beside, carrier = sidecar.place(path), carrier_of(data, name)
    if carrier is None or carrier.implicit or not beside.is_file():
        return None
    told, own = sidecar.read(beside.read_bytes(), data, beside.name), carrier.scan(data)
    return judged(carrier, Scan((*own.found, *told.found), (*own.remarks, *told.remarks)))


def _seen(examined: Examined, path: Path, name: str, sizes: Sizes, words: str) -> Examined:
    """The same after a look at its picture, film or sound; what does not decode is told as not looked at."""
    with opened(path) as data:
        carrier = carrier_of(data, name)
    kind = carrier.kind if carrier else None
    if carrier is None or kind not in (Kind.IMAGE, Kind.VIDEO, Kind.AUDIO) or carrier.name in _WRITTEN:
        return examined
    if carrier.name in _SCENES:
        return examined.with_remarks(Remark("explicit_unread", None, _NO_PIXELS))
    try:
        found = _met(kind, path, sizes, words)
    except (Unfit, Missing) as error:
        return examined.with_remarks(Remark("explicit_unread", None, str(error)))
    return examined.with_remarks(*found, explicit={remark.code for remark in found} == {"explicit_seen"})


def _met(kind: Kind, path: Path, sizes: Sizes, words: str) -> tuple[Remark, ...]:
    """What to say of the explicit label of a picture, a film or a sound. Raises Unfit; Missing; OSError."""
    if kind is Kind.AUDIO:
        return sound_seen(path) or (Remark("explicit_unheard"),)
    if kind is Kind.VIDEO:
        return film_seen(path, sizes, words) or (Remark("explicit_not_found"),)
    return (looked(path.read_bytes(), sizes.picture_share, words) or Remark("explicit_not_found"),)
