"""The bodies of the routes that generate files: what they may hold."""

from __future__ import annotations

import re
from typing import Any, Final

from guiju.gateway.shapes import Walk, boolean, denied, dropped, number, optional, record, text, whole, word, wrong

FILES: Final = 10
"""Files that one request may ask for."""

_NO_STREAM: Final = denied("a file is labelled when it is whole, so it does not come in parts")

_SIZE: Final = re.compile(r"auto|[1-9][0-9]{1,3}x[1-9][0-9]{1,3}")


def _size(walk: Walk, owner: Any, key: Any, path: str) -> None:
    if type(owner[key]) is not str or not _SIZE.fullmatch(owner[key]):
        raise wrong(path, "auto or WIDTHxHEIGHT in pixels, as in 1024x1024")


IMAGES: Final = record(
    ("model", "prompt"),
    model=dropped,
    prompt=text,
    negative_prompt=optional(text),
    n=optional(whole(1, FILES)),
    size=optional(_size),
    quality=optional(word("auto", "low", "medium", "high", "standard", "hd")),
    style=optional(word("vivid", "natural")),
    background=optional(word("auto", "transparent", "opaque")),
    moderation=optional(word("auto", "low")),
    output_format=optional(word("png", "jpeg", "webp")),
    output_compression=optional(whole(0, 100)),
    response_format=optional(word("b64_json", "url")),
    input_fidelity=optional(word("high", "low")),
    seed=optional(number),
    guidance_scale=optional(number),
    num_inference_steps=optional(whole(1, 1000)),
    user=dropped,
    stream=_NO_STREAM,
    partial_images=_NO_STREAM,
    watermark=optional(boolean),
)
"""/v1/images/generations, and the fields of the form of /v1/images/edits."""

SPEECH: Final = record(
    ("model", "input"),
    model=dropped,
    input=text,
    instructions=optional(text),
    voice=optional(text),
    response_format=optional(word("mp3", "opus", "aac", "flac", "wav")),
    speed=optional(number),
    user=dropped,
    stream_format=_NO_STREAM,
)
"""/v1/audio/speech. Bare samples (pcm) have no place for a label, so they cannot be asked for."""

VIDEOS: Final = record(
    ("model", "prompt"),
    model=dropped,
    prompt=text,
    seconds=optional(word(*map(str, range(1, 61)))),
    size=optional(_size),
    user=dropped,
    input_reference=denied("pictures do not pass here"),
)
"""POST /v1/videos."""
