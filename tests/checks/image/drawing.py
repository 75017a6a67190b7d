"""Pictures that tests draw, and contents that hold them."""

from __future__ import annotations

from importlib.util import find_spec
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("PIL", reason="no Pillow here: the extra `media` is not installed")
pytest.importorskip("rapidocr", reason="no OCR here: the extra `media` is not installed")
pytest.importorskip("pylopdf_fonts_zh_cn", reason="no font with Chinese letters here")

from PIL import Image, ImageDraw, ImageFont

from guiju.core.content import Content, Kind, Stage

_FOUND = find_spec("pylopdf_fonts_zh_cn")
assert _FOUND and _FOUND.origin
FONT = Path(_FOUND.origin).with_name("NotoSansSC-Regular.otf")
LINES = ("今天天气很好，我们去公园散步", "Call me at 13800138000 tomorrow")


def drawn(
    *lines: str, size: int = 26, width: int = 460, height: int = 110, ink: Any = "black", paper: Any = "white"
) -> Image.Image:
    """Lines of text on paper."""
    picture = Image.new("RGB", (width, height), paper)
    pen, font = ImageDraw.Draw(picture), ImageFont.truetype(str(FONT), size)
    for number, line in enumerate(lines or LINES):
        pen.text((12, 10 + number * size * 3 // 2), line, font=font, fill=ink)
    return picture


def file_of(picture: Image.Image, format: str = "PNG", **more: Any) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    picture.save(out, format, **more)
    return out.getvalue()


def image(body: bytes | str) -> Content:
    """A picture that a user sends."""
    return Content("1", Stage.PROMPT, Kind.IMAGE, "user", body)
