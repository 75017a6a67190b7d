"""The guide of the tour: it ends with its gateway, or ends its gateway."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator

import pytest

from guiju.cli.guide import Guide, short


@pytest.fixture
def interrupted() -> Iterator[threading.Event]:
    """Set once this process got what Ctrl-C sends."""
    seen = threading.Event()
    before = signal.signal(signal.SIGINT, lambda *_: seen.set())
    yield seen
    signal.signal(signal.SIGINT, before)


def failing() -> None:
    raise ConnectionError("the model failed")


def nothing() -> None:
    """A tour that shows nothing."""


def test_an_error_of_the_tour_ends_the_gateway_and_is_raised_again(interrupted: threading.Event) -> None:
    guide = Guide(failing, once=False)
    guide.start()
    assert interrupted.wait(10)
    with pytest.raises(ConnectionError, match="the model failed"):
        guide.end()


@pytest.mark.parametrize(("once", "ends"), [(True, True), (False, False)])
def test_a_tour_that_is_over_ends_the_gateway_only_where_it_was_to_be_the_only_one(
    interrupted: threading.Event, once: bool, ends: bool
) -> None:
    guide = Guide(nothing, once)
    guide.start()
    if ends:
        assert interrupted.wait(10)
    guide.end()
    assert interrupted.is_set() == ends


def test_what_the_tour_meets_after_its_gateway_has_ended_is_nobodys_error(interrupted: threading.Event) -> None:
    told = threading.Event()

    def cut_off() -> None:
        told.wait(10)
        raise ConnectionError("the gateway is gone")

    guide = Guide(cut_off, once=False)
    guide.start()
    ended_while(guide.end, told)
    assert not interrupted.is_set()


def ended_while(end: Callable[[], None], told: threading.Event) -> None:
    """Ends, and lets the tour go on only once the end has begun."""
    threading.Timer(0.2, told.set).start()
    end()


def test_a_gateway_that_never_started_has_no_tour_to_wait_for() -> None:
    Guide(failing, once=True).end()


@pytest.mark.parametrize(
    ("database", "name"),
    [
        ("sqlite:////srv/guiju/guiju.db", "/srv/guiju/guiju.db"),
        ("postgresql://guiju:a-secret@db.example/guiju", "db.example/guiju"),
    ],
)
def test_a_database_is_named_without_its_password(database: str, name: str) -> None:
    assert short(database) == name
