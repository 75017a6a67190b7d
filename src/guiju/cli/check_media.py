"""Files of text, pictures, sound and film that are to be judged, read whole within a limit."""

from __future__ import annotations

from pathlib import Path
from typing import Final

from guiju.checks import HEAD, kind_of
from guiju.cli.check_fault import Fault
from guiju.core.content import Kind

ENDINGS: Final = (
    ".png", ".jpg", ".jpeg", ".gif", ".webp", ".bmp", ".svg", ".tif", ".tiff", ".avif", ".heic",
    ".wav", ".mp3", ".flac", ".ogg", ".m4a", ".opus", ".mp4", ".mov", ".webm", ".avi", ".mkv", ".pdf", ".docx",
)  # fmt: skip
"""How the names of files end that are no text."""
BYTES: Final = 64 << 20
"""Of one file, at most."""


def file_of(path: Path) -> tuple[Kind, str | bytes]:
    """A file of any kind: text where it is UTF-8 and its name does not say otherwise. Raises Fault."""
    if path.name.lower().endswith(ENDINGS):
        return media_of(path)
    body = _read(path)
    try:
        return Kind.TEXT, body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        if kind_of(body[:HEAD]) is not None:
            return media_of(path)
        at = fault.start + 1
        raise Fault(
            f"{path}: 第 {at} 个字节起不是 UTF-8; 文本请存为 UTF-8",
            f"{path}: not UTF-8 at byte {at}; save text as UTF-8",
        ) from None


def media_of(path: Path) -> tuple[Kind, bytes]:
    """What a file is by its content, and its bytes (of a film, which nothing judges, only the first).

    Raises Fault where no regular file is, for a format that is not known and for one too large.
    """
    try:
        there = path.is_file()
    except (OSError, ValueError):
        there = False
    if not there:
        raise Fault(f"{path}: 没有这个文件", f"{path}: no such file")
    with path.open("rb") as file:
        head = file.read(HEAD)
    kind = kind_of(head)
    if kind is None:
        raise Fault(
            f"{path}: 既不是文本, 也不是能够检查的图片或声音格式",
            f"{path}: neither text nor a picture or sound in a format that is judged",
        )
    return kind, head if kind is Kind.VIDEO else _read(path)


def _read(path: Path) -> bytes:
    with path.open("rb") as file:
        body = file.read(BYTES + 1)
    if len(body) > BYTES:
        raise Fault(f"{path}: 超过 {BYTES >> 20} MiB", f"{path}: larger than {BYTES >> 20} MiB")
    return body
