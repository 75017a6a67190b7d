"""An export as Parquet: the same records and the same signed end, so that it verifies like the lines it stands for."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import orjson

from guiju.ledger import lines
from guiju.ledger.broken import Broken
from guiju.ledger.drafts import drafted

_MAGIC = b"PAR1"
_END = b"guiju.end"
_ROWS = 20_000
_TEXTS = ("kind", "writer", "absent", "body")
_HASHES = ("prev", "commit", "link", "salt")


def is_parquet(path: Path) -> bool:
    """Whether a file is Parquet. Raises FileNotFoundError."""
    with path.open("rb") as file:
        return file.read(len(_MAGIC)) == _MAGIC


def write_parquet(source: Iterable[bytes], out: Path) -> None:
    """Writes the lines of an export as a table: whole, or not at all. Raises LookupError without pyarrow, OSError."""
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    schema = _schema(arrow)
    with drafted(out) as file, parquet.ParquetWriter(file, schema, compression="zstd") as writer:
        stream = iter(source)
        while block := list(islice(stream, _ROWS)):
            rows = [orjson.loads(line) for line in block]
            if "end" in rows[-1]:
                writer.add_key_value_metadata({_END: block[-1]})
                rows.pop()
            if rows:
                writer.write_table(arrow.Table.from_pylist([_row(raw) for raw in rows], schema=schema))


def lines_of(path: Path) -> Iterator[bytes]:
    """The lines that a Parquet export stands for. Raises LookupError without pyarrow, Broken for no whole file."""
    arrow, parquet = _arrow("pyarrow"), _arrow("pyarrow.parquet")
    try:
        with parquet.ParquetFile(path) as file:
            for batch in file.iter_batches(_ROWS):
                yield from (_line(row) for row in batch.cast(_schema(arrow)).to_pylist())
            end = file.metadata.metadata.get(_END)
    except (arrow.ArrowException, KeyError, TypeError) as error:
        raise Broken(0, f"{path} is no whole Parquet export: {error}") from None
    if end is not None:
        yield end


def _row(raw: dict[str, Any]) -> dict[str, Any]:
    row = {**raw, **{name: bytes.fromhex(raw[name]) for name in _HASHES if name in raw}}
    return row if "body" not in raw else {**row, "body": orjson.dumps(raw["body"]).decode()}


def _line(row: dict[str, Any]) -> bytes:
    prev, commit, link = row["prev"].hex(), row["commit"].hex(), row["link"].hex()
    shared = row["writer"], row["seq"], row["at"], row["kind"], prev, commit, link
    if row["absent"] is not None:
        return lines.bare(*shared, row["absent"]) + b"\n"
    return lines.full(*shared, row["salt"].hex(), row["body"].encode()) + b"\n"


def _schema(arrow: Any) -> Any:
    texts = [(name, arrow.string()) for name in _TEXTS]
    return arrow.schema(
        [("seq", arrow.int64()), ("at", arrow.int64()), *texts, *((n, arrow.binary()) for n in _HASHES)]
    )


def _arrow(name: str) -> Any:
    """pyarrow comes with an extra, and costs too much to load where no Parquet is wanted."""
    try:
        return importlib.import_module(name)
    except ImportError:
        raise LookupError("Parquet needs pyarrow: pip install 'guiju[corpus]', or use jsonl") from None
