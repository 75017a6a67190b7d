"""Requests that hold one text in one field: every field that can hold text."""

from __future__ import annotations

from typing import Any

SCHEMA = {"type": "object", "properties": {"a": {"type": "string"}}}


def _message(**more: Any) -> dict[str, Any]:
    return {"model": "model-a", "messages": [{"role": "user", "content": "hello", **more}]}


def _with(role: str, **more: Any) -> dict[str, Any]:
    body = _message()
    body["messages"].insert(0, {"role": role, **more})
    return body


def _calling(name: str = "f", arguments: str = "{}", id: str = "call-1") -> dict[str, Any]:
    body = _message()
    call = {"id": id, "type": "function", "function": {"name": name, "arguments": arguments}}
    body["messages"].append({"role": "assistant", "content": None, "tool_calls": [call]})
    body["messages"].append({"role": "tool", "tool_call_id": id, "content": "done"})
    return body


def _tool(**function: Any) -> dict[str, Any]:
    return {**_message(), "tools": [{"type": "function", "function": {"name": "f", **function}}]}


def _format(**schema: Any) -> dict[str, Any]:
    return {**_message(), "response_format": {"type": "json_schema", "json_schema": {"name": "s", **schema}}}


def request_with(field: str, word: str) -> tuple[str, dict[str, Any]]:
    """The surface and the body of a request that holds ``word`` in ``field``."""
    bodies: dict[str, Any] = {
        "user": _message(content=word),
        "user_parts": _message(content=[{"type": "text", "text": "a"}, {"type": "text", "text": word}]),
        "user_name": _message(name=word),
        "system": _with("system", content=word),
        "system_parts": _with("system", content=[{"type": "text", "text": word}]),
        "developer": _with("developer", content=word),
        "assistant": _with("assistant", content=word),
        "assistant_parts": _with("assistant", content=[{"type": "text", "text": word}]),
        "assistant_refusal": _with("assistant", content=None, refusal=word),
        "assistant_refusal_part": _with("assistant", content=[{"type": "refusal", "refusal": word}]),
        "assistant_reasoning": _with("assistant", content="x", reasoning_content=word),
        "tool_result": _with("tool", tool_call_id="call-1", content=word),
        "tool_result_json": _with("tool", tool_call_id="call-1", content='{"a": ["' + word + '"]}'),
        "tool_result_parts": _with("tool", tool_call_id="call-1", content=[{"type": "text", "text": word}]),
        "tool_call_id": _calling(id=word),
        "tool_name": _calling(name=word),
        "tool_arguments": _calling(arguments='{"a": "' + word + '"}'),
        "tool_argument_name": _calling(arguments='{"' + word + '": 1}'),
        "tool_arguments_broken": _calling(arguments='{"a": "' + word),
        "function_name": {**_message(), "tools": [{"type": "function", "function": {"name": word}}]},
        "function_description": _tool(description=word),
        "function_schema": _tool(parameters={"type": "object", "description": word}),
        "function_schema_name": _tool(parameters={"type": "object", "properties": {word: {}}}),
        "function_enum": _tool(parameters={"enum": [["x", word]]}),
        "tool_choice": {**_tool(), "tool_choice": {"type": "function", "function": {"name": word}}},
        "format_name": _format(name=word),
        "format_description": _format(description=word),
        "format_schema": _format(schema={"title": word}),
        "stop": {**_message(), "stop": word},
        "stops": {**_message(), "stop": ["x", word]},
        "prediction": {**_message(), "prediction": {"type": "content", "content": word}},
        "prediction_parts": {
            **_message(),
            "prediction": {"type": "content", "content": [{"type": "text", "text": word}]},
        },
        "history": {
            "model": "model-a",
            "messages": [{"role": "user", "content": word}, {"role": "user", "content": "x"}],
        },
        "input": {"model": "model-a", "input": word},
        "inputs": {"model": "model-a", "input": ["x", word]},
    }
    return ("embeddings" if field in ("input", "inputs") else "chat"), bodies[field]


FIELDS = (
    "user",
    "user_parts",
    "user_name",
    "system",
    "system_parts",
    "developer",
    "assistant",
    "assistant_parts",
    "assistant_refusal",
    "assistant_refusal_part",
    "assistant_reasoning",
    "tool_result",
    "tool_result_json",
    "tool_result_parts",
    "tool_call_id",
    "tool_name",
    "tool_arguments",
    "tool_argument_name",
    "tool_arguments_broken",
    "function_name",
    "function_description",
    "function_schema",
    "function_schema_name",
    "function_enum",
    "tool_choice",
    "format_name",
    "format_description",
    "format_schema",
    "stop",
    "stops",
    "prediction",
    "prediction_parts",
    "history",
    "input",
    "inputs",
)
