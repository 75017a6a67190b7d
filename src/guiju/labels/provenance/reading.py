"""The manifest of a file: who signed what about it, and whether that still holds."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Literal

from guiju.core.label import Label
from guiju.labels.carrier import Buffer
from guiju.labels.extra import library
from guiju.labels.provenance.crosswalk import ASSERTION, read_assertion
from guiju.labels.provenance.engine import context, media_type
from guiju.labels.remark import Remark
from guiju.labels.splices import opened

State = Literal["trusted", "valid", "invalid"]
"""``trusted``: all holds and the signer's root is one of those given; ``valid``: all holds, by a signer not known;
``invalid``: something does not hold, or cannot be read."""

Reason = Literal[
    "content", "assertion", "signature", "expired", "certificate", "untrusted", "damaged", "elsewhere", "other"
]
"""Why it is not trusted; each is told by the remark ``manifest_REASON``."""

_REASONS: Final[tuple[tuple[str, Reason], ...]] = (
    ("assertion.dataHash", "content"), ("assertion.bmffHash", "content"), ("assertion.boxesHash", "content"),
    ("assertion.collectionHash", "content"), ("assertion.multiAssetHash", "content"),
    ("assertion.", "assertion"), ("ingredient.", "assertion"),
    ("signingCredential.untrusted", "untrusted"), ("signingCredential.expired", "expired"),
    ("claimSignature.outsideValidity", "expired"), ("signingCredential.", "certificate"),
    ("claimSignature.", "signature"), ("timeStamp.", "signature"), ("algorithm.", "signature"),
    ("claim.", "damaged"), ("manifest.", "damaged"), ("general.", "damaged"),
)  # fmt: skip
"""The status codes of C2PA by their beginnings; the first that fits."""

_MARKS: Final = (b"jumdc2pa\0\x11\0\x10\x80\0\0\xaa\x008\x9bq", b"c2pa:manifest")
"""How the store of manifests begins wherever it lies as it is (its type, ISO 19566-5), and its element in SVG."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """The active manifest of a file: what wrote it, who signed it (the organisation of the certificate), and the label
    in it; ``sources`` are the digital source types of it and of what it was made from. ``codes`` are C2PA's own."""

    state: State
    reasons: tuple[Reason, ...]
    generator: str = ""
    issuer: str = ""
    sources: tuple[str, ...] = ()
    label: Label | None = None
    codes: tuple[str, ...] = ()


def manifest(path: Path, anchors: str = "", kind: str = "") -> Manifest | None:
    """The manifest in a file, None where it holds none; ``anchors`` are the roots to trust, in PEM, ``kind`` the media
    type where the name does not tell it. One that lies elsewhere is not fetched. Raises OSError, extra.Missing."""
    c2pa = library("c2pa")
    with path.open("rb") as file:
        try:
            with c2pa.Reader(kind or media_type(path.name) or None, file, context=context(anchors)) as reader:
                return _read(reader)
        except c2pa.C2paError.ManifestNotFound:
            return None
        except c2pa.C2paError as error:
            return _unread(path, str(error))


def remarks(found: Manifest | None, label: Label | None) -> tuple[Remark, ...]:
    """What a manifest adds to the examination of a file whose label is ``label``. None of it weighs: no rule for labels
    asks for a manifest, and a platform that adds its pair has to break one."""
    if found is None:
        return ()
    signer = "; ".join(filter(None, (found.state, found.generator, found.issuer)))
    told = [Remark("manifest", None, signer), *(Remark(f"manifest_{reason}") for reason in found.reasons)]
    if found.label is not None and found.label != label:
        told.append(Remark("manifest_label"))
    return tuple(told)


def present(data: Buffer) -> bool:
    """Whether a file seems to hold a manifest, whatever became of it; asked of the bytes, without the library."""
    return any(data.find(mark) >= 0 for mark in _MARKS)


def rewriting(data: Buffer) -> tuple[Remark, ...]:
    """What to tell where the label of a file is about to be written anew: its manifest will not hold any more."""
    return (Remark("manifest_rewritten"),) if present(data) else ()


def _read(reader: Any) -> Manifest:
    active = reader.get_active_manifest() or {}
    results = (reader.get_validation_results() or {}).get("activeManifest") or {}
    codes = tuple(dict.fromkeys(failure["code"] for failure in results.get("failure", ())))
    state: State = {"Trusted": "trusted", "Valid": "valid"}.get(reader.get_validation_state() or "", "invalid")  # type: ignore[assignment]
    told: dict[str, Any] = next(iter(active.get("claim_generator_info") or ()), {})
    generator = " ".join(str(told[key]) for key in ("name", "version") if key in told)
    assertions = active.get("assertions") or ()
    labels = (read_assertion(one.get("data")) for one in assertions if one.get("label") == ASSERTION)
    return Manifest(
        state, _reasons(codes), generator, str((active.get("signature_info") or {}).get("issuer") or ""),
        tuple(dict.fromkeys(_sources(reader))), next(filter(None, labels), None), codes,
    )  # fmt: skip


def _unread(path: Path, error: str) -> Manifest | None:
    """What the library's refusal to read a file means for its manifest."""
    if error.startswith("Remote:"):
        return Manifest("invalid", ("elsewhere",))
    with opened(path) as data:
        return Manifest("invalid", ("damaged",), codes=(error[:200],)) if present(data) else None


def _reasons(codes: Sequence[str]) -> tuple[Reason, ...]:
    found = (next((reason for begin, reason in _REASONS if code.startswith(begin)), "other") for code in codes)
    return tuple(dict.fromkeys(found))  # type: ignore[arg-type]


def _sources(reader: Any) -> Iterator[str]:
    """The types that actions name, of the file itself and of what it was made from."""
    for one in json.loads(reader.json()).get("manifests", {}).values():
        for assertion in one.get("assertions") or ():
            if str(assertion.get("label")).startswith("c2pa.actions"):
                actions = (assertion.get("data") or {}).get("actions") or ()
                yield from (str(action["digitalSourceType"]) for action in actions if action.get("digitalSourceType"))
