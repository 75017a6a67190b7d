from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.label import Label
from guiju.labels import FileLabeller, examine
from guiju.labels.carrier import Damaged
from guiju.labels.carriers.png import PNG
from guiju.labels.signing import ALGORITHMS, Algorithm, Party, checked, signed
from tests.labels.carriers.laws import FIRST, SECOND, content
from tests.labels.carriers.test_png import png
from tests.labels.signing.test_keys import KEYS

PICTURE = png()
TRUSTED = [key.public for key in KEYS.values()]
PLAIN = replace(FIRST, content_propagator="", propagate_id="", reserved_code2="")
PASSED = "001191110102MAD55U9H0F20002"
FIELDS = ("label", "content_producer", "produce_id")
PAIRS: dict[Party, tuple[str, str, str]] = {
    "producer": ("content_producer", "produce_id", "reserved_code1"),
    "propagator": ("content_propagator", "propagate_id", "reserved_code2"),
}
VALUES = st.text(
    st.characters(min_codepoint=0x21, max_codepoint=0x7E, exclude_characters='"\\'), min_size=1, max_size=40
)


def codes(label: Label, data: bytes = PICTURE) -> list[str]:
    return [remark.code for remark in checked(label, PNG(), data, TRUSTED)]


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_signed_label_goes_into_a_file_and_holds(algorithm: Algorithm) -> None:
    label = signed(PLAIN, PNG(), PICTURE, KEYS[algorithm])
    assert replace(label, reserved_code1="") == PLAIN
    made = FileLabeller().apply(content(PNG(), PICTURE), label)
    assert isinstance(made.body, bytes)
    seen = examine(made.body)
    assert seen.verdict == "compliant" and seen.label == label
    (remark,) = checked(label, PNG(), made.body, TRUSTED)
    assert remark.code == "signed" and KEYS[algorithm].public.id in remark.detail
    assert seen.with_remarks(remark).verdict == "compliant"


@given(st.sampled_from(ALGORITHMS), st.sampled_from(list(PAIRS)), st.data())
@settings(max_examples=40, deadline=None)
def test_an_edit_of_any_field_that_was_signed_shows(algorithm: Algorithm, party: Party, data: st.DataObject) -> None:
    who, number, code = PAIRS[party]
    label = signed(Label("1", "P", "p/1", "", "Q", "q/1"), PNG(), PICTURE, KEYS[algorithm], party)
    assert codes(label) == ["signed"]
    field = data.draw(st.sampled_from(("label", who, number)))
    value = data.draw(VALUES.filter(lambda value: value != getattr(label, field)))
    assert codes(replace(label, **{field: value})) == ["signature_broken"]
    swapped = replace(label, **{who: getattr(label, number), number: getattr(label, who)})
    assert codes(swapped) == ["signature_broken"]
    joined = replace(
        label, **{who: getattr(label, who) + getattr(label, number)[0], number: getattr(label, number)[1:]}
    )
    assert codes(joined) == ["signature_broken"], "where one field ends and the next begins is signed too"
    text = getattr(label, code)
    at = data.draw(st.integers(4, len(text) - 1))
    changed = text[:at] + data.draw(st.sampled_from("AZaz09-_.~").filter(lambda one: one != text[at])) + text[at + 1 :]
    assert codes(replace(label, **{code: changed}))[0] in ("signature_broken", "signature_unknown")


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_an_edit_of_the_content_shows(algorithm: Algorithm) -> None:
    label = signed(PLAIN, PNG(), PICTURE, KEYS[algorithm])
    assert codes(label, png("RGB", (20, 13))) == ["content_changed"]
    seen = examine(PICTURE).with_remarks(*checked(label, PNG(), png("L"), TRUSTED))
    assert seen.verdict == "noncompliant"


@pytest.mark.parametrize("algorithm", ALGORITHMS)
def test_a_platform_adds_its_pair_and_the_producer_still_holds(algorithm: Algorithm) -> None:
    label = signed(PLAIN, PNG(), PICTURE, KEYS[algorithm])
    passed = replace(label, content_propagator=PASSED, propagate_id="n/2")
    assert codes(passed) == ["signed"]
    both = signed(passed, PNG(), PICTURE, KEYS["ed25519"], "propagator")
    assert both.reserved_code1 == label.reserved_code1
    assert codes(both) == ["signed", "signed"]
    assert codes(replace(both, propagate_id="n/3")) == ["signed", "signature_broken"]


def test_one_code_is_none_for_the_other_place() -> None:
    same = Label("1", PASSED, "n", "", PASSED, "n")
    label = signed(same, PNG(), PICTURE, KEYS["ed25519"])
    assert codes(replace(label, reserved_code1="", reserved_code2=label.reserved_code1)) == ["signature_broken"]


def test_a_key_that_is_not_known_is_told_and_proves_nothing() -> None:
    label = signed(PLAIN, PNG(), PICTURE, KEYS["es256"])
    for keys in ([], [KEYS["ed25519"].public]):
        (remark,) = checked(label, PNG(), PICTURE, keys)
        assert remark.code == "signature_unknown" and KEYS["es256"].public.id in remark.what.en
        assert remark.weight == "note"


@pytest.mark.parametrize("text", ["gj1", "gj1.ed25519", "gj1.ed25519.a.b.c"])
def test_a_code_that_is_cut_is_broken(text: str) -> None:
    assert codes(replace(PLAIN, reserved_code1=text)) == ["signature_broken"]


@pytest.mark.parametrize("text", ["0123456789abcdef", "gj2.new.form", '{"a":"b"}', "[[[[", "3045022100ec6486"])
def test_another_ones_code_is_not_judged(text: str) -> None:
    assert codes(replace(PLAIN, reserved_code1=text)) == ["signature_unknown"]


def test_a_label_without_codes_has_nothing_to_check() -> None:
    assert checked(PLAIN, PNG(), PICTURE, TRUSTED) == ()


def test_nobody_signs_for_one_who_is_not_named() -> None:
    with pytest.raises(ValueError, match="names no propagator"):
        signed(PLAIN, PNG(), PICTURE, KEYS["ed25519"], "propagator")


def test_a_damaged_file_is_not_signed_and_not_judged() -> None:
    with pytest.raises(Damaged):
        signed(PLAIN, PNG(), PICTURE[:-6], KEYS["ed25519"])
    assert codes(signed(PLAIN, PNG(), PICTURE, KEYS["ed25519"]), PICTURE[:-6]) == ["damaged"]


def test_a_label_of_another_file_is_told_apart() -> None:
    other = signed(SECOND, PNG(), png("L"), KEYS["sm2sm3"])
    assert codes(replace(other, reserved_code2="")) == ["content_changed"]
