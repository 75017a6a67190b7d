"""Container: writing a file of the same kind as the one that was read, with all that it holds besides."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable, Iterator
from typing import Any, Final

from guiju.labels.explicit.sizes import Unfit
from guiju.labels.extra import library

_BRANDS: Final = ("major_brand", "minor_version", "compatible_brands")
_ITUNES: Final = frozenset((
    "title", "artist", "album_artist", "composer", "album", "date", "encoder", "encoded_by", "comment", "genre",
    "copyright", "grouping", "lyrics", "description", "synopsis", "show", "episode_id", "network", "keywords",
    "compilation", "podcast", "track", "disc", "tmpo", "media_type", "hd_video", "gapless_playback", "sort_name",
    "sort_artist", "sort_album_artist", "sort_album", "sort_composer", "sort_show", "creation_time", "rating",
    "episode_sort", "season_number", "account_type", "make", "model", "purchase_date", "location", "location-eng",
))  # fmt: skip
"""What the list of iTunes can hold, as FFmpeg names it; other keys need the list of QuickTime."""

_COVER: Final = 0x400  # what FFmpeg calls a picture that goes with a file and does not move
_OUTSIDE: Final = (errno.ENOSPC, errno.EDQUOT, errno.EACCES, errno.EPERM, errno.ENOENT, errno.EROFS, errno.EISDIR)
_MUXERS: Final = {"asf": "asf", "aiff": "aiff", "mpegts": "mpegts", "mpeg": "mpeg", "caf": "caf", "amr": "amr"}


def written_as(container: Any, head: bytes, *, front: bool = False) -> tuple[str, dict[str, str]]:
    """The name by which FFmpeg writes a file like an open one, and the options for it. ``head`` are its first 4 KiB;
    ``front`` puts the index of MP4 before the content, for files that are watched while they come. Raises Unfit."""
    names = container.format.name.split(",")
    if "mp4" in names:
        brand = container.metadata.get("major_brand", "isom")
        custom = set(container.metadata) - _ITUNES - set(_BRANDS)
        flags = [flag for flag, on in (("use_metadata_tags", custom), ("faststart", front)) if on]
        options = {"movflags": "+".join(flags)} if flags else {}
        return ("mov", options) if brand == "qt  " else ("mp4", options | {"brand": brand[:4]})
    if "matroska" in names:
        return ("webm" if b"webm" in head else "matroska"), {}
    if names == ["mp3"] and container.streams[0].codec_context.name.startswith("mp2"):
        return "mp2", {}
    for name in names:
        try:
            library("av").ContainerFormat(name, "w")
        except ValueError:
            continue
        return _MUXERS.get(name, name), {}
    raise Unfit(f"this PyAV reads {container.format.name} and cannot write it; convert the file first")


def described(source: Any, target: Any, moved: Callable[[float], float] = lambda at: at) -> None:
    """Gives a file the metadata and the chapters of another; ``moved`` tells where a second of it is now."""
    target.metadata.update({key: text for key, text in source.metadata.items() if key not in _BRANDS})
    chapters = []
    for chapter in source.chapters():
        base = chapter["time_base"]
        start, end = (round(moved(float(chapter[at] * base)) / base) for at in ("start", "end"))
        chapters.append({**chapter, "start": start, "end": end})
    if chapters:
        target.set_chapters(chapters)


def mirrored(target: Any, stream: Any) -> Any:
    """A stream of another file as one of this file, coded as it is. Raises Unfit where the container does not take
    it."""
    context = stream.codec_context
    try:
        # A stream whose coder is not installed, or has another name, is taken as what was read of it
        made = target.add_stream_from_template(stream, opaque=context is not None and not _coded(context.name))
    except ValueError as error:
        raise Unfit(f"a stream of this file cannot be copied ({error}); take it out, or change the container") from None
    dressed(made, stream)
    return made


def covers(source: Any) -> dict[int, bytes]:
    """The covers that Matroska holds as files beside its streams, by the number by which FFmpeg counts them among its
    streams. ``source`` is read for them and is of no other use then. Raises Unfit."""
    if "matroska" not in source.format.name.split(","):
        return {}
    found = [one for one in source.streams.video if one.disposition & _COVER and "mimetype" in one.metadata]
    return {packet.stream.index: bytes(packet) for stream in found for packet in _first(source, stream)}


def attached(target: Any, stream: Any, cover: bytes) -> Any:
    """A cover of Matroska as the same file in another one; its packet is not written besides."""
    name, kind = stream.metadata.get("filename", "cover"), stream.metadata["mimetype"]
    made = target.add_attachment(name, kind, cover)
    made.metadata.update(stream.metadata)
    return made


def _first(source: Any, stream: Any) -> Iterator[Any]:
    source.seek(0)
    for packet in packets(source, stream):
        yield packet
        return


def _coded(name: str) -> bool:
    """Whether there is a coder of this name."""
    try:
        library("av").Codec(name, "w")
    except ValueError:
        return False
    return True


def kept(source: Any) -> list[Any]:
    """The streams of a file that are written anew. Of MP4 the text that names chapters and the clock of a camera are
    not: FFmpeg writes them with the chapters, and from what the picture's description says of the time code."""
    if "mp4" not in source.format.name.split(","):
        return list(source.streams)
    named = bool(source.chapters())
    return [one for one in source.streams if one.type != "data" or not ("timecode" in one.metadata or named)]


def dressed(made: Any, stream: Any) -> None:
    """Gives a stream what another one is told to be: language, title, default or forced, cover."""
    made.metadata.update(stream.metadata)
    made.disposition = stream.disposition
    made.time_base = stream.time_base


def within(error: Any) -> None:
    """Raises OSError where an error of FFmpeg is not of the file but of the disk: no room, no right, no such place."""
    if isinstance(error, OSError) and error.errno in _OUTSIDE:
        raise OSError(error.errno, os.strerror(error.errno), error.filename) from None


def packets(container: Any, *streams: Any) -> Iterator[Any]:
    """The packets of a file, or of some of its streams, without the empty ones that end each. Raises Unfit."""
    av = library("av")
    try:
        for packet in container.demux(*streams):
            if packet.size or packet.pts is not None:
                yield packet
    except av.error.FFmpegError as error:
        within(error)
        raise Unfit(f"this file is damaged ({error.strerror}); mend or convert it first") from None
    except IndexError:  # what PyAV raises for a packet of a stream that the head of the file did not tell of
        raise Unfit("this file is damaged (a stream begins in its midst); mend or convert it first") from None
