"""Files to be judged: regular ones, within the limit, by what they hold."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from guiju.cli.check_fault import Fault
from guiju.cli.check_media import file_of, media_of
from guiju.core.content import Kind

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


def test_a_file_is_what_it_holds(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(PNG)
    assert media_of(tmp_path / "a.wav") == (Kind.IMAGE, PNG)


def test_of_a_film_only_the_head_is_kept(tmp_path: Path) -> None:
    (tmp_path / "a.mp4").write_bytes(b"....ftypisom" + bytes(999))
    kind, body = media_of(tmp_path / "a.mp4")
    assert (kind, len(body)) == (Kind.VIDEO, 16)


@pytest.mark.parametrize("name", ["none", ".", "x" * 9000, "a\0b", "pipe", "/dev/zero"])
def test_what_is_no_file_is_not_opened(tmp_path: Path, name: str) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(Fault, match="no such file"):
        media_of(tmp_path / name)


def test_a_file_is_text_where_it_is_and_a_picture_where_it_is_none(tmp_path: Path) -> None:
    for name, body in (("a", b"BM is text"), ("b.txt", PNG), ("c.png", PNG)):
        (tmp_path / name).write_bytes(body)
    assert file_of(tmp_path / "a") == (Kind.TEXT, "BM is text")
    assert file_of(tmp_path / "b.txt") == file_of(tmp_path / "c.png") == (Kind.IMAGE, PNG)
    (tmp_path / "d.png").write_bytes(b"text")
    with pytest.raises(Fault, match="neither text nor"):
        file_of(tmp_path / "d.png")


@pytest.mark.parametrize("body", [b"", b"text", b"<svg/>", b"%PDF-1.7"])
def test_another_format_is_refused(tmp_path: Path, body: bytes) -> None:
    (tmp_path / "a.png").write_bytes(body)
    with pytest.raises(ValueError, match="neither text nor a picture or sound"):
        media_of(tmp_path / "a.png")


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.cli.check_media.BYTES", len(PNG))
    (tmp_path / "a.png").write_bytes(PNG)
    assert media_of(tmp_path / "a.png")
    (tmp_path / "a.png").write_bytes(PNG + b"x")
    with pytest.raises(ValueError, match="larger than"):
        media_of(tmp_path / "a.png")
