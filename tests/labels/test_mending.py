from __future__ import annotations

import pytest

from guiju.core.label import Label
from guiju.labels import mended
from guiju.labels.aigc import value
from guiju.labels.examining import Examined, Verdict
from guiju.labels.remark import Remark

CODE = "001191320118MAK93FC72D10001"
OTHER = "001191440300708461136T1XGW3"
WHOLE = Label("1", CODE, "n1", "r1", OTHER, "p1", "r2")


def met(label: Label | None, *codes: str, verdict: Verdict = "noncompliant") -> Examined:
    return Examined(verdict, "png", label, None, tuple(Remark(code) for code in codes))


def test_what_holds_stays_as_it_is() -> None:
    assert mended(met(WHOLE)) == WHOLE
    assert mended(met(Label("2", CODE, "n1"))) == Label("2", CODE, "n1")


@pytest.mark.parametrize(
    ("label", "option"),
    [
        (Label("1", "", "n1"), "--producer CODE"),
        (Label("1", CODE, ""), "--id ID"),
        (Label("1", "规矩公司", "n1"), "--producer CODE"),
        (Label("1", CODE, "n 1"), "--id ID"),
        (Label("", CODE, "n1"), "--value"),
        (Label("true", CODE, "n1"), "--value"),
        (None, "--producer CODE"),
    ],
)
def test_what_is_not_said_is_asked_for(label: Label | None, option: str) -> None:
    with pytest.raises(ValueError, match=f"give {option}"):
        mended(met(label))


def test_a_false_code_is_not_kept() -> None:
    false = CODE.replace("FC72D", "FC72X")
    with pytest.raises(ValueError, match="provider code is wrong"):
        mended(met(Label("1", false, "n1")))
    assert mended(met(Label("1", false, "n1")), producer=CODE).content_producer == CODE


def test_what_is_given_takes_the_place_of_what_it_says() -> None:
    made = mended(met(WHOLE), producer=OTHER, number="n2", value="3")
    assert (made.label, made.content_producer, made.produce_id) == ("3", OTHER, "n2")
    assert (made.content_propagator, made.propagate_id, made.reserved_code2) == (OTHER, "p1", "r2")


@pytest.mark.parametrize("given", [{"producer": OTHER}, {"number": "n2"}, {"value": "2"}])
def test_a_signature_goes_with_what_it_signed(given: dict[str, str]) -> None:
    assert mended(met(WHOLE), **given).reserved_code1 == ""
    assert mended(met(WHOLE)).reserved_code1 == "r1"


@pytest.mark.parametrize(("who", "number"), [("平台", "p1"), (OTHER, ""), ("", "p1"), (OTHER, "p 1")])
def test_half_of_who_passed_it_on_is_none(who: str, number: str) -> None:
    made = mended(met(Label("1", CODE, "n1", "", who, number, "r2")))
    assert made == Label("1", CODE, "n1")


def test_reserved_codes_that_are_not_allowed_go() -> None:
    made = mended(met(Label("1", CODE, "n1", "保留", OTHER, "p1", "a b")))
    assert made == Label("1", CODE, "n1", "", OTHER, "p1", "")


def test_labels_that_say_different_things_are_not_chosen_from() -> None:
    with pytest.raises(ValueError, match="different things: give --producer and --id"):
        mended(met(WHOLE, "disagree"), producer=CODE)
    assert mended(met(WHOLE, "disagree"), producer=CODE, number="n1").produce_id == "n1"


def test_what_is_mended_is_a_label_that_can_be_written() -> None:
    for label in (WHOLE, Label("3", CODE, "n1", "保留", "平台", "p", "x y")):
        assert value(mended(met(label)))
