"""A control: planned ones are never met, and a demonstration never counts."""

from __future__ import annotations

from datetime import timedelta

from guiju.core.control import Control, Reading
from guiju.core.selection import Condition, Selection
from guiju.core.text import Text
from tests.law.records import CLOSED, NOW, record

READING = Reading(
    Selection(CLOSED.kind),
    None,
    (Condition("judged", "is", True),),
    timedelta(days=30),
    timedelta(days=7),
    timedelta(0),
)
CONTROL = Control("answer", Text("回答", "answers"), READING, CLOSED.kind)


def test_a_planned_control_is_planned_whatever_was_recorded():
    planned = Control("later", Text("以后", "later"), None)
    status = planned.status([record(CLOSED)], NOW)
    assert planned.planned
    assert (status.value, status.reason, status.demo.value) == ("planned", "planned", "planned")


def test_a_demonstration_is_counted_apart():
    status = CONTROL.status([record(CLOSED, demo=True), record(CLOSED, demo=True)], NOW)
    assert (status.value, status.reason, status.live.events) == ("no_evidence", "no_events", 0)
    assert (status.demo.value, status.demo.events) == ("met", 2)


def test_a_failed_demonstration_does_not_fail_the_service():
    status = CONTROL.status([record(CLOSED), record(CLOSED, demo=True, judged=False)], NOW)
    assert (status.value, status.demo.value) == ("met", "not_met")


def test_text_is_told_in_either_language():
    assert (CONTROL.text.of("zh"), CONTROL.text.of("en"), CONTROL.text.of("fr")) == ("回答", "answers", "answers")
