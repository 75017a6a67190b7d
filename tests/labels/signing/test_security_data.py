from __future__ import annotations

import json
from dataclasses import replace
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature

from guiju.core.label import Label
from guiju.labels.carriers.png import PNG
from guiju.labels.signing import PublicKey, checked, generate
from guiju.labels.signing.keys import public_key
from guiju.labels.signing.security_data import SM3_WITH_SM2, message, read_security_data
from tests.labels.carriers.test_png import png

KEY, OTHER = generate("sm2sm3"), generate("sm2sm3")
LABEL = Label("1", "001191320118MAK93FC72D10001", "142569260085903360")
PICTURE = png()


def security(sign: bytes, value: str, kind: str = "Md", name: str = "PubSD", oid: str = SM3_WITH_SM2) -> str:
    halves = (int.from_bytes(half, "big") for half in (sign[:32], sign[32:]))
    entries: list[dict[str, Any]] = [
        {
            "Type": "DS",
            "AlgID": oid,
            "TBSData": {"Type": kind},
            "Signature": encode_dss_signature(*halves).hex().upper(),
        }
    ]
    entries += [{"Type": "PubKey", "AlgID": oid, "KeyValue": value}] if value else []
    return json.dumps({"SecurityData": {"Type": "TC260PG", "Version": 1, name: entries}}, separators=(",", ":"))


MET = {
    "142569260085903360": "3046022100AE6B84B3342128AE301A597596FCD9EECF3EA0FC2DB6C250BAF234E167298E9002210097223AB"
    "B647B786A90D0A1B93CB9382EA879563B2C7F025FA006BE16AE926C14",
    "147392816552226816": "3045022100E816A5872275AE5414E7E0FD3D9B2C30F7B7FD68609D6486A38DF7CFAA1417B902201A510FBBE508"
    "19BAFF1FCC7B8527FF23CD40447D41A6776E6BCF1F773AE0DBBC",
}
"""Signatures of labels that were met in published files, by the number of the content."""

MET_BY, MET_KEY = "001191310104MACE0YX63918020", bytes.fromhex(
    "3059301306072A8648CE3D020106082A811CCF5501822D034200045728F08C58D9C72150A705693EF7337859F8FF216E802630041AFAE5C036F0A6"
    "7CB1FDF8C57F5F8B623284AE09E4E545464B7140B26BBDA51BAE965F854C57AA"
)  # fmt: skip


def met(number: str, signature: str) -> Label:
    entries = [
        {"Type": "DS", "AlgID": SM3_WITH_SM2, "TBSData": {"Type": "LabelMataData"}, "Signature": signature},
        {"Type": "PubKey", "AlgID": SM3_WITH_SM2, "KeyValue": MET_KEY.hex().upper()},
    ]
    told = {"SecurityData": {"Type": "TC260PG", "Version": 1, "PubSD": entries}}
    return Label("1", MET_BY, number, json.dumps(told, separators=(",", ":")))


@pytest.mark.parametrize("number", MET)
def test_labels_that_others_signed_hold(number: str) -> None:
    label = met(number, MET[number])
    assert told(label, public_key(MET_KEY))[0] == "signed"
    assert told(label)[0] == "signature_unknown" and "fits" in told(label)[1], "their key alone proves nothing"
    other = next(one for one in MET if one != number)
    assert told(met(other, MET[number]), public_key(MET_KEY))[0] == "signature_broken"


def told(label: Label, *keys: PublicKey) -> tuple[str, str]:
    (remark,) = checked(label, PNG(), PICTURE, keys)
    return remark.code, remark.detail


def test_the_message_is_the_run_of_the_guide() -> None:
    assert message(Label("1", "MiniMax", "7")) == b'"Label":"1","ContentProducer":"MiniMax","ProduceID":"7"'


@pytest.mark.parametrize("kind", ["Md", "LabelMataData"])
@pytest.mark.parametrize("name", ["PubSD", "PubSd"])
@pytest.mark.parametrize("form", ["spki", "point", "compressed", "none"])
def test_a_signature_over_the_label_holds_with_a_key_that_is_known(kind: str, name: str, form: str) -> None:
    point = KEY.public.der[-65:]
    forms = {
        "spki": KEY.public.der,
        "point": point,
        "compressed": bytes([2 + point[-1] % 2]) + point[1:33],
        "none": b"",
    }
    label = replace(LABEL, reserved_code1=security(KEY.sign(message(LABEL)), forms[form].hex(), kind, name))
    code, detail = told(label, OTHER.public, KEY.public)
    assert code == "signed" and "label only" in detail
    code, detail = told(label)
    assert code == "signature_unknown" and ("fits" in detail) == (form != "none")


def test_x_alone_is_the_point_with_an_even_y() -> None:
    even = next(key for key in iter(lambda: generate("sm2sm3"), None) if key.public.der[-1] % 2 == 0)
    text = security(even.sign(message(LABEL)), "00" + even.public.der[-64:-32].hex())
    assert told(replace(LABEL, reserved_code1=text), even.public)[0] == "signed"
    assert "fits" in told(replace(LABEL, reserved_code1=text))[1]


def test_an_edit_of_the_label_shows_where_the_key_is_known() -> None:
    text = security(KEY.sign(message(LABEL)), KEY.public.der.hex())
    edited = replace(LABEL, produce_id="142569260085903361", reserved_code1=text)
    assert told(edited, KEY.public)[0] == "signature_broken"
    code, detail = told(edited, OTHER.public)
    assert code == "signature_unknown" and "does not fit" in detail


@pytest.mark.parametrize(
    "text",
    [
        security(KEY.sign(message(LABEL)), KEY.public.der.hex(), oid="1.2.840.113549.1.1.11"),
        security(KEY.sign(message(LABEL)), KEY.public.der.hex(), kind="Content"),
        '{"SecurityData":{}}',
        '{"SecurityData":{"PubSD":7}}',
        '{"SecurityData":{"PubSD":[7,{"Type":"DS"},{"Type":"PubKey","KeyValue":"zz"}]}}',
        '{"SecurityData":{"PubSD":[{"Type":"DS","AlgID":"1.2.156.10197.1.501","TBSData":{"Type":"Md"},"Signature":"30"}]}}',
    ],
)
def test_what_is_not_understood_is_not_judged(text: str) -> None:
    assert read_security_data(text) is not None
    assert told(replace(LABEL, reserved_code1=text), KEY.public)[0] == "signature_unknown"


def test_the_second_place_is_not_judged() -> None:
    text = security(KEY.sign(message(LABEL)), KEY.public.der.hex())
    label = replace(LABEL, content_propagator="a", propagate_id="b", reserved_code2=text)
    assert told(label, KEY.public)[0] == "signature_unknown"
