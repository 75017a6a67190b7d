"""Safe replies: what a person reads in place of an answer. Never which word or rule decided."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any, Self

import orjson

from guiju.core.language import Lang

STANDING = "standing"
_LAST = ("check", "pii")
"""Groups that are told only where nothing else is to be told."""


@dataclass(frozen=True, slots=True)
class Replies:
    """The replies by language and group of risks; ``appeal`` says whom a user can turn to, empty for the provider."""

    texts: Mapping[Lang, Mapping[str, str]]
    appeal: str = ""

    @classmethod
    def load(cls, appeal: str = "") -> Self:
        """The replies that come with the package."""
        return cls(orjson.loads(files("guiju.gateway").joinpath("replies.json").read_bytes()), appeal)

    def refusal(self, risks: Iterable[str], lang: Lang, request: str) -> str:
        """Why in general words, what may help, and how to appeal, for a request refused for these risks."""
        return f"{self.texts[lang][self._group(risks, lang)]}\n{self._appeal(lang, request)}"

    def ended(self, lang: Lang, request: str) -> str:
        """What stands at the end of an answer that was ended early."""
        return f"\n{self.texts[lang]['answer']}{self._appeal(lang, request)}"

    def _appeal(self, lang: Lang, request: str) -> str:
        texts = self.texts[lang]
        return texts["appeal"].format(appeal=self.appeal or texts["contact"], id=request)

    def _group(self, risks: Iterable[str], lang: Lang) -> str:
        known = self.texts[lang]
        groups = {g for risk in risks for g in (risk if risk in known else risk.partition(".")[0],) if g in known}
        return min(groups, key=lambda group: (group in _LAST, group), default="")


def completion(request: str, model: str, created: int, text: str, choices: int) -> dict[str, Any]:
    """A safe reply as the body of a chat completion."""
    message = {"role": "assistant", "content": text, "refusal": None}
    return {
        "id": f"chatcmpl-{request}",
        "object": "chat.completion",
        "created": created,
        "model": model,
        "choices": [
            {"index": index, "message": message, "logprobs": None, "finish_reason": "content_filter"}
            for index in range(choices)
        ],
        "usage": {"prompt_tokens": 0, "completion_tokens": 0, "total_tokens": 0},
    }


def chunks(request: str, model: str, created: int, text: str, choices: int) -> list[dict[str, Any]]:
    """A safe reply as the chunks of a stream."""
    heads = {"id": f"chatcmpl-{request}", "object": "chat.completion.chunk", "created": created, "model": model}
    said = {"role": "assistant", "content": text}
    steps: tuple[tuple[dict[str, str], str | None], ...] = ((said, None), ({}, "content_filter"))
    return [
        {**heads, "choices": [{"index": index, "delta": delta, "logprobs": None, "finish_reason": reason}]}
        for index in range(choices)
        for delta, reason in steps
    ]
