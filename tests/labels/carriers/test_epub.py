from __future__ import annotations

import io
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings

from guiju.core.label import Label
from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.epub import EPUB
from guiju.labels.splices import spliced
from tests.labels.carriers.documents import CONTAINER, NUMBERS, OPF, QUOTED, WELL, book, converted, members, packed
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws

OTHER = '<meta property="dcterms:modified">2026-01-01T00:00:00Z</meta><meta name="cover" content="c"/>'
OLD = f'<meta name="AIGC" content="{QUOTED}"/>'
NEW = f'<meta property="TC260:AIGC">{WELL}</meta>'
DECLARED = ' prefix="foaf: http://xmlns.com/foaf/spec/ TC260: http://www.tc260.org.cn/ns/AIGC/1.0/"'
SECOND_ROOT = '<rootfile full-path="OPS/two.opf" media-type="application/oebps-package+xml"/>'


def two() -> bytes:
    """A book of two renditions, labelled in the second."""
    other = OPF.replace("VERSION", "3.0").replace("METAS", NEW).replace("ATTRIBUTES", DECLARED)
    return packed(
        {**members(book()), "META-INF/container.xml": CONTAINER.format(SECOND_ROOT), "OPS/two.opf": other.encode()}
    )


def prefixed() -> bytes:
    """A package document whose elements have a prefix, as some programs of version 2 write them."""
    package = OPF.replace("VERSION", "2.0").replace("METAS", "").replace("ATTRIBUTES", "")
    for name in ("package", "metadata", "manifest", "item", "spine", "itemref"):
        package = package.replace(f"<{name} ", f"<o:{name} ").replace(f"</{name}>", f"</o:{name}>")
    package = package.replace("<manifest>", "<o:manifest>").replace("<spine>", "<o:spine>")
    return packed({**members(book()), "OPS/book.opf": package.replace("xmlns=", "xmlns:o=", 1).encode()})


MADE = {
    "third": lambda: book(),
    "second": lambda: book("2.0"),
    "first": lambda: book("1.0"),
    "metas": lambda: book(metas=OTHER),
    "old form in a new book": lambda: book(metas=OLD),
    "new form in an old book": lambda: book("2.0", metas=NEW),
    "labelled": lambda: book(metas=NEW, attributes=DECLARED),
    "not declared": lambda: book(metas=NEW),
    "declared otherwise": lambda: book(metas=NEW, attributes=' prefix="TC260: http://example.com/ a: http://b.c/"'),
    "twice": lambda: book(metas=NEW + OTHER + OLD),
    "one in the other": lambda: book(metas=NEW.replace("</meta>", f"{NEW}</meta>"), attributes=DECLARED),
    "two renditions": two,
    "prefixed": prefixed,
    "a type declared": lambda: packed(
        {
            **members(book("2.0")),
            "OPS/book.opf": b'<!DOCTYPE package PUBLIC "a" "b">' + members(book("2.0"))["OPS/book.opf"],
        }
    ),
}


@pytest.mark.parametrize("name", MADE)
def test_laws(name: str) -> None:
    before = MADE[name]()
    made = check_laws(EPUB(), before)
    old, new = members(before), members(made)
    assert {part: old[part] for part in old if ".opf" not in part} == {
        part: new[part] for part in new if ".opf" not in part
    }
    assert zipfile.ZipFile(io.BytesIO(made)).infolist()[0].filename == "mimetype"
    assert made[38:58] == b"application/epub+zip"


def test_each_version_has_its_form() -> None:
    third = members(check_laws(EPUB(), book(metas=OTHER)))["OPS/book.opf"].decode()
    assert '<meta property="TC260:AIGC">{"Label"' in third and OTHER in third
    assert ' prefix="TC260: http://www.tc260.org.cn/ns/AIGC/1.0/"' in third
    second = members(check_laws(EPUB(), book("2.0")))["OPS/book.opf"].decode()
    assert '<meta name="AIGC" content="{&quot;Label' in second and "prefix" not in second


def test_a_prefix_of_another_is_kept() -> None:
    made = members(check_laws(EPUB(), book(attributes=" prefix='foaf: http://xmlns.com/foaf/spec/'")))["OPS/book.opf"]
    assert b'prefix="foaf: http://xmlns.com/foaf/spec/ TC260: http://' in made


@given(NUMBERS)
@settings(max_examples=40, deadline=None)
def test_any_number_that_the_standard_allows_is_read_by_another(number: str) -> None:
    label = Label("1", FIRST.content_producer, number)
    data = book("2.0")
    made = members(spliced(data, EPUB().splices(data, value(label))))["OPS/book.opf"]
    assert [one.get("content") for one in ElementTree.fromstring(made).iter() if one.get("name")] == [value(label)]


def test_hostile() -> None:
    check_hostile(EPUB(), check_laws(EPUB(), book(metas=OTHER)))


@pytest.mark.parametrize(
    ("version", "metas", "verdict", "code"),
    [
        ("3.0", "", "none", None),
        ("3.0", NEW, "compliant", None),
        ("3.0", OLD, "compliant", "other_place"),
        ("2.0", OLD, "compliant", None),
        ("2.0", NEW, "compliant", "other_place"),
        ("3.0", NEW.replace("TC260:", "x:"), "compliant", "other_place"),
        ("3.0", NEW.replace("<meta", '<meta refines="#a"'), "none", None),
        ("3.0", NEW.replace(WELL, ""), "inconclusive", "empty"),
        ("3.0", NEW + OLD, "noncompliant", "duplicate"),
        ("3.0", NEW.replace(WELL, WELL[:-9]), "noncompliant", "half_written"),
        ("3.0", "<broken", "inconclusive", "damaged"),
    ],
)
def test_cases(version: str, metas: str, verdict: str, code: str | None) -> None:
    seen = examine(book(version, metas, DECLARED))
    assert seen.verdict == verdict
    codes = {remark.code for remark in seen.remarks}
    assert code in codes if code else not codes & {"other_place", "damaged"}


@pytest.mark.parametrize(
    ("changed", "why"),
    [
        ({"META-INF/container.xml": b"<"}, "no XML"),
        ({"META-INF/container.xml": b"<container/>"}, "not where"),
        ({"META-INF/container.xml": CONTAINER.format("").replace("book.opf", "none.opf").encode()}, "not where"),
        ({"META-INF/container.xml": CONTAINER.format(SECOND_ROOT).encode()}, "not where"),
        ({"OPS/book.opf": b"<package/>"}, "no metadata"),
        ({"OPS/book.opf": b"<html><metadata/></html>"}, "no metadata"),
        ({"OPS/book.opf": b'<!DOCTYPE a [<!ENTITY e "x">]><package/>'}, "entities"),
        ({"META-INF/signatures.xml": b"<s/>"}, "signed"),
    ],
)
def test_broken(changed: dict[str, bytes], why: str) -> None:
    data = packed({**members(book()), **changed})
    with pytest.raises(Damaged, match=why):
        EPUB().splices(data, value(FIRST))


def test_libreoffice_writes_books_that_are_labelled(tmp_path: Path) -> None:
    check_laws(EPUB(), converted(b"Hello\n", tmp_path, "a.txt", "epub"))
