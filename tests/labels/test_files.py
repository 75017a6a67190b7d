from __future__ import annotations

import pytest

from bench.manifest_files import docx, image, wav
from guiju.core.content import Kind
from guiju.core.label import Label
from guiju.labels import FileLabels, Order, Sizes, Tellings, Unlabelled, examine

CODE = "001191320118MAK93FC72D10001"
SIZES = Sizes(0.05, 0.05, 0.05, 2.0, 120.0, 160.0)
LABELS = FileLabels(
    CODE,
    {"zh": Order(telling=Tellings("zh", SIZES)), "en": Order(telling=Tellings("en", SIZES))},
    Order(way="waived"),
)


@pytest.mark.parametrize(
    ("data", "kind", "way"),
    [(image("PNG", (320, 240)), Kind.IMAGE, "drawn"), (wav(2), Kind.AUDIO, "rhythm"), (docx(), None, "notice")],
)
def test_what_leaves_has_both_labels(data: bytes, kind: Kind | None, way: str) -> None:
    made, marked = LABELS(data, "n1", "zh", True, kind)
    assert (marked.explicit, marked.size, marked.implicit) == (way, len(made), True)
    assert examine(made).label == marked.label == Label("1", CODE, "n1")


def test_a_user_who_agreed_gets_the_implicit_label_alone() -> None:
    data = image("PNG")
    made, marked = LABELS(data, "n1", "en", False, Kind.IMAGE)
    assert marked.explicit == "waived" and examine(made).label == Label("1", CODE, "n1")


def test_each_language_has_its_own_words() -> None:
    shown = [LABELS(docx(), "n1", lang, True, None)[0] for lang in ("zh", "en")]  # type: ignore[arg-type]
    details = [remark.detail for made in shown for remark in examine(made).remarks if remark.code == "explicit_seen"]
    assert details == ["本内容由人工智能生成", "AI-generated content · AI生成"]


def test_a_file_of_another_kind_does_not_leave() -> None:
    with pytest.raises(Unlabelled, match="a png file, where audio was asked for"):
        LABELS(image("PNG"), "n1", "zh", False, Kind.AUDIO)
    for data in (b"", b"\0\1\2"):
        with pytest.raises(Unlabelled):
            LABELS(data, "n1", "zh", True, None)
