from __future__ import annotations

import pytest

from guiju.core.label import Label
from guiju.labels import Decision, decided
from guiju.labels.aigc import value
from guiju.labels.examining import Examined, Verdict
from guiju.labels.remark import Remark

CODE = "001191320118MAK93FC72D10001"
FALSE = CODE.replace("FC72D", "FC72X")
PLATFORM = "001191110102MAD55U9H0F20002"


def met(label: Label | None, *codes: str, verdict: Verdict = "noncompliant", explicit: bool | None = None) -> Examined:
    return Examined(verdict, "png", label, explicit, tuple(Remark(code) for code in codes))


def basis(examined: Examined, declared: bool = False, suspected: bool = False) -> tuple[str, str]:
    found = decided(examined, declared, suspected)
    return found.basis, found.value


@pytest.mark.parametrize("said", ["1", "2", "3"])
def test_what_the_metadata_say_comes_first(said: str) -> None:
    found = decided(met(Label(said, CODE, "n1", "r1", PLATFORM, "p0", "r2")), True, True)
    assert (found.basis, found.value) == ("metadata", said)
    assert found.label(PLATFORM, "p9") == Label(said, CODE, "n1", "r1", PLATFORM, "p9", "")


def test_then_what_was_declared_then_what_was_detected() -> None:
    none = met(None, verdict="none")
    assert basis(none, True, True) == ("declaration", "2")
    assert basis(none, False, True) == ("trace", "3")
    assert basis(none) == ("nothing", "")
    assert basis(met(None, verdict="none", explicit=True)) == ("trace", "3")
    assert basis(met(None, "explicit_missing", explicit=False)) == ("nothing", "")
    assert basis(met(None, "damaged", verdict="inconclusive")) == ("nothing", "")


@pytest.mark.parametrize("code", ["half_written", "not_json", "vendor_fields", "empty", "implicit_missing"])
def test_a_label_that_cannot_be_read_is_a_trace(code: str) -> None:
    assert basis(met(None, code)) == ("trace", "3")
    assert basis(met(Label("AIGC", CODE, "n1"), "label_value")) == ("trace", "3")


def test_who_made_it_is_kept_as_it_stands_where_its_characters_may() -> None:
    for producer in (CODE, FALSE, "Some-Company"):
        made = decided(met(Label("1", producer, "n1"), "code"), False, False).label(PLATFORM, "p9")
        assert made == Label("1", producer, "n1", "", PLATFORM, "p9", "")


@pytest.mark.parametrize("pair", [("某公司", "n1"), (CODE, "n 1"), ("", "n1"), (CODE, ""), ("", "")])
def test_nobody_is_made_up(pair: tuple[str, str]) -> None:
    """Annex E has no label that says 1 and names nobody who made it."""
    found = decided(met(Label("1", *pair, "r1"), "character"), False, False)
    assert (found.basis, found.value) == ("trace", "3")
    assert found.label(PLATFORM, "p9") == Label("3", "", "", "", PLATFORM, "p9", "")
    assert decided(met(Label("2", *pair), "character"), False, False).value == "2"


def test_a_signature_goes_with_the_value_that_it_signed() -> None:
    made = decided(met(Label("yes", CODE, "n1", "r1"), "label_value"), True, False).label(PLATFORM, "p9")
    assert made == Label("2", CODE, "n1", "", PLATFORM, "p9", "")


def test_the_label_of_another_content_is_none_of_this_one() -> None:
    found = decided(met(Label("1", CODE, "n1"), "sidecar_other"), False, False)
    assert (found.basis, found.kept) == ("trace", None)


def test_what_is_written_is_a_label() -> None:
    for label in (None, Label("1", CODE, "n1", "保留", "平台", "p", "x y"), Label("1", "", ""), Label("x", FALSE, "n")):
        found: Decision = decided(met(label, "character"), False, False)
        assert value(found.label(PLATFORM, "p9"))
