"""Proving: reads a film that was written, holds it against the one it was made of, and measures its label."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any, Final

import numpy as np

from guiju.labels.explicit.address import address
from guiju.labels.explicit.caption import Caption
from guiju.labels.explicit.container import packets, within
from guiju.labels.explicit.cutting import Plan, picture_of, seconds_of
from guiju.labels.explicit.measuring import Measured, measured
from guiju.labels.explicit.pixels import light, tones_of
from guiju.labels.explicit.placing import Box
from guiju.labels.extra import library

_BEHIND: Final = 8  # own number: pictures behind the cut that are held against the film's own
_CONTRAST: Final = 3.0  # own number: what WCAG 2.2 asks of large letters
_NEAR: Final = Fraction(1, 500)


class Differs(ValueError):
    """A written film that is not as it should be, and in what."""


@dataclass(slots=True)
class Written:
    """What was written of a film: the digest of what was copied of each stream and how many packets it has, by its
    number; which pictures were coded anew, as ranges of their numbers; and how many seconds those are."""

    digests: dict[int, Any] = field(default_factory=dict)
    counts: dict[int, int] = field(default_factory=dict)
    spans: list[range] = field(default_factory=list)
    seconds: float = 0.0

    def copied(self, index: int, body: bytes) -> None:
        """A packet was copied."""
        self.digests.setdefault(index, hashlib.sha256()).update(body)
        self.counts[index] = self.counts.get(index, 0) + 1

    def coded(self, index: int) -> None:
        """A picture was coded anew."""
        number = self.counts.get(index, 0)
        self.counts[index] = number + 1
        if self.spans and self.spans[-1].stop == number:
            self.spans[-1] = range(self.spans[-1].start, number + 1)
        else:
            self.spans.append(range(number, number + 1))

    def anew(self, number: int) -> bool:
        """Whether a picture was coded anew."""
        return any(number in span for span in self.spans)


@dataclass(frozen=True, slots=True)
class Shares:
    """Heights of the label's letters against the shortest side, on the first picture and on the last one on which it
    has to be."""

    first: float
    later: float


def proved(
    source: Path, target: Path, plan: Plan, drawn: Caption, written: Written, seconds: float, timed: bool
) -> Shares:  # fmt: skip
    """Looks a written film over: every stream has its packets, those that were copied as they were; the pictures come
    at their times; those behind the label are the film's own. Raises Differs."""
    av = library("av")
    try:
        _counted(target, written)
        return _compared(source, target, plan, drawn, seconds, timed)
    except av.error.FFmpegError as error:
        within(error)
        raise Differs(f"it does not decode ({error.strerror})") from None


def _counted(target: Path, written: Written) -> None:
    found = {index: hashlib.sha256() for index in written.digests}
    seen = dict.fromkeys(written.counts, 0)
    with library("av").open(address(target), metadata_errors="replace") as read:
        stream = picture_of(read)
        for packet in packets(read):
            index = packet.stream.index
            number = seen.get(index, 0)
            seen[index] = number + 1
            if index in found and not (packet.stream == stream and written.anew(number)):
                found[index].update(bytes(packet))
    for index, count in written.counts.items():
        if seen[index] != count:
            raise Differs(f"stream {index} has {seen[index]} packets in place of {count}")
    for index, digest in written.digests.items():
        if found[index].digest() != digest.digest():
            raise Differs(f"stream {index} was not copied as it was")


def _compared(source: Path, target: Path, plan: Plan, drawn: Caption, seconds: float, timed: bool) -> Shares:
    shares, begins, behind, last = list[Measured](), None, 0, None
    for old, new in _side_by_side(source, target, timed):
        if old is None or new is None:
            raise Differs("it has more or fewer pictures than before")
        begins = (old.at, new.at) if begins is None else begins
        past = old.at - begins[0]
        if abs(new.at - begins[1] - past) > _NEAR:
            raise Differs(f"the picture of second {float(old.at):.3f} comes at {float(new.at):.3f}")
        if past <= Fraction(seconds):
            last = new
        if not shares:
            shares.append(_measured(new.frame, drawn))
        if plan.start is None:
            if past > Fraction(seconds) + 1:
                break
        elif old.ticks >= plan.start.pts:
            _same(old.frame, new.frame, old.at)
            behind += 1
            if behind == _BEHIND:
                break
    if last:
        shares.append(_measured(last.frame, drawn))
    if not shares or min(one.contrast for one in shares) < _CONTRAST:
        raise Differs("its label does not stand out")
    return Shares(shares[0].share, shares[-1].share)


def _side_by_side(source: Path, target: Path, timed: bool) -> Iterator[tuple[_Timed | None, _Timed | None]]:
    """The pictures of two films, one beside the other; None where one has ended."""
    av = library("av")
    with (
        av.open(address(source), metadata_errors="replace") as old,
        av.open(address(target), metadata_errors="replace") as new,
    ):
        olds, news = _frames(old, timed), _frames(new, timed)
        while True:
            pair = next(olds, None), next(news, None)
            if pair == (None, None):
                return
            yield pair


@dataclass(frozen=True, slots=True)
class _Timed:
    """A frame, and when it is shown, in ticks and in seconds."""

    frame: Any
    ticks: int
    at: Fraction


def _frames(container: Any, timed: bool) -> Iterator[_Timed]:
    """The frames of a film. Where its packets do not tell when they are shown, they are shown one after the other."""
    stream, clock = picture_of(container), deque[int]()
    for packet in packets(container, stream):
        clock.append(packet.dts or 0)
        for frame in packet.decode():
            yield _timed(frame, stream.time_base, None if timed else clock.popleft())
    for frame in stream.codec_context.decode(None):
        yield _timed(frame, stream.time_base, None if timed else clock.popleft())


def _timed(frame: Any, base: Fraction, ticks: int | None) -> _Timed:
    at = seconds_of(frame, base) if ticks is None else ticks * base
    if at is None:
        raise Differs("a picture does not tell when it is shown")
    return _Timed(frame, round(at / base), at)


def _same(old: Any, new: Any, at: Fraction) -> None:
    """Raises Differs where a picture is not the film's own, to the pixel."""
    if new.is_corrupt or not np.array_equal(old.to_ndarray(), new.to_ndarray()):
        raise Differs(f"the picture at second {float(at):.3f} is not the film's own")


def _measured(frame: Any, drawn: Caption) -> Measured:
    """The label on a picture as it is shown."""
    width, height = drawn.display.square
    picture = drawn.display.upright(frame.reformat(width=width, height=height, format="rgb24").to_ndarray())
    mark = drawn.mark
    part = np.ascontiguousarray(mark.box.of(picture))
    if mark.turned:
        part = np.ascontiguousarray(np.rot90(part, -1))
    bright = light(part, tones_of(part))
    found = measured(bright, Box(0, 0, bright.shape[1], bright.shape[0]), mark.lettering)
    return Measured(found.share * min(bright.shape) / min(picture.shape[:2]), found.contrast)
