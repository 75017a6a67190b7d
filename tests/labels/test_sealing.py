from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from bench.manifest_files import docx, image, packed
from guiju.core.label import Label
from guiju.labels import Manifests, Order, Seals, generate_key, mark, save_key
from guiju.labels.carriers import carrier_of
from guiju.labels.provenance import create, is_packed, manifest
from guiju.labels.signing import checked, read_public

LABEL = Label("1", "001191320118MAK93FC72D10001", "n1")
PASSED = replace(LABEL, content_propagator="001191110102MAD55U9H0F20002", propagate_id="p1")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    made, path = generate_key("ed25519"), tmp_path / "label.key"
    save_key(made, path)
    path.with_name("label.key.pub").write_text(made.public.pem())
    return path


def test_who_made_it_signs_and_who_passes_it_on_signs_beside(key: Path) -> None:
    data = image("PNG")
    carrier = carrier_of(data)
    assert carrier
    public = [read_public(key.with_name("label.key.pub"))]
    made = Seals(key)(LABEL, carrier, data)
    assert made.reserved_code1 and not made.reserved_code2
    passed = Seals(key)(replace(PASSED, reserved_code1=made.reserved_code1), carrier, data)
    assert passed.reserved_code1 == made.reserved_code1 and passed.reserved_code2
    assert [remark.code for remark in checked(passed, carrier, data, public)] == ["signed", "signed"]


def test_a_key_that_is_none_signs_nothing(tmp_path: Path) -> None:
    data, path = image("PNG"), tmp_path / "label.key"
    carrier = carrier_of(data)
    assert carrier
    path.write_text("words")
    with pytest.raises(ValueError, match="key"):
        Seals(path)(LABEL, carrier, data)
    with pytest.raises(OSError, match="none"):
        Seals(tmp_path / "none")(LABEL, carrier, data)


def test_an_archive_is_packed_anew_before_it_is_signed(tmp_path: Path, key: Path) -> None:
    path, folder, made = tmp_path / "a.docx", tmp_path / "chain", tmp_path / "b.docx"
    path.write_bytes(docx())
    root = create(folder, "示例公司").root
    manifests = Manifests(folder)
    assert is_packed(path) and manifests.prepared(path, made) and not is_packed(made)
    assert not manifests.prepared(made, tmp_path / "c.docx") and not (tmp_path / "c.docx").exists()
    done = mark(path, path, LABEL, Order(sealing=Seals(key), manifesting=manifests))
    found = manifest(path, root)
    assert done.manifest and found and found.state == "trusted"


def test_a_format_that_holds_no_manifest_goes_without(tmp_path: Path) -> None:
    path, folder = tmp_path / "a.md", tmp_path / "chain"
    path.write_text("# words\n")
    create(folder, "示例公司")
    done = mark(path, path, LABEL, Order(manifesting=Manifests(folder)))
    assert not done.manifest and done.implicit
    archive = tmp_path / "a.zip"
    archive.write_bytes(packed({"a": "words"}))
    assert not Manifests(folder).prepared(archive, tmp_path / "b.zip")
