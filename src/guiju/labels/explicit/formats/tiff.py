"""TIFF: every page, with its own compression and its own tags (TIFF 6.0)."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from guiju.labels.explicit.formats.asked import Asked
from guiju.labels.explicit.formats.deep import Deep, deep, drawn, told
from guiju.labels.explicit.formats.frames import bounded
from guiju.labels.extra import library

SIGNATURES: Final = (b"II*\0", b"MM\0*", b"II+\0", b"MM\0+")

_STRUCTURE: Final = frozenset((
    254, 255, 256, 257, 258, 259, 262, 263, 266, 273, 274, 277, 278, 279, 280, 281, 284, 292, 293, 317, 320, 322, 323,
    324, 325, 330, 332, 334, 338, 339, 340, 341, 347, 512, 513, 514, 515, 517, 518, 519, 520, 521, 529, 530, 531, 532,
))  # fmt: skip
"""Tags that tell how the pixels are stored: the writer sets them. Pages are stored upright, so 274 goes too."""

_POINTERS: Final = (0x8769, 0x8825, 0xA005)
"""Tags that point to further ones: EXIF, GPS and interoperability."""

_QUALITY: Final = 95  # own number: pages that were JPEG are coded as such again


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label on every page. Raises Unfit; Missing; OSError, SyntaxError or ValueError for what is no
    TIFF."""
    pages, pixels, deeper = [], 0, dict[int, Deep]()
    with library("PIL.Image").open(BytesIO(data), formats=("TIFF",)) as image:
        for n in range(image.n_frames):
            image.seek(n)
            pixels += image.size[0] * image.size[1]
            bounded(pixels, n + 1)
            whole = deep(image)
            image.load()  # what it tells of itself is read by now: an orientation that is taken out would not be minded
            how = _how(image)
            if whole:
                page, deeper[n] = drawn(data, n, image, asked)
            else:
                page = asked.on(image)
            page.info, page.encoderinfo = {}, how
            pages.append(page)
    out = BytesIO()
    first = pages[0].encoderinfo
    del pages[0].encoderinfo
    pages[0].save(out, "TIFF", save_all=True, append_images=pages[1:], **first)
    return told(out.getvalue(), deeper)


def _how(image: Any) -> dict[str, Any]:
    """How a page is written: what it tells, and its compression."""
    how: dict[str, Any] = {"exif": _told(image), "icc_profile": image.info.get("icc_profile")}
    how["compression"] = image.info.get("compression", "raw")
    if how["compression"] in ("jpeg", "tiff_jpeg"):
        how["quality"] = _QUALITY
    return how


def _told(image: Any) -> Any:
    """What the tags of a page tell beside its pixels, those behind a pointer too, which are read while it is open."""
    exif = image.getexif()
    for pointer in _POINTERS:
        exif.get_ifd(pointer)
    for tag in [tag for tag in exif if tag in _STRUCTURE]:
        del exif[tag]
    return exif
