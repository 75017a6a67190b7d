"""Cutting: which packets of a film are coded anew for its label, and from which one on all are copied."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, Final

from guiju.labels.explicit.container import packets
from guiju.labels.explicit.h264 import Sets, sets
from guiju.labels.explicit.sizes import Unfit

_LOOKED: Final = 32  # own number: packets behind a picture among which one that is shown before it would be
_SEQUENCE: Final = b"\0\0\1\xb3"
_LAYER: Final = re.compile(b"\0\0\1[\x20-\x2f]")
_COVER: Final = 0x400


@dataclass(frozen=True, slots=True)
class Key:
    """A packet at which a film can be cut: its number among the packets of the picture, in the order in which they are
    decoded; when it is decoded and shown, in ticks of its stream. All before it are shown before, all behind after."""

    number: int
    dts: int
    pts: int


@dataclass(frozen=True, slots=True)
class Film:
    """The picture of a film: how many packets were looked at, when it begins and ends in seconds, the parameter sets of
    H.264, whether every packet tells when it is shown, whether every key packet tells all that its decoder needs, and
    the first place to cut at behind the label, and the last one before the label at the end."""

    count: int
    begins: Fraction
    ends: Fraction
    sets: Sets | None
    timed: bool
    told: bool
    start: Key | None
    end: Key | None


@dataclass(frozen=True, slots=True)
class Plan:
    """Which packets are coded anew: those before ``start`` and those from ``end`` on; all where there is no start."""

    start: Key | None
    end: Key | None = None

    def coded(self, number: int) -> bool:
        """Whether a packet is coded anew."""
        if self.start is None or number < self.start.number:
            return True
        return self.end is not None and number >= self.end.number

    def delay(self, number: int) -> int:
        """Ticks from decoding to showing that the packets around have where this one is coded anew."""
        key = self.start if self.start and number < self.start.number else self.end
        return key.pts - key.dts if key else 0


def is_picture(stream: Any) -> bool:
    """Whether a stream of video moves: a cover is one, too, and does not."""
    return not int(stream.disposition) & _COVER


def picture_of(container: Any) -> Any:
    """The one stream of moving pictures. Raises Unfit."""
    found = [one for one in container.streams.video if is_picture(one)]
    if not found:
        raise Unfit("there are no moving pictures in this file; sound and still pictures are labelled each in its way")
    if len(found) > 1:
        raise Unfit(f"this film holds {len(found)} streams of pictures; label each in a file of its own")
    if found[0].codec_context is None or not found[0].codec_context.width:
        raise Unfit("the codec of this film is not known to this PyAV; convert it to H.264 or VP9 first")
    return found[0]


def surveyed(container: Any, seconds: float, *, ending: bool) -> Film:
    """Looks a film over: up to the first cut behind ``seconds``, or whole where its end gets a label, too."""
    stream = picture_of(container)
    # AVI counts packets as they are decoded; when they are shown is guessed by who reads it
    seen = _Survey(stream, seconds, counted=container.format.name == "avi" and _reordered(stream))
    for packet in packets(container, stream):
        seen.add(packet)
        if seen.start and not ending:
            break
    return seen.film(ending)


def _reordered(stream: Any) -> bool:
    """Whether pictures are decoded in another order than that in which they are shown."""
    return bool(stream.codec_context.has_b_frames)


class _Survey:
    """A look at the packets of a stream, one by one."""

    def __init__(self, stream: Any, seconds: float, *, counted: bool) -> None:
        self._stream, self._seconds, self._counted, self._count = stream, seconds, counted, 0
        self._sets: Sets | None = None
        self._kind = stream.codec_context.codec.canonical_name
        self._first: int | None = None
        self._last = self._highest = 0
        self._timed = self._told = True
        self._waiting: Key | None = None
        self._since = 0
        self._closed: list[Key] = []
        self.start: Key | None = None

    def add(self, packet: Any) -> None:
        """Looks at the next packet."""
        if self._count == 0 and self._kind == "h264":
            self._sets = sets(bytes(self._stream.codec_context.extradata or b""), bytes(packet))
        self._timed &= packet.pts is not None and not self._counted
        self._told &= not packet.is_keyframe or self._kind != "mpeg4" or bool(_LAYER.search(bytes(packet)))
        at = packet.pts if packet.pts is not None else packet.dts or 0
        if not packet.is_discard:
            self._first = at if self._first is None else min(self._first, at)
        self._check(packet, at)
        self._highest = at if self._count == 0 else max(self._highest, at)
        self._last = max(self._last, at + (packet.duration or 0))
        self._count += 1

    def film(self, ending: bool) -> Film:
        """What was seen."""
        self._settle()
        base, start = self._stream.time_base, self.start
        begins, ends = (Fraction(one) * base for one in (self._first or 0, self._last))
        late = [key for key in self._closed if ending and Fraction(key.pts) * base <= ends - Fraction(self._seconds)]
        end = late[-1] if late and start and late[-1].number > start.number else None
        return Film(self._count, begins, ends, self._sets, self._timed, self._told, start, end)

    def _check(self, packet: Any, at: int) -> None:
        waiting = self._waiting
        if waiting and at < waiting.pts:
            self._waiting = None
        elif waiting:
            self._since += 1
            if self._since >= _LOOKED:
                self._settle()
        if packet.is_keyframe and not packet.is_discard and self._anew(packet):
            self._settle()
            if self._count and at > self._highest:
                self._waiting = Key(self._count, at if packet.dts is None else packet.dts, at)
                self._since = 0

    def _settle(self) -> None:
        key, self._waiting = self._waiting, None
        if key:
            self._closed.append(key)
            past = Fraction(key.pts - (self._first or 0)) * self._stream.time_base
            if self.start is None and past >= Fraction(self._seconds):
                self.start = key

    def _anew(self, packet: Any) -> bool:
        """Whether decoding can begin here with nothing from before."""
        if self._kind == "h264":
            return self._sets is not None and self._sets.instant(bytes(packet))
        if self._kind in ("mpeg1video", "mpeg2video"):
            return bytes(packet)[:4] == _SEQUENCE
        return True


def seconds_of(one: Any, base: Fraction) -> Fraction | None:
    """When a frame or a packet of a stream of this time base is shown, in seconds; None where it does not tell."""
    at = one.pts if one.pts is not None else one.dts
    return None if at is None else Fraction(at) * base
