from __future__ import annotations

import io
import random
import time
import zipfile
from collections.abc import Callable
from pathlib import Path

import c2pa
import pytest
from PIL import Image

from bench.manifest_files import FILES, image
from guiju.core.content import Content, Kind, Stage
from guiju.labels import FileLabeller, examine
from guiju.labels.provenance import Chain, create, manifest, manifested, present, remarks, rewriting
from guiju.labels.provenance.engine import context
from guiju.labels.provenance.writing import definition
from guiju.labels.splices import opened
from tests.labels.provenance.labels import LABEL, PASSED
from tests.labels.provenance.tampering import CHANGES, chunks, frames, pixels

Signed = Callable[[str], Path]


@pytest.mark.parametrize("name", FILES)
def test_a_changed_content_breaks_the_manifest_for_that_reason_alone(
    name: str, signed: Signed, chain: Chain, tmp_path: Path
) -> None:
    whole = signed(name).read_bytes()
    changed = CHANGES[name](whole)
    assert changed != whole
    (tmp_path / name).write_bytes(changed)
    found = manifest(tmp_path / name, chain.root)
    assert found and found.state == "invalid" and found.reasons == ("content",), found
    assert found.label == LABEL and found.issuer == "示例公司", "the claim itself is read as it was signed"
    untrusting = manifest(tmp_path / name)
    assert untrusting and untrusting.state == "invalid" and set(untrusting.reasons) == {"content", "untrusted"}


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.webp", "a.gif", "a.tiff"])
def test_those_changes_are_seen_in_the_picture(name: str, signed: Signed) -> None:
    whole = signed(name).read_bytes()
    assert (pixels(whole) == pixels(FILES[name]())).all(), "a manifest changes no pixel"
    assert (pixels(CHANGES[name](whole)) != pixels(whole)).any()


@pytest.mark.parametrize("name", ["a.mp4", "a.mov", "a.m4a", "a.wav", "a.avi"])
def test_those_changes_are_seen_or_heard(name: str, signed: Signed) -> None:
    whole = signed(name).read_bytes()
    assert frames(whole) == frames(FILES[name]()), "a manifest changes no frame"
    assert frames(CHANGES[name](whole)) != frames(whole)


@pytest.mark.parametrize("name", ["a.docx", "a.pptx", "a.epub", "a.xlsx"])
def test_changed_documents_are_good_containers(name: str, signed: Signed) -> None:
    with zipfile.ZipFile(io.BytesIO(CHANGES[name](signed(name).read_bytes()))) as file:
        assert file.testzip() is None


@pytest.mark.parametrize("name", FILES)
def test_a_manifest_of_another_signer_is_valid_and_not_trusted(name: str, signed: Signed, tmp_path: Path) -> None:
    for anchors in ("", create(tmp_path / "keys", "Other").root):
        found = manifest(signed(name), anchors)
        assert found and (found.state, found.reasons) == ("valid", ("untrusted",))


@pytest.mark.parametrize("name", FILES)
def test_a_plain_file_has_none(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(FILES[name]())
    assert manifest(tmp_path / name) is None


@pytest.mark.parametrize("name", FILES)
def test_that_there_is_one_is_seen_in_the_bytes(name: str, signed: Signed) -> None:
    assert present(signed(name).read_bytes()) and not present(FILES[name]())
    assert not present(b"of c2pa and jumbf") and rewriting(FILES[name]()) == ()
    with opened(signed(name)) as mapped:
        assert present(mapped)


def test_a_manifest_that_was_taken_away_is_not_missed(signed: Signed, tmp_path: Path) -> None:
    """Nothing in the rest of a file tells that it once had one: a limit of C2PA, not of the reader."""
    data = signed("a.png").read_bytes()
    ((start, end),) = [(start, end) for kind, start, end in chunks(data) if kind == b"caBX"]
    (tmp_path / "a.png").write_bytes(data[:start] + data[end:])
    assert manifest(tmp_path / "a.png") is None
    assert (tmp_path / "a.png").read_bytes() == FILES["a.png"]()


def test_the_manifest_of_another_file_does_not_fit(signed: Signed, chain: Chain, tmp_path: Path) -> None:
    data = signed("a.png").read_bytes()
    ((start, end),) = [(start, end) for kind, start, end in chunks(data) if kind == b"caBX"]
    other = io.BytesIO()
    Image.new("RGB", (40, 30), "teal").save(other, "PNG")
    plain = other.getvalue()
    (tmp_path / "a.png").write_bytes(plain[:start] + data[start:end] + plain[start:])
    found = manifest(tmp_path / "a.png", chain.root)
    assert found and found.state == "invalid" and found.reasons == ("content",)


@pytest.mark.parametrize(
    ("old", "new", "reason"),
    [(b"c3f1-0001", b"c3f1-0002", "assertion"), (b"trainedAlgorithmicMedia", b"digitalCapture000000000", "assertion"),
     (b"Guiju", b"Gaiju", "signature")],
)  # fmt: skip
def test_an_edit_of_the_manifest_is_told_from_one_of_the_content(
    old: bytes, new: bytes, reason: str, signed: Signed, chain: Chain, tmp_path: Path
) -> None:
    data = signed("a.jpg").read_bytes()
    assert data.count(old) == 1
    (tmp_path / "a.jpg").write_bytes(data.replace(old, new))
    found = manifest(tmp_path / "a.jpg", chain.root)
    assert found and found.state == "invalid" and reason in found.reasons and "content" not in found.reasons


@pytest.mark.parametrize("name", ["a.png", "a.jpg", "a.mp4", "a.pdf", "a.docx"])
def test_a_file_that_is_cut_is_never_trusted(name: str, signed: Signed, chain: Chain, tmp_path: Path) -> None:
    data = signed(name).read_bytes()
    for part in range(1, 20):
        (tmp_path / name).write_bytes(data[: len(data) * part // 20])
        found = manifest(tmp_path / name, chain.root)
        assert found is None or found.state == "invalid"


@pytest.mark.parametrize("data", [b"", b"words", image("PNG")[:200], FILES["a.docx"]()[:-9]])
@pytest.mark.parametrize("name", ["a.png", "a.docx", "a.txt", "a"])
def test_a_damaged_file_without_one_is_not_said_to_have_one(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    assert manifest(tmp_path / name) is None


@pytest.mark.parametrize("name", FILES)
def test_altered_files_are_read_soon_and_nothing_is_raised(
    name: str, signed: Signed, chain: Chain, tmp_path: Path
) -> None:
    data, chance = signed(name).read_bytes(), random.Random(7)
    begun = time.process_time()
    for _ in range(40):
        (tmp_path / name).write_bytes(altered(data, chance))
        manifest(tmp_path / name, chain.root)
    assert time.process_time() - begun < 20


def altered(data: bytes, chance: random.Random) -> bytes:
    """Some bytes other, gone or doubled, half of the time within the manifest."""
    out = bytearray(data)
    manifest_at = max(0, data.find(b"jumb") - 60)
    for _ in range(chance.choice((1, 1, 3))):
        at = (
            chance.randrange(len(out))
            if chance.random() < 0.5
            else min(len(out) - 1, manifest_at + chance.randrange(3600))
        )
        kind = chance.randrange(3)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            del out[at : at + chance.randrange(1, 40)]
        else:
            out[at:at] = chance.choice((b"\xff" * 4, b"\0" * 4, bytes(out[at : at + 30])))
    return bytes(out)


def test_what_the_manifest_says_is_told_beside_the_label(signed: Signed, chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(labelled(image("PNG")))
    manifested(path, path, "", LABEL, chain)
    seen = examine(path.read_bytes())
    told = remarks(manifest(path, chain.root), seen.label)
    assert [remark.code for remark in told] == ["manifest"] and "示例公司" in told[0].what.zh
    assert seen.with_remarks(*told).verdict == "compliant"
    assert [remark.code for remark in rewriting(path.read_bytes())] == ["manifest_rewritten"]
    assert remarks(None, LABEL) == ()


def test_a_label_that_is_rewritten_breaks_the_manifest_and_says_so(chain: Chain, tmp_path: Path) -> None:
    path = tmp_path / "a.png"
    path.write_bytes(labelled(image("PNG")))
    manifested(path, path, "", LABEL, chain)
    path.write_bytes(labelled(path.read_bytes(), PASSED))
    found, seen = manifest(path, chain.root), examine(path.read_bytes())
    assert found and found.reasons == ("content",) and seen.label == PASSED
    told = remarks(found, seen.label)
    assert [remark.code for remark in told] == ["manifest", "manifest_content", "manifest_label"]
    assert seen.with_remarks(*told).verdict == "compliant", "a platform has to add its pair; no rule is broken"


def labelled(data: bytes, label: object = LABEL) -> bytes:
    made = FileLabeller().apply(Content("a", Stage.ANSWER, Kind.IMAGE, "assistant", data), label)  # type: ignore[arg-type]
    assert isinstance(made.body, bytes)
    return made.body


def test_a_manifest_elsewhere_is_told_and_never_fetched(
    listener: tuple[str, list[str]], chain: Chain, tmp_path: Path
) -> None:
    url, met = listener
    out = io.BytesIO()
    builder = c2pa.Builder(definition(LABEL, "image/png", derived=False), context(chain.root))
    builder.set_no_embed()
    builder.set_remote_url(f"{url}/a.c2pa")
    info = c2pa.C2paSignerInfo(
        alg=b"es256", sign_cert=chain.certificates.encode(), private_key=chain.key.encode(), ta_url=None
    )
    builder.sign(c2pa.Signer.from_info(info), "image/png", io.BytesIO(image("PNG")), out)
    (tmp_path / "a.png").write_bytes(out.getvalue())
    with pytest.raises(c2pa.C2paError):
        c2pa.Reader(str(tmp_path / "a.png"))
    assert met == ["/a.c2pa"], "left to its defaults, the library asks"
    found = manifest(tmp_path / "a.png", chain.root)
    assert found and (found.state, found.reasons) == ("invalid", ("elsewhere",))
    assert met == ["/a.c2pa"]
