"""What the text calls a number right before it."""

from __future__ import annotations

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks import Pii
from guiju.checks.pii.naming import LONGEST, Name, label
from tests.checks.laws import assert_cut_is_lawful, findings
from tests.checks.pii.numbers import BANK_CARDS, CHECK, CREDIT_CODES, ID_CARDS, PHONES, found

_BAR = "|"
THINGS = (
    "订单号|订单号：|订单编号:|订单编号是|物流单号 |运单号：|交易单号|流水号|交易流水号：|发票号|"
    "发票号码：|合同编号：|序列号|批号：|型号|货号：|条码：|条形码|工单：|工单号|票号：|快递单号：|"
    "快递编号|包裹单号|零件号|保单号|航班号|申请号：|工单编号（|订单的编号是|设备号：|订单ID：|订单 ID: |"
    '工单No.|编号No.|编号：|单号\u3000|"订单号": "|ISBN |ISBN: |ISBN-13: |order no. |order no.|Order No: |'
    'order number: |order number is |order #|orderId: |"order_id": "|tracking number |Tracking no.: |'
    "invoice |invoice no. |Invoice #|model |Model: |part no. |part number: |serial |serial number: |SKU |"
    "SKU: |S/N: |P/N |S/N |sku=|lot no. |transaction id |ticket #"
).split(_BAR)
LOOSE = "快递|快递：|物流：|包裹 |订单|工单|合同|order |Order: |part ".split(_BAR)
OWN = (
    "卡号：|银行卡号|证件号码：|身份证号|证件编号：|身份编号：|个人编号|订单手机号：|订单电话|收货号码：|"
    "下单号码：|发票税号：|订单联系人号码：|order phone: |订单号见附件，电话|我的号|快递员|名单：|"
    "account no. |card no. |border no. |reorder no. |秘书号码：|订单号对应的卡|运单收件人："
).split(_BAR)


@pytest.mark.parametrize("before", THINGS)
@settings(max_examples=12)
@given(number=ID_CARDS | BANK_CARDS | PHONES | st.just("E12345678"))
def test_a_number_of_a_thing_is_below_the_threshold(before: str, number: str) -> None:
    assert found(f"您好，{before}{number}，请查收") == []


@pytest.mark.parametrize("before", LOOSE)
@settings(max_examples=12)
@given(number=ID_CARDS | BANK_CARDS, phone=PHONES)
def test_what_may_be_said_before_somebodys_telephone_names_other_numbers_only(
    before: str, number: str, phone: str
) -> None:
    assert found(f"您好，{before}{number}，请查收") == []
    assert found(f"您好，{before}{phone}，请查收") == [("pii.phone", phone)]


@pytest.mark.parametrize("before", OWN)
@settings(max_examples=12)
@given(number=ID_CARDS | BANK_CARDS | PHONES)
def test_a_number_that_is_somebodys_stays(before: str, number: str) -> None:
    assert [text for _, text in found(f"您好，{before}{number}，请查收")] == [number]


@given(number=PHONES, other=PHONES, code=CREDIT_CODES)
def test_only_the_number_right_behind_is_named(number: str, other: str, code: str) -> None:
    assert [at for _, at in found(f"订单号：{number} {other}")] == [other]
    assert [at for _, at in found(f"订单号：A1，{number}")] == [number]
    assert [at for _, at in found(f"编号：{code}")] == [code], "a letter and a check character say enough"
    assert [at for _, at in found(f"合同：+86{number}")] == [f"+86{number}"]
    assert [at for _, at in found(f"型号a{number}@b.com、型号京A12345")] == [f"a{number}@b.com", "京A12345"]


def test_such_a_number_is_still_told() -> None:
    assert [(f.risk, f.score) for f in findings(CHECK, "订单号13812345678")] == [("pii.phone", 0.4)]


@pytest.mark.parametrize("before", [*THINGS, *LOOSE, *OWN])
@pytest.mark.parametrize("number", ["13812345678", "4539148803436467"])
def test_wherever_a_stream_is_cut_a_number_is_called_the_same(before: str, number: str) -> None:
    check = Pii("numbers")
    text = f"我的{before}{number}，"
    for end in range(len(text) + 1):
        assert_cut_is_lawful(check, text[:end], text[end:])


def test_a_label_within_a_longer_word_is_none() -> None:
    assert label("order no. ", 10) == (0, Name.THING)
    assert max(map(len, THINGS)) < LONGEST
    assert label("reorder no. ", 12) is None
    assert label("x" * 600 + "order no. ", 610) is None


def test_what_is_named_anyhow_is_seldom_found() -> None:
    draw, hits = random.Random(3), 0
    for _ in range(400):
        number = draw.choice("46") + "".join(draw.choice("0123456789") for _ in range(18))
        hits += bool(found(draw.choice(THINGS) + number))
    assert hits == 0
