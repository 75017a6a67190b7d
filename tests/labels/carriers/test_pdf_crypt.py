from __future__ import annotations

import io
from typing import Any

import pikepdf
import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Encrypted
from guiju.labels.carriers.pdf import PDF
from guiju.labels.carriers.pdf_crypt import Handler
from tests.labels.carriers.documents import WELL
from tests.labels.carriers.laws import FIRST, check_hostile, check_laws
from tests.labels.carriers.pages import XMP, objects, saved, table, with_metadata

PACKET = XMP.format(f"<TC260:AIGC>{WELL}</TC260:AIGC>").encode()
WAYS: dict[str, dict[str, Any]] = {
    "RC4, 40 bits": {"R": 2, "aes": False, "metadata": False},
    "RC4, 128 bits": {"R": 3, "aes": False, "metadata": False},
    "RC4 by a filter": {"R": 4, "aes": False, "metadata": False},
    "AES, 128 bits": {"R": 4, "aes": True},
    "AES, 128 bits, metadata in clear": {"R": 4, "aes": True, "metadata": False},
    "AES, 256 bits, the extension": {"R": 5},
    "AES, 256 bits": {"R": 6},
    "AES, 256 bits, metadata in clear": {"R": 6, "metadata": False},
}


def locked(way: str, data: bytes, packed: bool = False, user: str = "") -> bytes:
    how = pikepdf.ObjectStreamMode.generate if packed else pikepdf.ObjectStreamMode.disable
    return saved(data, encryption=pikepdf.Encryption(owner="o", user=user, **WAYS[way]), object_stream_mode=how)


@pytest.mark.filterwarnings("ignore:Encryption R=5")
@pytest.mark.parametrize("packed", [False, True])
@pytest.mark.parametrize("way", WAYS)
def test_files_that_open_without_a_password_are_labelled(way: str, packed: bool) -> None:
    made = check_laws(PDF(), locked(way, table(with_metadata(PACKET)), packed))
    with pikepdf.open(io.BytesIO(made)) as file:
        assert file.is_encrypted and not file.check_pdf_syntax()
        assert str(file.docinfo["/AIGC"]) == value(FIRST) and str(file.docinfo["/Title"]) == "T"
        assert b"TC260:AIGC" not in file.Root.Metadata.read_bytes()
        assert b"<pdf:Producer>P" in file.Root.Metadata.read_bytes()


@pytest.mark.parametrize("way", ["RC4, 128 bits", "AES, 128 bits", "AES, 256 bits"])
def test_files_that_open_with_a_password_are_not(way: str) -> None:
    data = locked(way, table(objects()), user="secret")
    seen = examine(data)
    assert seen.verdict == "inconclusive" and {remark.code for remark in seen.remarks} == {"encrypted"}
    with pytest.raises(Encrypted, match="password"):
        PDF().splices(data, value(FIRST))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (b"/Filter /Standard", b"/Filter /Another0"),
        (b"/V 5", b"/V 9"),
        (b"/R 6", b"/R /"),
        (b"/CFM /AESV3", b"/CFM /AESV9"),
        (b"/StrF /StdCF", b"/StrF /OtheF"),
    ],
)
def test_handlers_that_are_not_known(old: bytes, new: bytes) -> None:
    data = locked("AES, 256 bits", table(objects()))
    assert data.count(old) == 1
    with pytest.raises(Encrypted):
        PDF().splices(data.replace(old, new), value(FIRST))


@pytest.mark.parametrize("way", ["RC4, 128 bits", "AES, 128 bits", "AES, 256 bits"])
def test_hostile(way: str) -> None:
    check_hostile(PDF(), check_laws(PDF(), locked(way, table(objects()), True)), rounds=150)


@pytest.mark.parametrize("way", ["Identity", "V2", "AESV2", "AESV3"])
def test_what_is_closed_opens(way: Any) -> None:
    handler = Handler(bytes(range(32 if way == "AESV3" else 16)), way, way, True)
    for data in (b"", b"x", b"y" * 16, b"z" * 1000):
        assert handler.opened(handler.closed(data, 7, 1), 7, 1) == data
        assert (
            way == "Identity"
            or not data
            or handler.closed(data, 7, 1) != handler.closed(data, 8, 1)[: len(data)] != data
        )
