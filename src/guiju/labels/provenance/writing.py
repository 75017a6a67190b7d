"""Putting a manifest into a file: the last thing that is done to it, for whatever is changed afterwards breaks it."""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import guiju
from guiju.core.label import Label
from guiju.labels.carrier import Damaged
from guiju.labels.extra import library
from guiju.labels.provenance.chain import Chain
from guiju.labels.provenance.crosswalk import ASSERTION, assertion, source_type
from guiju.labels.provenance.engine import UNOPENED, context, media_type
from guiju.labels.provenance.reading import manifest
from guiju.labels.provenance.stored import is_packed, store
from guiju.labels.provenance.unharmed import disagrees, harm, is_signed
from guiju.labels.splices import beside

_PARENT: Final = "parent"


class Unmanifested(ValueError):
    """A file that cannot be given a manifest, and why."""


def manifested(path: Path, made: Path, kind: str, label: Label, chain: Chain, parent: Path | None = None) -> None:
    """Writes ``path`` with a manifest to ``made``, which may be the same: what ``label`` says, signed by ``chain``.

    The label of the file comes first, and is the same. ``kind`` is the media type, empty to take it from the name; ODF
    has to be named, for the reason told at ``engine.UNOPENED``. ``parent`` is the file as it was before this one was
    made from it; where none is given, a file that has a manifest, or whose label does not say for certain, is its own.
    Zip containers are written with their members uncompressed. A file that would be harmed is refused.

    Raises Unmanifested, OSError, ValueError for the label, extra.Missing.
    """
    kind = kind or _kind(path)
    if parent is None and (not source_type(label) or manifest(path) is not None):
        parent = path
    if disagrees(path, label):
        raise Unmanifested(f"{path.name} holds another label than the manifest would; write the label first")
    if is_signed(path, kind):
        raise Unmanifested(f"{path.name} has a digital signature of its own, which a manifest would break")
    with beside(made) as part:
        try:
            with _plain(path) as plain:
                _write(plain, part, kind, definition(label, kind, derived=parent is not None), chain, parent)
                harmed = harm(path, plain, part, kind, label)
        except library("c2pa").C2paError as error:
            raise Unmanifested(f"{path.name}: no C2PA manifest could be written: {error}") from None
        except Damaged as damage:
            raise Unmanifested(f"{path.name} is damaged: {damage}") from None
        if harmed:
            raise Unmanifested(f"{path.name} is left without a C2PA manifest: with one, {harmed}")
        _confirm(part, path, kind, chain)


def definition(label: Label, kind: str, *, derived: bool) -> dict[str, Any]:
    """The manifest before it is signed: what wrote it, what was done, and the label."""
    done: dict[str, Any] = {"action": "c2pa.created", "digitalSourceType": source_type(label)}
    if derived:
        done = {"action": "c2pa.opened", "parameters": {"ingredientIds": [_PARENT]}}
    actions = [done, {"action": "c2pa.edited.metadata"}] if derived else [done]
    return {
        "claim_generator_info": [{"name": "Guiju", "version": guiju.__version__}],
        "format": kind,
        "assertions": [
            {"label": "c2pa.actions.v2", "data": {"actions": actions}},
            {"label": ASSERTION, "data": assertion(label)},
        ],
    }


def _kind(path: Path) -> str:
    if path.suffix.lower() in UNOPENED:
        raise Unmanifested(
            f"{path.name}: LibreOffice does not open an ODF file that holds a C2PA manifest; keep to the label, or "
            f"give the media type {media_type(path.name)} to write one all the same"
        )
    if not media_type(path.name):
        raise Unmanifested(f"{path.name}: a file of this kind cannot hold a C2PA manifest")
    return media_type(path.name)


@contextmanager
def _plain(path: Path) -> Iterator[Path]:
    """The file to sign; of a zip container a copy with its members uncompressed."""
    if not is_packed(path):
        yield path
        return
    with tempfile.NamedTemporaryFile() as copy:
        store(path, copy)
        copy.flush()
        yield Path(copy.name)


def _write(plain: Path, made: Path, kind: str, told: dict[str, Any], chain: Chain, parent: Path | None) -> None:
    c2pa = library("c2pa")
    builder = c2pa.Builder(told, context(chain.root))
    if parent is not None:
        with parent.open("rb") as file:
            builder.add_ingredient(_ingredient(parent), media_type(parent.name) or kind, file)
    with plain.open("rb") as source, made.open("w+b") as target:
        builder.sign(_signer(c2pa, chain), kind, source, target)


def _ingredient(parent: Path) -> str:
    return json.dumps({"title": parent.name, "relationship": "parentOf", "label": _PARENT})


def _signer(c2pa: Any, chain: Chain) -> Any:
    info = c2pa.C2paSignerInfo(
        alg=b"es256", sign_cert=chain.certificates.encode(), private_key=chain.key.encode(),
        ta_url=chain.authority.encode() or None,
    )  # fmt: skip
    return c2pa.Signer.from_info(info)


def _confirm(made: Path, path: Path, kind: str, chain: Chain) -> None:
    """Reads the manifest again. Raises Unmanifested where it does not hold."""
    found = manifest(made, chain.root, kind)
    if found is None or found.state != "trusted":
        why = ", ".join(found.codes) if found else "there is none"
        raise Unmanifested(f"{path.name}: the manifest does not hold when it is read again: {why}")
