from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import c2pa
import openpyxl
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.serialization import Encoding, load_pem_private_key
from cryptography.x509.oid import AuthorityInformationAccessOID

from bench.manifest_files import FILES, image, odt, packed
from guiju.core.label import Label
from guiju.labels.provenance import (
    Chain,
    Unmanifested,
    create,
    is_packed,
    manifest,
    manifested,
    media_type,
    stored,
)  # fmt: skip
from guiju.labels.provenance.chain import SIGNER, _draft, _generated, _leaf, _pem_key, _signed, load
from guiju.labels.provenance.crosswalk import GENERATED
from tests.labels.provenance.labels import GUESSED, LABEL, PASSED
from tests.labels.provenance.tampering import member

Signed = Callable[[str], Path]


def made_from(path: Path) -> Path:
    return path.with_name(f"plain-{path.name}")


@pytest.mark.parametrize("name", FILES)
def test_a_manifest_goes_into_every_kind_and_says_what_the_label_says(name: str, signed: Signed, chain: Chain) -> None:
    found = manifest(signed(name), chain.root)
    assert found and (found.state, found.reasons, found.codes) == ("trusted", (), ())
    assert found.label == LABEL and found.sources == (GENERATED,)
    assert found.generator.startswith("Guiju ") and found.issuer == "示例公司"
    assert signed(name).stat().st_size - len(FILES[name]()) < 20_000, "no thumbnail"


@pytest.mark.parametrize("name", FILES)
def test_another_manifest_over_it_keeps_the_first_as_its_origin(
    name: str, signed: Signed, chain: Chain, tmp_path: Path
) -> None:
    manifested(signed(name), tmp_path / name, "", PASSED, chain)
    found = manifest(tmp_path / name, chain.root)
    assert found and found.state == "trusted" and found.label == PASSED
    assert found.sources == (GENERATED,), "that it was generated is still told, by what it was made from"


def test_a_guess_is_no_statement_of_origin(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(image("PNG"))
    for label in (GUESSED, replace(GUESSED, label="2")):
        manifested(tmp_path / "a.png", tmp_path / "b.png", "", label, chain)
        found = manifest(tmp_path / "b.png", chain.root)
        assert found and found.state == "trusted" and found.label == label and found.sources == ()


def test_the_file_as_it_came_is_the_parent_of_one_that_was_relabelled(
    signed: Signed, chain: Chain, tmp_path: Path
) -> None:
    changed = signed("a.png").read_bytes()
    (tmp_path / "a.png").write_bytes(changed[:33] + b"\0\0\0\1tEXtx" + b"\x7f\0\0\0" + changed[33:])
    manifested(tmp_path / "a.png", tmp_path / "b.png", "", PASSED, chain, signed("a.png"))
    with c2pa.Reader(str(tmp_path / "b.png")) as reader:
        (parent,) = reader.get_active_manifest()["ingredients"]
    assert parent["relationship"] == "parentOf" and parent["title"] == "a.png"
    codes = {one["code"] for one in parent["validation_results"]["activeManifest"]["failure"]}
    assert not any("Hash.mismatch" in code for code in codes)


@pytest.mark.parametrize("name", ["a.docx", "a.xlsx", "a.pptx", "a.epub"])
def test_documents_keep_their_members(name: str, signed: Signed) -> None:
    with zipfile.ZipFile(signed(name)) as made, zipfile.ZipFile(made_from(signed(name))) as plain:
        assert made.namelist()[: len(plain.namelist())] == plain.namelist()
        assert all(made.read(one) == plain.read(one) for one in plain.namelist())
        assert made.namelist()[-1] == "META-INF/content_credential.c2pa"
    assert not is_packed(signed(name))


def test_one_that_is_stored_already_is_only_added_to(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(FILES["a.docx"]())
    stored(path, path)
    before = path.read_bytes()
    manifested(path, path, "", LABEL, chain)
    members = before.index(b"PK\1\2")
    assert path.read_bytes()[:members] == before[:members]


def test_a_file_may_be_written_over_itself_and_keeps_its_mode(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(image("PNG"))
    path.chmod(0o640)
    manifested(path, path, "", LABEL, chain)
    assert path.stat().st_mode & 0o777 == 0o640
    assert [one.name for one in tmp_path.iterdir()] == ["a.png"]


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.png", b"no picture"),
        ("a.png", image("PNG")[:100]),
        ("a.mp4", b""),
        ("a.docx", packed({"a": "b"})[:-9]),
        ("a.txt", b"words"),
        ("a", b"words"),
    ],
    ids=["no picture", "cut picture", "nothing", "cut document", "text", "no name"],
)
def test_what_cannot_hold_one_is_refused_and_left_alone(name: str, data: bytes, chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    with pytest.raises(Unmanifested, match=f"^{name}"):
        manifested(path, path, "", LABEL, chain)
    assert path.read_bytes() == data
    assert [one.name for one in tmp_path.iterdir()] == [name]


def test_a_label_that_annex_e_does_not_allow_is_not_signed(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(image("PNG"))
    with pytest.raises(ValueError, match="AIGC label"):
        manifested(tmp_path / "a.png", tmp_path / "b.png", "", Label("1", "规矩", "1"), chain)
    assert not (tmp_path / "b.png").exists()


def test_the_media_type_may_be_given(chain: Chain, tmp_path: Path) -> None:
    (tmp_path / "upload").write_bytes(image("PNG"))
    manifested(tmp_path / "upload", tmp_path / "made", "image/png", LABEL, chain)
    found = manifest(tmp_path / "made", chain.root)
    assert found and found.state == "trusted"
    assert (media_type("A.JPG"), media_type("a.txt")) == ("image/jpeg", "")


def test_neither_signing_nor_reading_asks_anyone(listener: tuple[str, list[str]], tmp_path: Path) -> None:
    """Even where the certificate names whom to ask about it."""
    url, met = listener
    create(tmp_path / "keys", "Example")
    middle = x509.load_pem_x509_certificate((tmp_path / "keys" / "intermediate.pem").read_bytes())
    issuer = load_pem_private_key((tmp_path / "keys" / "intermediate.key").read_bytes(), None)
    key, old = _generated(), x509.load_pem_x509_certificate((tmp_path / "keys" / SIGNER).read_bytes())
    asked = x509.UniformResourceIdentifier(f"{url}/ocsp")
    access = x509.AuthorityInformationAccess([x509.AccessDescription(AuthorityInformationAccessOID.OCSP, asked)])
    draft = _draft(old.subject, middle.subject, key, issuer, 30)  # type: ignore[arg-type]
    leaf = _signed(draft, issuer, [*_leaf(), (access, False)])  # type: ignore[arg-type]
    pems = (one.public_bytes(Encoding.PEM).decode() for one in (leaf, middle))
    (tmp_path / "keys" / SIGNER).write_text(_pem_key(key) + "".join(pems))
    chain = load(tmp_path / "keys")
    (tmp_path / "a.png").write_bytes(image("PNG"))
    manifested(tmp_path / "a.png", tmp_path / "b.png", "", LABEL, chain)
    found = manifest(tmp_path / "b.png", chain.root)
    assert found and found.state == "trusted" and met == []


def test_an_authority_of_time_is_asked_where_one_is_named(
    listener: tuple[str, list[str]], chain: Chain, tmp_path: Path
) -> None:
    url, met = listener
    (tmp_path / "a.png").write_bytes(image("PNG"))
    with pytest.raises(Unmanifested, match="no C2PA manifest could be written"):
        manifested(tmp_path / "a.png", tmp_path / "b.png", "", LABEL, replace(chain, authority=f"{url}/time"))
    assert met and set(met) == {"/time"}
    assert not (tmp_path / "b.png").exists()


def test_odf_is_not_written_unless_it_is_named(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.odt"
    path.write_bytes(odt())
    with pytest.raises(Unmanifested, match="LibreOffice does not open"):
        manifested(path, path, "", LABEL, chain)
    assert path.read_bytes() == odt()
    manifested(path, path, media_type("a.odt"), LABEL, chain)
    found = manifest(path, chain.root)
    assert found and found.state == "trusted" and found.label == LABEL
    path.write_bytes(member("content.xml", b"Hello", b"Jello")(path.read_bytes()))
    changed = manifest(path, chain.root)
    assert changed and changed.reasons == ("content",)


def test_a_sheet_is_still_read(signed: Signed) -> None:
    assert openpyxl.load_workbook(signed("a.xlsx"))["one"]["A1"].value == "Hello"


@pytest.mark.skipif(not shutil.which("qpdf"), reason="qpdf is not installed")
def test_a_pdf_is_still_sound(signed: Signed) -> None:
    subprocess.run(["qpdf", "--check", signed("a.pdf")], check=True, capture_output=True)


@pytest.mark.skipif(not shutil.which("ffprobe"), reason="ffprobe is not installed")
@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.avi", "a.m4a", "a.mp3", "a.wav", "a.flac"])
def test_sound_and_moving_pictures_are_still_read(name: str, signed: Signed) -> None:
    told = subprocess.run(["ffprobe", "-v", "error", signed(name)], check=True, capture_output=True)
    assert told.stderr == b""
