"""Organisations."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found

KIND = "pii.org"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("他毕业于清华大学，", "清华大学"), ("现任山东三维石化工程股份有限公司董事", "山东三维石化工程股份有限公司"),
        ("我在腾讯公司上班", "腾讯公司"), ("杭州市公安局发布通告", "杭州市公安局"), ("就职于招商银行", "招商银行"),
        ("在北京协和医院看病", "北京协和医院"),
        ("现任宁波建工集团工程建设有限公司董事", "宁波建工集团工程建设有限公司"),
        ("就读于北京大学光华管理学院。", "北京大学光华管理学院"), ("中国建设银行江阴支行行长", "中国建设银行江阴支行"),
        ("业主投诉恩悌网络有限公司物业。", "恩悌网络有限公司"), ("单位：四通信息有限公司", "四通信息有限公司"),
        ("被告新宇龙信息网络有限公司", "新宇龙信息网络有限公司"), ("记者从国家统计局获悉", "国家统计局"),
        ("调往西安市教育局。", "西安市教育局"), ("在浙江省财政厅商贸处工作", "浙江省财政厅"), ("教育部要求", "教育部"),
    ],
)  # fmt: skip
def test_an_organisation_is_found(text: str, name: str) -> None:
    assert found(text) == [(KIND, name)]


@pytest.mark.parametrize(
    "text",
    [
        "一家公司",
        "我们公司",
        "去医院",
        "多家银行",
        "上大学",
        "某公司",
        "公司",
        "这个学院",
        "现任公司董事",
        "在公司和银行",
    ],
)
def test_what_names_none(text: str) -> None:
    assert found(text) == []
