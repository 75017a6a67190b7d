"""The explicit label of a film: words on its first pictures, all else copied as it is (GB 45438-2025, 5.4)."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, Final, Literal

from guiju.labels.explicit.address import address
from guiju.labels.explicit.caption import Caption, caption
from guiju.labels.explicit.coding import Apart, Coder, coder, way_of
from guiju.labels.explicit.container import attached, covers, described, kept, mirrored, packets, within, written_as
from guiju.labels.explicit.cutting import Film, Plan, picture_of, seconds_of, surveyed
from guiju.labels.explicit.display import display
from guiju.labels.explicit.picture import Style
from guiju.labels.explicit.proving import Differs, Written, proved
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.strh import counted
from guiju.labels.explicit.wording import Tongue, wordings
from guiju.labels.extra import library

_MARGIN: Final = 0.25  # own number: seconds longer than asked, for players that start late

_WITHIN: Final = ("avi", "mpegts", "mpeg")
"""Containers in which what tells of a stream stands within it."""

When = Literal["start", "end"]
"""Where in a film its label is shown: the start always, the end besides."""


@dataclass(frozen=True, slots=True)
class Filmed:
    """What became of labelling a film: whether its pictures behind the label were ``copied`` or all coded anew, and how
    many seconds were coded; the height of the label's letters against the shortest side, measured on the written film;
    what it reads; the coder that was used; and why nothing could be copied, empty where it was."""

    copied: bool
    coded_seconds: float
    share: float
    words: str
    coder: str
    why: str = ""


def filmed(
    source: Path,
    target: Path,
    value: str,
    lang: Tongue,
    sizes: Sizes,
    progress: Callable[[float, float], None] | None = None,
    places: Sequence[When] = ("start",),
    words: str = "",
) -> Filmed:
    """Writes a film with its label, in the same container and codec, and looks at what was written.

    ``progress`` is told the seconds done and all. ``target`` is written in place: whoever must not leave half a file
    writes beside. Raises Unfit where the film cannot bear the label or cannot be coded; Missing; ValueError; OSError.
    """
    av = library("av")
    asked = _Asked(wordings(value, lang, words), Style(sizes.video_share), sizes.video_seconds, progress)
    ending = "end" in places
    try:
        with av.open(address(source), metadata_errors="replace") as read:
            film = surveyed(read, sizes.video_seconds + _MARGIN, ending=ending)
            why = _hindered(read, film)
        if not why:
            plan = Plan(film.start, film.end if ending else None)
            try:
                return _made(source, target, asked, film, plan, ending)
            except (Differs, Apart) as differs:
                why = str(differs)
        return _made(source, target, asked, film, Plan(None), ending, why)
    except Differs as differs:
        raise Unfit(f"the film does not read back as it should: {differs}; convert it to H.264 in MP4 first") from None
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this film cannot be labelled ({error.strerror}); convert it to H.264 in MP4 first") from None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What is asked: the wordings, the look, for how many seconds, and who is told of progress."""

    words: Sequence[str]
    style: Style
    seconds: float
    progress: Callable[[float, float], None] | None


def _hindered(read: Any, film: Film) -> str:
    """Why nothing of a film can be copied, as far as can be told before; empty where it may be."""
    if way_of(picture_of(read)).joins == "not":
        return (
            f"pictures of {picture_of(read).codec_context.codec.canonical_name} of another coder do not stand beside it"
        )
    if film.start is None:
        return "no picture behind the label stands for itself"
    if not film.timed:
        return "its packets do not tell when they are shown"
    if way_of(picture_of(read)).joins == "sets" and film.sets is None:
        return "its parameter sets are not understood"
    return ""


def _made(source: Path, target: Path, asked: _Asked, film: Film, plan: Plan, ending: bool, why: str = "") -> Filmed:
    drawn, first = _drawn(source, asked)
    with library("av").open(address(source), metadata_errors="replace") as read:
        making = _Making(read, film, plan, asked, drawn, ending)
        written = making.write(target, source, first)
    shares = proved(source, target, plan, drawn, written, asked.seconds, film.timed)
    if min(shares.first, shares.later) < asked.style.share:
        raise Differs(f"the label's letters measure {min(shares.first, shares.later):.1%} of the shortest side")
    words = drawn.mark.lettering.words
    return Filmed(plan.start is not None, written.seconds, min(shares.first, shares.later), words, making.coder, why)


def _drawn(source: Path, asked: _Asked) -> tuple[Caption, Any]:
    """The label for a film, and its first frame."""
    with library("av").open(address(source), metadata_errors="replace") as read:
        stream = picture_of(read)
        for packet in packets(read, stream):
            for frame in packet.decode():
                return caption(frame, display(stream, frame), asked.words, asked.style), frame
        for frame in stream.decode(None):
            return caption(frame, display(stream, frame), asked.words, asked.style), frame
    raise Unfit("not one picture of this film can be decoded; convert it first")


class _Making:
    """A film in the making."""

    def __init__(self, read: Any, film: Film, plan: Plan, asked: _Asked, drawn: Caption, ending: bool) -> None:
        self._read, self._film, self._plan, self._asked, self._caption = read, film, plan, asked, drawn
        self._stream = picture_of(read)
        self._ending = ending
        self._covers: dict[int, bytes] = {}
        self._coder: Coder | None = None
        self.coder = ""
        self._times: deque[tuple[int, int]] = deque()
        self._clock: deque[int] = deque()
        self._written = Written()
        self._all: float = float(read.duration or 0) / library("av").time_base
        self._number = -1

    def write(self, target: Path, source: Path, first: Any) -> Written:
        """Writes the whole film."""
        with source.open("rb") as file:
            name, options = written_as(self._read, file.read(4096), front=_fronted(source))
        with library("av").open(address(source), metadata_errors="replace") as again:
            self._covers = covers(again)
        with library("av").open(address(target), "w", format=name, options=options) as made:
            streams = {one: self._beside(made, one) for one in kept(self._read)}
            described(self._read, made)
            self._header = name not in _WITHIN and not (self._film.told and self._plan.start)
            self._first = first
            self._whole = self._plan.start is None and self._film.timed and name not in _WITHIN
            self._coder = self._fresh()
            self._before(streams[self._stream])
            for packet in packets(self._read, *streams):
                self._one(made, packet, streams[packet.stream])
            self._end(made, streams[self._stream])
        if name == "avi":
            counted(target, self._written.counts)
        self._written.seconds = self._coded_seconds()
        return self._written

    def _beside(self, made: Any, stream: Any) -> Any:
        cover = self._covers.get(stream.index)
        return attached(made, stream, cover) if cover else mirrored(made, stream)

    def _coded_seconds(self) -> float:
        base, start, end = self._stream.time_base, self._plan.start, self._plan.end
        if start is None:
            return max(0.0, self._all - float(self._film.begins))
        last = self._film.ends if end else start.pts * base
        between = (end.pts - start.pts) * base if end else 0
        return float(Fraction(last - self._film.begins - between))

    def _fresh(self) -> Coder:
        sets = self._film.sets if self._plan.start else None
        made = coder(self._stream, self._first, sets, header=self._header, whole=self._whole)
        self.coder = str(made.context.name)
        return made

    def _before(self, stream: Any) -> None:
        """What stands before the stream: the film's own, with that of the coder where it can stand beside."""
        own = bytes(self._stream.codec_context.extradata or b"")
        joins, extra = way_of(self._stream).joins, self._coder.extra if self._coder else b""
        if self._plan.start is None:
            if extra:
                stream.codec_context.extradata = extra
        elif joins == "sets" and self._film.sets:
            if own:
                stream.codec_context.extradata = self._film.sets.with_sets(extra)
        elif joins == "same" and self._header and _layer(own) != _layer(extra):
            raise Differs("its coder was set up in another way")

    def _one(self, made: Any, packet: Any, stream: Any) -> None:
        at = seconds_of(packet, packet.time_base) or Fraction(0)
        if packet.stream == self._stream:
            self._number += 1
            if self._plan.coded(self._number):
                self._coded(made, packet, stream)
                return
            self._end(made, stream)
        self._copied(made, packet, stream)
        if self._asked.progress:
            self._asked.progress(min(float(at), self._all), self._all)

    def _copied(self, made: Any, packet: Any, stream: Any) -> None:
        self._written.copied(stream.index, bytes(packet))
        if packet.stream.index in self._covers:
            return
        packet.stream = stream
        made.mux(packet)

    def _coded(self, made: Any, packet: Any, stream: Any) -> None:
        self._coder = self._coder or self._fresh()
        self._clock.append(packet.dts or 0)
        for frame in packet.decode():
            self._frame(made, frame, stream)

    def _frame(self, made: Any, frame: Any, stream: Any) -> None:
        base = self._stream.time_base
        at = seconds_of(frame, base) if self._film.timed else self._clock.popleft() * base
        if at is None:
            raise Unfit("a picture of this film does not tell when it is shown; convert the film first")
        if self._labelled(at):
            self._caption.write(frame)
        self._times.append((round(at / base), frame.duration or 0))
        frame.pts, frame.time_base = round(at / base), base
        if self._coder:
            self._put(made, self._coder, self._coder.packets(frame), stream)
        if self._asked.progress:
            self._asked.progress(min(float(at), self._all), self._all)

    def _labelled(self, at: Fraction) -> bool:
        seconds = Fraction(self._asked.seconds + _MARGIN)
        return at < self._film.begins + seconds or (self._ending and at >= self._film.ends - seconds)

    def _end(self, made: Any, stream: Any) -> None:
        """Ends a part that was coded anew."""
        if self._coder is None:
            return
        for frame in self._stream.codec_context.decode(None):
            self._frame(made, frame, stream)
        self._put(made, self._coder, self._coder.packets(None), stream)
        self._stream.codec_context.flush_buffers()
        self._coder = None
        if self._times:
            raise Differs(f"{len(self._times)} pictures were lost in coding")

    def _put(self, made: Any, coder: Coder, coded: Sequence[Any], stream: Any) -> None:
        delay = self._plan.delay(max(0, self._number - 1))
        for one in coded:
            pts, duration = self._times.popleft()
            packet = library("av").Packet(coder.body(one))
            packet.pts, packet.dts = (pts, pts - delay) if coder.ordered else (one.pts, one.dts)
            packet.duration, packet.time_base = duration, self._stream.time_base
            packet.is_keyframe, packet.stream = one.is_keyframe, stream
            self._written.coded(stream.index)
            made.mux(packet)


def _layer(before: bytes) -> bytes:
    """What stands before a stream of MPEG-4 but the name of its coder (ISO/IEC 14496-2, 6.2.2: user data)."""
    return before[before.find(b"\0\0\1\x20") :].partition(b"\0\0\1\xb2")[0]


def _fronted(source: Path) -> bool:
    """Whether the index of an MP4 stands before its content."""
    with source.open("rb") as file:
        at, size = 0, source.stat().st_size
        while at + 8 <= size:
            file.seek(at)
            head = file.read(16)
            if head[4:8] in (b"moov", b"mdat"):
                return head[4:8] == b"moov"
            length = int.from_bytes(head[:4], "big")
            at += int.from_bytes(head[8:16], "big") if length == 1 else max(length, 8)
    return False
