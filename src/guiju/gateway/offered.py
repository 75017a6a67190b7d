"""The models that a gateway offers."""

from __future__ import annotations

import asyncio
from typing import Any, Final

import orjson

from guiju.gateway.errors import Broken, Fault
from guiju.gateway.upstream import Upstream, refused

_FRESH: Final = 60.0
_PATIENCE: Final = 30.0
_LARGEST: Final = 4 * 1024 * 1024
_KNOWN: Final = ("id", "object", "created", "owned_by")


class Offered:
    """The configured models, or else those that the upstream lists (asked again after a minute)."""

    def __init__(self, upstream: Upstream, models: tuple[str, ...]) -> None:
        self._upstream = upstream
        self._own = models
        self._rows: list[dict[str, Any]] = [
            {"id": m, "object": "model", "created": 0, "owned_by": "provider"} for m in models
        ]
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
        rows = body.get("data") if isinstance(body, dict) else None
        return [_row(row) for row in rows if isinstance(row, dict) and isinstance(row.get("id"), str)] if rows else []


def _row(row: dict[str, Any]) -> dict[str, Any]:
    known = {key: row[key] for key in _KNOWN if isinstance(row.get(key), (str, int))}
    return {"object": "model", "created": 0, "owned_by": "provider", **known}
