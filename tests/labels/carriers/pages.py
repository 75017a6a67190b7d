"""PDF files made in the tests: by hand, and by programs."""

from __future__ import annotations

import io
import shutil
import subprocess
import zlib
from collections.abc import Mapping
from pathlib import Path

import pikepdf
import pytest

from tests.labels.carriers.documents import WELL

STRING = WELL.replace("(", "\\(").replace(")", "\\)")
CATALOG = b"<</Type /Catalog /Pages 2 0 R>>"
PAGES = b"<</Type /Pages /Kids [3 0 R] /Count 1>>"
PAGE = (
    b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 200 100] /Contents 4 0 R /Resources <</Font <</F <</Type /Font "
    b"/Subtype /Type1 /BaseFont /Helvetica>>>>>>>>"
)
SHOWN = b"BT /F 18 Tf 20 40 Td (Hello) Tj ET"
XMP = (
    '<?xpacket begin="" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf='
    '"http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"'
    ' xmlns:TC260="http://www.tc260.org.cn/ns/AIGC/1.0/"><pdf:Producer>P</pdf:Producer>{}</rdf:Description></rdf:RDF>'
    '</x:xmpmeta><?xpacket end="w"?>'
)


def stream(content: bytes, about: bytes = b"") -> bytes:
    return b"<</Length %d%s>>\nstream\n%s\nendstream" % (len(content), about, content)


def objects(info: bytes | None = b"<</Title (T)>>") -> dict[int, bytes]:
    """The objects of a page; Info is 5."""
    made = {1: CATALOG, 2: PAGES, 3: PAGE, 4: stream(SHOWN)}
    return {**made, 5: info} if info is not None else made


def with_metadata(packet: bytes, about: bytes = b"", info: bytes | None = b"<</Title (T)>>") -> dict[int, bytes]:
    made = {**objects(info), 6: stream(packet, b" /Type /Metadata /Subtype /XML" + about)}
    return {**made, 1: b"<</Type /Catalog /Pages 2 0 R /Metadata 6 0 R>>"}


def placed(held: Mapping[int, bytes], head: bytes = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n") -> tuple[bytes, dict[int, int]]:
    out, places = bytearray(head), dict[int, int]()
    for number, written in held.items():
        places[number] = len(out)
        out += b"%d 0 obj\n%s\nendobj\n" % (number, written)
    return bytes(out), places


def table(held: Mapping[int, bytes], trailer: bytes = b"", head: bytes = b"%PDF-1.7\n", before: int = 0) -> bytes:
    """A file with a cross-reference table; its offsets leave out the bytes ``before``."""
    data, places = placed(held, head)
    size, start = max(held) + 1, len(data)
    rows = b"".join(
        b"%010d 00000 n \n" % (places[n] - before) if n in places else b"0000000000 65535 f \n" for n in range(size)
    )
    told = trailer or (b"/Info 5 0 R" if 5 in held else b"")
    return data + b"xref\n0 %d\n%strailer\n<</Size %d /Root 1 0 R %s>>\nstartxref\n%d\n%%%%EOF\n" % (
        size, rows, size, told, start - before,
    )  # fmt: skip


def streamed(held: Mapping[int, bytes], packed: tuple[int, ...] = (), predictor: bool = False) -> bytes:
    """A file with a cross-reference stream; the objects ``packed`` stand in an object stream."""
    own, number = {n: one for n, one in held.items() if n not in packed}, max(held) + 1
    if packed:
        table, inside = b"", b""
        for one in packed:
            table += b"%d %d " % (one, len(inside))
            inside += held[one] + b" "
        held_in = zlib.compress(table + inside)
        about = b" /Type /ObjStm /N %d /First %d /Filter /FlateDecode" % (len(packed), len(table))
        own[number] = stream(held_in, about)
    data, places = placed(own)
    size, rows = number + 2, [b"\0\0\0\0\0\0"] * (number + 2)
    for n, at in {**places, number + 1: len(data)}.items():
        rows[n] = b"\1" + at.to_bytes(4, "big") + b"\0"
    for index, n in enumerate(packed):
        rows[n] = b"\2" + number.to_bytes(4, "big") + bytes((index,))
    parms = b""
    if predictor:
        above = [b"\0" * 6, *rows]
        rows = [
            b"\2" + bytes((x - y) & 255 for x, y in zip(row, up, strict=True))
            for row, up in zip(rows, above[:-1], strict=True)
        ]
        parms = b" /DecodeParms <</Predictor 12 /Columns 6>>"
    info = b"/Info 5 0 R" if 5 in held else b""
    about = b" /Type /XRef /Size %d /W [1 4 1] /Root 1 0 R %s /Filter /FlateDecode%s" % (size, info, parms)
    return data + b"%d 0 obj\n%s\nendobj\nstartxref\n%d\n%%%%EOF\n" % (
        number + 1, stream(zlib.compress(b"".join(rows)), about), len(data),
    )  # fmt: skip


def hybrid() -> bytes:
    """A file whose Info is hidden from programs that know of no cross-reference streams."""
    held = objects()
    info = held.pop(5)
    data, places = placed({**held, 6: stream(b"5 0 " + info, b" /Type /ObjStm /N 1 /First 4")})
    hidden = len(data)
    row = b"\2" + (6).to_bytes(4, "big") + b"\0"
    data += b"7 0 obj\n%s\nendobj\n" % stream(row, b" /Type /XRef /Size 8 /W [1 4 1] /Index [5 1] /Root 1 0 R")
    start = len(data)
    places[7] = hidden
    rows = b"".join(b"%010d 00000 n \n" % places[n] if n in places else b"0000000000 65535 f \n" for n in range(8))
    return data + (
        b"xref\n0 8\n%strailer\n<</Size 8 /Root 1 0 R /Info 5 0 R /XRefStm %d>>\nstartxref\n%d\n%%%%EOF\n"
        % (rows, hidden, start)
    )


def saved(data: bytes, **how: object) -> bytes:
    """What pikepdf writes of a file."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as file:
        file.save(out, **how)  # type: ignore[arg-type]
    return out.getvalue()


def ran(program: str, *arguments: str | Path, okay: tuple[int, ...] = (0,)) -> bytes:
    """What a program prints; the test is passed over where there is none."""
    found = shutil.which(program)
    if found is None:
        pytest.skip(f"{program} is not installed")
    done = subprocess.run([found, *arguments], capture_output=True, timeout=60, check=False)
    assert done.returncode in okay, (done.stdout + done.stderr).decode()
    return done.stdout
