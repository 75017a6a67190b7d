"""The C2PA library as it is used here: nothing is fetched, nothing is looked up, no thumbnail is made."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from guiju.labels.extra import library

TYPES: Final[Mapping[str, str]] = {
    ".png": "image/png", ".apng": "image/png", ".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp",
    ".gif": "image/gif", ".tif": "image/tiff", ".tiff": "image/tiff", ".heic": "image/heic",
    ".heif": "image/heif", ".avif": "image/avif", ".svg": "image/svg+xml",
    ".mp4": "video/mp4", ".m4v": "video/x-m4v", ".mov": "video/quicktime", ".avi": "video/x-msvideo",
    ".m4a": "audio/mp4", ".mp3": "audio/mpeg", ".wav": "audio/wav", ".flac": "audio/flac",
    ".pdf": "application/pdf", ".epub": "application/epub+zip",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    ".odt": "application/vnd.oasis.opendocument.text", ".ods": "application/vnd.oasis.opendocument.spreadsheet",
    ".odp": "application/vnd.oasis.opendocument.presentation", ".odg": "application/vnd.oasis.opendocument.graphics",
}  # fmt: skip
"""The files that can hold a manifest, by their ending."""

UNOPENED: Final = frozenset((".odt", ".ods", ".odp", ".odg"))
"""Files that their own program does not open any more with a manifest in them: LibreOffice (met in 7.4) takes an ODF
package with another file in META-INF for a broken one."""


def media_type(name: str) -> str:
    """The media type of a file that can hold a manifest, by its name; empty where it cannot."""
    return TYPES.get(Path(name).suffix.lower(), "")


def context(anchors: str) -> Any:
    """The library's settings for one use; ``anchors`` are the roots to trust, in PEM. Raises extra.Missing."""
    c2pa = library("c2pa")
    settings = {
        "trust": {"trust_anchors": anchors} if anchors else {},
        "verify": {
            "verify_trust": True,
            "verify_after_sign": False,
            "remote_manifest_fetch": False,
            "ocsp_fetch": False,
        },
        "builder": {"thumbnail": {"enabled": False}},
        "core": {"allowed_network_hosts": []},
    }
    return c2pa.Context(c2pa.Settings.from_dict(settings))
