"""HEIC and AVIF: coded anew, with EXIF, XMP and the colour profile that the file had (ISO/IEC 23008-12)."""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

from guiju.labels.explicit.formats.asked import ORIENTATION, Asked
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

_QUALITY: Final = 90  # own number: the file does not tell its quality; at this one a second coding is hardly seen
_AVIF: Final = frozenset((b"avif", b"avis"))
_HEIC: Final = frozenset((b"heic", b"heix", b"hevc", b"hevx", b"heim", b"heis", b"mif1", b"msf1"))


def knows(data: bytes) -> bool:
    """Whether it is HEIC or AVIF by its brands."""
    return bool(_brands(data) & (_AVIF | _HEIC))


def is_avif(data: bytes) -> bool:
    """Whether its brands name AVIF."""
    return bool(_brands(data) & _AVIF)


def labelled(data: bytes, asked: Asked) -> bytes:
    """The file with the label. Raises Unfit; Missing (HEIC needs pillow_heif); OSError, SyntaxError or ValueError for
    what is neither."""
    return _avif(data, asked) if is_avif(data) else _heic(data, asked)


def _avif(data: bytes, asked: Asked) -> bytes:
    out = BytesIO()
    with library("PIL.Image").open(BytesIO(data), formats=("AVIF",)) as image:
        if getattr(image, "is_animated", False):
            raise Unfit("an animation in AVIF: make it a film, or an animated WebP")
        exif = image.getexif()
        drawn = asked.on(image, exif.get(ORIENTATION, 1))
        drawn.info = {}
        drawn.save(out, "AVIF", quality=_QUALITY, exif=exif.tobytes(), **_beside(image))
    return out.getvalue()


def _heic(data: bytes, asked: Asked) -> bytes:
    heif = library("pillow_heif")
    source = heif.open_heif(BytesIO(data), convert_hdr_to_8bit=True)
    if len(source) > 1:
        raise Unfit(f"a file of {len(source)} pictures: label each as a file of its own")
    image = source.to_pillow()
    exif = image.info.get("exif")
    drawn = asked.on(image)
    drawn.info = {}
    out = BytesIO()
    made = heif.from_pillow(drawn)
    made.save(out, quality=_QUALITY, **({"exif": exif} if exif else {}), **_beside(image))
    return out.getvalue()


def _beside(image: Any) -> dict[str, Any]:
    return {key: image.info[key] for key in ("icc_profile", "xmp") if image.info.get(key)}


def _brands(data: bytes) -> set[bytes]:
    """The brands of the file type box, the major one and those that go with it."""
    size = min(int.from_bytes(data[:4], "big"), 256)
    if data[4:8] != b"ftyp":
        return set()
    return {data[at : at + 4] for at in range(8, size - 3, 4) if at != 12}
