from __future__ import annotations

from guiju.checks.judge.breaker import Breaker


def test_it_opens_after_failures_in_a_row_and_lets_one_try() -> None:
    clock = [0.0]
    breaker = Breaker(2, 10, lambda: clock[0])
    for well in (False, True, False, False):
        assert breaker.may_ask()
        breaker.told(well)
    assert not breaker.may_ask()
    clock[0] = 10
    assert [breaker.may_ask(), breaker.may_ask()] == [True, False]
    breaker.told(False)
    clock[0] = 19
    assert not breaker.may_ask()
    clock[0] = 20
    assert breaker.may_ask()
    breaker.told(True)
    assert breaker.may_ask() and breaker.may_ask()


def test_who_learns_nothing_of_the_service_leaves_it_as_it_was() -> None:
    clock = [0.0]
    breaker = Breaker(1, 10, lambda: clock[0])
    breaker.told(None)
    assert breaker.may_ask()
    breaker.told(False)
    breaker.told(None)
    assert not breaker.may_ask(), "what was asked before it failed says nothing now"
    clock[0] = 10
    assert [breaker.may_ask(), breaker.may_ask()] == [True, False]
    breaker.told(None)
    assert breaker.may_ask(), "the next one may try in its stead"
