from __future__ import annotations

import math
import time
from collections.abc import Callable
from functools import partial
from threading import Event, Lock, Thread
from threading import enumerate as enumerate_threads

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.judge.lane import Lane

Log = list[str]


def said(log: Log, word: str) -> str:
    log.append(word)
    return word


class Held:
    """A lane of one whose thread is taken until ``free``, with whoever asked meanwhile, in the order of asking."""

    def __init__(self, lane: Lane[str]) -> None:
        self.lane, self.free, self.log = lane, Event(), Log()
        self.threads: list[Thread] = []
        self.queued(lambda: str(self.free.wait(30)))

    def queued(self, *jobs: Callable[[], str]) -> None:
        begun = time.monotonic()
        self.threads.append(Thread(target=self.lane.run, args=(jobs, math.inf), daemon=True))
        self.threads[-1].start()
        while len(self.lane._waiting) + self.lane._running < len(self.threads) and time.monotonic() < begun + 30:
            time.sleep(0.001)

    def freed(self) -> Log:
        self.free.set()
        for thread in self.threads:
            thread.join(30)
        return self.log


@given(at_once=st.integers(1, 4), sizes=st.lists(st.integers(0, 9), max_size=4))
def test_every_job_is_done_once_and_given_in_order(at_once: int, sizes: list[int]) -> None:
    lane: Lane[str] = Lane(at_once)
    log, lock, running, most = Log(), Lock(), [0], [0]

    def job(word: str) -> str:
        with lock:
            running[0] += 1
            most[0] = max(most[0], running[0])
        said(log, word)
        with lock:
            running[0] -= 1
        return word

    given_back: dict[int, list[str | None]] = {}

    def ask(asker: int, size: int) -> None:
        given_back[asker] = lane.run([partial(job, f"{asker}.{n}") for n in range(size)], math.inf)

    threads = [Thread(target=ask, args=pair) for pair in enumerate(sizes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert given_back == {asker: [f"{asker}.{n}" for n in range(size)] for asker, size in enumerate(sizes)}
    assert sorted(log) == sorted(word for words in given_back.values() for word in words if word)
    assert most[0] <= at_once


def test_one_with_many_does_not_keep_the_others_waiting() -> None:
    held = Held(Lane(1))
    held.queued(*(partial(said, held.log, f"many {n}") for n in range(4)))
    held.queued(partial(said, held.log, "one"))
    assert held.freed() == ["many 0", "one", "many 1", "many 2", "many 3"]


def test_what_waits_is_dropped_when_its_time_is_up() -> None:
    held = Held(Lane(1))
    late = [partial(said, held.log, "late")] * 3
    assert held.lane.run(late, time.monotonic() + 0.02) == [None] * 3
    held.queued(partial(said, held.log, "other"))
    assert held.freed() == ["other"]


def test_whoever_would_wait_in_vain_is_told_at_once_and_who_need_not_wait_may_try() -> None:
    clock, log = [0.0], Log()
    lane: Lane[str] = Lane(1, lambda: clock[0])

    def slow() -> str:
        clock[0] += 10
        return said(log, "slow")

    assert lane.run([slow], math.inf) == ["slow"]
    assert lane.run([partial(said, log, "idle")], clock[0] + 1) == ["idle"], "nobody is asked: one may try"
    held = Held(lane)
    assert lane.run([partial(said, log, "vain")], clock[0] + 15) == [None]
    assert "vain" not in log
    held.queued(partial(said, held.log, "patient"))
    assert held.freed() == ["patient"]


def test_nothing_is_begun_beside_others_that_would_end_too_late() -> None:
    clock, log, free = [0.0], Log(), Event()
    lane: Lane[str] = Lane(2, lambda: clock[0])

    def slow() -> str:
        clock[0] += 10
        return "slow"

    lane.run([slow], math.inf)
    other = Thread(target=lane.run, args=([lambda: str(free.wait(30))], math.inf))
    other.start()
    while not lane._running:
        time.sleep(0.001)
    assert lane.run([partial(said, log, "short")], clock[0] + 9) == [None]
    assert lane.run([partial(said, log, "long")], clock[0] + 11) == ["long"]
    free.set()
    other.join(30)
    assert log == ["long"]


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_job_that_raises_gives_nothing_and_takes_no_thread_with_it() -> None:
    lane: Lane[str] = Lane(1)

    def hurt() -> str:
        raise RuntimeError

    assert lane.run([hurt, lambda: "a", hurt], math.inf) == [None, "a", None]
    assert lane.run([lambda: "b"], math.inf) == ["b"] and lane.run([], math.inf) == []
    for thread in enumerate_threads():
        if thread.name == "judge":
            thread.join(30)


def test_without_a_thread_nothing_is_done(monkeypatch: pytest.MonkeyPatch) -> None:
    lane: Lane[str] = Lane(2)

    def refused(thread: Thread) -> None:
        raise RuntimeError

    with monkeypatch.context() as patched:
        patched.setattr(Thread, "start", refused)
        assert lane.run([lambda: "a"] * 3, math.inf) == [None] * 3
    assert lane.run([lambda: "a"] * 3, math.inf) == ["a"] * 3
