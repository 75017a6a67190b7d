"""What a file costs grows as the file does, whatever it repeats, in each format and for each thing asked of it."""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator

import pytest

from guiju.labels import examine
from guiju.labels.aigc import value
from guiju.labels.carrier import Buffer, Damaged
from guiju.labels.carriers import carrier_of
from guiju.labels.carriers.registry import CARRIERS
from tests.labels.carriers.laws import SECOND
from tests.labels.repeated import FILES

WHOLE = 1 << 19
SECONDS = 10.0  # only so that a cube is not waited for: what is asked is how it grows
"""CPU time after which a file of half a megabyte is not waited for any longer."""

JUDGED = 0.02
"""CPU time below which growth is not judged."""

TIMES = 3.5
"""Times the time for twice the file: a square is 4."""

JSON = value(SECOND)


def known(data: Buffer, name: str) -> None:
    carrier_of(data, name)


def spliced(data: Buffer, name: str) -> None:
    if carrier := carrier_of(data, name):
        list(carrier.splices(data, JSON))


def bound(data: Buffer, name: str) -> None:
    if carrier := carrier_of(data, name):
        list(carrier.payload(data))


ASKED: dict[str, Callable[[Buffer, str], object]] = {
    "known": known, "examined": examine, "labelled": spliced, "content": bound,
}  # fmt: skip


def taken(ask: Callable[[Buffer, str], object], data: bytes, name: str) -> float:
    begun = time.process_time()
    try:
        ask(data, name)
    except Damaged:
        pass
    return time.process_time() - begun


@pytest.fixture(autouse=True)
def no_collection() -> Iterator[None]:
    """The collector of garbage looks at everything when it pleases, which is no growth."""
    gc.disable()
    yield
    gc.enable()


@pytest.mark.parametrize("key", FILES)
def test_what_a_file_costs_grows_as_it_does(key: str) -> None:
    name, made = FILES[key]
    each = (len(made(60)) - len(made(10))) / 50
    count = max(8, int(WHOLE / each))
    eighth, half, whole = (made(count // part) for part in (8, 2, 1))
    for asked, ask in ASKED.items():
        assert taken(ask, eighth, name) < SECONDS, asked  # so that a cube is seen before it takes for ever
        once, twice = taken(ask, half, name), taken(ask, whole, name)
        assert twice < SECONDS, asked
        if once >= JUDGED and twice > TIMES * once:
            once, twice = (min(taken(ask, data, name) for _ in range(3)) for data in (half, whole))
            assert once < JUDGED or twice <= TIMES * once, (
                f"{asked}: {once:.3f} s, and {twice:.3f} s for twice the file"
            )


def test_every_format_is_asked() -> None:
    met = {carrier.name for name, made in FILES.values() if (carrier := carrier_of(made(3), name))}
    assert {carrier.name for carrier in CARRIERS if not carrier.name.startswith("code")} <= met
    assert any(name.startswith("code") for name in met)


def test_a_square_is_seen() -> None:
    def square(data: Buffer, name: str) -> None:
        sum(len(data[at:]) for at in range(0, len(data), 64))

    assert taken(square, b"a" * WHOLE, "") > TIMES * taken(square, b"a" * (WHOLE // 2), "")
