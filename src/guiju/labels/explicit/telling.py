"""Telling people: the explicit label put into a file, in the way of its kind."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from guiju.core.content import Kind
from guiju.core.language import Lang
from guiju.labels.carrier import Carrier
from guiju.labels.explicit.documents import noticed
from guiju.labels.explicit.film import filmed
from guiju.labels.explicit.looking import looked
from guiju.labels.explicit.pictures import pictured
from guiju.labels.explicit.sizes import Sizes, Unfit
from guiju.labels.explicit.sound import Where, sounded
from guiju.labels.explicit.watching import film_seen, sound_seen
from guiju.labels.extra import Missing
from guiju.labels.splices import opened, pieces

Place = Literal["start", "end", "both"]
Way = Literal["none", "kept", "notice", "drawn", "voice", "rhythm", "film"]

_PLACES: Final[dict[Place, tuple[Where, ...]]] = {"start": ("start",), "end": ("end",), "both": ("start", "end")}
_VECTORS: Final = frozenset(("svg", "glb", "gltf"))
"""Pictures without pixels."""


@dataclass(frozen=True, slots=True)
class Tellings:
    """How people are told: the language, the sizes of the pack, an operator's wording (with both elements), whether
    sound is told by a voice in place of the rhythm, and where sound, and text, say it."""

    lang: Lang
    sizes: Sizes
    words: str = ""
    voice: bool = False
    place: Place = "start"

    def __call__(
        self, source: Path, target: Path, carrier: Carrier, value: str, progress: Callable[[float, float], None]
    ) -> Way:
        """Writes ``target`` and says how people are told in it. Writes nothing and says ``kept`` where a labelled file
        tells them already, ``none`` for a format that has no way for it, as scenes: whoever shows them says it beside.
        Raises Unfit, Missing, ValueError, OSError."""
        if self._told(source, carrier):
            return "kept"
        if carrier.kind is Kind.IMAGE and carrier.name not in _VECTORS:
            target.write_bytes(pictured(source.read_bytes(), value, self.lang, self.sizes, self.words))
            return "drawn"
        if carrier.kind is Kind.AUDIO:
            return self._sounded(source, target, value, progress)
        if carrier.kind is Kind.VIDEO:
            places: tuple[Literal["start", "end"], ...] = ("start",) if self.place == "start" else ("start", "end")
            filmed(source, target, value, self.lang, self.sizes, progress, places, self.words)
            return "film"
        with opened(source) as data:
            made = noticed(data, carrier.name, value, self.lang, self.words, self.place, self.sizes.picture_share)
        if made is not None:
            target.write_bytes(made)
            return "notice"
        if not carrier.implicit:  # text and code, where the notice is all the label there is
            with opened(source) as data, target.open("wb") as file:
                file.writelines(pieces(data, carrier.splices(data, f'{{"Label":"{value}"}}')))
            return "notice"
        return "none"

    def _told(self, source: Path, carrier: Carrier) -> bool:
        """Whether a file that was labelled before tells people already. Others are not looked at, which takes long."""
        with opened(source) as data:
            if not carrier.scan(data).found:
                return False
        try:
            if carrier.kind is Kind.AUDIO:
                found = sound_seen(source)
            elif carrier.kind is Kind.VIDEO:
                found = film_seen(source, self.sizes, self.words)
            elif carrier.kind is Kind.IMAGE and carrier.name not in _VECTORS:
                remark = looked(source.read_bytes(), self.sizes.picture_share, self.words)
                found = (remark,) if remark else ()
            else:
                return False
        except (Unfit, Missing):
            return False
        return {remark.code for remark in found} == {"explicit_seen"}

    def _sounded(self, source: Path, target: Path, value: str, progress: Callable[[float, float], None]) -> Way:
        way: Literal["voice", "rhythm"] = "voice" if self.voice else "rhythm"
        with target.open("w+b") as file:
            places = _PLACES[self.place]
            sounded(source, file, value, self.lang, self.sizes, manner=way, places=places, progress=progress)
        return way
