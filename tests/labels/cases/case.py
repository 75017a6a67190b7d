"""A case: a small file, good or broken, and what is to be said of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass

from guiju.core.text import Text
from guiju.labels import Verdict

CODE = "001191320118MAK93FC72D10001"
FIELDS = {
    "Label": "1", "ContentProducer": CODE, "ProduceID": "n1", "ReservedCode1": "", "ContentPropagator": "",
    "PropagateID": "", "ReservedCode2": "",
}  # fmt: skip

Build = Callable[[str | None], bytes]
"""Makes a file of a format with this text where the label stands; without a label where it is None."""


@dataclass(frozen=True, slots=True)
class Case:
    """``file`` is its name, ``beside`` what lies beside it as its sidecar; ``codes`` are those of all remarks."""

    file: str
    carrier: str
    data: bytes
    verdict: Verdict
    codes: frozenset[str]
    what: Text
    beside: bytes = b""


def case(
    file: str, carrier: str, data: bytes, verdict: Verdict, codes: str, zh: str, en: str, beside: bytes = b""
) -> Case:
    """A case whose codes are words in a line."""
    return Case(file, carrier, data, verdict, frozenset(codes.split()), Text(zh, en), beside)


def label(**changes: object) -> str:
    """The seven fields as JSON, some of them changed; a value of None leaves the key out."""
    fields = {**FIELDS, **changes}
    return json.dumps(
        {key: value for key, value in fields.items() if value is not None}, separators=(",", ":"), ensure_ascii=False
    )


def wrapped(**changes: object) -> str:
    """The form of annex B: an object whose key is AIGC."""
    return f'{{"AIGC":{label(**changes)}}}'


WELL = label()


def first_three(
    ending: str, carrier: str, build: Build, cut: float = 0.7, told: Verdict = "inconclusive", codes: str = "damaged"
) -> list[Case]:
    """A good file, one without a label, and the good one cut short at this share of its bytes, of which ``told`` and
    ``codes`` are said."""
    good = build(WELL)
    return [
        case(f"good{ending}", carrier, good, "compliant", "", "标识完好", "a good label"),
        case(f"none{ending}", carrier, build(None), "none", "", "没有标识", "no label"),
        case(f"cut{ending}", carrier, good[: int(len(good) * cut)], told, codes, "文件被截断", "the file is cut short"),
    ]
