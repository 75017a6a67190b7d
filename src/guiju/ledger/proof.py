"""Walks chains record by record and finds the first thing that does not hold. Shared by exports and the database."""

from __future__ import annotations

import struct
from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from guiju.core.facts import CheckpointSigned, Head, RecordRedacted, WriterOpened
from guiju.ledger.broken import Broken
from guiju.ledger.chain import GENESIS, commitment, link, moment
from guiju.ledger.checkpoint import Checkpoint


class Step(NamedTuple):
    """A record as it is found, nothing of it believed yet. ``raw`` is the parsed body."""

    writer: str
    seq: int
    at: int
    kind: str
    prev: bytes
    commit: bytes
    link: bytes
    salt: bytes | None
    body: bytes | None
    raw: Mapping[str, Any] | None


class Walk:
    """Takes the records of all chains by writer and sequence number; raises Broken at the first that does not fit.

    ``marks`` are earlier checkpoints: where each says that a chain stood, there it must have stood. ``begun`` is where
    the walk begins in each chain, by default before its first record. ``signed`` are the checkpoints of which it read.
    """

    def __init__(self, marks: tuple[Checkpoint, ...] = (), begun: tuple[Head, ...] = ()) -> None:
        self.records = 0
        self.signed: set[int] = set()
        self._begun = _ends(begun)
        self.ends = dict(self._begun)
        self.absent: dict[tuple[str, int], int] = {}
        self._named: dict[tuple[str, int], tuple[str, int]] = {}
        self._writer, self._seq, self._link = "", 0, GENESIS
        self._marks: dict[str, dict[int, tuple[str, int]]] = {}
        for checkpoint in marks:
            for head in checkpoint.heads:
                self._marks.setdefault(head.writer, {})[head.seq] = (head.link, checkpoint.number)
        self._here: dict[int, tuple[str, int]] = {}

    def take(self, step: Step, line: int) -> None:
        """The next record. Raises Broken."""
        if step.writer != self._writer:
            self._turn(step, line)
        if step.seq != self._seq + 1:
            raise Broken(line, f"record {self._seq + 1} of {step.writer} is missing or out of order")
        if step.prev != self._link:
            raise Broken(line, f"record {step.seq} of {step.writer} does not continue the one before it")
        self._prove(step, line)
        self._seq, self._link = step.seq, step.link
        self.records += 1
        if step.seq in self._here:
            self._compare(step, line)

    def finish(self, line: int) -> None:
        """All records were taken: nothing may be missing. Raises Broken."""
        self._close()
        for place, (writer, seq) in self._named.items():
            if place[0] == writer and place[1] >= seq:
                raise Broken(line, f"the redaction of record {place[1]} of {place[0]} comes before it")
        for place, where in self.absent.items():
            if place not in self._named:
                raise Broken(where, f"record {place[1]} of {place[0]} has no body and no later record redacts it")
        for name, marks in self._marks.items():
            for seq, (_, number) in marks.items():
                if self.ends.get(name, (0, b""))[0] < seq:
                    raise Broken(
                        line, f"{name} ends before record {seq} of checkpoint {number}: an older export, or a cut one"
                    )

    def matches(self, heads: tuple[Head, ...], line: int) -> None:
        """The chains must end exactly where these heads say. Raises Broken."""
        if _ends(heads) != self.ends:
            raise Broken(line, "the chains do not end where the signed checkpoint says")

    def _turn(self, step: Step, line: int) -> None:
        if step.writer < self._writer or not step.writer:
            raise Broken(line, f"the chain of {step.writer} is out of order")
        if step.kind != WriterOpened.kind and step.writer not in self._begun:
            raise Broken(line, f"the chain of {step.writer} does not begin with its opening")
        self._close()
        self._seq, self._link = self._begun.get(step.writer, (0, GENESIS))
        self._writer = step.writer
        self._here = self._marks.get(step.writer, {})

    def _close(self) -> None:
        if self._writer:
            self.ends[self._writer] = (self._seq, self._link)

    def _prove(self, step: Step, line: int) -> None:
        if len(step.commit) != len(GENESIS):
            raise Broken(line, "a commitment is not of 32 bytes")
        try:
            expected = link(step.writer, step.seq, step.at, step.kind, step.prev, step.commit)
        except (struct.error, OverflowError, UnicodeEncodeError):
            raise Broken(line, "a number or a name is out of bounds") from None
        if expected != step.link:
            raise Broken(line, f"record {step.seq} of {step.writer}: its link is not that of what stands here")
        if step.body is None or step.salt is None or step.raw is None:
            self.absent[step.writer, step.seq] = line
            return
        if commitment(step.salt, step.body) != step.commit:
            raise Broken(line, f"record {step.seq} of {step.writer}: its body is not the one committed to")
        self._read(step, step.raw, line)

    def _read(self, step: Step, raw: Mapping[str, Any], line: int) -> None:
        """What stands beside the body must be what the body says."""
        try:
            agrees = raw["kind"] == step.kind and moment(datetime.fromisoformat(raw["at"])) == step.at
            if step.kind == RecordRedacted.kind:
                self._named[raw["facts"]["writer"], raw["facts"]["seq"]] = step.writer, step.seq
            elif step.kind == CheckpointSigned.kind:
                self.signed.add(raw["facts"]["number"])
        except (KeyError, TypeError, ValueError):
            raise Broken(line, f"record {step.seq} of {step.writer}: its body is no evidence") from None
        if not agrees:
            raise Broken(line, f"record {step.seq} of {step.writer}: kind or time differ from its body")

    def _compare(self, step: Step, line: int) -> None:
        stated, number = self._here[step.seq]
        if step.link.hex() != stated:
            raise Broken(line, f"record {step.seq} of {step.writer} is not the one in checkpoint {number}: rewritten")


def _ends(heads: tuple[Head, ...]) -> dict[str, tuple[int, bytes]]:
    return {str(head.writer): (head.seq, bytes.fromhex(head.link)) for head in heads}
