from __future__ import annotations

import io
from collections.abc import Callable
from pathlib import Path

import pikepdf
import pillow_heif
import pytest

from bench.manifest_files import FILES, heic, image, pdf
from guiju.core.content import Content, Stage
from guiju.core.label import Label
from guiju.labels import FileLabeller, examine
from guiju.labels.carriers import carrier_of
from guiju.labels.provenance import Chain, Unmanifested, is_packed, manifest, manifested, stored
from guiju.labels.provenance.unharmed import harm, is_signed
from guiju.labels.signing import checked, generate, signed
from tests.labels.provenance.labels import LABEL, PASSED
from tests.labels.provenance.tampering import png

KEY = generate("ed25519")


def labelled(path: Path, label: Label) -> None:
    data = path.read_bytes()
    carrier = carrier_of(data, path.name)
    assert carrier
    made = FileLabeller(path.name).apply(Content("a", Stage.ANSWER, carrier.kind, "assistant", data), label)
    assert isinstance(made.body, bytes)
    path.write_bytes(made.body)


def codes(path: Path, label: Label) -> list[str]:
    data = path.read_bytes()
    carrier = carrier_of(data, path.name)
    assert carrier
    return [remark.code for remark in checked(label, carrier, data, [KEY.public])]


@pytest.mark.parametrize("name", FILES)
def test_a_signed_label_and_a_manifest_hold_together_or_none_is_written(
    name: str, chain: Chain, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    if is_packed(path):
        stored(path, path)
    carrier = carrier_of(path.read_bytes(), name)
    if carrier is None or not carrier.implicit:
        pytest.skip("no carrier of this kind")
    label = signed(LABEL, carrier, path.read_bytes(), KEY)
    labelled(path, label)
    before = path.read_bytes()
    try:
        manifested(path, path, "", label, chain)
    except Unmanifested as refused:
        assert name.split(".")[1] in ("pdf", "svg"), refused
        assert path.read_bytes() == before
    else:
        found = manifest(path, chain.root)
        assert found and found.state == "trusted" and found.label == label
    assert examine(path.read_bytes(), name).label == label
    assert codes(path, label) == ["signed"]


@pytest.mark.parametrize("name", ["a.pdf", "a.svg", "a.docx", "a.xlsx", "a.pptx", "a.epub"])
def test_documents_have_both_where_the_label_is_not_signed(name: str, chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(FILES[name]())
    if carrier_of(path.read_bytes(), name) is None:
        pytest.skip("no carrier of this kind")
    labelled(path, LABEL)
    manifested(path, path, "", LABEL, chain)
    found, seen = manifest(path, chain.root), examine(path.read_bytes(), name)
    assert found and found.state == "trusted" and found.label == seen.label == LABEL and seen.verdict == "compliant"


def test_a_picture_is_there_behind_its_manifest(chain: Chain, tmp_path: Path) -> None:
    """The library that writes manifests moves the items of this file, the label's too."""
    path = tmp_path / "a.heic"
    path.write_bytes(heic())
    labelled(path, LABEL)
    manifested(path, path, "", LABEL, chain)
    found = manifest(path, chain.root)
    assert found and found.state == "trusted"
    picture = pillow_heif.open_heif(io.BytesIO(path.read_bytes())).to_pillow()
    assert picture.tobytes() == pillow_heif.open_heif(io.BytesIO(heic())).to_pillow().tobytes()
    assert examine(path.read_bytes(), "a.heic").label == LABEL


def test_each_harm_is_named(tmp_path: Path) -> None:
    path, made = tmp_path / "a.png", tmp_path / "b.png"
    path.write_bytes(image("PNG"))
    labelled(path, LABEL)
    assert harm(path, path, path, "image/png", LABEL) == ""
    made.write_bytes(image("PNG"))
    assert "label would not be read" in harm(path, path, made, "image/png", LABEL)
    made.write_bytes(png(path.read_bytes()))
    assert "content would be another" in harm(path, path, made, "image/png", LABEL)
    carrier = carrier_of(path.read_bytes())
    assert carrier
    label = signed(LABEL, carrier, path.read_bytes(), KEY)
    labelled(path, label)
    made.write_bytes(png(path.read_bytes()))
    assert "signature in its label" in harm(path, path, made, "image/png", label)
    made.write_bytes(b"")
    path.write_bytes(b"words")
    assert harm(path, path, made, "", LABEL) == "", "a format that is not known is not looked at"


def test_a_manifest_does_not_contradict_the_label(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(image("PNG"))
    labelled(path, PASSED)
    with pytest.raises(Unmanifested, match="holds another label"):
        manifested(path, path, "", LABEL, chain)
    manifested(path, path, "", PASSED, chain)


def test_a_pdf_that_is_signed_itself_is_left_alone(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.pdf"
    with pikepdf.open(io.BytesIO(pdf())) as file:
        file.Root.Sig = file.make_indirect(pikepdf.Dictionary(Type=pikepdf.Name.Sig, ByteRange=[0, 1, 2, 3]))
        file.save(path)
    assert is_signed(path, "application/pdf") and not is_signed(path, "image/png")
    before = path.read_bytes()
    with pytest.raises(Unmanifested, match="digital signature of its own"):
        manifested(path, path, "", LABEL, chain)
    assert path.read_bytes() == before


def test_the_pages_of_a_pdf_are_the_same(signed: Callable[[str], Path]) -> None:
    path = signed("a.pdf")
    before, after = pikepdf.open(path.with_name("plain-a.pdf")), pikepdf.open(path)
    assert len(before.pages) == len(after.pages) == 1
    assert before.pages[0].Contents.read_bytes() == after.pages[0].Contents.read_bytes()
