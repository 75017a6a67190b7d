"""One row of JSONL: what is read of it, and the contents that it brings to be judged."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson
from pydantic import BaseModel, ConfigDict, ValidationError

from guiju.cli.check_media import media_of
from guiju.core.content import Content, Kind, Stage

_EXPECTED = 'an object with "text", "file" or "messages"'


class Message(BaseModel):
    """One turn of a row."""

    model_config = ConfigDict(strict=True)
    role: str
    content: str | None = None


class Row(BaseModel):
    """What is read of a row; whatever else it has passes through."""

    model_config = ConfigDict(strict=True)
    text: str | None = None
    file: str | None = None
    id: str | int | float | None = None
    context: list[str] | None = None
    prompt: str | None = None
    messages: list[Message] | None = None

    def contents(self, stage: Stage, role: str, number: int, folder: Path) -> Iterator[Content]:
        """The text, or else the last message, and the file, which lies in ``folder``; each with all that was before.

        Raises ValueError and FileNotFoundError for a row with neither, and for a file that cannot be judged.
        """
        name, text, before = str(number if self.id is None else self.id), self.text, list(self.messages or ())
        if text is None and before and before[-1].content is not None:
            last = before.pop()
            text, role = last.content, last.role
        if text is None and self.file is None:
            raise ValueError(f"nothing to judge; expected {_EXPECTED}")
        context = self._before(before, number)
        if text is not None:
            yield Content(name, stage, Kind.TEXT, role, text, context)
        if self.file is not None:
            try:
                kind, body = media_of(folder / self.file)
            except (ValueError, FileNotFoundError) as fault:
                raise ValueError(f"file: {fault}") from None
            yield Content(name, stage, kind, role, body, context)

    def _before(self, messages: list[Message], number: int) -> tuple[Content, ...]:
        """Passages, earlier turns and the question: met as prompts, whatever is judged."""
        turns = [("context", passage) for passage in self.context or ()]
        turns += [(message.role, message.content or "") for message in messages]
        turns += [("user", self.prompt)] if self.prompt else []
        return tuple(Content(f"{number}.{n}", Stage.PROMPT, Kind.TEXT, *turn) for n, turn in enumerate(turns))


def parsed(line: bytes) -> tuple[dict[str, Any], Row]:
    """The row as it is, and what is read of it. Raises ValueError that says what is wrong with it."""
    try:
        raw = orjson.loads(line)
        if isinstance(raw, dict):
            return raw, Row.model_validate(raw)
    except orjson.JSONDecodeError:
        raise ValueError(f"no JSON in UTF-8; expected {_EXPECTED}") from None
    except ValidationError as fault:
        first = fault.errors(include_input=False, include_url=False)[0]
        raise ValueError(f"{'.'.join(map(str, first['loc']))}: {first['msg']}") from None
    raise ValueError(f"expected {_EXPECTED}")
