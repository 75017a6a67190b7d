"""Display: how a player shows the frames of a film: turned, mirrored, and with pixels that are not square."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.pixels import Pixels
from guiju.labels.explicit.sizes import Unfit

_ONE: Final = 1 << 16


@dataclass(frozen=True, slots=True)
class Display:
    """A frame of ``width`` by ``height`` pixels, each ``aspect`` times as wide as high, shown with its axes exchanged
    where ``crossed``, and after that mirrored across or down."""

    width: int
    height: int
    aspect: Fraction = Fraction(1)
    crossed: bool = False
    across: bool = False
    down: bool = False

    @property
    def square(self) -> tuple[int, int]:
        """Width and height of the frame in square pixels, as it is stored."""
        return max(1, round(self.width * self.aspect)), self.height

    def upright(self, image: Pixels) -> Pixels:
        """A view of a frame as it is shown."""
        turned = image.swapaxes(0, 1) if self.crossed else image
        return turned[:: -1 if self.down else 1, :: -1 if self.across else 1]


def display(stream: Any, frame: Any) -> Display:
    """How a stream of video is shown, by its aspect ratio and by the matrix that came with its frame. Raises Unfit
    where it is turned by other than quarters."""
    aspect = stream.sample_aspect_ratio or stream.codec_context.sample_aspect_ratio or Fraction(1)
    crossed, across, down = _matrix(frame)
    return Display(frame.width, frame.height, Fraction(aspect) or Fraction(1), crossed, across, down)


def _matrix(frame: Any) -> tuple[bool, bool, bool]:
    """Exchanged, mirrored across, mirrored down (ISO/IEC 14496-12, 6.2.2: x' = ax + cy, y' = bx + dy)."""
    data = next((one for one in frame.side_data if one.type.name == "DISPLAYMATRIX"), None)
    if data is None:
        return False, False, False
    a, b, _, c, d = np.frombuffer(bytes(data), "<i4")[:5].astype(float) / _ONE
    if abs(b) < 0.01 and abs(c) < 0.01:
        return False, a < 0, d < 0
    if abs(a) < 0.01 and abs(d) < 0.01:
        return True, c < 0, b < 0
    raise Unfit("this film is turned by an angle that is no quarter; turn it upright first")
