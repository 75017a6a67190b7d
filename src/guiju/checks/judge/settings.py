"""What an operator says about a guard model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal
from urllib.parse import urlsplit

from guiju.core.content import Stage

Style = Literal["qwen3guard", "llamaguard", "json"]

_BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    "timeout": (0.001, 600),
    "at_once": (1, 256),
    "failures": (1, 1_000_000),
    "pause": (0.001, 86_400),
    "cache": (0, 10_000_000),
}
"""The least and the most of each number."""


@dataclass(frozen=True)
class JudgeSettings:
    """One table ``[[judge]]`` of ``guiju.toml``.

    ``url`` is the base of an OpenAI-compatible API (it ends in /v1), ``model`` its name there, ``style`` what the
    model's answers look like; ``key_env`` names the variable that holds its key. ``stages`` are where it is asked.
    ``timeout`` is the seconds that one request to it may take, ``at_once`` how many requests run beside each other,
    ``failures`` after how many in a row it is left alone for ``pause`` seconds, ``cache`` how many verdicts are kept
    (by digest; no text is). Unless ``strict``, what a model calls controversial does not count. ``name`` tells it
    from others with the same style and model. Raises ValueError, which begins with the key at fault.
    """

    url: str
    model: str
    style: Style
    key_env: str = ""
    key: str = field(default="", repr=False)
    stages: tuple[Stage, ...] = (Stage.PROMPT, Stage.ANSWER)
    timeout: float = 5.0
    at_once: int = 4
    failures: int = 5
    pause: float = 30.0
    cache: int = 4096
    strict: bool = True
    name: str = ""

    def __post_init__(self) -> None:
        if fault := _fault_of_url(self.url):
            raise ValueError(f"url: {self.url!r} is no address of an API ({fault}); expected http(s)://HOST[:PORT]/v1")
        if not self.model or not _plain(self.model):
            raise ValueError("model: the name of the model at that address, in ASCII")
        if not _plain(self.name):
            raise ValueError("name: a name in ASCII")
        if not _plain(self.key):
            raise ValueError("key_env: the variable that it names holds no key that can be sent: expected ASCII")
        if not self.stages:
            raise ValueError(f"stages: must not be empty; expected some of {', '.join(Stage)}")
        for key, (least, most) in _BOUNDS.items():
            if not least <= getattr(self, key) <= most:
                raise ValueError(f"{key}: {getattr(self, key)} is not between {least:g} and {most:,}")

    @property
    def called(self) -> str:
        """What its findings call it. Two guard models must not have the same."""
        return f"{self.style}:{self.model}" + (f":{self.name}" if self.name else "")


def _plain(text: str) -> bool:
    return all(" " <= char <= "\x7e" for char in text)


def _fault_of_url(url: str) -> str:
    """Why nothing can be asked at this address; empty where it can."""
    if not _plain(url) or " " in url:
        return "it must be ASCII without spaces"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as fault:
        return str(fault)
    if parts.scheme not in ("http", "https"):
        return "neither http nor https"
    if not parts.hostname or port == 0:
        return "no host" if not parts.hostname else "no port 0"
    if parts.username is not None or parts.password is not None:
        return "name the variable that holds a key with key_env"
    return "no part after # can be asked for" if "#" in url else ""
