"""The lines of an export: one canonical spelling for each record, and for the signed end."""

from __future__ import annotations

from typing import Any

import orjson

from guiju.ledger.chain import Record

REDACTED, WITHHELD = "redacted", "withheld"
"""Why a record's body and salt are absent: removed for good, or left out of this export."""

_FULL = b'{"at":%d,"body":%b,"commit":"%b","kind":"%b","link":"%b","prev":"%b","salt":"%b","seq":%d,"writer":"%b"}'
_BARE = b'{"absent":"%b","at":%d,"commit":"%b","kind":"%b","link":"%b","prev":"%b","seq":%d,"writer":"%b"}'


def full(writer: str, seq: int, at: int, kind: str, prev: str, commit: str, link: str, salt: str, body: bytes) -> bytes:
    """The line of a record with its body; hashes and salt in hexadecimal; without the line's end."""
    return _FULL % (
        at, body, commit.encode(), kind.encode(), link.encode(), prev.encode(), salt.encode(), seq, writer.encode(),
    )  # fmt: skip


def bare(writer: str, seq: int, at: int, kind: str, prev: str, commit: str, link: str, absent: str) -> bytes:
    """The line of a record whose body and salt are absent."""
    return _BARE % (
        absent.encode(), at, commit.encode(), kind.encode(), link.encode(), prev.encode(), seq, writer.encode(),
    )  # fmt: skip


def line(record: Record, *, withhold: bool = False) -> bytes:
    """The line of a stored record."""
    prev, commit, link = record.prev.hex(), record.commit.hex(), record.link.hex()
    shared = record.writer, record.seq, record.at, record.kind, prev, commit, link
    if record.body is None or record.salt is None:
        return bare(*shared, REDACTED)
    return bare(*shared, WITHHELD) if withhold else full(*shared, record.salt.hex(), record.body)


def end(statement: bytes, signature: str) -> bytes:
    """The last line: a statement (canonical JSON) and its signature."""
    return b'{"end":%b,"signature":"%b"}' % (statement, signature.encode())


def again(raw: dict[str, Any]) -> bytes:
    """The one spelling of a parsed line. Raises KeyError, TypeError, AttributeError for what is no record's line."""
    shared = raw["writer"], raw["seq"], raw["at"], raw["kind"], raw["prev"], raw["commit"], raw["link"]
    if "absent" in raw:
        return bare(*shared, raw["absent"])
    return full(*shared, raw["salt"], orjson.dumps(raw["body"], option=orjson.OPT_SORT_KEYS))
