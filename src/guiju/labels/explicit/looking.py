"""Looking at a file of a picture: is a label of ours to be seen in it, and high enough?"""

from __future__ import annotations

from io import BytesIO
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.decoding import decoding
from guiju.labels.explicit.formats import heif
from guiju.labels.explicit.pixels import Pixels
from guiju.labels.explicit.seen import Seen, remark, seen_in
from guiju.labels.extra import library
from guiju.labels.remark import Remark

_FRAMES: Final = 3  # own number: the first, the middle and the last frame or page stand for all


def looked(data: bytes, share: float, own: str = "") -> Remark | None:
    """What to say of the explicit label of a picture's file: ``explicit_seen`` or ``explicit_small``; None where no
    label of ours (or of the operator's ``own`` words) is found, or where a frame or a page lacks it. Raises Unfit where
    the file does not decode; Missing."""
    found = list[Seen]()
    for pixels in _decoded(data):
        seen = seen_in(pixels, own)
        if seen is None:
            return None
        found.append(seen)
    return remark(min(found, key=lambda seen: seen.share), share) if found else None


def _decoded(data: bytes) -> list[Pixels]:
    with decoding():
        if heif.knows(data) and not heif.is_avif(data):
            return [_upright(library("pillow_heif").open_heif(BytesIO(data)).to_pillow())]
        with library("PIL.Image").open(BytesIO(data)) as image:
            last = getattr(image, "n_frames", 1) - 1
            frames = []
            for n in dict.fromkeys(round(last * share / (_FRAMES - 1)) for share in range(_FRAMES)):
                image.seek(n)
                frames.append(_upright(image))
            return frames


def _upright(image: Any) -> Pixels:
    """RGBA in bytes, as a viewer turns it; numbers of more than 8 bits brought to bytes by their range."""
    turned = library("PIL.ImageOps").exif_transpose(image)
    if turned.mode in ("F", "I", "I;16"):
        numbers = np.asarray(turned).astype(np.float64)
        least, most = (0.0, 65535.0) if turned.mode == "I;16" else (float(numbers.min()), float(numbers.max()))
        return ((numbers - least) / max(most - least, 1e-9) * 255).astype(np.uint8)
    return np.asarray(turned.convert("RGBA"))
