from __future__ import annotations

import pytest

from guiju.checks.code.secrets import secrets

KEY = "".join(("gh", "p_", "Zk3Jx9QmT7bLw2RvN5cYd8FhS1aGuE4oPiK6"))


def seen(text: str) -> list[str]:
    return [text[slice(*one.at)] for one in secrets(text)[0] if one.score >= 0.5]


@pytest.mark.parametrize(
    "text",
    [
        "TOKEN={}",
        "TOKEN = '{}'",
        '{{"token": "{}"}}',
        "token：{}",
        "我的密钥是{}。",
        "({})",
        "git clone https://{}@host/x.git",
    ],
)
def test_the_place_is_the_key_alone(text: str) -> None:
    assert seen(text.format(KEY)) == [KEY]


@pytest.mark.parametrize("text", ["x{}", "a/{}", "-{}"])
def test_a_part_of_a_longer_word_is_none(text: str) -> None:
    assert seen(text.format(KEY)) == []


def test_two_secrets_in_one_line() -> None:
    text = f"user=a password='Hx9!kd02Lz' token={KEY}"
    assert seen(text) == ["Hx9!kd02Lz", KEY]


@pytest.mark.parametrize(
    "name", ["compass", "bypass", "max_token", "pad_token", "password_hash", "primary_key", "is_secret"]
)
def test_names_that_only_sound_like_it(name: str) -> None:
    assert seen(f"{name} = 'Hx9!kd02LzQ7w5Tn3B'") == []


@pytest.mark.parametrize(
    "name", ["dbPassword", "DB_PASS", "user_pwd", "mysqlpassword", '"api_key"', "config['secret']", "clientSecret"]
)
def test_names_that_are(name: str) -> None:
    assert seen(f"{name} = 'Hx9!kd02LzQ7w5Tn3B'") == ["Hx9!kd02LzQ7w5Tn3B"]
