"""A multipart form: read from a body, and written for the upstream (RFC 7578)."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

import python_multipart
from python_multipart.exceptions import FormParserError
from python_multipart.multipart import parse_options_header

from guiju.gateway.errors import Fault

_MOST: Final = 64
_FILE: Final = re.compile(rb";\s*filename\*?\s*=", re.IGNORECASE)
_QUOTED: Final = re.compile(rb'"(?:[^"\\]|\\.)*"')
_NAME: Final = re.compile(r"[A-Za-z0-9_\[\]]{1,64}")
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
    fields, files = dict[str, Any](), list[Upload]()
    for told, data in _parts(found[1], body):
        _, options = parse_options_header(told)
        name = options.get(b"name", b"").decode("utf-8", "replace")
        if not _NAME.fullmatch(name):
            raise Fault(400, "malformed_body", "a part of the form has no name, or one of other signs than letters")
        if _FILE.search(_QUOTED.sub(b"", told)):
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
    """The parts of a form: each its content disposition and its data. Raises Fault."""
    reading = _Reading()
    parser = python_multipart.MultipartParser(
        boundary,
        {
            "on_part_begin": reading.begun, "on_header_field": reading.named, "on_header_value": reading.valued,
            "on_header_end": reading.told, "on_part_data": reading.given, "on_end": reading.over,
        },
    )  # fmt: skip
    try:
        parser.write(body)
        parser.finalize()
    except FormParserError:
        raise Fault(400, "malformed_body", "the body is no form that can be read") from None
    if not reading.ended:
        raise Fault(400, "malformed_body", "the form ends before its last boundary")
    return [(bytes(told), bytes(data)) for told, data in reading.parts]


@dataclass(slots=True)
class _Reading:
    """The parts met so far, and the header that is being read."""

    parts: list[tuple[bytearray, bytearray]] = field(default_factory=list)
    name: bytearray = field(default_factory=bytearray)
    value: bytearray = field(default_factory=bytearray)
    ended: bool = False

    def begun(self) -> None:
        if len(self.parts) >= _MOST:
            raise FormParserError("too many parts")
        self.parts.append((bytearray(), bytearray()))

    def named(self, data: bytes, start: int, end: int) -> None:
        self.name += data[start:end]

    def valued(self, data: bytes, start: int, end: int) -> None:
        self.value += data[start:end]

    def told(self) -> None:
        if self.name.lower() == b"content-disposition":
            self.parts[-1][0].extend(self.value)
        self.name.clear()
        self.value.clear()

    def given(self, data: bytes, start: int, end: int) -> None:
        self.parts[-1][1].extend(data[start:end])

    def over(self) -> None:
        self.ended = True
