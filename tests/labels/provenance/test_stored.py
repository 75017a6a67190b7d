from __future__ import annotations

import io
import tempfile
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.manifest_files import docx, epub, odt, packed, wav, xlsx
from guiju.labels.carrier import Damaged
from guiju.labels.provenance import is_packed, stored
from guiju.labels.provenance.stored import store


def members(data: bytes) -> list[tuple[str, bytes, tuple[int, ...], int]]:
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        return [(one.filename, file.read(one), one.date_time, one.external_attr) for one in file.infolist()]


@pytest.mark.parametrize("make", [docx, xlsx, odt, epub])
def test_members_are_the_same_and_none_is_compressed(make: object, tmp_path: Path) -> None:
    assert callable(make)
    data = make()
    (tmp_path / "a").write_bytes(data)
    assert is_packed(tmp_path / "a")
    stored(tmp_path / "a", tmp_path / "a")
    assert not is_packed(tmp_path / "a")
    once = (tmp_path / "a").read_bytes()
    assert members(once) == members(data)
    stored(tmp_path / "a", tmp_path / "b")
    assert (tmp_path / "b").read_bytes() == once, "done twice, the second changes nothing"
    if data[30:38] == b"mimetype":
        assert once[30:38] == b"mimetype", "what names the kind stays first and where it is looked for"


@given(
    st.dictionaries(st.text(min_size=1, max_size=9).filter(lambda s: "\0" not in s), st.text(max_size=300), max_size=6)
)
@settings(max_examples=30, deadline=None)
def test_any_members(given: dict[str, str]) -> None:
    data, out = packed(given), io.BytesIO()
    with tempfile.NamedTemporaryFile() as file:
        file.write(data)
        file.flush()
        store(Path(file.name), out)
    assert members(out.getvalue()) == members(data)


def test_what_is_no_zip_is_not_packed(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(wav())
    assert not is_packed(tmp_path / "a")
    (tmp_path / "a").write_bytes(b"")
    assert not is_packed(tmp_path / "a")


def encrypted(data: bytes) -> bytes:
    at = data.index(b"PK\1\2")
    return data[:at] + data[at:].replace(b"PK\1\2\x14\3\x14\0\0\0", b"PK\1\2\x14\3\x14\0\1\0", 1)


def twice() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("a", "1")
        with pytest.warns(UserWarning, match="Duplicate"):
            file.writestr("a", "2")
    return out.getvalue()


def lying() -> bytes:
    data = packed({"a": "x" * 10})
    at = data.index(b"PK\1\2") + 24
    return data[:at] + (3 * 1024**3).to_bytes(4, "little") + data[at + 4 :]


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (docx()[:-30], "no zip"),
        (encrypted(docx()), "encrypted"),
        (twice(), "two members"),
        (lying(), "not believed"),
        (docx().replace(docx()[60:70], bytes(10), 1), "decompress"),
    ],
)
def test_a_container_that_lies_is_refused_and_nothing_is_written(data: bytes, why: str, tmp_path: Path) -> None:
    (tmp_path / "a.docx").write_bytes(data)
    with pytest.raises(Damaged, match=why):
        stored(tmp_path / "a.docx", tmp_path / "b.docx")
    assert [path.name for path in tmp_path.iterdir()] == ["a.docx"]
