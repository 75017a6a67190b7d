"""Texts with invented numbers of every kind and with hard negatives, for the measure of pii."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

Made = Callable[[random.Random], str]
Spans = dict[str, set[tuple[int, int]]]

_REGIONS = (
    "110105",
    "310115",
    "440306",
    "330106",
    "510104",
    "420111",
    "610113",
    "350203",
    "120103",
    "810000",
    "830000",
)
_PROVINCES = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_LETTERS = "ABCDEFGHJKLMNPQRSTUVWXYZ"
_CODE = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _digits(draw: random.Random, count: int) -> str:
    return "".join(draw.choice("0123456789") for _ in range(count))


def _day(draw: random.Random) -> str:
    return f"{draw.randint(1950, 2015)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"


def _id_card(draw: random.Random) -> str:
    body = draw.choice(_REGIONS) + _day(draw) + _digits(draw, 3)
    total = sum(int(digit) * pow(2, 17 - place, 11) for place, digit in enumerate(body))
    last = (12 - total) % 11
    whole = body + ("X" if last == 10 else str(last))
    return draw.choice((whole, whole, whole.lower(), f"{whole[:6]} {whole[6:14]} {whole[14:]}"))


def _phone(draw: random.Random) -> str:
    number = "1" + draw.choice("3456789") + _digits(draw, 9)
    area, local = draw.choice((("010", 8), ("021", 8), ("0755", 8), ("0571", 8), ("0931", 7), ("028", 8)))
    land = draw.choice("2345678") + _digits(draw, local - 1)
    service = draw.choice("48") + "00"
    return draw.choice(
        (
            number, number, f"{number[:3]}-{number[3:7]}-{number[7:]}", f"{number[:3]} {number[3:7]} {number[7:]}",
            f"+86{number}",
            f"+86 {number}", f"0086-{number}", f"{area}-{land}",
            f"{area} {land}", f"+86-{area[1:]}-{land}", f"{area}-{land}-{_digits(draw, 3)}",
            f"{service}-{_digits(draw, 3)}-{_digits(draw, 4)}",
            f"+852 {draw.choice('5679')}{_digits(draw, 3)} {_digits(draw, 4)}",
            f"+853 6{_digits(draw, 3)} {_digits(draw, 4)}",
            f"+886 9{_digits(draw, 2)} {_digits(draw, 3)} {_digits(draw, 3)}",
            f"09{_digits(draw, 2)}-{_digits(draw, 3)}-{_digits(draw, 3)}",
            f"({area}){land}", f"（{area}）{land}", f"({area}) {land[:-4]} {land[-4:]}", f"0086-{area[1:]}-{land}",
            f"{area} {land[:-4]} {land[-4:]}", f"+86 ({area[1:]}) {land[:-4]} {land[-4:]}",
        )
    )  # fmt: skip


def _bank_card(draw: random.Random) -> str:
    body = draw.choice(("622202", "621700", "622848", "436742", "518710", "356827", "955880")) + _digits(
        draw, draw.choice((9, 12))
    )
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(reversed(body)))
    whole = body + str(-total % 10)
    return draw.choice((whole, whole, " ".join(whole[at : at + 4] for at in range(0, len(whole), 4))))


def _uscc(draw: random.Random) -> str:
    body = (
        draw.choice(("91", "92", "12", "51"))
        + draw.choice(_REGIONS[:8])
        + "MA"
        + "".join(draw.choice(_CODE) for _ in range(7))
    )
    total = sum(_CODE.index(char) * pow(3, place, 31) for place, char in enumerate(body))
    return body + _CODE[(31 - total % 31) % 31]


def _passport(draw: random.Random) -> str:
    return draw.choice(
        ("E" + str(draw.randint(3, 9)) + _digits(draw, 7), "E" + draw.choice("ABCDEFGH") + _digits(draw, 7))
    )


def _plate(draw: random.Random) -> str:
    front = draw.choice(_PROVINCES) + draw.choice("ABCDEFG")
    return (
        front
        + draw.choice(("", "·"))
        + draw.choice(
            (
                _digits(draw, 5),
                draw.choice(_LETTERS[:8]) + _digits(draw, 4),
                "D" + _digits(draw, 5),
                "F" + _digits(draw, 5),
                _digits(draw, 5) + "D",
            )
        )
    )


def _email(draw: random.Random) -> str:
    name = "".join(draw.choice("abcdefghijklmnopqrstuvwxyz") for _ in range(draw.randint(3, 9)))
    name += draw.choice(("", ".", "_")) + _digits(draw, 2)
    return f"{name}@{draw.choice(('qq.com', '163.com', 'mail.example.com.cn', 'gmail.com'))}"


_MADE: dict[str, tuple[Made, tuple[str, ...]]] = {
    "id_card": (_id_card, ("身份证号：{}", "证件号码{}", "我的身份证是{}，", "id card no. {}")),
    "phone": (_phone, ("电话：{}", "请拨打{}联系", "手机{}，", "Tel: {}", "我的号码是{}。", "联系方式 {}")),
    "bank_card": (_bank_card, ("卡号：{}", "转到{}这张卡", "银行账户{}，", "card {}")),
    "uscc": (_uscc, ("统一社会信用代码：{}", "税号{}，")),
    "passport": (_passport, ("护照号：{}", "护照{}，", "passport {}")),
    "plate": (_plate, ("车牌号：{}", "一辆{}的车", "车牌{}，")),
    "email": (_email, ("邮箱：{}", "发到{}吧", "email {}, ")),
}
_THINGS = (
    "订单号", "订单编号：", "物流单号：", "运单号", "交易单号：", "流水号：", "发票号码：", "合同编号：",
    "序列号：", "批号：", "型号：", "货号：", "条码：", "ISBN ", "order no. ", "tracking number: ", "invoice ",
    "model ", "part no. ", "serial: ", "SKU: ",
)  # fmt: skip
_OTHERS = (
    "工单：", "工单编号", "快递单号", "快递号：", "票号：", "出库单号：", "单据编号：", "受理编号：",
    "设备编码：", "资产编号", "借据号：", "案件编号：", "缴费单号：", "退货单号", "存单号：", "箱号",
    "追溯码：", "凭证号：", "报价单号：", "会员编号：", "docket no. ", "receipt number: ", "case id: ",
    "asset tag: ", "batch no. ", "ref: ", "RMA ",
)  # fmt: skip
"""Names of things before a number: those that were in view when the check was written, and others that were not."""


def _thing(draw: random.Random) -> str:
    """A number that a card, a citizen, a passport or a telephone could have."""
    day = f"{draw.randint(2015, 2026)}{draw.randint(1, 12):02}{draw.randint(1, 28):02}"
    return draw.choice(
        (
            draw.choice(("62", "4")) + _digits(draw, 17), f"420000{day}{_digits(draw, 4)}",
            draw.choice("EGD") + _digits(draw, 8), "1" + draw.choice("3456789") + _digits(draw, 9),
        )
    )  # fmt: skip


def named(draw: random.Random, labels: tuple[str, ...]) -> str:
    """A number of a thing behind its name."""
    return draw.choice(labels) + _thing(draw)


_NEGATIVES: tuple[Made, ...] = (
    lambda d: f"订单号{d.randint(2020, 2026)}{d.randint(1, 12):02}{_digits(d, 14)}",
    lambda d: f"快递单号SF{_digits(d, 13)}", lambda d: f"运单YT{_digits(d, 13)}", lambda d: f"时间戳17{_digits(d, 8)}",
    lambda d: f"时间戳17{_digits(d, 11)}", lambda d: f"ISBN 978-7-{_digits(d, 3)}-{_digits(d, 5)}-{_digits(d, 1)}",
    lambda d: f"型号{d.choice(_LETTERS)}{d.choice(_LETTERS)}-{_digits(d, 6)}",
    lambda d: f"金额{_digits(d, 7)}.{_digits(d, 2)}元",
    lambda d: f"版本{d.randint(1, 9)}.{d.randint(0, 20)}.{_digits(d, 4)}", lambda d: f"MD5 {d.getrandbits(128):032x}",
    lambda d: f"2024-{d.randint(1, 12):02}-{d.randint(1, 28):02} {d.randint(0, 23):02}:{d.randint(10, 59)}:30",
    lambda d: f"序列号SN{_digits(d, 11)}", lambda d: f"IP 192.168.{d.randint(0, 255)}.{d.randint(0, 255)}",
    lambda d: f"{_digits(d, 6)}+{_digits(d, 6)}=?",
    lambda d: f"圆周率3.14159{_digits(d, 12)}",
    lambda d: f"QQ群{_digits(d, 9)}",
    lambda d: f"提交{d.getrandbits(160):040x}",
    lambda d: f"uuid {d.getrandbits(32):08x}-{d.getrandbits(16):04x}-4a{_digits(d, 2)}-a{_digits(d, 3)}-{_digits(d, 12)}",  # noqa: E501
    lambda d: f"坐标116.{_digits(d, 6)},39.{_digits(d, 6)}",
    lambda d: f"邮编{_digits(d, 6)}",
    lambda d: f"人口{_digits(d, 8)}人",
    lambda d: named(d, _THINGS),
    lambda d: named(d, _OTHERS),
)  # fmt: skip


def numbers(draw: random.Random, count: int) -> Iterator[tuple[str, Spans]]:
    """Texts of one to three pieces each: about half of these are numbers of a kind, the others only look like one."""
    for _ in range(count):
        text, spans = "", dict[str, set[tuple[int, int]]]()
        for _ in range(draw.randint(1, 3)):
            if draw.random() < 0.5:
                kind = draw.choice(list(_MADE))
                make, frames = _MADE[kind]
                number, frame = make(draw), draw.choice(frames)
                start = len(text) + frame.index("{")
                spans.setdefault(kind, set()).add((start, start + len(number)))
                text += frame.format(number)
            else:
                text += draw.choice(_NEGATIVES)(draw)
            text += draw.choice(("，", "。", "；", "\n"))
        yield text, spans
