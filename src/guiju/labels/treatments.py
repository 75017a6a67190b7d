"""Treatments: what common tools do to a file, each on a copy, so that one sees which labels outlast it."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from guiju.core.content import Kind
from guiju.labels.extra import Missing, library

_SECONDS: Final = 300

Work = Callable[[Path, Path], None]
"""Treats a file and writes another, in the format that its name tells."""


class Refused(ValueError):
    """A tool that would not take this file, in its own words."""


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done (``what``, by ``tool``), to which kinds or formats, and the ending of what comes out: empty for the
    one that went in."""

    tool: str
    what: str
    applies: frozenset[Kind | str]
    work: Work
    ending: str = ""

    @property
    def there(self) -> bool:
        """Whether the tool is on this machine."""
        return self.tool not in _PROGRAMS or shutil.which(_PROGRAMS[self.tool]) is not None

    def fits(self, carrier: str, kind: Kind) -> bool:
        """Whether a file of this format is treated so."""
        return kind in self.applies or carrier in self.applies


_PROGRAMS: Final = {
    "ffmpeg": "ffmpeg", "ImageMagick": "convert", "exiftool": "exiftool", "qpdf": "qpdf", "LibreOffice": "soffice",
    "cwebp": "cwebp", "poppler": "pdftocairo", "sox": "sox", "mkvmerge": "mkvmerge",
}  # fmt: skip
"""Tools that are programs, by the name of each."""


def _pillow(change: Callable[[Any], Any] = lambda image: image, *, keep: bool = False, **options: Any) -> Work:
    """Opens and saves with Pillow; with ``keep`` it is told to save what else was in the file."""

    def work(source: Path, target: Path) -> None:
        images = library("PIL.Image")
        with images.open(source) as image:
            told = {name: image.info[name] for name in ("exif", "xmp", "icc_profile") if keep and name in image.info}
            made = change(image)
            if target.suffix in (".jpg", ".jpeg") and made.mode not in ("RGB", "L", "CMYK"):
                made = made.convert("RGB")
            made.save(target, **told, **options)

    return work


def _half(image: Any) -> Any:
    return image.resize((max(1, image.width // 2), max(1, image.height // 2)))


def _cropped(image: Any) -> Any:
    by, down = image.width // 20, image.height // 20
    return image.crop((by, down, image.width - by, image.height - down))


def _opencv(source: Path, target: Path) -> None:
    cv2 = library("cv2")
    image = cv2.imread(str(source), cv2.IMREAD_UNCHANGED)
    if image is None or not cv2.imwrite(str(target), image):
        raise Refused("OpenCV does not take this file")


def _program(*words: str) -> Work:
    """Runs a program; ``{}`` stands for what goes in, ``[]`` for what comes out."""

    def work(source: Path, target: Path) -> None:
        told = [str(source) if word == "{}" else str(target) if word == "[]" else word for word in words]
        try:
            done = subprocess.run(told, capture_output=True, timeout=_SECONDS, check=False)
        except subprocess.TimeoutExpired:
            raise Refused(f"{words[0]} took longer than {_SECONDS} s") from None
        if not target.is_file():
            said = done.stderr.decode("utf-8", "replace").strip().splitlines()
            raise Refused(said[-1] if said else f"{words[0]} wrote nothing")

    return work


def _office(source: Path, target: Path) -> None:
    into = target.parent / "office"
    told = ["soffice", "--headless", f"-env:UserInstallation=file://{into}/profile", "--convert-to",
            target.suffix[1:], "--outdir", str(into), str(source)]  # fmt: skip
    try:
        subprocess.run(told, capture_output=True, timeout=_SECONDS, check=False)
    except subprocess.TimeoutExpired:
        raise Refused(f"LibreOffice took longer than {_SECONDS} s") from None
    made = into / f"{source.stem}{target.suffix}"
    if not made.is_file():
        raise Refused("LibreOffice does not take this file")
    made.replace(target)


def _openpyxl(source: Path, target: Path) -> None:
    book = library("openpyxl").load_workbook(source)
    book.save(target)


_ROUGH: Final = ("ffmpeg", "-loglevel", "error", "-y", "-i", "{}")
_IMAGES: Final = frozenset[Kind | str](("png", "jpeg", "webp", "gif", "tiff"))
_STILLS: Final = frozenset[Kind | str](("png", "jpeg", "webp", "tiff"))
_FILMS: Final = frozenset[Kind | str]((Kind.VIDEO,))
_SOUNDS: Final = frozenset[Kind | str]((Kind.AUDIO,))

TREATMENTS: Final = (
    Treatment("Pillow", "save again", _IMAGES, _pillow()),
    Treatment("Pillow", "save again, told to keep metadata", _STILLS, _pillow(keep=True)),
    Treatment("Pillow", "JPEG, quality 50", _STILLS, _pillow(quality=50), ".jpg"),
    Treatment("Pillow", "half the size", _STILLS, _pillow(_half)),
    Treatment("Pillow", "half the size, JPEG, quality 50", _STILLS, _pillow(_half, quality=50), ".jpg"),
    Treatment("Pillow", "5 % cut off each side", _STILLS, _pillow(_cropped)),
    Treatment("Pillow", "WebP, quality 50", _STILLS, _pillow(quality=50), ".webp"),
    Treatment("OpenCV", "save again", _STILLS, _opencv),
    Treatment("ImageMagick", "half the size", _STILLS, _program("convert", "{}", "-resize", "50%", "[]")),
    Treatment("ImageMagick", "to JPEG", _STILLS, _program("convert", "{}", "[]"), ".jpg"),
    Treatment("cwebp", "to WebP", frozenset(("png", "jpeg", "tiff")), _program("cwebp", "-quiet", "{}", "-o", "[]"), ".webp"),
    Treatment(
        "cwebp", "to WebP, metadata kept", frozenset(("png", "jpeg", "tiff")),
        _program("cwebp", "-quiet", "-metadata", "all", "{}", "-o", "[]"), ".webp",
    ),
    Treatment("ffmpeg", "streams copied", _FILMS | _SOUNDS, _program(*_ROUGH, "-map", "0", "-c", "copy", "[]")),
    Treatment(
        "ffmpeg", "streams copied, use_metadata_tags", frozenset(("mp4",)),
        _program(*_ROUGH, "-map", "0", "-c", "copy", "-movflags", "use_metadata_tags", "[]"),
    ),
    Treatment("ffmpeg", "streams copied to MKV", _FILMS, _program(*_ROUGH, "-c", "copy", "[]"), ".mkv"),
    Treatment("ffmpeg", "coded anew", _FILMS, _program(*_ROUGH, "[]")),
    Treatment("ffmpeg", "coded anew at half the size", _FILMS, _program(*_ROUGH, "-vf", "scale=iw/2:-2", "[]")),
    Treatment("ffmpeg", "to MP3, 64 kbit/s", _SOUNDS, _program(*_ROUGH, "-b:a", "64k", "[]"), ".mp3"),
    Treatment("ffmpeg", "to WAV", _SOUNDS, _program(*_ROUGH, "[]"), ".wav"),
    Treatment("sox", "to 16 kHz WAV", frozenset(("wav", "flac", "ogg")), _program("sox", "{}", "-r", "16000", "[]"), ".wav"),
    Treatment("mkvmerge", "to MKV", _FILMS, _program("mkvmerge", "-q", "-o", "[]", "{}"), ".mkv"),
    Treatment("qpdf", "linearised", frozenset(("pdf",)), _program("qpdf", "--linearize", "{}", "[]")),
    Treatment("qpdf", "pages into a new file", frozenset(("pdf",)), _program("qpdf", "--empty", "--pages", "{}", "--", "[]")),
    Treatment("poppler", "printed to PDF", frozenset(("pdf",)), _program("pdftocairo", "-pdf", "{}", "[]")),
    Treatment("LibreOffice", "opened and saved", frozenset(("ooxml", "odf")), _office),
    Treatment("LibreOffice", "exported to PDF", frozenset(("ooxml", "odf")), _office, ".pdf"),
    Treatment("openpyxl", "opened and saved", frozenset(("xlsx",)), _openpyxl),
)  # fmt: skip
"""What is tried, in this order."""


def treated(treatment: Treatment, source: Path, folder: Path) -> Path:
    """The file after a treatment, in an empty folder. Raises Refused; Missing without the library."""
    target = folder / f"treated{treatment.ending or source.suffix}"
    try:
        treatment.work(source, target)
    except (Refused, Missing):
        raise
    except (OSError, ValueError, KeyError, SyntaxError) as error:
        raise Refused(" ".join(str(error).split()) or type(error).__name__) from None
    return target
