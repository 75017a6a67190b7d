from __future__ import annotations

from pathlib import Path

import pytest

from guiju.labels import examine
from guiju.labels.carriers import carrier_of
from guiju.labels.explicit.sizes import Sizes
from guiju.labels.explicit.telling import Tellings
from tests.labels.carriers.media import film, streams
from tests.labels.explicit.documents.samples import SAMPLES

TOLD = Tellings("zh", Sizes(0.05, 0.05, 0.05, 2, 120, 160))


@pytest.mark.parametrize(("name", "text"), [("a.txt", "正文\n"), ("a.py", "print(1)\n"), ("a.csv", "a,b\n1,2\n")])
def test_text_and_code_get_a_notice(name: str, text: str, tmp_path: Path) -> None:
    source, target = tmp_path / name, tmp_path / f"made-{name}"
    source.write_text(text, encoding="utf-8")
    carrier = carrier_of(source.read_bytes(), name)
    assert carrier
    for value, words in (("1", "由人工智能生成"), ("2", "可能由人工智能生成")):
        assert TOLD(source, target, carrier, value, lambda *_: None) == "notice"
        assert words in target.read_text(encoding="utf-8")
        assert examine(target.read_bytes(), name).verdict == "compliant"


@pytest.mark.parametrize("name", SAMPLES)
def test_documents_get_a_notice_where_they_are_asked_to(name: str, tmp_path: Path) -> None:
    source = tmp_path / name
    source.write_bytes(SAMPLES[name]())
    carrier = carrier_of(source.read_bytes(), name)
    assert carrier
    made = list[bytes]()
    for place in ("start", "end", "both"):
        target = tmp_path / f"{place}-{name}"
        telling = Tellings("zh", TOLD.sizes, place=place)  # type: ignore[arg-type]
        assert telling(source, target, carrier, "1", lambda *_: None) == "notice"
        assert examine(target.read_bytes(), name).explicit is True
        made.append(target.read_bytes())
    if name not in ("a.pdf", "a.svg", "a.ods", "a.epub"):
        assert len(set(made)) == 3


def test_a_scene_is_told_of_beside_it(tmp_path: Path) -> None:
    source, target = tmp_path / "a.gltf", tmp_path / "b.gltf"
    source.write_text('{"asset":{"version":"2.0"}}')
    carrier = carrier_of(source.read_bytes(), source.name)
    assert carrier and TOLD(source, target, carrier, "1", lambda *_: None) == "none" and not target.exists()


def test_a_file_of_sound_alone_is_told_of_in_sound(tmp_path: Path) -> None:
    source, target = tmp_path / "a.mp4", tmp_path / "b.mp4"
    source.write_bytes(film("mp4", video="", frames=40))
    carrier = carrier_of(source.read_bytes(), source.name)
    assert carrier and TOLD(source, target, carrier, "1", lambda *_: None) == "rhythm"
    assert streams(target.read_bytes())
