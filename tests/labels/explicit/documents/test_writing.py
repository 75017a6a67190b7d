from __future__ import annotations

import pytest

from guiju.labels import examine
from guiju.labels.aigc import VALUES
from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.documents.writing import Place
from tests.labels.explicit.documents.samples import SAMPLES, told

PLACES: tuple[Place, ...] = ("start", "end", "both")


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_a_notice_is_seen_and_is_not_doubled(name: str, place: Place, lang: str) -> None:
    data = SAMPLES[name]()
    assert examine(data, name).explicit is None
    for value in VALUES:
        made = told(data, name, value, place, lang=lang)
        assert examine(made, name).explicit is True
        assert told(made, name, value, place, lang=lang) == made, "written twice it is the same file"


@pytest.mark.parametrize("name", [name for name in SAMPLES if name != "a.pdf"])
def test_a_notice_takes_the_place_of_another(name: str) -> None:
    data = SAMPLES[name]()
    made = told(data, name)
    for place in PLACES:
        for words in ("", "本文由AI生成"):
            other = told(made, name, "2", place, words)
            assert told(other, name) == made


@pytest.mark.parametrize("name", SAMPLES)
def test_the_words_are_an_operators_own(name: str) -> None:
    seen = examine(
        told(SAMPLES[name](), name, words="本文由AI合成 <甲&乙>" if name != "a.pdf" else "本文由AI合成"), name
    )
    if name == "a.pdf":
        assert [remark.detail for remark in seen.remarks if remark.code == "explicit_seen"] == ["本文由AI合成"]
    assert not any(remark.code == "damaged" for remark in seen.remarks)


@pytest.mark.parametrize("name", ["text", "table", "code-hash", "glb", "gltf", "png", "nothing"])
def test_other_formats_have_no_way_for_it(name: str) -> None:
    assert noticed(b"words", name, "1", "zh") is None


def test_another_value_is_none() -> None:
    with pytest.raises(ValueError, match="label"):
        noticed(b"words", "markdown", "4", "zh")
