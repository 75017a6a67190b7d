from __future__ import annotations

import random
import time

import pytest

from guiju.labels import examine
from guiju.labels.aigc import VALUES
from guiju.labels.carrier import Damaged
from guiju.labels.carriers import carrier_of
from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.documents.writing import Place
from guiju.labels.explicit.sizes import Unfit
from tests.labels.carriers.documents import BODY, CONTENT, text, word
from tests.labels.carriers.laws import altered
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


@pytest.mark.parametrize("name", SAMPLES)
def test_what_is_cut_or_altered_ends_soon_and_in_words(name: str) -> None:
    chance, data = random.Random(7), told(SAMPLES[name](), name)
    cuts = [data[: chance.randrange(len(data))] for _ in range(40)]
    for broken in [*cuts, *(altered(data, chance) for _ in range(160))]:
        begun, carrier = time.process_time(), carrier_of(data, name)
        assert carrier
        try:
            noticed(broken, carrier.name, "1", "zh", "", "both", 0.05)
        except (Damaged, Unfit):
            pass
        assert time.process_time() - begun < 2


FLAT = {
    "a.html": b"<!doctype html><body>" + b"<p " * 60_000 + b"<body" * 60_000,
    "a.svg": b'<svg xmlns="http://www.w3.org/2000/svg">' + b"<text>x</text>" * 60_000 + b"</svg>",
    "a.md": b"> " * 90_000,
    "a.docx": word(**{"word/document.xml": BODY.replace("Hello", "bookmarkStart :id=" * 200_000)}),
    "a.odt": text(**{"content.xml": CONTENT.replace("Hello", 'name="aigc-notice ' * 200_000)}),
}


@pytest.mark.parametrize("name", FLAT)
def test_what_repeats_itself_is_looked_at_in_good_time(name: str) -> None:
    begun = time.process_time()
    examine(FLAT[name], name)
    told(FLAT[name], name, place="both")
    assert time.process_time() - begun < 4
