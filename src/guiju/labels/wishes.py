"""Wishes: which labels an operator asks for, before anything is read for it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from guiju.core.language import Lang


@dataclass(frozen=True, slots=True)
class Wishes:
    """What is asked for. ``value`` is the label's (1, 2 or 3); ``lang`` and ``words`` are of the explicit label, empty
    where the language of the house and the standard wording serve; ``sign``, ``mark`` and ``chain`` are the private key
    of the signature, the secret key of the invisible mark and the folder of the C2PA chain, None where not wished for.
    """

    implicit: bool = True
    explicit: bool = True
    value: str = "1"
    lang: Lang | None = None
    words: str = ""
    voice: bool = False
    place: Literal["start", "end", "both", "client"] = "start"
    sign: Path | None = None
    mark: Path | None = None
    chain: Path | None = None
