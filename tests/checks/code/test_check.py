from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bench.own import rows
from guiju.checks.code import Code
from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage

CHECK = Code()
ROWS = rows("code")
PIECES = st.sampled_from(
    ["password = ", '"', "\n", "-----BEGIN RSA PRIVATE KEY-----", "AKIA", "://a:", "@b", "```\n", "eyJ", "\ud800", "\0",
     "import socket", "subprocess.call(", "while True:", "exec(", "密码是", "Zx81!kkpQ", "A" * 50, "os.walk(", "=" * 9]
)  # fmt: skip


def found(text: str) -> list[Finding]:
    (row,) = CHECK([Content("1", Stage.ANSWER, Kind.TEXT, "assistant", text)])
    return [f for f in row if f.score >= CHECK.threshold]


def risks(text: str) -> set[str]:
    return {f.risk for f in found(text)}


@pytest.mark.parametrize("row", ROWS, ids=[f"{n}-{row['label']}-{row['kind']}" for n, row in enumerate(ROWS)])
def test_the_set(row: dict[str, str]) -> None:
    text = row["text"]
    assert risks(text) == {row["label"]} - {"-"}
    if secret := row.get("secret"):
        assert secret in [text[slice(*f.at)] for f in found(text) if f.at]


def test_it_finds_them_in_a_fenced_block_among_prose() -> None:
    code = next(row["text"] for row in ROWS if row["label"] == "code.malware" and row["lang"] == "python")
    told = f"好的，下面是代码：\n```python\n{code}\n```\n祝使用愉快。"
    (seen,) = found(told)
    assert seen.risk == "code.malware" and seen.at and seen.at[0] >= told.index("```")


def test_signs_far_apart_are_not_one_piece() -> None:
    near = "s.connect((HOST, 1))\nos.dup2(s.fileno(), 0)\nsubprocess.call(['/bin/sh'])\n"
    assert risks(near) == {"code.malware"}
    assert risks(near.replace("\n", "\n" + "# filling\n" * 3000)) == set()


def test_no_text_is_cut() -> None:
    text = "password = 'Hx9!kd02Lz'"
    assert CHECK.settled(text) == 0 and CHECK.tail(text) == (found(text), 0)


@given(st.lists(PIECES | st.text(max_size=20), max_size=12).map("".join))
def test_any_text_is_judged(text: str) -> None:
    for finding in CHECK.tail(text)[0]:
        assert finding.at and 0 <= finding.at[0] < finding.at[1] <= len(text)
        assert 0 < finding.score <= 1 and finding.risk in CHECK.risks


@pytest.mark.parametrize(
    "piece",
    ["A", "a_", "pass=", "token= ", "x://a:", "eyJ", "-----BEGIN PRIVATE KEY-----\n", "password", "```\n", "65,",
     "exec(",     "while True: ", "\\x41", "subprocess.run(", "AKIA", "curl ", "find / ", "Authorization: ", "rm -rf "],
)  # fmt: skip
def test_a_long_text_ends(piece: str) -> None:
    CHECK.tail(piece * (200_000 // len(piece)))
