from __future__ import annotations

import base64
import html
import json

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.label import Label
from guiju.labels.aigc import ALLOWED, FIELDS, value
from guiju.labels.carrier import Found, Scan
from guiju.labels.carriers.png import PNG
from guiju.labels.examining import judged
from guiju.labels.mending import mended
from guiju.labels.passing import decided
from guiju.labels.producer import DEMO_CODE
from guiju.labels.reading import Reading, meant, read

CODE = "001191320118MAK93FC72D10001"
PLATFORM = "001191110102MAD55U9H0F20002"
GOOD = {
    "Label": "1", "ContentProducer": CODE, "ProduceID": "n1", "ReservedCode1": "", "ContentPropagator": "",
    "PropagateID": "", "ReservedCode2": "",
}  # fmt: skip
WELL = json.dumps(GOOD)


def reading(text: object) -> Reading:
    return read(Found(text if isinstance(text, str) else json.dumps(text), 7, "XMP"))


def codes(text: object) -> set[str]:
    return {remark.code for remark in reading(text).remarks}


def faults(text: object) -> set[str]:
    return {remark.code for remark in reading(text).remarks if remark.weight != "note"}


def but(**changed: object) -> dict[str, object]:
    return {**GOOD, **changed}


@pytest.mark.parametrize(
    "text",
    [
        WELL,
        json.dumps({"AIGC": GOOD}),
        json.dumps(GOOD, indent=4),
        f"\ufeff {WELL}\0\0\n",
        f"AIGC{WELL}",
        f"AIGC: {WELL}",
        f"AIGC\0{WELL}",
        json.dumps({"AIGC": {"AIGC": GOOD}}),
    ],
)
def test_what_stands_around_the_seven_fields_is_no_fault(text: str) -> None:
    assert codes(text) == set() and reading(text).fields == GOOD
    assert reading(text).label == Label("1", CODE, "n1")


@pytest.mark.parametrize(
    ("text", "code", "weight"),
    [
        (html.escape(WELL), "escaped", "note"),
        (WELL.replace('"', "&#34;"), "escaped", "note"),
        (WELL.replace('"', '\\"'), "escaped", "note"),
        (json.dumps({"AIGC": GOOD}).replace('"', '\\"'), "escaped", "note"),
        (json.dumps(WELL), "escaped", "note"),
        (json.dumps({"AIGC": WELL}), "escaped", "note"),
        (json.dumps({"AIGC": json.dumps({"AIGC": GOOD})}), "escaped", "note"),
        (base64.b64encode(WELL.encode()).decode(), "encoded", "fail"),
        (base64.urlsafe_b64encode(WELL.encode()).decode().rstrip("="), "encoded", "fail"),
        (base64.encodebytes(json.dumps({"AIGC": GOOD}).encode()).decode(), "encoded", "fail"),
        (json.dumps({"aigc": GOOD}), "key_misspelt", "fail"),
        (json.dumps({"AIGC": GOOD, "tool": "x"}), "key_unknown", "fail"),
        (json.dumps(dict(reversed(GOOD.items()))), "key_order", "note"),
    ],
)
def test_what_is_written_in_another_way_is_read_and_told(text: str, code: str, weight: str) -> None:
    one = reading(text)
    assert one.fields == GOOD and one.label == Label("1", CODE, "n1")
    assert {(remark.code, remark.weight) for remark in one.remarks} == {(code, weight)}
    assert {remark.at for remark in one.remarks} == {7}


def test_what_looks_escaped_within_a_good_label_is_its_own() -> None:
    label = Label("1", "a&quot;b&#34;", "n1", reserved_code1='{"k":"&quot;"}')
    assert reading(value(label)).label == label


SPELT = [
    ("label", "Label"), ("LABEL", "Label"), ("labels", "Label"), ("contentProducer", "ContentProducer"),
    ("content_producer", "ContentProducer"), ("Content Producer", "ContentProducer"), ("Producer", "ContentProducer"),
    ("produceId", "ProduceID"), ("ProducerID", "ProduceID"), ("ProductID", "ProduceID"),
    ("ProductionID", "ProduceID"), ("Produce-ID", "ProduceID"), ("ReserveCode1", "ReservedCode1"),
    ("Reserved1", "ReservedCode1"), ("ReservedCode", "ReservedCode1"), ("reserved_code_1", "ReservedCode1"),
    ("ReserveCode2", "ReservedCode2"), ("Reserved2", "ReservedCode2"), ("Propagator", "ContentPropagator"),
    ("ContentPropagater", "ContentPropagator"), ("ContentPropogator", "ContentPropagator"),
    ("contentpropagator", "ContentPropagator"), ("PropatorID", "PropagateID"), ("PropagatorID", "PropagateID"),
    ("PropagationID", "PropagateID"), ("propagateId", "PropagateID"), ("PropogateID", "PropagateID"),
]  # fmt: skip


@pytest.mark.parametrize(("spelt", "meaning"), SPELT)
def test_a_key_that_is_misspelt_is_understood_and_told(spelt: str, meaning: str) -> None:
    fields = {spelt if key == meaning else key: text for key, text in GOOD.items()}
    assert reading(fields).fields == GOOD
    assert [(one.code, one.detail) for one in reading(fields).remarks] == [("key_misspelt", f"{spelt} ({meaning})")]


def test_a_key_that_is_there_rightly_too_is_not_replaced() -> None:
    assert codes({**GOOD, "label": "3"}) == {"key_unknown"} and reading({**GOOD, "label": "3"}).fields == GOOD


@pytest.mark.parametrize("key", FIELDS)
def test_a_key_that_is_missing_is_told(key: str) -> None:
    fields = {name: text for name, text in GOOD.items() if name != key}
    assert ("key_missing", key) in {(one.code, one.detail) for one in reading(fields).remarks}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", {"empty"}),
        ("\0\0 ", {"empty"}),
        ("AIGC", {"not_json"}),
        ("是", {"not_json"}),
        ("[]", {"not_object"}),
        ("1", {"not_object"}),
        ("null", {"not_object"}),
        ('"AIGC"', {"not_object"}),
        ('{"AIGC":1}', {"not_object"}),
        ('{"AIGC":null}', {"not_object"}),
        ('{"AIGC":"1"}', {"not_object"}),
        ("{}", {"key_missing"}),
        (WELL[:-1], {"half_written"}),
        (WELL[:-30], {"half_written"}),
        (WELL[:11], {"half_written"}),
        ("{", {"half_written"}),
        ('{"AIGC":' + WELL, {"half_written"}),
        (json.dumps({"AIGC": WELL[:-5]}), {"half_written"}),
        (WELL + "}", {"not_json"}),
        (WELL.replace('"', "'"), {"not_json"}),
        (WELL[:-1] + ',"Label":"2"}', {"key_twice", "disagree"}),
        (WELL[:-1] + ',"Label":"1"}', {"key_twice"}),
        (WELL[:-1] + ',"ContentProducer":"x"}', {"key_twice", "disagree"}),
        (WELL[:-1] + ',"Other":1,"Other":2}', {"key_twice", "disagree", "key_unknown"}),
        ('{"AIGC":{},"AIGC":' + WELL + "}", {"key_twice", "disagree"}),
        ('{"AIGC":' + WELL + ',"AIGC":' + WELL + "}", {"key_twice"}),
        (json.dumps(but(ReservedCode1="?")).replace('"?"', '{"a":1,"a":2}'), {"key_twice", "disagree", "not_text"}),
        (WELL[:-1] + ',"Time":"2025"}', {"key_unknown"}),
        (WELL[:-1] + ',"Timestamp":"2025"}', {"key_unknown"}),
        ("[" * 100_000, {"not_json"}),
        ('{"AIGC":' * 100_000, {"not_json"}),
        ('{"Label":' + "1" * 5000 + "}", {"not_json"}),
    ],
)
def test_what_is_no_label_says_why(text: str, expected: set[str]) -> None:
    assert faults(text) == expected


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        (but(Label=1), {"number_for_text"}),
        (but(ProduceID=17), {"number_for_text"}),
        (but(Label=True), {"not_text"}),
        (but(Label=None), {"not_text"}),
        (but(Label=1.0), {"not_text"}),
        (but(ReservedCode1={"a": "b"}), {"not_text"}),
        (but(ReservedCode2=[1]), {"not_text"}),
        (but(Label="0"), {"label_value"}),
        (but(Label="4"), {"label_value"}),
        (but(Label=""), {"label_value"}),
        (but(Label="AIGC"), {"label_value"}),
        (but(Label="是"), {"label_value", "character"}),
        (but(ContentProducer=""), {"producer_missing"}),
        (but(ProduceID=""), {"number_missing"}),
        (but(ContentPropagator=PLATFORM), {"propagator_pair"}),
        (but(PropagateID="p1"), {"propagator_pair"}),
        (but(ContentPropagator=PLATFORM, PropagateID="p1"), set()),
        (but(Label="2", ContentProducer="", ProduceID="", ContentPropagator=PLATFORM, PropagateID="p1"), set()),
        (but(Label="3", ContentProducer="", ProduceID="", ContentPropagator=PLATFORM, PropagateID="p1"), set()),
        (
            but(ContentProducer="", ProduceID="", ContentPropagator=PLATFORM, PropagateID="p1"),
            {"producer_missing", "number_missing"},
        ),
        (but(Label="2", ContentProducer="", ContentPropagator=PLATFORM, PropagateID="p1"), {"producer_missing"}),
        (but(ProduceID="a b"), {"character"}),
        (but(ProduceID="a\\b"), {"character"}),
        (but(ProduceID='a"b'), {"character"}),
        (but(ReservedCode1='{"a":"b"}'), set()),
        (but(ReservedCode1="a\\b"), {"character"}),
        (but(ReservedCode1="\ud800"), {"character"}),
        (but(ContentProducer="某公司"), {"character", "name_for_code"}),
        (but(ContentProducer="MiniMax"), {"name_for_code"}),
        (but(ContentProducer=CODE[:-1]), {"code"}),
        (but(ContentProducer=CODE + "0"), {"code"}),
        (but(ContentProducer=CODE.replace("MAK", "MAL")), {"code"}),
        (but(ContentProducer=CODE.lower()), {"code"}),
        (but(ContentProducer=PLATFORM), {"code"}),
        (but(ContentProducer=DEMO_CODE), {"stand_in"}),
        (but(ContentProducer="001191440300708461136T1XGW3"), set()),
    ],
)
def test_what_values_say(fields: dict[str, object], expected: set[str]) -> None:
    assert codes(fields) == expected


def test_numbers_are_read_as_their_digits() -> None:
    assert reading(but(Label=1, ProduceID=17)).label == Label("1", CODE, "17")


def test_an_object_in_a_reserved_field_is_kept_as_text() -> None:
    one = reading(but(ReservedCode1={"a": "b"})).label
    assert one is not None and one.reserved_code1 == '{"a":"b"}'


def test_the_schema_of_tencent_cloud_is_told_as_a_vendors_own() -> None:
    fields = {"ServiceProvider": "Tencent Cloud", "ServiceUser": "13", "Time": 1754000000, "ContentID": "c1"}
    for text in (fields, {"AIGC": fields}):
        assert codes(text) == {"vendor_fields"} and reading(text).label is None


def test_the_label_of_minimax_is_read_and_its_value_told() -> None:
    fields = but(Label="AIGC", ContentProducer="Minimax Agent AI", ReservedCode1="30450221", PropagateID="")
    assert codes(fields) == {"label_value", "character", "name_for_code"}
    one = reading(fields).label
    assert one is not None and (one.label, one.content_producer) == ("AIGC", "Minimax Agent AI")


def test_of_many_strange_keys_few_are_named() -> None:
    many = json.dumps({**GOOD, **{f"k{n}": "" for n in range(100_000)}})
    assert len(reading(many).remarks) < 50
    twice = WELL[:-1] + "".join(f',"k{n}":1,"k{n}":1' for n in range(10_000)) + "}"
    assert len(reading(twice).remarks) < 50


FREE = {
    f"AIGC{WELL}": True,
    json.dumps({"AIGC": GOOD}): True,
    json.dumps({"AIGC": GOOD})[:30]: True,
    WELL: True,
    "  " + WELL[:60]: True,
    '{"AIGC":': True,
    "{'AIGC': {'Label': '1'}}": True,
    html.escape(json.dumps({"AIGC": GOOD})): True,
    json.dumps({"AIGC": GOOD}).replace('"', '\\"'): True,
    base64.b64encode(json.dumps({"AIGC": GOOD}).encode()).decode(): True,
    '{"ServiceProvider":"Tencent Cloud"}': True,
    "": False,
    "AIGC": False,
    "AIGC is what this is": False,
    "made with {AIGC}": False,
    '{"prompt": "AIGC"}': False,
    '{"shape": [2, 4]}': False,
    "{": False,
    "eyJ": False,
    base64.b64encode(b'{"a":"a picture of a cat"}').decode(): False,
}


@pytest.mark.parametrize("text", FREE)
def test_which_free_text_is_meant_for_a_label(text: str) -> None:
    assert meant(text) is FREE[text]


TEXTS = st.text(st.sampled_from(sorted(ALLOWED)), min_size=1, max_size=20)
RESERVED = st.text(st.sampled_from([*sorted(ALLOWED), '"']), max_size=20)


@given(st.builds(Label, st.sampled_from(["1", "2", "3"]), TEXTS, TEXTS, RESERVED, TEXTS, TEXTS, RESERVED))
def test_what_is_written_is_read(label: Label) -> None:
    for text in (value(label), '{"AIGC":' + value(label) + "}"):
        assert reading(text).label == label
        assert faults(text) <= {"code", "stand_in"}


@given(st.text(max_size=40), st.integers(0, len(WELL)), st.integers(0, 20))
def test_any_text_is_read_and_what_is_told_can_be_reported(noise: str, at: int, cut: int) -> None:
    for text in (noise, WELL[:at] + noise + WELL[at + cut :], json.dumps(but(Label=noise))):
        one = reading(text)
        orjson.dumps([dict(one.fields), [[remark.what.zh, remark.what.en, remark.detail] for remark in one.remarks]])
        meant(text)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lambda one: st.dictionaries(st.text(), one)))
def test_any_object_is_read(thing: object) -> None:
    for text in (json.dumps(thing), json.dumps({"AIGC": thing}), json.dumps(but(Label=thing, ReservedCode1=thing))):
        one = reading(text)
        orjson.dumps([dict(one.fields), [remark.detail for remark in one.remarks]])


@pytest.mark.parametrize("key", ["Label", "ContentProducer", "ProduceID"])
def test_of_two_values_none_is_chosen(key: str) -> None:
    for text in (WELL[:-1] + f',"{key}":"3"}}', f'{{"{key}":"3",' + WELL[1:]):
        met = reading(text)
        assert key not in met.fields and met.label is not None
        assert "key_missing" not in {remark.code for remark in met.remarks}
        examined = judged(PNG(), Scan((Found(text, 0, "AIGC"),)))
        assert examined.verdict == "noncompliant"
        with pytest.raises(ValueError, match="different things"):
            mended(examined)
        if key == "Label":
            assert decided(examined, declared=False, suspected=False).value == "3"
            assert decided(examined, declared=True, suspected=False).basis == "declaration"
            with pytest.raises(ValueError, match="give --value"):
                mended(examined, CODE, "n1")


@pytest.mark.parametrize("name", ["a.png", "a.xmp.png", "a.mp3"])
@pytest.mark.parametrize(
    "text", [json.dumps(but(ProduceID="n中 1")), json.dumps(but(ProduceID="n中 1"), ensure_ascii=False)]
)
def test_a_character_is_told_by_its_byte_where_it_stands_in_the_file(name: str, text: str) -> None:
    front = {"a.png": b"AIGC\0", "a.xmp.png": b"<rdf TC260:AIGC='", "a.mp3": b""}[name]
    data = b"\xff" * 40 + front + text.encode()
    found = Found(text, 40, "tEXt")
    (told,) = (remark for remark in read(found, data).remarks if remark.code == "character")
    if "\\u" in text:
        assert told.at == 40, "where it is written in another way the label itself is told"
    else:
        assert told.at == data.index("中".encode())
    (told,) = (remark for remark in read(found).remarks if remark.code == "character")
    assert told.at == 40


def test_so_it_is_among_quotes_that_xml_writes_longer() -> None:
    text = json.dumps(but(ProduceID="n1 "))
    data = b"\xff" * 9 + text.replace('"', "&quot;").encode()
    (told,) = (remark for remark in read(Found(text, 9, "XMP"), data).remarks if remark.code == "character")
    assert told.at == data.index(b"n1 ") + 2
