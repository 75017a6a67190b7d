"""The models that a gateway offers."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Sequence
from typing import Any, Final

import orjson

from guiju.gateway.errors import Broken, Fault
from guiju.gateway.upstream import Upstream, refused

_FRESH: Final = 60.0
_PATIENCE: Final = 30.0
_LARGEST: Final = 4 * 1024 * 1024
_MOST: Final = 5_000
_LATEST: Final = 9_999_999_999
_NAME: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9._:/@+-]{0,199}")

Clean = Callable[[Sequence[str]], Sequence[bool]]
"""Says of each text whether it may leave as it is; may take its time."""


class Offered:
    """The configured models, or else those that the upstream lists (asked again after a minute).

    A name of the upstream's is passed on where it looks like one and ``clean`` finds nothing in it.
    """

    def __init__(self, upstream: Upstream, models: tuple[str, ...], clean: Clean) -> None:
        self._upstream = upstream
        self._own = models
        self._clean = clean
        self._rows: list[dict[str, Any]] = [_row(name, 0) for name in models]
        self._names = frozenset(models)
        self._read = 0.0
        self._asking = asyncio.Lock()

    async def require(self, model: str) -> None:
        """Raises Fault 404 where the model is not offered."""
        if model in self._names:
            return
        if not self._own:
            await self._refresh()
        if model not in self._names:
            raise Fault(
                404, "model_not_found", "this model is not offered here; /v1/models lists those that are", "model"
            )

    async def rows(self) -> list[dict[str, Any]]:
        """The models as /v1/models lists them."""
        if not self._own:
            await self._refresh()
        return self._rows

    async def _refresh(self) -> None:
        loop = asyncio.get_running_loop()
        async with self._asking:
            if self._read and loop.time() - self._read < (_FRESH if self._names else 1.0):
                return
            rows = await self._in_time()
            self._rows, self._names, self._read = rows, frozenset(row["id"] for row in rows), loop.time()

    async def _in_time(self) -> list[dict[str, Any]]:
        try:
            async with asyncio.timeout(_PATIENCE):
                return await self._listed()
        except TimeoutError:
            raise Fault(
                504, "upstream_timeout", "the model behind this gateway does not list its models in time"
            ) from None

    async def _listed(self) -> list[dict[str, Any]]:
        reply = await self._upstream.ask("/models", None)
        try:
            if reply.status != 200:
                raise refused(reply)
            body = orjson.loads(await reply.whole(_LARGEST))
        except (Broken, orjson.JSONDecodeError):
            raise Fault(502, "upstream_failed", "the model behind this gateway does not list its models") from None
        finally:
            reply.close()
        named = _named(body.get("data") if type(body) is dict else None)
        allowed = await asyncio.to_thread(self._clean, list(named))
        return [_row(name, made) for (name, made), may in zip(named.items(), allowed, strict=True) if may]


def _named(rows: Any) -> dict[str, Any]:
    """The names that look like names, and when each was made, as the upstream tells it."""
    some = [row for row in rows[:_MOST] if type(row) is dict] if type(rows) is list else []
    return {row["id"]: row.get("created") for row in some if type(row.get("id")) is str and _NAME.fullmatch(row["id"])}


def _row(name: str, made: Any) -> dict[str, Any]:
    created = made if type(made) is int and 0 <= made <= _LATEST else 0
    return {"id": name, "object": "model", "created": created, "owned_by": "provider"}
