"""Files that a client fetches by their address: kept in memory for a while, and no longer."""

from __future__ import annotations

import asyncio
import re
import secrets
from dataclasses import dataclass, field
from typing import Final

from guiju.gateway.errors import Fault
from guiju.gateway.exchange import Exchange

PATH: Final = "/v1/media/"
_SECONDS: Final = 3600.0
_HOST: Final = re.compile(r"[A-Za-z0-9.-]{1,253}(:[0-9]{1,5})?|\[[0-9A-Fa-f:]{2,45}\](:[0-9]{1,5})?")
_MOST: Final = 256 * 1024 * 1024


@dataclass(slots=True)
class Kept:
    """Labelled files by a name that nobody can guess. They go after an hour, the oldest first where room is wanted."""

    files: dict[str, tuple[float, bytes, str]] = field(default_factory=dict)
    size: int = 0

    def address(self, exchange: Exchange, data: bytes, kind: str) -> str:
        """Keeps a file of a media type and gives its address, as the client called this gateway. Raises Fault where it
        is larger than all that is kept together may be."""
        if len(data) > _MOST:
            raise Fault(502, "too_large", "the file is too large to lie here for a while; ask for b64_json")
        now = asyncio.get_running_loop().time()
        self._drop(now, len(data))
        name = secrets.token_hex(16)
        self.files[name] = (now + _SECONDS, data, kind)
        self.size += len(data)
        told = exchange.headers.get(b"host", b"").decode("latin-1")
        host = told if _HOST.fullmatch(told) else "127.0.0.1"
        return f"{exchange.scope.get('scheme', 'http')}://{host}{PATH}{name}"

    def file(self, name: str) -> tuple[bytes, str]:
        """A file and its media type. Raises Fault 404."""
        until, data, kind = self.files.get(name, (0.0, b"", ""))
        if until < asyncio.get_running_loop().time():
            raise Fault(404, "not_found", "there is no file at this address, or not any more")
        return data, kind

    def _drop(self, now: float, wanted: int) -> None:
        for name, (until, data, _) in list(self.files.items()):
            if until >= now and self.size + wanted <= _MOST:
                break
            del self.files[name]
            self.size -= len(data)
