"""Errors in the shape that OpenAI clients expect, saying nothing of what was sent."""

from __future__ import annotations

from typing import Final

import orjson

TYPES: Final = {
    400: "invalid_request_error",
    401: "authentication_error",
    403: "permission_error",
    404: "not_found_error",
    405: "invalid_request_error",
    408: "timeout_error",
    413: "invalid_request_error",
    415: "invalid_request_error",
    429: "rate_limit_error",
    502: "upstream_error",
    503: "service_unavailable_error",
    504: "timeout_error",
}


class Broken(Exception):
    """The upstream's connection ended, or never came about, before its answer was whole."""


class Fault(Exception):
    """An answer that is an error: HTTP status, a code of the gateway's own, and a message free of input.

    ``param`` names the field at fault by the gateway's own words (``messages.0.content``); ``retry_after`` is seconds.
    """

    def __init__(self, status: int, code: str, message: str, param: str | None = None, retry_after: int = 0) -> None:
        super().__init__(message)
        self.status = status
        self.code = code
        self.message = message
        self.param = param
        self.retry_after = retry_after

    def body(self) -> bytes:
        """The error as JSON: ``{"error": {message, type, param, code}}``."""
        kind = TYPES.get(self.status, "server_error")
        error = {"message": self.message, "type": kind, "param": self.param, "code": self.code}
        return orjson.dumps({"error": error})
