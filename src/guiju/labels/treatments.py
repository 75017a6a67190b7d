"""Treatments: what common tools do to a file, each on a copy, so that one sees which labels outlast it.

What takes labels out and does nothing else is not among them.
"""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from guiju.core.content import Kind
from guiju.core.text import Text
from guiju.labels.extra import Missing
from guiju.labels.handling import (
    Refused,
    Work,
    archived,
    cropped,
    half,
    office,
    opencv,
    openpyxl,
    pillow,
    program,
    screened,
    small,
    turned,
)

_PROGRAMS: Final = {
    "ffmpeg": "ffmpeg", "ImageMagick": "convert", "ExifTool": "exiftool", "qpdf": "qpdf", "LibreOffice": "soffice",
    "cwebp": "cwebp", "Poppler": "pdftocairo", "SoX": "sox", "mkvmerge": "mkvmerge", "libheif": "heif-convert",
    "iconv": "iconv",
}  # fmt: skip
"""Tools that are programs, by the name of each."""

_Applies = frozenset[Kind | str]


@dataclass(frozen=True, slots=True)
class Treatment:
    """What is done (``what``, by ``tool``), to which kinds, formats or endings of files, and the ending of what comes
    out: empty for that of what went in."""

    tool: str
    what: Text
    applies: _Applies
    work: Work
    ending: str = ""

    @property
    def there(self) -> bool:
        """Whether the tool is on this machine; a library is only seen to be missing when it is asked for."""
        return self.tool not in _PROGRAMS or shutil.which(_PROGRAMS[self.tool]) is not None

    def fits(self, path: Path, carrier: str, kind: Kind) -> bool:
        """Whether a file of this name and format is treated so."""
        return bool(self.applies & {kind, carrier, path.suffix.lower()})


def treated(treatment: Treatment, source: Path, folder: Path) -> Path:
    """The file after a treatment, in an empty folder. The tool is given a copy, under a name that no tool can take for
    one of its options. Raises Refused; Missing without the library; OSError."""
    folder, ending = folder.absolute(), source.suffix.lower()
    given, target = folder / f"in{ending}", folder / f"treated{treatment.ending or ending}"
    shutil.copyfile(source, given)
    try:
        treatment.work(given, target)
    except (Refused, Missing):
        raise
    except (OSError, ValueError, KeyError, SyntaxError, TypeError) as error:
        raise Refused(" ".join(str(error).split()) or type(error).__name__) from None
    return target


def _some(*names: Kind | str) -> _Applies:
    return frozenset(names)


_SAVED: Final = Text("重新保存", "saved again")
_HALF: Final = Text("缩小一半", "half the size")
_COPIED: Final = Text("复制流", "streams copied")
_OPENED: Final = Text("打开后保存", "opened and saved")
_AS_PDF: Final = Text("导出为 PDF", "exported to PDF")
_IN: Final = ("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-i", "{}")
_LATER: Final = ("ffmpeg", "-nostdin", "-loglevel", "error", "-y", "-ss", "3", "-i", "{}")
_STILLS: Final = _some("png", "jpeg", "webp", "tiff", "avif")
_IMAGES: Final = _STILLS | _some("gif")
_BOXED: Final = _some("mp4", "mov", "m4a")
_FILMS: Final = _some(Kind.VIDEO)
_SOUNDS: Final = _some(Kind.AUDIO)
_OFFICE: Final = _some("ooxml", "odf")

_PICTURES: Final = (
    Treatment("Pillow", _SAVED, _IMAGES, pillow()),
    Treatment(
        "Pillow", Text("重新保存, 并要求保留元数据", "saved again, told to keep metadata"), _STILLS,
        pillow(keep=True),
    ),
    Treatment("Pillow", Text("JPEG, 质量 50", "JPEG, quality 50"), _STILLS, pillow(quality=50), ".jpg"),
    Treatment("Pillow", Text("WebP, 质量 50", "WebP, quality 50"), _STILLS, pillow(quality=50), ".webp"),
    Treatment("Pillow", _HALF, _STILLS, pillow(half)),
    Treatment(
        "Pillow", Text("缩小一半, JPEG, 质量 50", "half the size, JPEG, quality 50"), _STILLS,
        pillow(half, quality=50), ".jpg",
    ),
    Treatment(
        "Pillow", Text("如聊天软件所发: 1280 像素, JPEG", "as messengers send it: 1280 pixels, JPEG"), _IMAGES,
        pillow(small, quality=75), ".jpg",
    ),
    Treatment("Pillow", Text("四边各裁去 5 %", "5 % cut off each side"), _STILLS, pillow(cropped)),
    Treatment("Pillow", Text("转四分之一圈", "turned by a quarter"), _STILLS, pillow(turned)),
    Treatment("Pillow", Text("截屏", "screenshot"), _IMAGES, pillow(screened), ".png"),
    Treatment("OpenCV", _SAVED, _STILLS, opencv),
    Treatment("ImageMagick", _HALF, _IMAGES, program("convert", "{}", "-resize", "50%", "[]")),
    Treatment("ImageMagick", Text("转为 JPEG", "to JPEG"), _STILLS, program("convert", "{}", "[]"), ".jpg"),
    Treatment(
        "cwebp", Text("转为 WebP", "to WebP"), _some("png", "jpeg", "tiff"),
        program("cwebp", "-quiet", "{}", "-o", "[]"), ".webp",
    ),
    Treatment(
        "cwebp", Text("转为 WebP, 保留元数据", "to WebP, metadata kept"), _some("png", "jpeg", "tiff"),
        program("cwebp", "-quiet", "-metadata", "all", "{}", "-o", "[]"), ".webp",
    ),
    Treatment(
        "libheif", Text("转为 JPEG", "to JPEG"), _some("heic", "avif"),
        program("heif-convert", "-q", "90", "{}", "[]"), ".jpg",
    ),
)  # fmt: skip

_MOVING: Final = (
    Treatment("ffmpeg", _COPIED, _FILMS | _SOUNDS, program(*_IN, "-map", "0", "-c", "copy", "[]")),
    Treatment(
        "ffmpeg", Text("复制流, use_metadata_tags", "streams copied, use_metadata_tags"), _BOXED,
        program(*_IN, "-map", "0", "-c", "copy", "-movflags", "use_metadata_tags", "[]"),
    ),
    Treatment(
        "ffmpeg", Text("复制流到 MKV", "streams copied to MKV"), _FILMS, program(*_IN, "-c", "copy", "[]"), ".mkv"
    ),
    Treatment("ffmpeg", Text("从第三秒起", "from the third second on"), _FILMS | _SOUNDS, program(*_LATER, "[]")),
    Treatment("ffmpeg", Text("重新编码", "coded anew"), _FILMS, program(*_IN, "[]")),
    Treatment(
        "ffmpeg", Text("缩小一半, 转为 MP4", "half the size, to MP4"), _FILMS,
        program(*_IN, "-vf", "scale=trunc(iw/4)*2:-2", "[]"), ".mp4",
    ),
    Treatment(
        "ffmpeg", Text("前三秒转为 GIF", "the first three seconds to GIF"), _FILMS,
        program(*_IN, "-t", "3", "-vf", "fps=8,scale=480:-2", "[]"), ".gif",
    ),
    Treatment("ffmpeg", Text("第一幅画面", "the first picture"), _FILMS, program(*_IN, "-frames:v", "1", "[]"), ".png"),
    Treatment("mkvmerge", Text("转为 MKV", "to MKV"), _FILMS, program("mkvmerge", "-q", "-o", "[]", "{}"), ".mkv"),
    Treatment("ffmpeg", Text("MP3, 64 kbit/s", "MP3, 64 kbit/s"), _SOUNDS, program(*_IN, "-b:a", "64k", "[]"), ".mp3"),
    Treatment(
        "ffmpeg", Text("如语音消息: Opus, 16 kbit/s", "as a voice message: Opus, 16 kbit/s"), _SOUNDS,
        program(*_IN, "-c:a", "libopus", "-ac", "1", "-b:a", "16k", "[]"), ".ogg",
    ),
    Treatment("ffmpeg", Text("转为 WAV", "to WAV"), _SOUNDS, program(*_IN, "[]"), ".wav"),
    Treatment(
        "SoX", Text("16 kHz 的 WAV", "WAV at 16 kHz"), _some("wav", "flac", "mp3", "ogg"),
        program("sox", "{}", "-r", "16000", "[]"), ".wav",
    ),
)  # fmt: skip

_WRITTEN: Final = (
    Treatment("qpdf", Text("线性化", "linearised"), _some("pdf"), program("qpdf", "--linearize", "{}", "[]")),
    Treatment(
        "qpdf", Text("页面放进新文件", "pages into a new file"), _some("pdf"),
        program("qpdf", "--empty", "--pages", "{}", "--", "[]"),
    ),
    Treatment("Poppler", Text("打印为 PDF", "printed to PDF"), _some("pdf"), program("pdftocairo", "-pdf", "{}", "[]")),
    Treatment(
        "Poppler", Text("第一页的图片", "a picture of the first page"), _some("pdf"),
        program("pdftocairo", "-png", "-singlefile", "{}", "[stem]"), ".png",
    ),
    Treatment("LibreOffice", _OPENED, _OFFICE | _some("html"), office),
    Treatment("LibreOffice", _AS_PDF, _OFFICE | _some("html"), office, ".pdf"),
    Treatment("LibreOffice", Text("画成 PNG", "drawn to PNG"), _some("svg"), office, ".png"),
    Treatment("openpyxl", _OPENED, _some(".xlsx"), openpyxl),
    Treatment(
        "iconv", Text("转为 GB 18030 编码", "to GB 18030"), _some(".txt", "table", "markdown", "html", Kind.CODE),
        program("iconv", "-f", "UTF-8", "-t", "GB18030", "-o", "[]", "{}"),
    ),
)  # fmt: skip

_ANY: Final = (
    Treatment(
        "ExifTool", Text("写入一个标题", "a title written"), _IMAGES | _BOXED | _some("heic", "pdf"),
        program("exiftool", "-q", "-Title=x", "-o", "[]", "{}"),
    ),
    Treatment("zip", Text("打包再解开", "packed and taken out again"), _some(*Kind), archived),
)  # fmt: skip

TREATMENTS: Final = (*_PICTURES, *_MOVING, *_WRITTEN, *_ANY)
"""What is tried, in this order."""
