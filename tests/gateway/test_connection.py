"""One connection to an upstream, and the pool: answers in every framing, cut off, unasked for."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager

import pytest

from guiju.gateway.errors import Broken
from guiju.gateway.pool import Pool
from guiju.gateway.settings import Settings
from guiju.gateway.upstream import Upstream

OK = b"HTTP/1.1 200 OK\r\ncontent-type: application/json\r\n"
Pieces = Sequence[bytes | None]


class Server:
    """Answers each request with the next list of pieces; at None it closes the connection."""

    def __init__(self, answers: Sequence[Pieces]) -> None:
        self.answers = list(answers)
        self.connections = 0
        self.requests: list[bytes] = []

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.connections += 1
        try:
            while self.answers:
                head = await reader.readuntil(b"\r\n\r\n")
                length = next(
                    (int(r.split(b":")[1]) for r in head.split(b"\r\n") if r.startswith(b"content-length")), 0
                )
                self.requests.append(head + await reader.readexactly(length))
                for piece in self.answers.pop(0):
                    if piece is None:
                        return
                    writer.write(piece)
                    await writer.drain()
                    await asyncio.sleep(0.001)
        except (asyncio.IncompleteReadError, ConnectionError):
            pass
        finally:
            writer.close()


@asynccontextmanager
async def upstream(*answers: Pieces, retries: int = 0) -> AsyncIterator[tuple[Upstream, Server]]:
    """An upstream in front of a server that answers so."""
    server = Server(answers)
    listening = await asyncio.start_server(server.serve, "127.0.0.1", 0)
    port = listening.sockets[0].getsockname()[1]
    asked = Upstream(Settings(upstream=f"http://127.0.0.1:{port}/v1", producer="x", retries=retries))
    try:
        yield asked, server
    finally:
        asked.close()
        listening.close()


async def body(asked: Upstream) -> bytes:
    """The whole of one answer; its connection is given back."""
    async with asyncio.timeout(5):
        reply = await asked.ask("/x", b"{}")
        try:
            return await reply.whole(1 << 20)
        finally:
            reply.close()


@pytest.mark.parametrize(
    ("pieces", "closes"),
    [
        ([OK + b"content-length: 5\r\n\r\nhello"], False),
        ([OK + b"content-", b"length: 5\r", b"\n\r\nhe", b"llo"], False),
        ([OK + b"transfer-encoding: chunked\r\n\r\n2\r\nhe\r\n", b"3\r\nllo\r\n", b"0\r\n\r\n"], False),
        ([OK + b"\r\nhel", b"lo"], True),
        (
            [
                b"HTTP/1.1 100 Continue\r\n\r\n",
                b"HTTP/1.1 103 Early Hints\r\nx: y\r\n\r\n",
                OK + b"content-length: 5\r\n\r\nhello",
            ],
            False,
        ),
        ([OK + b"connection: close\r\ncontent-length: 5\r\n\r\nhello"], True),
    ],
)
async def test_answers_framed_in_every_way(pieces: list[bytes], closes: bool) -> None:
    more: list[bytes | None] = [None] if closes else []
    async with upstream([*pieces, *more], [OK + b"content-length: 2\r\n\r\nok"]) as (asked, server):
        assert await body(asked) == b"hello"
        assert await body(asked) == b"ok"
        assert server.connections == 1 + closes
        assert b"POST /v1/x HTTP/1.1\r\n" in server.requests[0] and server.requests[0].endswith(b"\r\n\r\n{}")


@pytest.mark.parametrize(
    "pieces",
    [
        [OK + b"content-length: 9\r\n\r\nhello"],
        [OK + b"transfer-encoding: chunked\r\n\r\n5\r\nhello\r\n"],
        [OK + b"transfer-encoding: chunked\r\n\r\nzz\r\nhello\r\n"],
    ],
)
async def test_an_answer_cut_off_is_broken(pieces: list[bytes]) -> None:
    async with upstream([*pieces, None]) as (asked, _):
        with pytest.raises(Broken):
            await body(asked)


async def test_a_kept_connection_that_was_closed_is_replaced() -> None:
    hello = [OK + b"content-length: 5\r\n\r\nhello", None]
    async with upstream(hello, hello, hello) as (asked, server):
        for _ in range(3):
            assert await body(asked) == b"hello"
        assert server.connections == 3


async def test_an_answer_that_nobody_asked_for_is_nobodys() -> None:
    two = [OK + b"content-length: 5\r\n\r\nhello" + OK + b"content-length: 4\r\n\r\nevil"]
    late = [OK + b"content-length: 5\r\n\r\nhello", OK + b"content-length: 4\r\n\r\nevil"]
    fine = [OK + b"content-length: 4\r\n\r\nfine"]
    for bad in (two, late):
        async with upstream([*bad, None], fine, fine) as (asked, _):
            assert await body(asked) == b"hello"
            await asyncio.sleep(0.01)
            assert await body(asked) == b"fine"


async def test_an_answer_left_unread_ends_its_connection() -> None:
    long = [OK + b"content-length: 500000\r\n\r\n" + b"x" * 250_000, b"x" * 250_000]
    async with upstream(long, [OK + b"content-length: 2\r\n\r\nok"], [OK + b"content-length: 2\r\n\r\nok"]) as (
        asked,
        server,
    ):
        (await asked.ask("/x", b"{}")).close()
        assert await body(asked) == b"ok" and server.connections == 2


async def test_what_is_packed_is_not_read() -> None:
    async with upstream([OK + b"content-encoding: br\r\ncontent-length: 2\r\n\r\nxx", None]) as (asked, _):
        with pytest.raises(Exception, match="cannot be reached"):
            await asked.ask("/x", b"{}")


@pytest.mark.parametrize("url", ["ftp://x/v1", "x/v1", "http:///v1", "http://u:p@x/v1", "http://x/v1?a=b", ""])
def test_an_address_that_is_none_is_told(url: str) -> None:
    with pytest.raises(ValueError, match="upstream must be an address"):
        Pool(url, "", 1)


def test_a_key_with_a_line_end_is_told_and_not_shown() -> None:
    with pytest.raises(ValueError, match="line end") as caught:
        Pool("http://x/v1", "secret\n", 1)
    assert "secret" not in str(caught.value)


async def test_what_comes_fast_is_read_together_and_the_end_is_not_waited_for():
    loop = asyncio.get_running_loop()
    pieces = [OK + b"transfer-encoding: chunked\r\n\r\n", *(b"1\r\na\r\n" for _ in range(9)), b"0\r\n\r\n"]
    async with upstream(pieces) as (asked, _):
        reply = await asked.ask("/x", b"{}")
        first = await reply.read()
        together = await reply.read(loop.time() + 30)
        assert first + together == b"a" * 9 and await reply.read(loop.time() + 30) == b""
        reply.close()


async def test_reading_together_ends_at_its_time():
    loop = asyncio.get_running_loop()
    head = OK + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n"
    async with upstream([head, *[b""] * 200, b"1\r\nb\r\n", b"0\r\n\r\n"]) as (asked, _):
        reply = await asked.ask("/x", b"{}")
        assert await reply.read(loop.time() + 0.02) == b"a"
        assert await reply.read() == b"b" and await reply.read() == b""
        reply.close()


async def test_an_upstream_that_breaks_while_more_is_waited_for_is_told_after_what_came():
    loop = asyncio.get_running_loop()
    async with upstream([OK + b"transfer-encoding: chunked\r\n\r\n1\r\na\r\n", None]) as (asked, _):
        reply = await asked.ask("/x", b"{}")
        assert await reply.read(loop.time() + 30) == b"a"
        with pytest.raises(Broken):
            await reply.read(loop.time() + 30)
        reply.close()
