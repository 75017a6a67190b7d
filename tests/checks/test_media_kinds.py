"""A file is what its first bytes say, whatever its name."""

from __future__ import annotations

import pytest

from guiju.checks import kind_of
from guiju.core.content import Kind


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n....", Kind.IMAGE), (b"\xff\xd8\xff\xe0", Kind.IMAGE), (b"GIF89a..", Kind.IMAGE),
        (b"RIFF....WEBPVP8 ", Kind.IMAGE), (b"BM......", Kind.IMAGE), (b"RIFF....WAVEfmt ", Kind.AUDIO),
        (b"ID3\x04", Kind.AUDIO), (b"\xff\xfb\x90d", Kind.AUDIO), (b"fLaC", Kind.AUDIO), (b"OggS", Kind.AUDIO),
        (b"....ftypM4A ....", Kind.AUDIO), (b"....ftypisom....", Kind.VIDEO), (b"\x1aE\xdf\xa3", Kind.VIDEO),
        (b"RIFF....AVI ....", Kind.VIDEO), (b"", None), (b"\xff", None), (b"RIFF", None), (b"RIFF....XXXX", None),
        (b"<svg xmlns=", None), (b"%PDF-1.7", None), ("今天".encode(), None), (b"\x89PNG", None),
    ],
)  # fmt: skip
def test_the_first_bytes_tell_the_kind(head: bytes, kind: Kind | None) -> None:
    assert kind_of(head) is kind
