from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.label import Label
from guiju.labels import aigc, read_aigc

ALLOWED = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')
some = st.text(alphabet=ALLOWED, min_size=1, max_size=40)
pair = st.one_of(st.just(("", "")), st.tuples(some, some))
reserved = st.text(alphabet=ALLOWED, max_size=40)
MADE = Label("1", "001191320118MAK93FC72D10001", "c3f1")


def _label(value: str, first: str, made: tuple[str, str], second: str, spread: tuple[str, str]) -> Label:
    return Label(value, *made, first, *spread, second)


labels = st.builds(_label, st.sampled_from("123"), reserved, pair, reserved, pair).filter(
    lambda label: bool(label.content_producer or (label.label != "1" and label.content_propagator))
)


@given(labels)
def test_what_is_written_reads_back(label: Label) -> None:
    assert read_aigc(json.loads(json.dumps(aigc(label)))) == label


def test_seven_fields_in_the_order_and_spelling_of_the_standard() -> None:
    assert json.dumps(aigc(MADE), separators=(",", ":")) == (
        '{"AIGC":{"Label":"1","ContentProducer":"001191320118MAK93FC72D10001","ProduceID":"c3f1","ReservedCode1":"",'
        '"ContentPropagator":"","PropagateID":"","ReservedCode2":""}}'
    )


@pytest.mark.parametrize("character", [" ", '"', "\\", "\x7f", "\x20", "\n", "人", "é", "\x00"])
@pytest.mark.parametrize("field", ["content_producer", "produce_id", "reserved_code1", "reserved_code2"])
def test_a_character_outside_annex_e_is_refused_and_not_repeated(field: str, character: str) -> None:
    label = replace(MADE, **{field: f"secret{character}x"})
    if character == '"' and field.startswith("reserved"):  # security data may be JSON, whose quotes are escaped
        assert aigc(label)
        return
    with pytest.raises(ValueError, match="not allowed") as caught:
        aigc(label)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("label", "message"),
    [
        (replace(MADE, label="0"), "must be 1"),
        (replace(MADE, label="AIGC"), "must be 1"),
        (replace(MADE, produce_id=""), "ContentProducer and ProduceID go together"),
        (Label("1", "", "", content_propagator="p", propagate_id="n"), "needed where Label is 1"),
        (Label("3", "", "", content_propagator="p"), "ContentPropagator and PropagateID go together"),
        (Label("2", "", ""), "neither a producer nor a propagator"),
    ],
)
def test_a_label_that_names_nobody_is_refused(label: Label, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        aigc(label)


def test_a_number_is_read_as_its_digit() -> None:
    fields: dict[str, object] = {**aigc(MADE)["AIGC"], "Label": 1}
    assert read_aigc({"AIGC": fields}) == MADE


def _without(key: str) -> object:
    return {"AIGC": {k: v for k, v in aigc(MADE)["AIGC"].items() if k != key}}


@pytest.mark.parametrize(
    "obj",
    [
        None, [], "AIGC", {}, {"AIGC": None}, {"AIGC": {}}, _without("ReservedCode2"), {**aigc(MADE), "more": 1},
        {"AIGC": {**aigc(MADE)["AIGC"], "Timestamp": "1"}}, {"AIGC": {**aigc(MADE)["AIGC"], "Label": True}},
        {"AIGC": {**aigc(MADE)["AIGC"], "ProduceID": 7}}, {"AIGC": {**aigc(MADE)["AIGC"], "ProduceID": None}},
        aigc(MADE)["AIGC"],
    ],
)  # fmt: skip
def test_any_other_object_is_no_label(obj: object) -> None:
    with pytest.raises(ValueError, match=r"^AIGC label: "):
        read_aigc(obj)
