"""A multipart form: read from a body, and written for the upstream (RFC 7578)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import python_multipart
from python_multipart.exceptions import FormParserError

from guiju.gateway.errors import Fault

_MOST: Final = 64
_NAME: Final = re.compile(rb'name="([A-Za-z0-9_\[\]]{1,64})"')
_FILE: Final = re.compile(rb";\s*filename=")
_BOUNDARY: Final = f"guiju{secrets.token_hex(16)}"

KIND: Final = f"multipart/form-data; boundary={_BOUNDARY}"
"""The content type of a form that is written here."""


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a form: the field that it stands in, and its bytes. The name that the client gave it stays here."""

    field: str
    data: bytes


def read_form(kind: bytes, body: bytes) -> tuple[dict[str, Any], list[Upload]]:
    """The fields and the files of a form. Raises Fault where it is none, or a field stands twice or is no text."""
    found = re.search(rb'boundary="?([^";]{1,70})"?', kind)
    if not kind.lower().startswith(b"multipart/form-data") or found is None:
        raise Fault(415, "unsupported_media_type", "send the form as Content-Type: multipart/form-data")
    parts = _parts(found[1], body)
    fields, files = dict[str, Any](), list[Upload]()
    for head, data in parts:
        named = _NAME.search(head)
        if named is None:
            raise Fault(400, "malformed_body", "a part of the form has no name")
        name = named[1].decode()
        if _FILE.search(head):
            files.append(Upload(name, data))
        elif name in fields:
            raise Fault(400, "duplicate_field", f"the form holds {name} twice", name)
        else:
            fields[name] = _text(name, data)
    return fields, files


def write_form(fields: Mapping[str, Any], files: Iterable[Upload]) -> bytes:
    """A form of these fields and files, with names of our own for the files."""
    out = list[bytes]()
    for name, value in fields.items():
        if value is not None:
            out.append(_part(f'name="{name}"', "", str(value).encode()))
    for number, one in enumerate(files):
        told = f'name="{one.field}"; filename="{number}.png"'
        out.append(_part(told, "content-type: application/octet-stream\r\n", one.data))
    return b"".join(out) + f"--{_BOUNDARY}--\r\n".encode()


def _part(told: str, more: str, data: bytes) -> bytes:
    head = f"--{_BOUNDARY}\r\ncontent-disposition: form-data; {told}\r\n{more}\r\n"
    return head.encode() + data + b"\r\n"


def _text(name: str, data: bytes) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError:
        raise Fault(400, "invalid_type", f"{name} must be text in UTF-8", name) from None


def _parts(boundary: bytes, body: bytes) -> list[tuple[bytes, bytes]]:
    """The parts of a form: their headers as one run of bytes, and their data. Raises Fault."""
    heads, bodies, open_ = [bytearray()], [bytearray()], [0]

    def begun() -> None:
        open_[0] += 1
        if open_[0] > _MOST:
            raise FormParserError("too many parts")
        heads.append(bytearray())
        bodies.append(bytearray())

    def header(data: bytes, start: int, end: int) -> None:
        heads[-1] += data[start:end] + b" "

    def data_(data: bytes, start: int, end: int) -> None:
        bodies[-1] += data[start:end]

    ended = list[bool]()
    parser = python_multipart.MultipartParser(
        boundary,
        {
            "on_part_begin": begun, "on_header_field": header, "on_header_value": header, "on_part_data": data_,
            "on_end": lambda: ended.append(True),
        },
    )  # fmt: skip
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise Fault(400, "malformed_body", "the body is no form that can be read") from None
    if not ended:
        raise Fault(400, "malformed_body", "the form ends before its last boundary")
    return [(bytes(head), bytes(one)) for head, one in zip(heads[1:], bodies[1:], strict=True)]
