import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from guiju.ledger import (
    Broken,
    Signer,
    SqlLedger,
    export_lines,
    verify,
    write_parquet,
)
from tests.ledger.conftest import NOW, export

Opened = Callable[[str], SqlLedger]


def test_parquet_holds_the_same_and_verifies_alike(filled: SqlLedger, tmp_path: Path) -> None:
    arrow = pytest.importorskip("pyarrow.parquet", reason="pyarrow is missing: pip install 'guiju[corpus]'")
    path, key = tmp_path / "export.parquet", Signer(filled.keys).public
    write_parquet(export_lines(filled, NOW), path)
    lines = export(filled)
    assert verify(path, key).records == len(lines) - 1
    table = arrow.read_table(path)
    seq = table.schema.get_field_index("seq")
    changed = table.slice(0, 5).set_column(seq, "seq", [[1, 2, 3, 4, 6]])
    arrow.write_table(changed, path)
    with pytest.raises(Broken):
        verify(path, key)
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(ValueError, match="Parquet"):
        verify(path, key)


def test_without_pyarrow_the_message_says_what_to_install(
    filled: SqlLedger, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(LookupError, match=r"pip install 'guiju\[corpus\]'"):
        write_parquet(export_lines(filled, NOW), tmp_path / "out.parquet")
    assert not list(tmp_path.glob("*out*"))
