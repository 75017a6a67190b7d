"""Files that lie at the gateway for a while."""

from __future__ import annotations

from typing import Any

import pytest

from guiju.gateway import kept as module
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import Exchange
from guiju.gateway.kept import Kept


def exchange(host: bytes) -> Exchange:
    async def nothing(*_: Any) -> Any:
        return {}

    return Exchange({"headers": [(b"host", host)], "scheme": "http"}, nothing, nothing, "q1")


async def test_what_is_kept_is_found_by_its_address_alone() -> None:
    kept = Kept()
    address = kept.address(exchange(b"gate.example:8800"), b"data", "image/png")
    assert address.startswith("http://gate.example:8800/v1/media/")
    assert kept.file(address.rpartition("/")[2]) == (b"data", "image/png")
    with pytest.raises(Fault):
        kept.file("0" * 32)


@pytest.mark.parametrize("host", [b"a\r\nx: y", b"evil/path", b"", b"a b", b"x@y"])
async def test_a_host_that_is_none_is_not_repeated(host: bytes) -> None:
    assert Kept().address(exchange(host), b"x", "image/png").startswith("http://127.0.0.1/v1/media/")


async def test_the_oldest_go_where_room_is_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_MOST", 10)
    kept = Kept()
    names = [kept.address(exchange(b"h"), bytes(4), "x").rpartition("/")[2] for _ in range(3)]
    with pytest.raises(Fault):
        kept.file(names[0])
    assert kept.file(names[2])[0] == bytes(4) and kept.size == 8
    with pytest.raises(Fault):
        kept.address(exchange(b"h"), bytes(11), "x")
