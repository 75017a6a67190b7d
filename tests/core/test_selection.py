"""Conditions on facts: each test on its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from guiju.core.facts import Hit, Id
from guiju.core.selection import Condition, Selection
from tests.law.records import ADMITTED, CLOSED, record


@pytest.mark.parametrize(
    ("field", "test", "operand", "holds"),
    [
        ("action", "is", "ALLOW", True),
        ("action", "is", "STOP", False),
        ("action", "not", "STOP", True),
        ("action", "not", "ALLOW", False),
        ("outcome", "any_of", ("finished", "stopped"), True),
        ("outcome", "any_of", ("refused",), False),
        ("characters", "at_least", 12, True),
        ("characters", "at_least", 13, False),
        ("checks", "includes", ("pii",), True),
        ("checks", "includes", ("pii", "words"), True),
        ("checks", "includes", ("pii", "alarm"), False),
        ("checks", "includes", ("pi",), False),
        ("checks", "covers", ("pii@1",), True),
        ("checks", "covers", ("pii@1", "alarm@1"), False),
        ("producer", "present", True, True),
        ("producer", "present", False, False),
        ("hits", "present", True, False),
        ("hits", "without", ("check.failed",), True),
    ],
)
def test_conditions(field, test, operand, holds):
    assert Condition(field, test, operand).compiled()(CLOSED) is holds


def test_a_selection_takes_its_kind_and_only_where_all_conditions_hold():
    takes = Selection(CLOSED.kind, (Condition("judged", "is", True), Condition("choices", "at_least", 1))).compiled()
    assert takes(record(CLOSED))
    assert not takes(record(CLOSED, judged=False))
    assert not takes(record(CLOSED, choices=0))
    assert not takes(record(ADMITTED))


def test_hits_of_a_risk_are_found():
    struck = replace(CLOSED, hits=(Hit(Id("check.failed"), Id("pii@1"), 2, 1.0),))
    assert not Condition("hits", "without", ("check.failed", "a1.a")).compiled()(struck)
    assert Condition("hits", "without", ("a1.a",)).compiled()(struck)
