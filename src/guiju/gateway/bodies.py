"""The bodies of /v1/chat/completions and /v1/embeddings: what they may hold."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from guiju.gateway.errors import Fault
from guiju.gateway.shapes import (
    Shape,
    Walk,
    anything,
    boolean,
    by,
    denied,
    dropped,
    either,
    encoded,
    many,
    number,
    numeral,
    optional,
    record,
    said,
    spoken,
    text,
    whole,
    word,
    wrong,
)

CHOICES: Final = 16
"""Alternatives that one request may ask for."""

_UNJUDGED = "images, audio and files are not judged yet, so they do not pass"
_PART = by("type", {"text": record(("text",), type=dropped, text=text)}, _UNJUDGED)
_ASSISTANT_PART = by(
    "type",
    {
        "text": record(("text",), type=dropped, text=text),
        "refusal": record(("refusal",), type=dropped, refusal=text),
    },
    _UNJUDGED,
)
_CALL = record(
    ("id", "type", "function"),
    id=text,
    type=word("function"),
    function=record(("name", "arguments"), name=text, arguments=encoded),
)
_CONTENT = said(either(text, many(_PART, 1)))
_PLAIN = record(("role", "content"), role=dropped, content=_CONTENT, name=text)
_MESSAGES: Mapping[str, Shape] = {
    "system": _PLAIN,
    "developer": _PLAIN,
    "user": _PLAIN,
    "assistant": record(
        role=dropped,
        content=optional(said(either(text, many(_ASSISTANT_PART, 1)))),
        name=text,
        refusal=optional(text),
        reasoning_content=optional(text),
        reasoning=optional(text),
        tool_calls=optional(many(_CALL)),
        annotations=optional(many(denied("annotations do not pass"))),
        audio=denied(_UNJUDGED),
        function_call=denied("use tool_calls"),
    ),
    "tool": record(
        ("content", "tool_call_id"),
        role=dropped,
        content=either(encoded, said(many(_PART, 1))),
        tool_call_id=text,
        name=text,
    ),
}
_MESSAGE = spoken(by("role", _MESSAGES), lambda value: str(value.get("role")) if type(value) is dict else "")
_PREDICTION = spoken(
    by("type", {"content": record(("content",), type=dropped, content=_CONTENT)}), lambda value: "prediction"
)
_TOKEN = re.compile(r"[0-9]{1,7}")


def _bias(walk: Walk, owner: Any, key: Any, path: str) -> None:
    value = owner[key]
    if type(value) is not dict or not all(
        _TOKEN.fullmatch(k) and type(v) in (int, float) and -100 <= v <= 100 for k, v in value.items()
    ):
        raise wrong(path, "an object from token numbers of at most 7 digits to numbers from -100 to 100")


def _no_tokens(walk: Walk, owner: Any, key: Any, path: str) -> None:
    raise Fault(400, "unsupported_value", f"{path} must be text: token numbers cannot be judged", path)


_FUNCTION = record(("name",), name=text, description=text, parameters=anything, strict=optional(boolean))
_NAMED = record(("name",), name=text)
_STOP = optional(either(text, many(text)))
_SAMPLING: Mapping[str, Shape] = {
    name: optional(number)
    for name in (
        "temperature", "top_p", "top_k", "min_p", "presence_penalty", "frequency_penalty", "repetition_penalty",
        "max_tokens", "max_completion_tokens", "top_logprobs",
    )
}  # fmt: skip
_SCHEMA = record(("name",), name=text, description=text, schema=anything, strict=optional(boolean))

CHAT: Final = record(
    ("model", "messages"),
    model=dropped,
    messages=many(_MESSAGE, 1),
    user=dropped,
    stream=optional(boolean),
    stream_options=optional(record(include_usage=boolean, include_obfuscation=boolean)),
    n=optional(whole(1, CHOICES)),
    stop=_STOP,
    tools=optional(many(by("type", {"function": record(("function",), type=dropped, function=_FUNCTION)}))),
    tool_choice=optional(
        either(word("none", "auto", "required"), record(("function",), type=word("function"), function=_NAMED))
    ),
    parallel_tool_calls=optional(boolean),
    response_format=optional(
        by(
            "type",
            {
                "text": record(type=dropped),
                "json_object": record(type=dropped),
                "json_schema": record(("json_schema",), type=dropped, json_schema=_SCHEMA),
            },
        )
    ),
    prediction=optional(_PREDICTION),
    seed=optional(numeral),
    logit_bias=optional(_bias),
    logprobs=optional(boolean),
    reasoning_effort=optional(word("none", "minimal", "low", "medium", "high", "xhigh")),
    verbosity=optional(word("low", "medium", "high")),
    service_tier=optional(word("auto", "default", "flex", "priority", "scale")),
    modalities=optional(many(word("text"))),
    enable_thinking=optional(boolean),
    store=denied("this gateway lets no upstream keep what it is sent"),
    metadata=denied("it would hand text of the client to the upstream"),
    safety_identifier=denied("give the end user in the field user or the header x-guiju-user"),
    prompt_cache_key=denied("it would hand text of the client to the upstream"),
    web_search_options=denied("what a search brings in could not be judged"),
    audio=denied(_UNJUDGED),
    functions=denied("use tools"),
    function_call=denied("use tool_choice"),
    **_SAMPLING,
)

EMBEDDINGS: Final = record(
    ("model", "input"),
    model=dropped,
    input=either(text, many(either(text, _no_tokens), 1)),
    user=dropped,
    encoding_format=optional(word("float", "base64")),
    dimensions=optional(whole(1, 1 << 20)),
)
"""The body of /v1/embeddings."""
