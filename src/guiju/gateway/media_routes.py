"""The addresses that give files: pictures, speech, films, and downloads of what was made before."""

from __future__ import annotations

import base64
import binascii
import re
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import Any, Final

import orjson

from guiju.core.content import Kind
from guiju.gateway.errors import Fault
from guiju.gateway.exchange import NO_STORE, Exchange
from guiju.gateway.form import KIND, write_form
from guiju.gateway.kept import Kept
from guiju.gateway.media import File, Route
from guiju.gateway.parts import Gateway
from guiju.gateway.request import Asked

_JSON: Final = "application/json"
_TYPES: Final = {
    "png": "image/png", "jpeg": "image/jpeg", "webp": "image/webp", "gif": "image/gif", "mp3": "audio/mpeg",
    "wav": "audio/wav", "flac": "audio/flac", "ogg": "audio/ogg", "aac": "audio/aac", "m4a": "audio/mp4",
    "mp4": "video/mp4", "mov": "video/quicktime", "matroska": "video/x-matroska", "pdf": "application/pdf",
}  # fmt: skip
_NO_FILE: Final = Fault(
    502, "no_file", "the model gave an address in place of a file; only a file can be labelled, so nothing leaves"
)


FILE: Final = re.compile(r"(/v1/(?:files|videos)/[A-Za-z0-9][A-Za-z0-9_.-]{0,127})/content")
"""The address of a file that lies at the upstream."""


def route_of(gateway: Gateway, exchange: Exchange, asked: Asked) -> Route:
    """How a request for files goes."""
    if asked.surface == "speech":
        return speech()
    if asked.surface == "downloads":
        return download(exchange.scope["path"].removeprefix("/v1"))
    now = int(time.time())
    made = image_urls(gateway.kept, now) if asked.body.get("response_format") == "url" else images(gateway.kept, now)
    return edits(made) if exchange.scope["path"].endswith("/edits") else made


def type_of(carrier: str) -> str:
    """The media type of a format."""
    return _TYPES.get(carrier, "application/octet-stream")


def images(kept: Kept, created: int) -> Route:
    """/v1/images/generations."""
    return Route("images", Kind.IMAGE, "/images/generations", _as_json, _pictures, partial(_told, kept, created, False))


def image_urls(kept: Kept, created: int) -> Route:
    """The same, where addresses were asked for: the files lie here for a while."""
    return replace(images(kept, created), answer=partial(_told, kept, created, True))


def edits(route: Route) -> Route:
    """/v1/images/edits, answered as ``route`` is."""
    return replace(route, path="/images/edits", body=_as_form)


def speech() -> Route:
    """/v1/audio/speech."""
    return Route("speech", Kind.AUDIO, "/audio/speech", _as_json, _one, _file)


def download(path: str) -> Route:
    """A file or film that lies at the upstream. Films are there because a model made them; of files it is asked."""
    route = Route("download", None, path, lambda asked: None, _one, _file, name="film.mp4")
    return route if path.startswith("/videos") else replace(route, about=path.removesuffix("/content"), name="")


def _as_json(asked: Asked) -> tuple[bytes, str]:
    body = asked.body
    if asked.surface == "images":
        # gpt-image models know no response_format and always give the file itself
        body = {key: value for key, value in body.items() if key != "response_format"}
        body |= {} if asked.model.startswith("gpt-image") else {"response_format": "b64_json"}
    return orjson.dumps(body), _JSON


def _as_form(asked: Asked) -> tuple[bytes, str]:
    fields = {key: value for key, value in asked.body.items() if key != "response_format"}
    fields |= {} if asked.model.startswith("gpt-image") else {"response_format": "b64_json"}
    return write_form(fields, asked.uploads), KIND


def _pictures(raw: bytes, asked: Asked) -> list[bytes]:
    """The files in an answer. Raises ValueError for another shape; Fault where it holds addresses only."""
    body = orjson.loads(raw)
    rows = body.get("data") if type(body) is dict else None
    if type(rows) is not list or not rows or len(rows) > asked.choices or any(type(row) is not dict for row in rows):
        raise ValueError("the upstream sent pictures of an unknown shape")
    if any(not row.get("b64_json") for row in rows):
        raise _NO_FILE
    try:
        return [base64.b64decode(row["b64_json"], validate=True) for row in rows]
    except binascii.Error:
        raise ValueError("the upstream sent what is no Base64") from None


def _one(raw: bytes, asked: Asked) -> list[bytes]:
    return [raw]


async def _told(kept: Kept, created: int, urls: bool, exchange: Exchange, files: Sequence[File]) -> None:
    rows = list[dict[str, Any]]()
    for one in files:
        kind = type_of(one.marked.carrier)
        row = (
            {"url": kept.address(exchange, one.data, kind)}
            if urls
            else {"b64_json": base64.b64encode(one.data).decode()}
        )
        rows.append({**row, "guiju": _guiju(one)})
    await exchange.reply(200, orjson.dumps({"created": created, "data": rows}), [NO_STORE])


async def _file(exchange: Exchange, files: Sequence[File]) -> None:
    (one,) = files
    kind = (b"content-type", type_of(one.marked.carrier).encode())
    await exchange.reply(
        200, one.data, [NO_STORE, (b"x-guiju-number", one.marked.label.produce_id.encode())], kind=kind
    )


def _guiju(one: File) -> dict[str, str]:
    return {"number": one.marked.label.produce_id, "explicit": one.marked.explicit, "format": one.marked.carrier}
