"""The text in pictures: Chinese and English, small, turned, faint, hidden, long and moving."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.checks.image.drawing import LINES, drawn, file_of, image

pytest.importorskip("PIL")

from PIL import Image

from guiju.checks.image import ImageText
from guiju.checks.image.frames import Unreadable
from guiju.core.content import Kind

READ = ImageText()


def texts(picture: Image.Image, format: str = "PNG", **more: object) -> list[str]:
    return [content.text for content in READ(image(file_of(picture, format, **more)))]


def compact(text: str) -> str:
    return text.replace(" ", "").replace(",", "，")


@pytest.mark.parametrize(
    "picture",
    [
        drawn(),
        drawn(size=11, width=210, height=50),
        drawn(ink="white", paper="black"),
        drawn(ink="#cc2200", paper="#ffee99"),
        drawn().rotate(90, expand=True),
        drawn().rotate(180),
        drawn().rotate(270, expand=True),
        drawn().rotate(25, expand=True, fillcolor="white"),
    ],
    ids=["plain", "small", "inverse", "coloured", "quarter", "half", "three-quarters", "askew"],
)
def test_print_is_read(picture: Image.Image) -> None:
    (text,) = texts(picture)
    assert sorted(map(compact, text.splitlines())) == sorted(map(compact, LINES))


@pytest.mark.parametrize("ink", [254, 251, 240])
def test_faint_print_is_read(ink: int) -> None:
    assert any("13800138000" in text for text in texts(drawn(ink=(ink, ink, ink))))


def test_print_that_only_some_programs_show_is_read() -> None:
    mask = drawn().convert("L").point(lambda level: 255 - level)
    white = Image.new("RGBA", mask.size, (255, 255, 255, 0))
    white.paste((255, 255, 255, 255), mask=mask)
    assert any("13800138000" in text for text in texts(white))


def test_a_picture_without_print_has_no_text() -> None:
    assert texts(Image.new("RGB", (300, 200), "teal")) == []


def test_a_long_screenshot_is_read_to_its_end_and_nothing_twice() -> None:
    said = [f"line {n} 13800138{n:03}" for n in range(50)]
    (text,) = texts(drawn(*said, width=420, height=50 * 39 + 40), "JPEG")
    found = [line.split()[-1][-11:] for line in text.splitlines()]
    assert found == [line.split()[-1] for line in said]


def test_every_judged_frame_is_a_text() -> None:
    first, other = drawn("one 111222"), drawn("two 333444")
    body = file_of(first, "GIF", save_all=True, append_images=[other], duration=50)
    assert [content.text for content in READ(image(body))] == ["one 111222", "two 333444"]


def test_a_text_keeps_what_its_picture_had() -> None:
    (text,) = READ(image(file_of(drawn())))
    assert (text.kind, text.stage, text.role) == (Kind.TEXT, image(b"").stage, "user")


def test_what_cannot_be_decoded_raises() -> None:
    with pytest.raises(Unreadable):
        READ(image(b"no picture"))
    with pytest.raises(TypeError):
        READ(image("text"))


def test_a_picture_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.checks.image.reader.LONGEST", -1.0)
    with pytest.raises(Unreadable, match="more than"):
        READ(image(file_of(drawn())))


def test_two_at_once_read_what_one_reads() -> None:
    pictures = [image(file_of(drawn(f"number {n}{n}{n}{n}"))) for n in range(1, 7)]
    with ThreadPoolExecutor(3) as pool:
        found = [content.text for (content,) in pool.map(READ, pictures)]
    assert found == [f"number {n}{n}{n}{n}" for n in range(1, 7)]
