"""What holds for every carrier, asked of one file of its format."""

from __future__ import annotations

import random
import time

from guiju.core.content import Content, Stage
from guiju.core.label import Label
from guiju.labels import FileLabeller, examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Carrier, Damaged
from guiju.labels.splices import digest, spliced

FIRST = Label("1", "001191320118MAK93FC72D10001", "c3f1-0001")
SECOND = Label(
    "2", "001191440300708461136T1XGW3", "a<b&c>'d", "k[]{}:,", "001191110102MAD55U9H0F20002", "p/2", '{"a":"b"}'
)


def content(carrier: Carrier, data: bytes) -> Content:
    return Content("made", Stage.ANSWER, carrier.kind, "assistant", data)


def check_laws(carrier: Carrier, data: bytes, name: str = "") -> bytes:
    """One label is written, read, replaced and not doubled; the content stays. Gives the labelled file."""
    assert carrier.knows(data, name)
    labeller = FileLabeller(name)
    before = digest(data, carrier.payload(data))
    assert any(end > start for start, end in carrier.payload(data)), "a file has content"
    once = labeller.apply(content(carrier, data), FIRST)
    assert isinstance(once.body, bytes)
    assert labeller.read(once) == FIRST
    assert digest(once.body, carrier.payload(once.body)) == before
    assert labeller.apply(once, FIRST).body == once.body, "written twice it is the same file"
    other = labeller.apply(once, SECOND)
    assert labeller.read(other) == SECOND
    assert isinstance(other.body, bytes)
    assert digest(other.body, carrier.payload(other.body)) == before
    seen = examine(once.body, name)
    assert (seen.verdict, seen.carrier, seen.label) == ("compliant", carrier.name, FIRST), seen.remarks
    (found,) = carrier.scan(once.body).found
    assert 0 < found.at < len(once.body)
    return once.body


def check_hostile(carrier: Carrier, data: bytes, name: str = "", rounds: int = 300, seconds: float = 2.0) -> None:
    """Cut, altered and grown files end soon, and in nothing but Damaged; what is written all the same reads back."""
    chance = random.Random(5)
    cuts = [data[:size] for size in {*range(min(len(data), 64)), *(chance.randrange(len(data)) for _ in range(60))}]
    for broken in [*cuts, *(altered(data, chance) for _ in range(rounds))]:
        begun = time.process_time()
        carrier.knows(broken, name)
        examine(broken, name)
        carrier.scan(broken)
        try:
            list(carrier.payload(broken))
            made = spliced(broken, carrier.splices(broken, value(FIRST)))
            assert len(made) < len(broken) + 200_000
        except Damaged:
            pass
        assert time.process_time() - begun < seconds


def altered(data: bytes, chance: random.Random) -> bytes:
    out = bytearray(data)
    for _ in range(chance.choice((1, 1, 2, 8))):
        head = min(len(out), 4096)
        at = chance.randrange(head if chance.random() < 0.7 else len(out))
        kind = chance.randrange(4)
        if kind == 0:
            out[at] = chance.randrange(256)
        elif kind == 1:
            out[at : at + 4] = chance.choice((b"\xff\xff\xff\xff", b"\0\0\0\0", b"\x7f\xff\xff\xff", b"\0\0\0\1"))
        elif kind == 2:
            del out[at : at + chance.randrange(1, 40)]
        else:
            out[at:at] = out[at : at + chance.randrange(1, 40)]
    return bytes(out)
