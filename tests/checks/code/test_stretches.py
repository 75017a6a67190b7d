from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.own import rows
from guiju.checks.code import Code
from guiju.checks.code.secrets import secrets
from guiju.checks.code.stretches import LIMIT, last_run, stretches
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful

CHECK = Code("secrets")
KEY = "".join(("gh", "p_", "Zk3Jx9QmT7bLw2RvN5cYd8FhS1aGuE4oPiK6"))
BEGIN = "-----BEGIN RSA PRIVATE KEY-----\n"
PIECES = st.sampled_from(
    ["password", " = ", '"', "'", "`", "\n", " ", "    ", ": ", ": str = ", ":=", BEGIN, "Proc-Type: 4,ENC\n",
     "-----END RSA", KEY, "://a:", "h", "@b.c", "eyJ", "\ud800", "\0", "密", "密码", "是", "为", "：", "Hx9!kd02Lz",
     "A" * 50, "Authorization", "Bearer ", "令", "牌", "。", "好的", "the ", "max_token", "api_key", "ſecret", "toKen",
     "İ", "Key=", "x" * 399, "é", "\t", "pw", "-u ", "--user", "a:Hx9!kd02Lz", "mysql", "mysqldump", " -p", " -u root",
     "-",
     "sshpass -p ", "redis-cli", "</password>", "<", ">", "设", "置", "改", "成", "了", "“", "”", "123456",
     "-----END RSA PRIVATE",
     "-----", " KEY-----", "--password "]
)  # fmt: skip
TEXTS = st.lists(
    PIECES | st.text(max_size=6) | st.sampled_from([row["text"][:400] for row in rows("code")]), max_size=9
)
TEXT = TEXTS.map("".join)


@given(TEXT, TEXT, st.data())
@settings(max_examples=400)
def test_the_cut_is_lawful(text: str, rest: str, data: st.DataObject) -> None:
    at = data.draw(st.integers(0, len(text)))
    assert_cut_is_lawful(CHECK, text[:at], text[at:] + rest)


@given(TEXT, st.lists(st.integers(0, 2000), max_size=12))
@settings(max_examples=200)
def test_pieces_find_what_the_whole_finds(text: str, places: list[int]) -> None:
    cuts = sorted({0, len(text), *(place % (len(text) + 1) for place in places)})
    assert_chunks_agree(CHECK, [text[a:b] for a, b in pairwise(cuts)])


@pytest.mark.parametrize("row", [row for row in rows("code") if row.get("secret")], ids=lambda row: row["kind"])
def test_character_by_character(row: dict[str, str]) -> None:
    assert_chunks_agree(CHECK, list(row["text"]))


@given(TEXT)
def test_the_parts_together_are_the_whole(text: str) -> None:
    def told(check: Code) -> list[tuple[object, str, float]]:
        return [(f.at, f.risk, f.score) for f in check.tail(text)[0]]

    assert sorted(told(Code("secrets")) + told(Code("malware")), key=str) == sorted(told(Code()), key=str)


@pytest.mark.parametrize(
    "filling",
    ["mysql -p ", "-u ", "A", "a,", "password", "token=", "密", BEGIN, "x://a:", "token: str ", "Authorization: "],
)
@pytest.mark.parametrize("size", [LIMIT - 60, LIMIT - 2, LIMIT, LIMIT + 3, 2 * LIMIT + 5])
def test_none_is_held_without_end(filling: str, size: int) -> None:
    text = (filling * size)[:size]
    more = 2 * len(BEGIN) if filling == BEGIN else 0
    assert all(end - start <= LIMIT + more for start, end in stretches(text))
    assert len(text) - CHECK.settled(text) < LIMIT + more
    for at in (size // 2, size - 1, size):
        assert_cut_is_lawful(CHECK, text[:at], text[at:] + f" token={KEY} ")


@given(st.text(st.sampled_from("ab1 .密好\n-"), max_size=60))
def test_what_is_told_from_the_end_is_what_is_read_from_the_start(text: str) -> None:
    spans = [start for start, end in stretches(text) if end == len(text)]
    assert last_run(text) == (spans[0] if spans else len(text))


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("今天天气很好", ""),
        ("请设置密", "密"),
        ("密码是", "密码是"),
        ("密码是很重要的，请", ""),
        ("The weather is fi", "fi"),
        ("The weather is fine. ", ""),
        ("set the password ", "password "),
        ("set the password here ", ""),
        (f"{BEGIN}MIIEow", f"{BEGIN}MIIEow"),
        (f"{BEGIN}MIIEow。好", ""),
    ],
)
def test_what_is_held(text: str, held: str) -> None:
    assert text[CHECK.settled(text) :] == held


def test_a_key_is_found_in_its_place() -> None:
    text = f"好的，令牌是{KEY}，请保存。"
    (one,), cut = secrets(text)
    assert text[slice(*one.at)] == KEY and cut == len(text)


@pytest.mark.parametrize("lines", [5, 255, 256, 300, 2500])
@pytest.mark.parametrize("rest", ["-----END RSA PRIVATE KEY-----", "", "\nAbc0123=\n-----END RSA PRIVATE KEY-----"])
def test_a_private_key_is_one_secret_however_long_it_is(lines: int, rest: str) -> None:
    key = BEGIN + "Ab0+/9xQ" * 8 + f"\n{'qW3e' * 16}" * lines + "\n" * rest.startswith("-") + rest
    text = f"好的：\n{key}"
    assert [one.at for one in secrets(text)[0]] == [(4, len(text))]
    assert CHECK.settled(text) == 4
    for after in ("。好的", "\n", "。\n" + BEGIN):
        assert secrets(text + after)[0][0].at[0] == 4 and secrets(text + after)[0][0].at[1] >= len(text)
    assert_chunks_agree(CHECK, [text[at : at + 999] for at in range(0, len(text), 999)] + ["。好的"])
