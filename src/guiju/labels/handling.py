"""Handling: how a library or a program is made to treat a file and write another, in the format that its name tells."""

from __future__ import annotations

import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from guiju.labels.extra import library

Work = Callable[[Path, Path], None]
"""Treats a file and writes another. Raises Refused; Missing; what a library raises over a file."""

_SECONDS: Final = 300  # own number: what takes longer on a file that is being tried has hung
_SCREEN: Final = (1280, 800)  # own number: pixels of a common screen
_FRAME: Final = (0xF0, 0xF0, 0xF0)


class Refused(ValueError):
    """A tool that would not take this file, in its own words."""


def pillow(change: Callable[[Any], Any] = lambda image: image, *, keep: bool = False, **options: Any) -> Work:
    """Opens and saves with Pillow; with ``keep`` it is told to save what else was in the file."""

    def work(source: Path, target: Path) -> None:
        with library("PIL.Image").open(source) as image:
            told = {name: image.info[name] for name in ("exif", "xmp", "icc_profile") if keep and name in image.info}
            made = change(image)
            if target.suffix in (".jpg", ".jpeg") and made.mode not in ("RGB", "L", "CMYK"):
                made = made.convert("RGB")
            made.save(target, **told, **options)

    return work


def half(image: Any) -> Any:
    """An image of half the width and height."""
    return image.resize((max(1, image.width // 2), max(1, image.height // 2)))


def cropped(image: Any) -> Any:
    """An image without a twentieth of its width and height at each side."""
    by, down = image.width // 20, image.height // 20
    return image.crop((by, down, image.width - by, image.height - down))


def turned(image: Any) -> Any:
    """An image turned by a quarter."""
    return image.transpose(library("PIL.Image").Transpose.ROTATE_90)


def small(image: Any) -> Any:
    """An image as messengers send it: no side longer than that of a screen."""
    copy = image.convert("RGB")
    copy.thumbnail((_SCREEN[0], _SCREEN[0]))
    return copy


def screened(image: Any) -> Any:
    """What a screen shows of an image: as large as it fits, in the middle of a grey window."""
    canvas = library("PIL.Image").new("RGB", _SCREEN, _FRAME)
    shown = image.convert("RGBA")
    shown.thumbnail(_SCREEN)
    canvas.paste(shown, ((_SCREEN[0] - shown.width) // 2, (_SCREEN[1] - shown.height) // 2), shown)
    return canvas


def opencv(source: Path, target: Path) -> None:
    """Reads and writes with OpenCV. Raises Refused; Missing."""
    cv2 = library("cv2")
    image = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
    if image is None or not cv2.imwrite(str(target), image):
        raise Refused("OpenCV does not take this file")


def openpyxl(source: Path, target: Path) -> None:
    """Opens and saves a workbook with openpyxl. Raises Missing."""
    library("openpyxl").load_workbook(source).save(target)


def archived(source: Path, target: Path) -> None:
    """Packs a file into a ZIP and takes it out again."""
    packed = target.with_name("packed.zip")
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(source, source.name)
    with zipfile.ZipFile(packed) as archive, archive.open(source.name) as file, target.open("wb") as out:
        shutil.copyfileobj(file, out)


def program(*words: str) -> Work:
    """Runs a program; ``{}`` stands for what goes in, ``[]`` for what comes out."""

    def work(source: Path, target: Path) -> None:
        names = {"{}": str(source), "[]": str(target), "[stem]": str(target.with_suffix(""))}
        said = _ran([names.get(word, word) for word in words])
        if not target.is_file():
            raise Refused(said or f"{words[0]} wrote nothing")

    return work


def office(source: Path, target: Path) -> None:
    """Opens a file in LibreOffice and saves it in the format of the target's ending. Raises Refused."""
    into = target.parent / "office"
    told = ["soffice", "--headless", f"-env:UserInstallation=file://{into}/profile", "--convert-to",
            target.suffix[1:], "--outdir", str(into), str(source)]  # fmt: skip
    _ran(told)
    made = into / f"{source.stem}{target.suffix}"
    if not made.is_file():
        raise Refused("LibreOffice does not take this file")
    made.replace(target)


def _ran(told: list[str]) -> str:
    """What a program says last on standard error. Raises Refused where it takes too long."""
    try:
        done = subprocess.run(told, stdin=subprocess.DEVNULL, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(f"{told[0]} took longer than {_SECONDS} s") from None
    said = done.stderr.decode("utf-8", "replace").strip().splitlines()
    return said[-1] if said else ""
