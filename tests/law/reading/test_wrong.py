"""What is wrong with a value is one plain line: what it is, and what to write instead."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import pytest
from pydantic import BaseModel, ConfigDict, Field, StrictBool, StrictFloat, StrictInt, StrictStr, ValidationError

from guiju.law.reading.wrong import wrong


class Shape(BaseModel):
    """A value of every kind that a file may hold."""

    model_config = ConfigDict(extra="forbid")
    word: Literal["base", "refused", "serious"] = "base"
    bare: StrictBool = False
    lax: bool = False
    whole: StrictInt = 0
    amount: Annotated[StrictInt | StrictFloat, Field(ge=0, allow_inf_nan=False)] = 0
    text: Annotated[StrictStr, Field(min_length=1)] = "a"
    many: list[str] = []
    day: date = date(2026, 1, 1)
    coded: Annotated[str, Field(pattern="^[a-z]$")] = "a"


@pytest.mark.parametrize(
    ("name", "given", "told"),
    [
        ("word", "huge", "'huge' is none of base, refused, serious"),
        ("word", 3, "3 is none of base, refused, serious"),
        ("bare", 1, "1 is not true or false"),
        ("lax", "perhaps", "'perhaps' is not true or false"),
        ("whole", "x", "'x' is not a whole number"),
        ("whole", True, "true is not a whole number"),
        ("amount", "12", "'12' is not a number"),
        ("amount", -1, "-1 is less than 0"),
        ("amount", float("inf"), "inf is no amount; write a number"),
        ("text", 3, "3 is not text, in quotes where it looks like a number"),
        ("text", "", "it is empty; write it"),
        ("many", "a", "'a' is not a list, as in [a, b]"),
        ("day", "soon", "'soon' is not a date, as in 2026-01-31"),
        ("word", "long" * 50, "'" + "long" * 14 + "lon… is none of base, refused, serious"),
    ],
)
def test_each_kind_in_plain_words(name: str, given: object, told: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({name: given})
    assert wrong(caught.value.errors()[0]) == told


def test_a_kind_without_words_of_its_own_keeps_those_it_has() -> None:
    with pytest.raises(ValidationError) as caught:
        Shape.model_validate({"coded": "A"})
    assert "pattern" in wrong(caught.value.errors()[0])
