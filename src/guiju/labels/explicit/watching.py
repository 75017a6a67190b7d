"""Watching and listening: the explicit label of a film and of a sound, found again without being told of."""

from __future__ import annotations

import io
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.explicit.address import address
from guiju.labels.explicit.container import packets, within
from guiju.labels.explicit.cutting import is_picture, picture_of, seconds_of
from guiju.labels.explicit.display import display
from guiju.labels.explicit.hearing import LONGEST, RATE, spoken_in
from guiju.labels.explicit.pixels import Light, light, tones_of
from guiju.labels.explicit.programme import only
from guiju.labels.explicit.rhythm import Sound, heard
from guiju.labels.explicit.seen import Seen, remark, seen_in
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.extra import library
from guiju.labels.remark import Remark

_THERE: Final = 0.7  # own number: how like its first look a label stays while it is shown
_BLOCK: Final = 30.0  # own number: seconds that are listened to at once
_FRAME: Final = Fraction(1, 10)  # own number: a label that goes with the last picture before its time is up has kept it


def film_seen(path: Path, sizes: Sizes, own: str = "") -> tuple[Remark, ...]:
    """What to say of the label on the first pictures of a film: that it is there, that its letters are too low, that it
    goes too early. Empty where none of ours, nor one of the operator's ``own`` words, is found. Raises Unfit for what
    is no film; Missing."""
    av = library("av")
    try:
        with av.open(address(path), metadata_errors="replace") as read:
            return _looked(read, sizes, own)
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this film cannot be looked at ({error.strerror})") from None


def moving(path: Path) -> bool:
    """Whether a file holds moving pictures: the containers of films may hold sound alone. Raises Unfit, OSError,
    Missing."""
    av = library("av")
    try:
        with av.open(address(path), metadata_errors="replace") as read:
            return any(is_picture(one) for one in read.streams.video)
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this file cannot be looked at ({error.strerror})") from None


def sound_seen(source: Path | bytes) -> tuple[Remark, ...]:
    """What to say of the label of a sound: where the rhythm is heard, and where a shipped prompt. Empty where neither
    is: other voices are not understood. Raises Unfit for what is no sound; Missing."""
    av = library("av")
    try:
        with av.open(
            io.BytesIO(source) if isinstance(source, bytes) else address(source), metadata_errors="replace"
        ) as read:
            return tuple(_listened(read))
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this sound cannot be listened to ({error.strerror})") from None


def _looked(read: Any, sizes: Sizes, own: str) -> tuple[Remark, ...]:
    stream, first, begins, last = picture_of(read), None, Fraction(0), Fraction(0)
    for packet in packets(read, stream):
        for frame in packet.decode():
            at = seconds_of(frame, stream.time_base) or Fraction(0)
            image = _upright(frame, stream)
            if first is None:
                first, begins = _first(image, sizes, own), at
                if first is None:
                    return ()
            elif not _there(first[1], first[2], image):
                return _lasting(first[0], at - begins, sizes)
            last = at
            if last - begins >= Fraction(sizes.video_seconds):
                return (first[0],)
    # A film that is over before the time is up has had its label throughout
    return (first[0],) if first else ()


def _lasting(seen: Remark, shown: Fraction, sizes: Sizes) -> tuple[Remark, ...]:
    if shown + _FRAME / 10 >= Fraction(sizes.video_seconds):
        return (seen,)
    return seen, Remark("explicit_short", detail=f"{float(shown):.2f} s < {sizes.video_seconds:g} s")


def _first(image: Any, sizes: Sizes, own: str) -> tuple[Remark, Seen, Light] | None:
    """What to say of the label on the first picture, where it is, and how it looks there."""
    seen = seen_in(image, own)
    told = remark(seen, sizes.video_share) if seen else None
    return (told, seen, _part(seen, image)) if seen and told else None


def _there(seen: Seen, then: Light, image: Any) -> bool:
    """Whether a label is still where it was."""
    now = _part(seen, image)
    return now.shape == then.shape and _like(then, now) > _THERE


def _part(seen: Seen, image: Any) -> Light:
    part = np.ascontiguousarray(seen.box.of(image))
    return light(part, tones_of(part))


def _like(one: NDArray[np.float32], other: NDArray[np.float32]) -> float:
    first, second = one - one.mean(), other - other.mean()
    return float((first * second).sum() / max(float(np.sqrt((first**2).sum() * (second**2).sum())), 1e-9))


def _upright(frame: Any, stream: Any) -> Any:
    shown = display(stream, frame)
    width, height = shown.square
    return np.ascontiguousarray(shown.upright(frame.reformat(width=width, height=height, format="rgb24").to_ndarray()))


def _listened(read: Any) -> Iterator[Remark]:
    last = -LONGEST
    words_at = dict[str, float]()
    for start, block in _blocks(read):
        for at in heard(block, RATE):
            if start + at > last + 1:
                last = start + at
                yield Remark("explicit_seen", detail=f"短长 短短 ({last:.1f} s)")
        for at, words in spoken_in(block):
            if start + at > words_at.get(words, -LONGEST) + 1:
                words_at[words] = start + at
                yield Remark("explicit_seen", detail=f"{words} ({start + at:.1f} s)")


def _blocks(read: Any) -> Iterator[tuple[float, Sound]]:
    """Parts of a recording in one channel, each with the end of the one before, and the second at which it begins."""
    changed = library("av").AudioResampler("fltp", "mono", RATE)
    size, kept = round(_BLOCK * RATE), round(LONGEST * RATE)
    rest, done, stream = np.zeros(0, np.float32), 0, only(read)
    for packet in packets(read, stream):
        for frame in packet.decode():
            rest = np.concatenate([rest, *(one.to_ndarray()[0] for one in changed.resample(frame))])
        if len(rest) >= size:
            yield done / RATE, rest
            done, rest = done + len(rest) - kept, rest[-kept:]
    tail = [one.to_ndarray()[0] for one in changed.resample(None)]
    yield done / RATE, np.concatenate([rest, *tail])
