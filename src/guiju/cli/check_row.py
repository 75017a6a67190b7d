"""One row of JSONL: what is read of it, and the contents that it brings to be judged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from guiju.cli.check_fault import Fault
from guiju.cli.check_line import expected
from guiju.cli.check_media import media_of
from guiju.cli.check_messages import INSTRUCTING, Message, messages_of
from guiju.core.content import Content, Kind, Stage


class Piece(NamedTuple):
    """A content that a row brings: the place of the message that it is, if it is one, and whether it is weighed as a
    whole, as what the application itself says to a model is not."""

    content: Content
    message: int | None = None
    weighed: bool = True


@dataclass(frozen=True, slots=True)
class Row:
    """What is read of a row; whatever else it has passes through."""

    id: str | None
    text: str | None
    file: str | None
    prompt: str | None
    context: tuple[str, ...]
    messages: tuple[Message, ...]

    @classmethod
    def of(cls, raw: Mapping[str, Any]) -> Row:
        """The row of an object. Raises Fault for a member that is not what it should be."""
        name, context = raw.get("id"), raw.get("context")
        if context is not None and not (isinstance(context, list) and all(isinstance(one, str) for one in context)):
            raise Fault("context: 应为字符串列表", "context: expected a list of strings")
        return cls(
            str(name) if isinstance(name, (str, int, float)) else None,
            _text(raw, "text"), _text(raw, "file"), _text(raw, "prompt"),
            tuple(context or ()), tuple(messages_of(raw.get("messages"))),
        )  # fmt: skip

    def pieces(self, stage: Stage, role: str, number: int, folder: Path) -> Iterator[Piece]:
        """The text, or else the messages, and the file, which lies in ``folder``.

        Of messages an answer is the last one, which is the assistant's; at other stages each is judged. What was there
        before comes with the text, the file, the answer and the newest message of the user.

        Raises Fault for a row with nothing to judge, and for a file that cannot be judged.
        """
        name = str(number) if self.id is None else self.id
        newest = self._newest(stage)
        context = self._before(newest, number)
        judged = self._judged(stage, newest)
        if self.text is None and self.file is None and not judged:
            raise self._nothing(stage)
        if self.text is not None:
            yield Piece(Content(name, stage, Kind.TEXT, role, self.text, context))
        spoken = {self.messages[place].role for place in judged}
        for place in judged:
            who, text = self.messages[place]
            weighed = stage is not Stage.PROMPT or who not in INSTRUCTING or spoken <= {*INSTRUCTING}
            before = context if place == newest else ()
            yield Piece(Content(name, stage, Kind.TEXT, who, text or "", before), place, weighed)
        if self.file is not None:
            try:
                kind, body = media_of(folder / self.file)
            except Fault as fault:
                raise fault.at("file") from None
            except OSError as fault:
                raise Fault(*[f"file: {self.file}: {fault.strerror}"] * 2) from None
            yield Piece(Content(name, stage, kind, role, body, context))

    def _newest(self, stage: Stage) -> int:
        """The place of the message before which all the others are; beyond them where a text or a file follows."""
        last = len(self.messages) - 1
        if self.text is not None or last < 0:
            return last + 1
        if stage is Stage.ANSWER:
            role, text = self.messages[last]
            return last + 1 if role != "assistant" or text is None else last
        return max((place for place, one in enumerate(self.messages) if one.role == "user"), default=last)

    def _judged(self, stage: Stage, newest: int) -> list[int]:
        if self.text is not None:
            return []
        if stage is Stage.ANSWER:
            return [newest] if newest < len(self.messages) else []
        return [place for place, one in enumerate(self.messages) if one.text is not None]

    def _before(self, newest: int, number: int) -> tuple[Content, ...]:
        """Passages, earlier turns and the question: met as prompts, whatever is judged."""
        turns = [("context", passage) for passage in self.context]
        turns += [(one.role, one.text or "") for one in self.messages[:newest]]
        turns += [("user", self.prompt)] if self.prompt else []
        return tuple(Content(f"{number}.{n}", Stage.PROMPT, Kind.TEXT, *turn) for n, turn in enumerate(turns))

    def _nothing(self, stage: Stage) -> Fault:
        if self.messages and stage is Stage.ANSWER:
            return Fault(
                "没有可检查的内容: 最后一条消息不是 assistant 的回答",
                "nothing to judge: the last message is no answer of the assistant",
            )
        wanted = expected().text
        return Fault(f"没有可检查的内容: {wanted.zh}", f"nothing to judge; {wanted.en}")


def _text(raw: Mapping[str, Any], name: str) -> str | None:
    value = raw.get(name)
    if value is None or isinstance(value, str):
        return value
    raise Fault(f"{name}: 应为字符串", f"{name}: expected a string")
