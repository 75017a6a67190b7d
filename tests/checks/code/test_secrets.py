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


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("curl -u admin:Tr0ub4dor https://a.example/x", "Tr0ub4dor"),
        ("curl --user 'admin:Tr0ub4dor' -X POST", "Tr0ub4dor"),
        ('curl -u "admin:Tr0ub4dor"', "Tr0ub4dor"),
        ("mysql -u root -pWinter2024", "Winter2024"),
        ("mysql -h db -P 3306 -uroot -p'Winter2024' shop", "Winter2024"),
        ("$ mysqldump --single-transaction -u root -pWinter2024 shop > x.sql", "Winter2024"),
        ("sshpass -p 'Wi9!xxPk' ssh root@host", "Wi9!xxPk"),
        ("redis-cli -h cache -a Winter2024 ping", "Winter2024"),
        ("tool --password Winter2024 -v", "Winter2024"),
        ("tool --db-password 'Winter2024'", "Winter2024"),
        ("<password>Winter2024!</password>", "Winter2024!"),
        ("<db:userPassword>Winter2024!</db:userPassword>", "Winter2024!"),
        ("const pw = `S3cretP@ss`;", "S3cretP@ss"),
        ("db_pw='S3cretP@ss'", "S3cretP@ss"),
        ('let dbPw = "S3cretP@ss"', "S3cretP@ss"),
        ("密码:123456", "123456"),
        ("密码：123456，账号 admin", "123456"),
        ("口令：88888888", "88888888"),
        ("登录口令为：Xk29dk", "Xk29dk"),
        ("初始密码设置为 Xk29dk。", "Xk29dk"),
        ("密码改成了Xk29dk，", "Xk29dk"),
        ("密码就是“Xk29dk”。", "Xk29dk"),
        ("我的密码是20240101", "20240101"),
        ("密码：abc123吗", "abc123"),
    ],
)
def test_as_people_and_commands_write_them(text: str, secret: str) -> None:
    assert seen(text) == seen(f"好的，{text}") == [secret]


@pytest.mark.parametrize(
    "text",
    [
        "docker run -u 1000:1000 -p8080:80 web", "rsync -u host1:/home/User2/x .", "chown -u www-data:www-data x",
        "curl -u $USER:$PASS1x https://a.example", "curl -u user:password https://a.example", "find . -print0 -u x",
        "mysql -u root -p shop2024", "mysql -u root -p$DB_PASS1", "mysql -u root -p", "MySQL 8 -parallel4 is",
        "<password>${db.pw1}</password>", "<password></password>", "<password>your_password1</password>",
        "<compass>North2024</compass>", "pw = power2Watts", "xpw = 'Power2Watts'", "PWM = 'Ab12Cd34'",
        "tool --password -v2beta",
        "tool --max-token 20000000", "--password <PASSWORD>", "密码：8-16位字母", "密码为6位数字", "密码长度：12位",
        "口令：见附件", "密码是12345678位", "密码：至少8位A",
        "密码：******", "密码设备abc123", "密码学2024", "密码就在abc123里", "git push -u origin:Main2024/x",
    ],
)  # fmt: skip
def test_what_only_looks_like_one(text: str) -> None:
    assert seen(text) == []
