"""What an operator says about a guard model."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal
from urllib.parse import urlsplit

from guiju.core.content import Stage

Style = Literal["qwen3guard", "llamaguard", "json"]


@dataclass(frozen=True)
class JudgeSettings:
    """One table ``[[judge]]`` of ``guiju.toml``.

    ``url`` is the base of an OpenAI-compatible API (it ends in /v1), ``model`` its name there, ``style`` what the
    model's answers look like; ``key_env`` names the variable that holds its key. ``stages`` are where it is asked.
    ``timeout`` is the seconds that one text may take in all, ``at_once`` how many requests run beside each other,
    ``failures`` after how many in a row it is left alone for ``pause`` seconds, ``cache`` how many verdicts are kept
    (by digest; no text is). Unless ``strict``, what a model calls controversial does not count. Raises ValueError.
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

    def __post_init__(self) -> None:
        parts = urlsplit(self.url)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username or parts.password:
            raise ValueError(f"judge: {self.url!r} is no address of an API; expected http(s)://HOST[:PORT]/v1")
        if not self.model or any(not " " <= char <= "\x7e" for char in self.model):
            raise ValueError("judge: model is the name of the model at that address, in ASCII")
        if not self.stages or min(self.timeout, self.at_once, self.failures, self.pause) <= 0 or self.cache < 0:
            raise ValueError("judge: stages must not be empty; timeout, at_once, failures and pause must be above 0")
