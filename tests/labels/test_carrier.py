from __future__ import annotations

import struct
import time
import zlib
from collections.abc import Iterator

import pytest

from guiju.labels import examine
from guiju.labels.carrier import LARGEST, MOST, Damaged, Found, Gathering
from guiju.labels.remark import Remark


def chunk(kind: bytes, data: bytes, wrong: int = 0) -> bytes:
    return len(data).to_bytes(4, "big") + kind + data + (zlib.crc32(kind + data) ^ wrong).to_bytes(4, "big")


def png(between: bytes) -> bytes:
    head = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + head + between + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def tag(name: bytes, content: bytes) -> bytes:
    return b"ID3\3\0\0" + bytes(len(content) >> shift & 127 for shift in (21, 14, 7, 0)) + content


LABELS = {
    "text chunks": ("a.png", png(chunk(b"tEXt", b"AIGC\0{}") * 50_000)),
    "elements": ("a.html", b"<html>" + b"<meta name=AIGC content='{}'>" * 50_000),
    "frames in front of FLAC": (
        "a.flac", tag(b"", (b"TXXX\0\0\0\x08\0\0\0AIGC\0{}") * 15_000) + b"fLaC\x80\0\0\x22" + bytes(34),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LABELS)
def test_a_file_of_nothing_but_labels_is_told_with_some_of_them(name: str) -> None:
    called, data = LABELS[name]
    begun = time.process_time()
    seen = examine(data, called)
    assert time.process_time() - begun < 4
    assert seen.verdict == "noncompliant"
    assert {"too_large", "duplicate"} <= {remark.code for remark in seen.remarks}
    assert len(seen.remarks) < 20 * MOST


def test_a_file_of_nothing_but_remarks_is_not_judged() -> None:
    seen = examine(png(chunk(b"tEXt", b"a\0b", wrong=1) * 50_000))
    assert seen.verdict == "inconclusive" and len(seen.remarks) == MOST + 1
    assert seen.remarks[0].code == "too_large"


def test_a_file_of_some_remarks_is_judged() -> None:
    seen = examine(png(chunk(b"tEXt", b"a\0b", wrong=1) * (MOST - 1)))
    assert seen.verdict == "none" and len(seen.remarks) == MOST - 1


def test_labels_of_very_much_text_are_let_go() -> None:
    long = chunk(b"tEXt", b"AIGC\0{" + b" " * (LARGEST // 2))
    assert len(Gathering().scan().remarks) == 0
    begun = time.process_time()
    seen = examine(png(long * 5))
    assert time.process_time() - begun < 8
    counts = {remark.code: remark.detail for remark in seen.remarks}
    assert seen.verdict == "noncompliant" and "too_large" in counts and counts["duplicate"] == "2"


def test_no_more_is_asked_for_than_there_is_room() -> None:
    asked = 0

    def every() -> Iterator[Found]:
        nonlocal asked
        while True:
            asked += 1
            yield Found("{}", 0, "")

    seen = Gathering()
    seen.found += every()
    seen.found.append(Found("{}", 0, ""))
    seen.remarks.extend(Remark("damaged", 0) for _ in range(3))
    assert (asked, len(seen.scan().found), len(seen.scan().remarks)) == (MOST, MOST, 4)


def test_what_was_met_before_damage_is_kept() -> None:
    def every() -> Iterator[Found]:
        yield Found("{}", 0, "")
        raise Damaged("here")

    seen = Gathering()
    with pytest.raises(Damaged):
        seen.found += every()
    assert len(seen.scan().found) == 1 and not seen.scan().remarks
