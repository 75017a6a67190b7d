"""What an operator decides about a gateway."""

from __future__ import annotations

from dataclasses import dataclass, field

from guiju.core.facts.answer import LabelPlace


@dataclass(frozen=True, slots=True)
class Settings:
    """Where the upstream is, how answers are labelled, and every limit of the gateway. Times are seconds, sizes bytes.

    ``upstream`` is the address that ``/chat/completions`` is added to (it ends in ``/v1``). ``models`` names the
    models offered; where it is empty, what the upstream lists. ``appeal`` tells a user whom to turn to.
    With ``hold_sentences`` a stream waits at each pause for the checks that see no single place; without it they end
    an answer of which a part has left. ``check_seconds`` is how long checks beside the loop may take.
    With ``weigh_instructions`` system and developer messages are weighed like what a user says: for keys in the hands
    of strangers.
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
