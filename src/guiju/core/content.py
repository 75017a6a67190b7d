"""Content: what is met and judged, and where on its way it was met."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Stage(StrEnum):
    """Where a piece of content is met: training data, a user's prompt, a model's answer."""

    CORPUS = "corpus"
    PROMPT = "prompt"
    ANSWER = "answer"


class Kind(StrEnum):
    """The modality of a piece of content (the draft's article 2 names these five)."""

    TEXT = "text"
    IMAGE = "image"
    AUDIO = "audio"
    VIDEO = "video"
    CODE = "code"


@dataclass(frozen=True, slots=True)
class Content:
    """One piece of text, image, audio, video or code, met at a stage.

    ``role`` is the speaker's part in a conversation (``user``, ``system``, ``assistant``, ``tool`` …);
    ``context`` holds what was there before it: earlier turns, the question, retrieved passages.
    """

    id: str
    stage: Stage
    kind: Kind
    role: str
    body: str | bytes
    context: tuple[Content, ...] = ()

    @property
    def text(self) -> str:
        """The body as text. Raises TypeError for content that is not text."""
        if isinstance(self.body, str):
            return self.body
        raise TypeError(f"content {self.id} is {self.kind.value}, not text")
