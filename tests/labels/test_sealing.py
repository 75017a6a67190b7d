from __future__ import annotations

from pathlib import Path

import pytest

from guiju.core.label import Label
from guiju.labels import Manifests, Order, Seals, create_chain, examine, generate_key, mark, save_key
from tests.labels.cases.made_documents import odt, word
from tests.labels.cases.made_pictures import png

LABEL = Label("1", "001191320118MAK93FC72D10001", "n1")


@pytest.fixture
def chain(tmp_path: Path) -> Path:
    create_chain(tmp_path / "chain", "Example Org")
    return tmp_path / "chain"


@pytest.mark.parametrize(("name", "data", "held"), [("a.png", png(), True), ("a.docx", word(), True),
                                                    ("a.odt", odt(), False)])  # fmt: skip
def test_a_manifest_is_written_where_the_file_still_opens_with_it(
    tmp_path: Path, chain: Path, name: str, data: bytes, held: bool
) -> None:
    """LibreOffice takes an ODF package with a manifest in it for a broken one."""
    path = tmp_path / name
    path.write_bytes(data)
    made = mark(path, path, LABEL, Order(manifesting=Manifests(chain)))
    assert made.manifest is held
    assert (b"c2pa" in path.read_bytes()) is held
    assert examine(path.read_bytes(), name).label == LABEL


def test_a_label_is_signed_by_who_it_names(tmp_path: Path) -> None:
    save_key(generate_key("ed25519"), tmp_path / "key")
    path = tmp_path / "a.png"
    path.write_bytes(png())
    own = mark(path, path, LABEL, Order(sealing=Seals(tmp_path / "key"))).label
    assert own.reserved_code1 and not own.reserved_code2
    passed = Label("2", "", "", "", "001191110102MAD55U9H0F20002", "p1")
    theirs = mark(path, path, passed, Order(sealing=Seals(tmp_path / "key"))).label
    assert theirs.reserved_code2 and not theirs.reserved_code1
