"""The limits of a gateway: every number has bounds, and a fault begins with its name."""

from __future__ import annotations

import math
from dataclasses import MISSING, fields

import pytest

from guiju.gateway import Settings
from guiju.gateway.settings import BOUNDS


def test_every_number_has_bounds_and_lies_within() -> None:
    numbers = {f.name for f in fields(Settings) if type(f.default) in (int, float) and f.default is not MISSING}
    assert numbers == set(BOUNDS)
    assert Settings("http://a/v1", "x").check_seconds == 15


@pytest.mark.parametrize("name", sorted(BOUNDS))
@pytest.mark.parametrize("value", [-1, math.nan, math.inf])
def test_what_cannot_be_begins_with_its_name(name: str, value: float) -> None:
    with pytest.raises(ValueError, match=f"^{name}: {value} is not between "):
        Settings("http://a/v1", "x", **{name: value})  # type: ignore[arg-type]
