"""Copies of packs: equal to what was kept, and refused where a byte of them changed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.law.reading.loading import FOLDER, available, read_pack
from guiju.law.versions.archive import Archive
from tests.law.packs import PACK, folder

DRAFT = read_pack(FOLDER, available()[0])


def archive(place: Path) -> Archive:
    return Archive(place / "copies", FOLDER)


@pytest.mark.parametrize("name", available())
def test_every_pack_comes_back_equal_with_its_digest(tmp_path, name):
    pack = read_pack(FOLDER, name)
    archive(tmp_path).keep(pack)
    back = archive(tmp_path).read(name, pack.digest)
    assert back == pack and back.digest == pack.digest and back.canonical == pack.canonical
    assert (back.status, list(back.instruments), list(back.controls)) == (
        pack.status, list(pack.instruments), list(pack.controls),
    )  # fmt: skip


def test_a_copy_has_the_name_of_its_bytes_and_is_kept_once(tmp_path):
    archive(tmp_path).keep(DRAFT)
    [file] = (tmp_path / "copies").iterdir()
    before = file.stat()
    assert file.name == f"{hashlib.sha256(file.read_bytes()).hexdigest()}.json"
    archive(tmp_path).keep(DRAFT)
    assert [one.stat().st_ino for one in (tmp_path / "copies").iterdir()] == [before.st_ino]


def test_a_copy_keeps_the_controls_it_was_adopted_with(tmp_path):
    place = folder(tmp_path, test_pack=PACK.replace("controls:\n  answers:", "controls:\n  others:", 1).replace(
        "[answers, later]", "[answers, others, later]"))  # fmt: skip
    house = "answers:\n  planned: true\n  text: {zh: 答, en: Answers}\n"
    (place / "_controls.yaml").write_text(house, encoding="utf-8")
    pack = read_pack(place, "test-pack")
    kept = Archive(tmp_path / "copies", FOLDER)
    kept.keep(pack)
    back = kept.read("test-pack", pack.digest)
    assert back == pack and back.controls["answers"].planned and not back.controls["others"].planned


@given(place=st.integers(0, len(DRAFT.canonical) - 1), byte=st.integers(0, 255))
def test_any_changed_byte_is_refused(tmp_path_factory, place, byte):
    kept = archive(tmp_path_factory.mktemp("archive"))
    kept.keep(DRAFT)
    [file] = kept.folder.iterdir()
    body = bytearray(file.read_bytes())
    same = body[place] == byte
    body[place] = byte
    file.write_bytes(body)
    if same:
        assert kept.read(DRAFT.id, DRAFT.digest) == DRAFT
        return
    with pytest.raises(ValueError, match="do not fit its name"):
        kept.read(DRAFT.id, DRAFT.digest)


def test_a_copy_that_was_changed_is_written_anew(tmp_path):
    archive(tmp_path).keep(DRAFT)
    [file] = (tmp_path / "copies").iterdir()
    file.write_bytes(b"{}")
    archive(tmp_path).keep(DRAFT)
    assert archive(tmp_path).read(DRAFT.id, DRAFT.digest) == DRAFT


@pytest.mark.parametrize(
    ("body", "id", "said"),
    [
        (b'{"id": "test-pack"}', "test-pack", "this version of guiju cannot read the copy (title: Field required)"),
        (DRAFT.canonical, "other", f"the copy is of {DRAFT.id}"),
        (DRAFT.canonical.replace(b'"continuous"', b'"whenever"'), DRAFT.id, "cannot read the copy (obligations"),
        (DRAFT.canonical.replace(b"answer.closed/1", b"answer.closed/0"), DRAFT.id, "no kind of evidence"),
    ],
)
def test_a_copy_of_which_nothing_can_be_made(tmp_path, body, id, said):
    digest = hashlib.sha256(body).hexdigest()
    (tmp_path / "copies").mkdir()
    (tmp_path / "copies" / f"{digest}.json").write_bytes(body)
    with pytest.raises(ValueError, match="guiju law upgrade") as raised:
        archive(tmp_path).read(id, digest)
    assert said in str(raised.value) and "\n" not in str(raised.value)


def test_a_copy_that_is_missing(tmp_path):
    with pytest.raises(ValueError, match=rf"{DRAFT.digest}.json: .* the copy is missing; .*guiju law upgrade"):
        archive(tmp_path).read(DRAFT.id, DRAFT.digest)
