from __future__ import annotations

import io
import secrets
from pathlib import Path

import pytest
from PIL import Image

from guiju.core.label import Label
from guiju.labels import Order, Stamps, mark, mark_reader
from guiju.labels.marks import number_of, read_file
from tests.labels.cases.made_films import mp4_of
from tests.labels.cases.made_pictures import gif_of, svg_of
from tests.labels.marks.scenes import scene

LABEL = Label("1", "001191320118MAK93FC72D10001", "n1")


@pytest.fixture
def key(tmp_path: Path) -> Path:
    path = tmp_path / "mark.key"
    path.write_text(secrets.token_hex(32) + "\n", "ascii")
    return path


def heic(path: Path) -> None:
    pillow_heif = pytest.importorskip("pillow_heif", reason="pillow_heif is not installed")
    pillow_heif.from_pillow(Image.fromarray(scene(3))).save(path, quality=85)


@pytest.mark.parametrize("ending", ["png", "jpg", "heic"])
def test_a_picture_is_marked_as_it_is_labelled_and_the_mark_is_found(tmp_path: Path, key: Path, ending: str) -> None:
    plain, made = tmp_path / f"a.{ending}", tmp_path / f"b.{ending}"
    heic(plain) if ending == "heic" else Image.fromarray(scene(3)).save(plain)
    assert mark(plain, made, LABEL, Order(stamping=Stamps(key))).stamped
    reader = mark_reader(key)
    assert reader(made) and not reader(plain)
    found = read_file(made.read_bytes(), bytes.fromhex(key.read_text()))
    assert found and found.number == number_of("n1", bytes.fromhex(key.read_text()))


def test_another_key_finds_nothing(tmp_path: Path, key: Path) -> None:
    made, other = tmp_path / "a.png", tmp_path / "other.key"
    Image.fromarray(scene(4, 320, 320)).save(made)
    mark(made, made, LABEL, Order(stamping=Stamps(key)))
    other.write_text(secrets.token_hex(32))
    assert not mark_reader(other)(made)


@pytest.mark.parametrize(("name", "data"), [("a.mp4", mp4_of(None)), ("a.gif", gif_of(None)), ("a.svg", svg_of(None))])
def test_what_holds_no_mark_is_labelled_without(tmp_path: Path, key: Path, name: str, data: bytes) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert not mark(path, path, LABEL, Order(stamping=Stamps(key))).stamped
    assert not mark_reader(key)(path)


def test_a_picture_that_is_broken_or_unknown_has_no_mark(tmp_path: Path, key: Path) -> None:
    out = io.BytesIO()
    Image.fromarray(scene(3)).save(out, "PNG")
    for name, data in {"cut.png": out.getvalue()[:5000], "unknown.bin": b"\0" * 50, "empty.png": b""}.items():
        (tmp_path / name).write_bytes(data)
        assert not mark_reader(key)(tmp_path / name)


@pytest.mark.parametrize("held", ["", "0102", "no key", "é" * 64])
def test_a_file_that_holds_no_key_is_refused(tmp_path: Path, held: str) -> None:
    picture, key = tmp_path / "a.png", tmp_path / "bad.key"
    Image.fromarray(scene(3)).save(picture)
    key.write_text(held, "utf-8")
    before = picture.read_bytes()
    with pytest.raises(ValueError, match="key"):
        mark(picture, picture, LABEL, Order(stamping=Stamps(key)))
    assert picture.read_bytes() == before
    with pytest.raises(ValueError, match="key"):
        mark_reader(key)(picture)
