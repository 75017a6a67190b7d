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
    ],
)  # fmt: skip
def test_an_organisation_is_found(text: str, name: str) -> None:
    assert found(text) == [(KIND, name)]


@pytest.mark.parametrize("text", ["一家公司", "我们公司", "去医院", "多家银行", "上大学", "某公司", "公司", "这个学院"])
def test_what_names_none(text: str) -> None:
    assert found(text) == []
