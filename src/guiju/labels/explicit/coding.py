"""Coding: coders for the part of a film that is coded anew, as like the film's own as they can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any, Final, Literal

from guiju.labels.explicit.h264 import Sets
from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

Joins = Literal["sets", "plain", "same", "not"]
"""How pictures of another coder may stand beside a film's own: with parameter sets of their own number; as they are,
since each key picture tells all; where what stands before the stream is the same; or not at all."""

_GLOBAL_HEADER: Final = 1 << 22
_QSCALE: Final = 1 << 1
_NUMBERED: Final = "libx264"
_INTERLACED: Final = "tff=1"
_PROFILES: Final = (
    ("Baseline", "baseline"), ("Main", "main"), ("High 10", "high10"), ("High 4:2:2", "high422"),
    ("High 4:4:4", "high444"), ("High", "high"),
)  # fmt: skip


class Apart(ValueError):
    """The coders that there are cannot number their parameter sets, so that nothing of a film can be copied."""


@dataclass(frozen=True, slots=True)
class Way:
    """How a codec is coded: its coders, the best first; their options, which leave no picture out of order; whether it
    counts in frames; and the options with which a whole film is coded, out of order where that makes it smaller."""

    coders: tuple[str, ...]
    joins: Joins
    options: dict[str, str]
    fixed: bool = False
    whole: dict[str, str] = field(default_factory=dict)


# The qualities are own numbers: at each the difference from the film is not seen beside it.
_X264: Final = {"preset": "faster", "crf": "16", "bf": "0"}
_X264_WHOLE: Final = {"preset": "medium", "crf": "18", "bf": "3"}
_X265: Final = {"preset": "fast", "crf": "18", "x265-params": "bframes=0:log-level=none"}
_X265_WHOLE: Final = {"x265-params": "bframes=4:log-level=none"}
_VPX: Final = {"crf": "16", "deadline": "good", "cpu-used": "4", "lag-in-frames": "0", "auto-alt-ref": "0"}
WAYS: Final = {
    "h264": Way(("libx264", "libopenh264", "h264_videotoolbox"), "sets", _X264, whole=_X264_WHOLE),
    "hevc": Way(("libx265", "hevc_videotoolbox"), "not", _X265, whole=_X265_WHOLE),
    "vp8": Way(("libvpx",), "plain", _VPX | {"crf": "6"}),
    "vp9": Way(("libvpx-vp9",), "plain", _VPX | {"row-mt": "1"}),
    "av1": Way(("libsvtav1", "libaom-av1"), "plain", {"crf": "22", "preset": "8", "svtav1-params": "pred-struct=1"}),
    "mpeg4": Way(("mpeg4",), "same", {}, fixed=True),
    "msmpeg4v2": Way(("msmpeg4v2",), "plain", {}, fixed=True),
    "msmpeg4v3": Way(("msmpeg4",), "plain", {}, fixed=True),
    "flv1": Way(("flv",), "plain", {}, fixed=True),
    "h263": Way(("h263",), "plain", {}, fixed=True),
    "mpeg1video": Way(("mpeg1video",), "plain", {}, fixed=True),
    "mpeg2video": Way(("mpeg2video",), "plain", {}, fixed=True),
    "mjpeg": Way(("mjpeg",), "plain", {}, fixed=True),
    "prores": Way(("prores_ks",), "plain", {}),
    "rawvideo": Way(("rawvideo",), "plain", {}),
    "dvvideo": Way(("dvvideo",), "plain", {}),
}
"""The codecs of films and how each is coded; others are coded by a coder of their own name, whole."""

_QUIETER: Final = 4  # own number: times the bit rate of a film for coders that are not told a quality alone


def way_of(stream: Any) -> Way:
    """How the picture of a stream is coded."""
    name = stream.codec_context.codec.canonical_name
    return WAYS.get(name, Way((name,), "not", {}))


@dataclass(slots=True)
class Coder:
    """An open coder: its context, the parameter sets beside which its own stand, and whether its packets come in the
    order in which they are shown."""

    context: Any
    sets: Sets | None
    ordered: bool = True

    @property
    def extra(self) -> bytes:
        """What stands before its stream."""
        return bytes(self.context.extradata or b"")

    def packets(self, frame: Any) -> list[Any]:
        """Packets for the next frame (None at the end)."""
        if frame is not None:
            frame.pict_type = 0
        return [packet for packet in self.context.encode(frame) if packet.size]

    def body(self, packet: Any) -> bytes:
        """A packet as the film has them."""
        return self.sets.packet(bytes(packet), self.extra) if self.sets else bytes(packet)


def coder(
    stream: Any, frame: Any, sets: Sets | None, *, header: bool, whole: bool = False, way: Way | None = None
) -> Coder:  # fmt: skip
    """A coder for frames like this one. ``sets`` are those beside which its own have to stand; ``header`` puts what
    tells of the stream before it and not into it; ``whole`` codes out of order where that makes it smaller.

    PyAV from PyPI has coders under the GPL (x264, x265); one that was built without them takes the next in ``way``.
    Raises Unfit where there is none that takes such frames, Apart where there is none whose sets can stand beside
    others.
    """
    av, way, why = library("av"), way or way_of(stream), ""
    for name in way.coders:
        if sets and name != _NUMBERED:
            raise Apart(f"{_NUMBERED}, which can number its parameter sets, is not in this PyAV")
        if not _there(name):
            continue
        try:
            context = av.CodecContext.create(name, "w")
            _like(context, stream, frame, way)
            more = way.whole if _out(name, way, whole) else {}
            context.options = _options(context, stream, frame, way, sets) | more
            context.flags = context.flags | (_GLOBAL_HEADER if header or sets else 0)
            context.open()
        except (av.error.FFmpegError, ValueError) as error:
            why = getattr(error, "strerror", "") or str(error)
            continue  # the next one may be there, and take them
        return Coder(context, sets, not _out(name, way, whole))
    kind = stream.codec_context.codec.canonical_name
    names = " or ".join(way.coders)
    raise Unfit(f"this PyAV has no coder for {kind} in {frame.format.name} ({why or 'none is installed'}); install one "
                f"that has {names}, or convert the film to H.264 or VP9")  # fmt: skip


def _out(name: str, way: Way, whole: bool) -> bool:
    """Whether pictures are coded out of order."""
    return whole and bool(way.whole) and name == way.coders[0]


def _there(name: str) -> bool:
    try:
        library("av").Codec(name, "w")
    except ValueError:
        return False
    return True


def _like(context: Any, stream: Any, frame: Any, way: Way) -> None:
    """Gives a coder the figures of a film."""
    own = stream.codec_context
    context.width, context.height, context.pix_fmt = frame.width, frame.height, frame.format.name
    rate = stream.guessed_rate or stream.average_rate or Fraction(25)
    context.framerate = rate
    # The coders of the older codecs count in frames; a finer clock is more than their headers hold.
    context.time_base = 1 / Fraction(rate) if way.fixed else stream.time_base
    context.color_range, context.colorspace = own.color_range, own.colorspace
    context.color_primaries, context.color_trc = own.color_primaries, own.color_trc
    if stream.sample_aspect_ratio:
        context.sample_aspect_ratio = stream.sample_aspect_ratio


def _options(context: Any, stream: Any, frame: Any, way: Way, sets: Sets | None) -> dict[str, str]:
    options, own = dict(way.options) if context.name == way.coders[0] else {}, stream.codec_context
    if way.fixed:
        context.flags = context.flags | _QSCALE
        context.global_quality = 2 * 118
        options["strict"] = "unofficial"
    if context.name == _NUMBERED:
        params = ([f"sps-id={sets.free}"] if sets else []) + ([_INTERLACED] if frame.interlaced_frame else [])
        options["x264-params"] = ":".join(params)
        named = next((name for start, name in _PROFILES if (own.profile or "").startswith(start)), "")
        if "Baseline" in (own.profile or ""):
            named = "baseline"
        if sets and named:
            options["profile"] = named
        if sets and own.level and own.level > 0:
            options["level"] = f"{own.level / 10:.1f}"
    if context.name == "libvpx" or context.name != way.coders[0]:
        context.bit_rate = max(_QUIETER * int(stream.bit_rate or 0), 2_000_000)
    return options
