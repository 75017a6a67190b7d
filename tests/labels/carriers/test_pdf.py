from __future__ import annotations

import io
import re
from pathlib import Path

import pikepdf
import pypdf
import pytest
from hypothesis import given, settings

from guiju.core.label import Label
from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.pdf import PDF
from guiju.labels.splices import digest, spliced
from tests.labels.carriers.documents import NUMBERS, QUOTED, WELL, converted, exiftool
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws
from tests.labels.carriers.pages import (
    SHOWN,
    XMP,
    hybrid,
    objects,
    ran,
    saved,
    stream,
    streamed,
    table,
    with_metadata,
)  # fmt: skip

OBJSTM = pikepdf.ObjectStreamMode.generate
LABELLED = f"<</Title (T) /AIGC ({WELL})>>".encode()
ELEMENT = f"<TC260:AIGC>{WELL}</TC260:AIGC>"
PACKET = XMP.format(ELEMENT).encode()

MADE = {
    "table": lambda: table(objects()),
    "no Info": lambda: table(objects(None)),
    "Info in the trailer": lambda: table(objects(None), b"/Info <</Title (T)>>"),
    "Info that is free": lambda: table(objects(None), b"/Info 9 0 R"),
    "stream": lambda: streamed(objects()),
    "stream without Info": lambda: streamed(objects(None)),
    "Info in an object stream": lambda: streamed(objects(), (5,)),
    "all in an object stream": lambda: streamed(objects(), (1, 2, 3, 5), predictor=True),
    "hybrid": hybrid,
    "linearised": lambda: saved(table(objects()), linearize=True),
    "linearised with object streams": lambda: saved(table(objects()), linearize=True, object_stream_mode=OBJSTM),
    "of pikepdf": lambda: saved(table(objects()), object_stream_mode=OBJSTM),
    "an identifier": lambda: table(objects(), b"/Info 5 0 R /ID [<00ff> (a\\)b)]"),
    "behind white space": lambda: b"\n\n" + table(objects()),
    "offsets from the header": lambda: table(objects(), b"/Info 5 0 R", b"\r\n%PDF-1.4\n", before=2),
    "more behind it": lambda: table(objects()) + b"<html>more</html>",
    "labelled": lambda: table(objects(LABELLED)),
    "labelled twice": lambda: table(objects(LABELLED[:-2] + LABELLED[2:].replace(b"/Title (T)", b""))),
    "labelled by a string elsewhere": lambda: table({**objects(b"<</AIGC 6 0 R>>"), 6: f"({WELL})".encode()}),
    "metadata": lambda: table(with_metadata(XMP.format("").encode())),
    "labelled in the metadata": lambda: table(with_metadata(PACKET)),
    "labelled in both": lambda: table(with_metadata(PACKET, info=LABELLED)),
    "labelled in the metadata, no Info": lambda: streamed(with_metadata(PACKET, info=None)),
    "an empty name": lambda: table(objects(b"<< / (x) /Title()/K[<</A<41>>>(\\(]\n)]>>")),
}


@pytest.mark.parametrize("name", MADE)
def test_laws(name: str) -> None:
    before = MADE[name]()
    made = check_laws(PDF(), before)
    assert made.startswith(before)
    with pikepdf.open(io.BytesIO(made)) as file:
        assert not [said for said in file.check_pdf_syntax() if "duplicated key" not in said]
        assert str(file.docinfo["/AIGC"]) == value(FIRST)
        assert b"TC260:AIGC" not in (file.Root.Metadata.read_bytes() if "/Metadata" in file.Root else b"")
    read = pypdf.PdfReader(io.BytesIO(made))
    assert read.metadata and read.metadata["/AIGC"] == value(FIRST)
    assert read.pages[0].extract_text() == "Hello"


@given(NUMBERS)
@settings(max_examples=40, deadline=None)
def test_any_number_that_the_standard_allows_is_read_by_another(number: str) -> None:
    label = Label("1", FIRST.content_producer, number)
    data = table(objects())
    made = spliced(data, PDF().splices(data, value(label)))
    with pikepdf.open(io.BytesIO(made)) as file:
        assert str(file.docinfo["/AIGC"]) == value(label)
    assert examine(made).label == label


def test_hostile() -> None:
    check_hostile(PDF(), check_laws(PDF(), table(with_metadata(PACKET))), rounds=600)
    check_hostile(PDF(), check_laws(PDF(), streamed(objects(), (1, 2, 3, 5), predictor=True)), rounds=600)


@pytest.mark.parametrize(
    ("info", "verdict", "code"),
    [
        (b"<</Title (T)>>", "none", None),
        (LABELLED, "compliant", None),
        (b"<</AIGC <%s>>>" % WELL.encode().hex().encode(), "compliant", None),
        (b"<</AIGC <%s>>>" % ("\ufeff" + WELL).encode("utf-16-be").hex().encode(), "compliant", None),
        (b"<</#41IGC (%s)>>" % WELL.encode(), "compliant", None),
        (f'<</AIGC ({{"AIGC":{WELL}}})>>'.encode(), "compliant", None),
        (b"<</AIGC ()>>", "inconclusive", "empty"),
        (b"<</AIGC 7>>", "noncompliant", "not_object"),
        (LABELLED.replace(b'""})', b""), "inconclusive", "damaged"),
        (f"<</AIGC ({WELL[:-9]})>>".encode(), "noncompliant", "half_written"),
        (LABELLED[:-2] + LABELLED[2:], "noncompliant", "duplicate"),
        (
            b"<</AIGC <</Label (1) /ContentProducer (%s)>>>>" % FIRST.content_producer.encode(),
            "noncompliant",
            "fields_form",
        ),
    ],
)
def test_cases(info: bytes, verdict: str, code: str | None) -> None:
    seen = examine(table(objects(info)))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}


@pytest.mark.parametrize(
    ("packet", "verdict", "code"),
    [
        (PACKET, "compliant", "other_place"),
        (XMP.format("").encode(), "none", None),
        (
            XMP.format("").replace("<pdf:Producer>", f'<x TC260:AIGC="{QUOTED}"/><pdf:Producer>').encode(),
            "compliant",
            None,
        ),
        (b"no XML at all", "none", None),
        (b"<AIGC>", "inconclusive", "damaged"),
    ],
)
def test_metadata(packet: bytes, verdict: str, code: str | None) -> None:
    seen = examine(table(with_metadata(packet)))
    assert seen.verdict == verdict
    assert not code or code in {remark.code for remark in seen.remarks}


PLAIN = table(objects())
BROKEN = {
    "cut in the trailer": (PLAIN[:-9], "cut short"),
    "no sections": (PLAIN[: PLAIN.find(b"xref")], "cut short"),
    "startxref elsewhere": (PLAIN.replace(b"startxref\n", b"startxref\n1"), "cross-reference"),
    "rows gone": (re.sub(rb"\n\d{10} 00000 n ", b"", PLAIN, count=3), "table"),
    "no trailer": (PLAIN.replace(b"trailer", b"trailed"), "trailer"),
    "no catalog": (PLAIN.replace(b"/Root", b"/Roof"), "catalog"),
    "a catalog that is none": (PLAIN.replace(b"/Root 1", b"/Root 4"), ""),
    "objects moved": (
        PLAIN.replace(b"1 0 obj\n<</Type", b"1 0 obj\n\n\n<</Type"),
        "not where|no section|cross-reference",
    ),
    "a circle": (PLAIN.replace(b"/Root 1 0 R", b"/Root 1 0 R /Prev %d" % PLAIN.find(b"xref")), "circle"),
    "Info that is a stream": (table({**objects(), 5: stream(b"x")}), "something else"),
    "encrypted": (saved(PLAIN, encryption=pikepdf.Encryption(owner="o", user="u")), "password"),
    "a bomb": (streamed(objects(), (5,)).replace(b"/First 4", b"/First -"), ""),
    "certified": (
        table(
            {
                **objects(),
                1: b"<</Type /Catalog /Pages 2 0 R /Perms <</DocMDP 6 0 R>>>>",
                6: b"<</Type /Sig /Reference [<</TransformMethod /DocMDP /TransformParams <</P 1>>>>]>>",
            }
        ),
        "certified",
    ),
    "nothing ends": (PLAIN.replace(b"endobj", b"endobi"), "end"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str) -> None:
    data, why = BROKEN[name]
    assert PDF().knows(data, "")
    if name == "a catalog that is none":
        PDF().scan(data)
        return
    with pytest.raises(Damaged, match=why or "."):
        PDF().splices(data, value(FIRST))


def test_what_a_page_shows_is_content_and_what_describes_it_is_not() -> None:
    def seen(data: bytes) -> bytes:
        return digest(data, PDF().payload(data))

    assert seen(table(with_metadata(PACKET))) == seen(table(with_metadata(XMP.format("").encode().ljust(len(PACKET)))))
    assert seen(table(objects())) == seen(table(objects(b"<</Title (U)>>"))) == seen(table(objects(LABELLED)))
    other = {**objects(), 4: stream(SHOWN.replace(b"Hello", b"Hallo"))}
    assert seen(table(objects())) != seen(table(other))
    update = pypdf.PdfWriter(io.BytesIO(check_laws(PDF(), table(objects()))), incremental=True)
    update.pages[0].rotate(90)
    out = io.BytesIO()
    update.write(out)
    assert seen(out.getvalue()) != seen(table(objects()))
    kept = examine(out.getvalue())  # pypdf leaves Info out of the trailer of an update
    assert kept.label == FIRST and {remark.code for remark in kept.remarks} == {"other_place"}
    check_laws(PDF(), out.getvalue())


def test_a_label_that_is_there_is_not_written_again() -> None:
    made = check_laws(PDF(), table(objects()))
    assert PDF().splices(made, value(FIRST)) == ()
    twice = spliced(made, PDF().splices(made, value(SECOND)))
    assert len(PDF().scan(twice).found) == 1 and len(twice) < len(made) + 800


def test_a_signature_covers_what_it_covered() -> None:
    signed = {
        **objects(),
        1: b"<</Type /Catalog /Pages 2 0 R /AcroForm <</SigFlags 3 /Fields [6 0 R]>>>>",
        6: b"<</FT /Sig /T (s) /V <</Type /Sig /Filter /Adobe.PPKLite /ByteRange [0 10 20 30] /Contents <00>>>>>",
    }
    data = table(signed)
    made = check_laws(PDF(), data)
    assert made[: len(data)] == data


def test_other_programs_read_it_and_show_the_same_pages(tmp_path: Path) -> None:
    for number, data in enumerate((table(objects()), streamed(objects(), (5,)), hybrid())):
        made = check_laws(PDF(), data)
        before, after = tmp_path / f"{number}.pdf", tmp_path / f"{number}-labelled.pdf"
        before.write_bytes(data)
        after.write_bytes(made)
        ran("qpdf", "--check", after)
        shown = ran("pdftoppm", "-r", "40", before)
        assert shown == ran("pdftoppm", "-r", "40", after) and shown
        assert ran("pdftotext", before, "-") == ran("pdftotext", after, "-")


def test_exiftool_reads_it(tmp_path: Path) -> None:
    config = tmp_path / "config"
    config.write_text("%Image::ExifTool::UserDefined = ('Image::ExifTool::PDF::Info' => {AIGC => {}});1;")
    file = tmp_path / "a.pdf"
    file.write_bytes(check_laws(PDF(), table(objects())))
    told = ran("exiftool", "-config", config, "-PDF:AIGC", "-b", file)
    assert told.decode() == value(FIRST) and "PDF" in exiftool(file.read_bytes(), tmp_path, "b.pdf")


@pytest.mark.parametrize("how", [[], ["--linearize"], ["--object-streams=generate"], ["--qdf"]])
def test_qpdf_keeps_it(tmp_path: Path, how: list[str]) -> None:
    file, again = tmp_path / "a.pdf", tmp_path / "b.pdf"
    file.write_bytes(check_laws(PDF(), streamed(objects(), (5,))))
    ran("qpdf", *how, file, again)
    assert examine(again.read_bytes()).label == FIRST
    check_laws(PDF(), again.read_bytes())


def test_what_libreoffice_exports_is_labelled(tmp_path: Path) -> None:
    check_laws(PDF(), converted(b"Hello\n", tmp_path, "a.txt", "pdf"))
