"""How many deltas later the characters of ordinary text arrive than they were sent."""

from __future__ import annotations

import asyncio
import time
import urllib.request
from bisect import bisect_right
from collections.abc import Mapping, Sequence

import aiohttp
import orjson

from bench.load import Load
from bench.ordinary import deltas


async def arrivals(url: str, headers: Mapping[str, str], load: Load) -> list[tuple[str, float]]:
    """The pieces of content of one stream, each with the moment (monotonic clock) at which it was read."""
    pieces: list[tuple[str, float]] = []
    kind = {"content-type": "application/json", **headers}
    async with (
        aiohttp.ClientSession() as session,
        session.post(url + "/v1/chat/completions", data=load.body(), headers=kind) as answer,
    ):
        answer.raise_for_status()
        async for line in answer.content:
            now = time.monotonic()
            if line.startswith(b"data: {"):
                choices = orjson.loads(line[6:]).get("choices") or [{}]
                pieces.append((choices[0].get("delta", {}).get("content") or "", now))
    return pieces


def lags(sent: Sequence[float], pieces: Sequence[tuple[str, float]], count: int) -> list[int]:
    """For each delta, how many later ones had been sent when its last character arrived.

    Raises ValueError where the text did not arrive whole and in order.
    """
    text, expected = "".join(piece for piece, _ in pieces), deltas(count)
    begin = text.find("".join(expected))
    if begin < 0:
        raise ValueError("the ordinary text did not arrive as it was sent")
    moments = [moment for piece, moment in pieces for _ in piece]
    found, end = [], begin
    for number, piece in enumerate(expected):
        end += len(piece)
        found.append(bisect_right(sent, moments[end - 1]) - 1 - number)
    return found


def delay(url: str, headers: Mapping[str, str], upstream: str, count: int) -> list[int]:
    """The lags of one slow stream of ``count`` deltas through the server at ``url``."""
    pieces = asyncio.run(arrivals(url, headers, Load("stub-slow", True, 1, count)))
    with urllib.request.urlopen(upstream.removesuffix("/v1") + "/sent", timeout=10) as answer:
        sent = orjson.loads(answer.read())
    return lags(sent, pieces, count)
