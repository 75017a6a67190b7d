"""Verifies an export on its own, with nothing but the public key: streams it once, on one core."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from guiju.ledger import lines
from guiju.ledger.broken import Broken
from guiju.ledger.checkpoint import Checkpoint, believe, built
from guiju.ledger.export import DOMAIN
from guiju.ledger.parquet import is_parquet, lines_of
from guiju.ledger.proof import Step, Walk
from guiju.ledger.signing import Verifier

Watched = Callable[[Iterable[bytes]], Iterable[bytes]]


@dataclass(frozen=True, slots=True)
class Verified:
    """What holds: so many records of so many writers, up to a checkpoint. ``at`` is when the export was signed."""

    records: int
    writers: int
    redacted: int
    withheld: int
    checkpoint: int
    at: datetime


def verify(path: Path, key: Verifier, against: tuple[Checkpoint, ...] = (), watched: Watched = iter) -> Verified:
    """Checks an export (JSONL or Parquet). Raises Broken at the first line that does not hold, FileNotFoundError.

    ``watched`` sees every line go by, for a progress bar.
    """
    believe(against, key)
    if is_parquet(path):
        return _verified(watched(lines_of(path)), key, against)
    with path.open("rb") as file:
        return _verified(watched(file), key, against)


def _verified(file: Iterable[bytes], key: Verifier, against: tuple[Checkpoint, ...]) -> Verified:
    walk, digest, withheld, number = Walk(against), hashlib.sha256(), 0, 0
    stream = iter(file)
    for number, line in enumerate(stream, 1):
        raw = _parsed(line, number)
        if "end" in raw:
            end = _signed(raw, line, key, number)
            _agree(end, (walk.records, withheld, digest.hexdigest()), number)
            if next(stream, None) is not None:
                raise Broken(number + 1, "something stands after the signed end")
            return _finished(walk, end, key, number)
        step = _step(raw, line, number)
        walk.take(step, number)
        if raw.get("absent") == lines.WITHHELD:
            del walk.absent[step.writer, step.seq]
            withheld += 1
        digest.update(line)
    raise Broken(number + 1, "the export has no signed end: it is cut off")


def _parsed(line: bytes, number: int) -> dict[str, Any]:
    try:
        raw = orjson.loads(line)
    except orjson.JSONDecodeError:
        raise Broken(number, "not a line of an export: no JSON") from None
    if not isinstance(raw, dict):
        raise Broken(number, "not a line of an export")
    return raw


def _step(raw: dict[str, Any], line: bytes, number: int) -> Step:
    """The record on a line, once the line is spelled as an export spells it."""
    try:
        if lines.again(raw) + b"\n" != line:
            raise Broken(number, "the line is not spelled as an export spells it")
        salt, body = raw.get("salt"), raw.get("body")
        if salt is None and raw["absent"] not in (lines.REDACTED, lines.WITHHELD):
            raise Broken(number, "the body is absent for no known reason")
        return Step(
            raw["writer"], raw["seq"], raw["at"], raw["kind"],
            _hex(raw["prev"]), _hex(raw["commit"]), _hex(raw["link"]),
            None if salt is None else _hex(salt), None if salt is None else orjson.dumps(body), body,
        )  # fmt: skip
    except (KeyError, TypeError, AttributeError):
        raise Broken(number, "not a record's line: a field is missing or of another kind") from None
    except UnicodeEncodeError:
        raise Broken(number, "not a record's line: a name is not plain") from None


def _signed(raw: dict[str, Any], line: bytes, key: Verifier, number: int) -> dict[str, Any]:
    """The statement on the last line, once the key has signed it."""
    try:
        statement = orjson.dumps(raw["end"], option=orjson.OPT_SORT_KEYS)
        spelled = lines.end(statement, raw["signature"]) + b"\n" == line
        held = spelled and key.holds(DOMAIN, statement, raw["signature"])
    except (KeyError, TypeError, AttributeError):
        held = False
    if not held:
        raise Broken(number, "the end is not signed by this key")
    end: dict[str, Any] = raw["end"]
    return end


def _agree(end: dict[str, Any], found: tuple[int, int, str], number: int) -> None:
    if (end["count"], end["withheld"]) != found[:2]:
        raise Broken(number, f"{found[0]} records ({found[1]} withheld) stand here, {end['count']} were signed")
    if end["digest"] != found[2]:
        raise Broken(number, "the lines before are not those that were signed")


def _finished(walk: Walk, end: dict[str, Any], key: Verifier, number: int) -> Verified:
    checkpoint = built(end["checkpoint"]["checkpoint"], end["checkpoint"]["signature"])
    if not checkpoint.holds(key):
        raise Broken(number, "the checkpoint in the end is not signed by this key")
    walk.finish(number)
    walk.matches(checkpoint.heads, number)
    at = datetime.fromisoformat(end["at"])
    return Verified(walk.records, len(walk.ends), len(walk.absent), end["withheld"], checkpoint.number, at)


def _hex(text: str) -> bytes:
    """Bytes from the one spelling of their hexadecimal. Raises TypeError for any other."""
    try:
        value = bytes.fromhex(text)
    except ValueError:
        raise TypeError("no hexadecimal") from None
    if value.hex() != text:
        raise TypeError("hexadecimal in another spelling")
    return value
