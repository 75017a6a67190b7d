"""Mail addresses."""

from __future__ import annotations

import pytest

from tests.checks.pii.numbers import found


@pytest.mark.parametrize(
    "address",
    [
        "zhang.san@example.com",
        "a_b-c+d%e@mail.example.com.cn",
        "1@163.example",
        "_li@example.com",
        "ｚｓ@example．com",
        "x@ex\u200bample.com",
        "test＠example.org",
    ],
)
def test_an_address_is_found(address: str) -> None:
    for text in (address, f"邮箱{address}，谢谢", f"<{address}>", f"邮箱：{address}。"):
        assert found(text) == [("pii.email", address)]


@pytest.mark.parametrize("sign", ["-", ".", "+", "--", "..."])
def test_a_sign_in_front_hides_nothing(sign: str) -> None:
    assert found(f"邮箱{sign}li@example.com") == [("pii.email", "li@example.com")]


@pytest.mark.parametrize(
    "text",
    [
        "git@github.com:org/repo.git",
        "a@b",
        "icon@2x.png",
        "@someone",
        "a@@b.com",
        "a@-b.com",
        "user@10.0.0.1",
        "a b@",
        "x@example.c0m9",
        "3@4",
        "a@.com",
    ],
)
def test_what_only_looks_like_one(text: str) -> None:
    assert found(text) == []
