from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import FileLabeller, examine, notice
from guiju.labels.carrier import Carrier
from guiju.labels.carriers.plain import TEXTS
from guiju.labels.coding import coded
from guiju.labels.noticing import written
from guiju.labels.splices import digest
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, content

TEXT, TABLE = TEXTS


def check_notice(carrier: Carrier, data: bytes, name: str) -> bytes:
    """A notice is written, seen, kept, replaced where it is the house's own, and the rest stays."""
    assert carrier.knows(data, name)
    labeller, before = FileLabeller(name), digest(data, carrier.payload(data))
    once = labeller.apply(content(carrier, data), FIRST)
    assert isinstance(once.body, bytes)
    assert labeller.read(once) is None, "a notice is no label"
    seen = examine(once.body, name)
    assert (seen.verdict, seen.carrier, seen.explicit) == ("compliant", carrier.name, True), seen.remarks
    assert "no_place" in {remark.code for remark in seen.remarks}
    assert labeller.apply(once, FIRST).body == once.body
    other = labeller.apply(once, SECOND)
    assert isinstance(other.body, bytes)
    assert examine(other.body, name).verdict == "compliant"
    for made in (once.body, other.body):
        assert digest(made, carrier.payload(made)) == before
    back = labeller.apply(other, FIRST).body
    assert examine(bytes(back), name).verdict == "compliant" if isinstance(back, bytes) else False
    return once.body


FILES = {
    "a line": "今天天气很好。".encode(),
    "lines": "标题\n\n正文\n".encode(),
    "lines of Windows": "标题\r\n正文\r\n".encode(),
    "with a mark": "\ufeff标题\n正文".encode(),
    "UTF-16": "\ufeff标题\n正文\n".encode("utf-16-le"),
    "UTF-16, the other way": "\ufeff标题\n正文\n".encode("utf-16-be"),
    "GB18030": "标题\n今天天气很好。\n".encode("gb18030"),
    "English": b"A title\nand words about AI-generated content that go on and on\n",
    "long": ("正文。" * 40 + "\n").encode() * 2000,
    "long, GB18030": ("正文。" * 40 + "\n").encode("gb18030") * 2000,
    "an English notice": b"AI-generated\nwords\n",
    "a notice of the house in front": (notice("zh", "3") + "\n正文\n").encode(),
    "a notice of the house behind": ("正文\n" + notice("en", "1")).encode(),
    "notices of the house": (
        written("2") + "\n" + notice("zh", "1") + "\n正文\n" + notice("en", "1") + "\n\n"
    ).encode(),
    "nothing but a notice of the house": written("1").encode(),
}


@pytest.mark.parametrize("name", FILES)
def test_notices(name: str) -> None:
    check_notice(TEXT, FILES[name], "a.txt")


@given(st.text(alphabet="文字ab 。\n\r", max_size=60), st.sampled_from(["utf-8", "gb18030"]), st.booleans())
@settings(deadline=None)
def test_any_text(text: str, codec: str, front: bool) -> None:
    data = ((written("2") + "\n" if front else "") + "x" + text).encode(codec)
    made = check_notice(TEXT, data, "a.txt")
    found = coded(data)
    assert found and made.decode(found.codec).endswith("x" + text)


def test_the_notice_of_another_stays() -> None:
    for words in ("本文由AI生成，仅供参考\n正文\n", "正文\n（内容由豆包AI生成）\n"):
        data = words.encode()
        assert FileLabeller("a.txt").apply(content(TEXT, data), FIRST).body == data


def test_the_notice_is_in_both_languages_and_the_first_line() -> None:
    made = check_notice(TEXT, FILES["with a mark"], "a.txt")
    assert made.decode("utf-8-sig").split("\n")[0] == "【本内容由人工智能生成 · AI-generated content】"


def test_a_table_keeps_its_head_and_rows() -> None:
    for data in (b"name,size\na,1\nb,2\n", b"name,size\r\na,1\r\nb,2", "名,数\n甲,1\n".encode("gb18030")):
        made = check_notice(TABLE, data, "a.csv")
        codec = "utf-8" if b"name" in data else "gb18030"
        rows = list(csv.reader(io.StringIO(made.decode(codec))))
        assert rows[:-1] == list(csv.reader(io.StringIO(data.decode(codec))))


def test_an_english_notice_lacks_the_elements() -> None:
    seen = examine(FILES["an English notice"], "a.txt")
    assert seen.verdict == "noncompliant" and seen.explicit
    assert "explicit_elements" in {remark.code for remark in seen.remarks}


def test_no_notice() -> None:
    seen = examine(FILES["English"], "a.txt")
    assert (seen.verdict, seen.explicit) == ("none", None)


@pytest.mark.parametrize("name", ["a.txt", "a.csv", "README", ""])
def test_hostile(name: str) -> None:
    carrier = TABLE if name.endswith("csv") else TEXT
    for key in ("lines", "UTF-16", "GB18030", "notices of the house"):
        check_hostile(carrier, FILES[key] + b"\n" * 400, name, rounds=40)


@pytest.mark.parametrize(
    ("data", "name", "known"),
    [
        (b"words", "README", True), (b"words", "", True), (b"words", "a.txt", True), (b"words", "a.odd", False),
        (b"", "a.txt", False), (b'{"a": 1}', "", False), (b"<a/>", "", False), (b"%PDF", "", False),
        (b"\0\1\2", "a.txt", False), (b"\xff\xfe\xff", "", False), (bytes(range(200)), "", False),
        (b"{\\rtf1", "", False),
    ],
)  # fmt: skip
def test_what_is_taken_for_text(data: bytes, name: str, known: bool) -> None:
    assert TEXT.knows(data, name) is known
