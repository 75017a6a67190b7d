"""What an operator decides about a gateway."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from guiju.core.facts.answer import LabelPlace

_SECONDS: Final = (0.001, 86_400.0)
_MANY: Final = 2**40

BOUNDS: Final[Mapping[str, tuple[float, float]]] = {
    **dict.fromkeys(
        ("check_seconds", "body_seconds", "connect_seconds", "first_byte_seconds", "idle_seconds", "client_seconds"),
        _SECONDS,
    ),
    "grace_seconds": (0, _SECONDS[1]),
    **dict.fromkeys(("most_bytes", "most_answer_bytes", "most_file_bytes", "most_upload_bytes"), (1, _MANY)),
    "most_running": (1, _MANY),
    **dict.fromkeys(("most_waiting", "retries"), (0, _MANY)),
    "retry_share": (0, 1),
}
"""The least and the most of every limit that is a number."""


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the upstream is, how answers are labelled, and every limit of the gateway. Times are seconds, sizes bytes.

    ``upstream`` is the address that ``/chat/completions`` is added to (it ends in ``/v1``). ``models`` names the
    models offered; where it is empty, what the upstream lists. ``appeal`` tells a user whom to turn to.
    With ``hold_sentences`` a stream waits at each pause for the checks that see no single place; without it they end
    an answer of which a part has left. ``check_seconds`` is how long checks beside the loop may take.
    ``most_file_bytes`` bounds a generated file, ``most_upload_bytes`` a form with pictures. With ``weigh_instructions``
    system and developer messages are weighed like what a user says: for keys in the hands of strangers. Raises
    ValueError, which begins with the name of the limit that is out of its bounds.
    """

    upstream: str
    producer: str
    upstream_key: str = field(default="", repr=False)
    models: tuple[str, ...] = ()
    label: LabelPlace = "start"
    demo: bool = False
    appeal: str = ""
    hold_sentences: bool = False
    check_seconds: float = 15.0
    weigh_instructions: bool = False
    most_bytes: int = 4 * 1024 * 1024
    most_answer_bytes: int = 16 * 1024 * 1024
    most_file_bytes: int = 256 * 1024 * 1024
    most_upload_bytes: int = 32 * 1024 * 1024
    most_running: int = 512
    most_waiting: int = 512
    body_seconds: float = 30.0
    connect_seconds: float = 10.0
    first_byte_seconds: float = 300.0
    idle_seconds: float = 120.0
    client_seconds: float = 60.0
    grace_seconds: float = 20.0
    retries: int = 2
    retry_share: float = 0.1

    def __post_init__(self) -> None:
        for name, (least, most) in BOUNDS.items():
            if not least <= getattr(self, name) <= most:
                raise ValueError(f"{name}: {getattr(self, name)} is not between {least:g} and {most:,}")
