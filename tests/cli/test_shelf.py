"""The shelf: one copy or one pack that cannot be read closes none of the others, and is told."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from guiju.cli.law import law
from guiju.cli.shelf import shelf_of
from guiju.config import Config
from guiju.law import FOLDER, read_file
from guiju.wiring import known_of, packs_of
from tests.law.packs import PACK

DRAFT = "cn-draft-2023-04"


def run(*words: str, packs: tuple[str, ...] = ()) -> Result:
    return CliRunner().invoke(law, words, obj=Config.read(lang="en", packs=packs))


def adopted(home: Path, text: str, packs: tuple[str, ...] = ()) -> Path:
    """The copy of a pack that was adopted."""
    file = home.parent / "pack.yaml"
    file.write_text(text, encoding="utf-8")
    done = run("upgrade", "--pack", str(file), packs=packs)
    assert done.exit_code == 0, done.exception
    return home / "packs" / f"{read_file(file).digest}.json"


@pytest.fixture
def lost(home: Path) -> Path:
    """An older draft was adopted, and its copy is spoilt."""
    shipped = (FOLDER / f"{DRAFT}.yaml").read_text(encoding="utf-8")
    copy = adopted(home, shipped.replace('version: "2023-04-11"', 'version: "2023-04-10"'), (DRAFT,))
    copy.write_bytes(b"{}")
    return copy


def test_it_is_what_there_is_where_all_can_be_read(home: Path) -> None:
    for packs in ((), (DRAFT,)):
        config = Config.read(packs=packs)
        shelf = shelf_of(config)
        assert (shelf.active, shelf.known) == (packs_of(config), known_of(config))
        assert not shelf.lost and not shelf.unread


@pytest.mark.parametrize("words", [("list",), ("show", f"{DRAFT}/16"), ("search", "label")])
def test_a_spoilt_copy_closes_nothing_and_is_told(lost: Path, words: tuple[str, ...]) -> None:
    assert isinstance(run("status", packs=(DRAFT,)).exception, ValueError)
    done = run(*words, packs=(DRAFT,))
    assert done.exit_code == 0 and done.stdout
    assert f"{DRAFT}: the copy of the adopted version cannot be read, so the one at hand is shown" in done.stderr


def test_the_one_at_hand_stands_in_its_mode(lost: Path) -> None:
    rows = {row["id"]: row for row in json.loads(run("list", "--json", packs=(DRAFT,)).stdout)}
    assert (rows[DRAFT]["version"], rows[DRAFT]["mode"]) == ("2023-04-11", "binding")


def test_ones_own_pack_whose_copy_is_lost_is_told_and_the_rest_is_there(home: Path) -> None:
    adopted(home, PACK.replace("id: test-pack", "id: own-rules")).unlink()
    shelf = shelf_of(Config.read())
    assert [one.id for one in shelf.lost] == ["own-rules"]
    assert "own-rules" not in shelf.known and DRAFT in shelf.known
    told = run("list").stderr
    assert "own-rules: cannot be read" in told and "at hand is shown" not in told
    alone = shelf_of(Config.read(packs=("own-rules",)))
    assert not alone.active.all and [one.id for one in alone.lost] == ["own-rules"]


def test_a_broken_pack_at_hand_closes_no_other(home: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = Path(shutil.copytree(FOLDER, tmp_path / "at-hand"))
    (folder / f"{DRAFT}.yaml").write_text("id: [\n", encoding="utf-8")
    for place in ("wiring.packs", "cli.shelf", "law.reading.loading"):
        monkeypatch.setattr(f"guiju.{place}.FOLDER", folder)
    shelf = shelf_of(Config.read())
    assert [one.id for one in shelf.unread] == [DRAFT]
    assert DRAFT not in shelf.known and "cn-statutes" in shelf.known
    assert f"{DRAFT}: cannot be read" in run("list").stderr
