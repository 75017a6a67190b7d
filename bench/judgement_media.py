"""How well pictures and speech are read, how fast, and in how much memory: a table, and JSON.

Pictures are drawn here: own harmless lines, Chinese and English, under each condition. The figure is the share of
characters that were read wrong (edits over length, without spaces and case). What no set is at hand for is not shown:
photographs of text, handwriting, nudity, Chinese speech by people.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from importlib.util import find_spec
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
import orjson
from PIL import Image, ImageDraw, ImageFilter, ImageFont

from bench.machine import machine
from guiju.checks.audio import Speech
from guiju.checks.image import ImageText, Nudity
from guiju.core.content import Content, Kind, Stage

RESULTS = Path(__file__).parent / "results" / "judgement_media.json"
FONTS = "NotoSansSC-Regular.otf", "NotoSerifSC-Regular.otf"
LINES = (
    "周末我们一起去图书馆还书，然后吃火锅", "The train leaves at half past seven", "会议改到下午三点，请带上材料",
    "Please water the plants twice a week", "妈妈说今年的桂花开得特别早", "订单编号 20261123，预计明天送达",
    "She plays the violin in the evening", "天气预报说夜里有小雨，记得收衣服", "Two cups of flour and a pinch of salt",
    "他在河边钓了一上午鱼，一条也没钓到", "Our office is on the fourth floor", "这本小说的结尾让很多读者意外",
)  # fmt: skip
SPOKEN = (
    "Please call me tomorrow at nine.", "The weather is nice and we walk in the park.",
    "My telephone number is one three eight.", "The train leaves at half past seven.",
)  # fmt: skip
Change = Callable[[Image.Image], Image.Image]


def drawn(lines: tuple[str, ...], size: int, font: str, ink: Any = "black", paper: Any = "white") -> Image.Image:
    """The lines on paper."""
    letters = ImageFont.truetype(str(Path(str(_origin("pylopdf_fonts_zh_cn"))).with_name(font)), size)
    width = max(int(letters.getlength(line)) for line in lines) + 2 * size
    picture = Image.new("RGB", (width, size * (2 * len(lines) + 1)), paper)
    pen = ImageDraw.Draw(picture)
    for n, line in enumerate(lines):
        pen.text((size, size * (2 * n + 1) - size // 3), line, font=letters, fill=ink)
    return picture


def _origin(package: str) -> str | None:
    found = find_spec(package)
    return found.origin if found else None


def _turned(angle: float) -> Change:
    return lambda picture: picture.rotate(angle, expand=True, fillcolor="white", resample=Image.Resampling.BICUBIC)


def _noisy(picture: Image.Image) -> Image.Image:
    grain = np.random.default_rng(3).normal(0, 25, (*picture.size[::-1], 3))
    return Image.fromarray((np.asarray(picture) * 0.7 + 40 + grain).clip(0, 255).astype(np.uint8))


def _pressed(quality: int) -> Change:
    def pressed(picture: Image.Image) -> Image.Image:
        out = BytesIO()
        picture.save(out, "JPEG", quality=quality)
        return Image.open(out)

    return pressed


def _clear(picture: Image.Image) -> Image.Image:
    mask = picture.convert("L").point(lambda level: 255 - level)
    white = Image.new("RGBA", mask.size, (255, 255, 255, 0))
    white.paste((255, 255, 255, 255), mask=mask)
    return white


CONDITIONS: Mapping[str, tuple[int, dict[str, Any], Change]] = {
    **{f"{size} pixels": (size, {}, lambda picture: picture) for size in (28, 16, 12, 9, 7)},
    "light on dark": (20, {"ink": "white", "paper": "#102040"}, lambda picture: picture),
    "faint: 15 levels": (20, {"ink": (240,) * 3}, lambda picture: picture),
    "faint: 3 levels": (20, {"ink": (252,) * 3}, lambda picture: picture),
    "faint: 1 level": (20, {"ink": (254,) * 3}, lambda picture: picture),
    "faint: 10 levels, JPEG of 75": (20, {"ink": (245,) * 3}, _pressed(75)),
    "white on clear": (20, {}, _clear),
    **{f"turned by {angle}": (20, {}, _turned(angle)) for angle in (10, 45, 90, 180, 270)},
    "noise": (20, {}, _noisy),
    "blur": (20, {}, lambda picture: picture.filter(ImageFilter.GaussianBlur(1.5))),
    "JPEG of 15": (20, {}, _pressed(15)),
}


def content(body: bytes, kind: Kind = Kind.IMAGE) -> Content:
    """A file that a user sends."""
    return Content("1", Stage.PROMPT, kind, "user", body)


def png(picture: Image.Image) -> bytes:
    """The picture as a file."""
    out = BytesIO()
    picture.save(out, "PNG")
    return out.getvalue()


def plain(text: str) -> str:
    """Letters and digits alone, in one form."""
    return "".join(c for c in unicodedata.normalize("NFKC", text).lower() if c.isalnum())


def edits(one: str, other: str) -> int:
    """The least number of characters to change."""
    row = list(range(len(other) + 1))
    for i, a in enumerate(one, 1):
        last, row[0] = row[0], i
        for j, b in enumerate(other, 1):
            last, row[j] = row[j], min(row[j] + 1, row[j - 1] + 1, last + (a != b))
    return row[-1]


def wrong(lines: tuple[str, ...], found: list[str]) -> tuple[int, int]:
    """(edits, characters): each line against the line that was read most like it, in any view."""
    read = [plain(line) for text in found for line in text.splitlines()] or [""]
    wanted = [plain(line) for line in lines]
    return sum(min(edits(line, other) for other in read) for line in wanted), sum(map(len, wanted))


def reading() -> dict[str, dict[str, float]]:
    """Characters read wrong and seconds a picture, by condition."""
    reader, told = ImageText(), {}
    reader(content(png(drawn(LINES[:1], 20, FONTS[0]))))
    for name, (size, more, change) in CONDITIONS.items():
        faults = length = 0
        taken = []
        for n in range(0, len(LINES), 3):
            lines = LINES[n : n + 3]
            for font in FONTS:
                body = png(change(drawn(lines, size, font, **more)))
                start = time.perf_counter()
                found = [text.text for text in reader(content(body))]
                taken.append(time.perf_counter() - start)
                one, of = wrong(lines, found)
                faults, length = faults + one, length + of
        told[name] = {"wrong": faults / length, "seconds": median(taken)}
    return told


def _spoken(text: str) -> bytes:
    command = ["espeak-ng", "-v", "en-us", "-s", "140", "--stdout", text]
    return subprocess.run(command, capture_output=True, check=True).stdout


def _work(name: str) -> dict[str, float]:
    """One piece of work in a process of its own: seconds at first and again, and the most memory it took."""
    jobs: dict[str, tuple[Any, Callable[[], Content]]] = {
        "OCR, 3 lines": (ImageText(), lambda: content(png(drawn(LINES[:3], 24, FONTS[0])))),
        "OCR, a page of 40 lines": (ImageText(), lambda: content(png(drawn((LINES * 4)[:40], 20, FONTS[0])))),
        "OCR, a screenshot of 200 lines": (ImageText(), lambda: content(png(drawn((LINES * 17)[:200], 20, FONTS[0])))),
        "OCR, 48 megapixels, no text": (ImageText(), lambda: content(png(Image.new("RGB", (8000, 6000), "teal")))),
        "nudity": (Nudity(), lambda: content(png(Image.new("RGB", (1200, 900), "teal")))),
        "speech, 3 seconds": (Speech(), lambda: content(_spoken(SPOKEN[1]), Kind.AUDIO)),
    }
    judge, made = jobs[name]
    met = made()
    before = _most()
    taken = []
    for _ in range(3):
        start = time.perf_counter()
        judge([met]) if name == "nudity" else judge(met)
        taken.append(time.perf_counter() - start)
    return {"first": taken[0], "again": min(taken[1:]), "MB": _most(), "MB before": before}


def _most() -> float:
    """The most memory that this process had so far, in MB."""
    status = Path("/proc/self/status").read_text("ascii")
    return int(next(line for line in status.splitlines() if line.startswith("VmHWM")).split()[1]) / 1024


WORK = (
    "OCR, 3 lines", "OCR, a page of 40 lines", "OCR, a screenshot of 200 lines", "OCR, 48 megapixels, no text",
    "nudity", "speech, 3 seconds",
)  # fmt: skip


def speech() -> dict[str, float]:
    """Words of synthetic English that were heard wrong; nothing where no model or voice is installed."""
    if not can_hear():
        return {}
    faults = length = 0
    for text in SPOKEN:
        found = " ".join(one.text for one in Speech()(content(_spoken(text), Kind.AUDIO)))
        faults, length = faults + edits(plain(text), plain(found)), length + len(plain(text))
    return {"wrong": faults / length}


def can_hear() -> bool:
    """Whether the speech model and a synthetic voice are here."""
    return bool(shutil.which("espeak-ng") and find_spec("ctranslate2") and find_spec("miniaudio"))


def report(told: Mapping[str, Any]) -> Iterator[str]:
    """The tables' lines."""
    yield f"{'pictures of text':<34}{'wrong':>9}{'s each':>9}"
    for name, row in told["reading"].items():
        yield f"{name:<34}{row['wrong']:>9.3f}{row['seconds']:>9.2f}"
    yield f"\n{'work':<34}{'first s':>9}{'again s':>9}{'peak MB':>9}{'before':>9}"
    for name, row in told["work"].items():
        yield f"{name:<34}{row['first']:>9.2f}{row['again']:>9.2f}{row['MB']:>9.0f}{row['MB before']:>9.0f}"
    if told["speech"]:
        yield f"\ncharacters of synthetic English speech heard wrong: {told['speech']['wrong']:.3f}"


def main() -> None:
    """Measures, prints and keeps."""
    told: dict[str, Any] = {"machine": machine(RESULTS.parent.parent), "reading": reading(), "speech": speech()}
    wanted = [name for name in WORK if can_hear() or not name.startswith("speech")]
    with get_context("spawn").Pool(1, maxtasksperchild=1) as pool:
        told["work"] = {name: pool.apply(_work, (name,)) for name in wanted}
    RESULTS.parent.mkdir(exist_ok=True)
    RESULTS.write_bytes(orjson.dumps(told, option=orjson.OPT_INDENT_2))
    sys.stdout.write("\n".join(report(told)) + "\n")


if __name__ == "__main__":
    main()
