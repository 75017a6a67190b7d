"""The label beside a file whose format has no place for one: ``NAME.aigc.json``, bound to the file by its digest."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any, Final

import orjson

from guiju.core.label import Label
from guiju.labels.aigc import aigc
from guiju.labels.carrier import LARGEST, Buffer, Found, Scan
from guiju.labels.remark import Remark
from guiju.labels.splices import opened, write

ENDING: Final = ".aigc.json"
"""What is put behind the name of the file that the label is of."""


def place(path: Path) -> Path:
    """Where the label beside a file lies."""
    return path.with_name(f"{path.name}{ENDING}")


def written(label: Label, name: str, data: Buffer) -> bytes:
    """The label of a file of this name and these bytes, as a file of its own. ValueError for a label that annex E does
    not allow."""
    row = {**aigc(label), "file": name, "sha256": _digest(data)}
    return orjson.dumps(row, option=orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE)


def write_beside(path: Path, label: Label) -> None:
    """Puts the label of a file beside it. Raises OSError, ValueError."""
    with opened(path) as data:
        write(place(path), [written(label, path.name, data)])


def read(sidecar: bytes, data: Buffer, name: str = "") -> Scan:
    """What a file beside another says of it. Its label is found with the remark ``sidecar``, and with ``sidecar_other``
    where its digest is of other bytes or it has none. Damage is a remark. ``name`` is the sidecar's."""
    row = _row(sidecar)
    if row is None:
        return Scan((), (Remark("damaged", 0, "the label beside the file is no JSON object with the key AIGC"),))
    remarks = [Remark("sidecar", 0, name or ENDING)]
    if row.get("sha256") != _digest(data):
        remarks.append(Remark("sidecar_other", 0))
    text = orjson.dumps(row["AIGC"]).decode()
    return Scan((Found(text, sidecar.find(b"AIGC"), "sidecar", tuple(remarks)),))


def _row(sidecar: bytes) -> dict[str, Any] | None:
    if len(sidecar) > LARGEST:
        return None
    try:
        row = orjson.loads(sidecar)
    except orjson.JSONDecodeError:
        return None
    return row if isinstance(row, dict) and "AIGC" in row else None


def _digest(data: Buffer) -> str:
    """SHA-256, lower-case hexadecimal."""
    found = hashlib.sha256()
    for at in range(0, len(data), LARGEST):
        found.update(data[at : at + LARGEST])
    return found.hexdigest()
