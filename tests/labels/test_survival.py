from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from PIL import Image

from guiju.config import Config
from guiju.core.label import Label
from guiju.core.text import Text
from guiju.labels import Inspection, Order, Seals, Survival, generate_key, mark, save_key, survivals
from guiju.labels.handling import Refused, archived, pillow
from guiju.labels.treatments import Treatment
from guiju.wiring import packs_of, sizes_of

LABEL = Label("1", "001191320118MAK93FC72D10001", "n1")
PNG = frozenset(("png",))
NOTHING = Text("什么也不做", "nothing")
SAVED = Treatment("Pillow", Text("保存", "saved"), PNG, pillow())
PACKED = Treatment("zip", Text("打包", "packed"), PNG, archived)


@pytest.fixture
def picture(tmp_path: Path) -> Path:
    path = tmp_path / "a.png"
    Image.linear_gradient("L").convert("RGB").save(path)
    return path


def labelled(path: Path, order: Order | None = None) -> Path:
    mark(path, path, LABEL, order or Order())
    return path


def tried(path: Path, *treatments: Treatment, how: Inspection | None = None) -> list[Survival]:
    return list(survivals(path, how or Inspection(), None, treatments))


def test_a_label_is_kept_or_lost(picture: Path) -> None:
    before = labelled(picture).read_bytes()
    packed, saved = tried(picture, PACKED, SAVED)
    assert (packed.implicit, packed.format, saved.implicit, saved.format) == (True, "png", False, "png")
    assert packed.explicit is packed.mark is packed.signature is packed.manifest is None
    assert picture.read_bytes() == before


def test_a_signature_holds_only_where_label_and_content_are_what_they_were(picture: Path, tmp_path: Path) -> None:
    key = generate_key("ed25519")
    save_key(key, tmp_path / "key")
    (tmp_path / "key.pub").write_text(key.public.pem())
    labelled(picture, Order(sealing=Seals(tmp_path / "key")))

    def repainted(source: Path, target: Path) -> None:
        Image.new("RGB", (9, 9)).save(target)
        mark(target, target, known, Order())

    known = Inspection()(picture).label
    assert known
    changed = Treatment("Pillow", NOTHING, PNG, repainted)
    packed, painted = tried(picture, PACKED, changed, how=Inspection((tmp_path / "key.pub",)))
    assert (packed.implicit, packed.signature) == (True, True)
    assert (painted.implicit, painted.signature) == (True, False)


def test_a_label_of_another_content_is_not_the_one_that_was_there(picture: Path) -> None:
    def relabelled(source: Path, target: Path) -> None:
        mark(source, target, Label("1", LABEL.content_producer, "n2"), Order())

    (one,) = tried(labelled(picture), Treatment("other", NOTHING, PNG, relabelled))
    assert one.implicit is False


def test_a_label_in_words_is_not_looked_for_in_a_picture_of_the_page(tmp_path: Path, home: Path) -> None:
    page = tmp_path / "a.txt"
    page.write_text("本文由人工智能生成\n正文\n", "utf-8")

    def photographed(source: Path, target: Path) -> None:
        Image.linear_gradient("L").convert("RGB").save(target)

    def emptied(source: Path, target: Path) -> None:
        target.write_text("正文\n", "utf-8")

    text = frozenset((".txt",))
    how = Inspection(sizes=sizes_of(packs_of(Config.read())))
    seen, gone, kept = tried(
        page, Treatment("camera", NOTHING, text, photographed, ".png"), Treatment("editor", NOTHING, text, emptied),
        Treatment("zip", NOTHING, text, archived), how=how,
    )  # fmt: skip
    assert (seen.format, seen.explicit, gone.explicit, kept.explicit) == ("png", None, False, True)


def test_the_mark_is_asked_for_only_where_it_was_there(picture: Path) -> None:
    labelled(picture)
    asked = list[Path]()

    def never(path: Path) -> bool:
        asked.append(path)
        return False

    (one,) = survivals(picture, Inspection(), never, (PACKED,))
    assert one.mark is None and asked == [picture]
    (one,) = survivals(picture, Inspection(), lambda path: path == picture, (PACKED,))
    assert one.mark is False


def test_a_tool_that_is_missing_or_refuses_says_why(picture: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refused(source: Path, target: Path) -> None:
        raise Refused("not this one")

    monkeypatch.setenv("PATH", "")
    missing, refusing = tried(
        labelled(picture), Treatment("ffmpeg", NOTHING, PNG, shutil.copyfile), Treatment("other", NOTHING, PNG, refused)
    )
    assert missing.why == Text("这台机器上没有 ffmpeg", "ffmpeg is not on this machine") and missing.implicit is None
    assert refusing.why and refusing.why.en == "not this one"


def test_what_is_not_of_its_kind_is_not_treated(picture: Path) -> None:
    assert tried(labelled(picture), Treatment("zip", NOTHING, frozenset(("jpeg",)), archived)) == []


def test_a_file_without_a_label_has_none_to_try(picture: Path) -> None:
    with pytest.raises(ValueError, match="no label"):
        tried(picture, PACKED)
