from __future__ import annotations

import json

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.aigc import value
from guiju.labels.carriers.markdown import Markdown
from tests.labels.carriers.laws import FIRST, SECOND, check_hostile, check_laws, content

WELL = value(FIRST)
MAP = "AIGC:\n" + "".join(f"  {key}: {json.dumps(text)}\n" for key, text in json.loads(WELL).items())
HEAD = "---\n# who wrote it\ntitle:   'A  title'\ntags: [a, b]\ndate: 2026-11-23  # today\nlong: |\n  AIGC: x\n\n  y\n"
HEAD += "---\n"
BODY = "# 标题\n\n正文。\n\n---\n\nmore\n"
FILES = {
    "nothing": BODY,
    "front matter": HEAD + BODY,
    "empty front matter": "---\n---\n" + BODY,
    "ended by dots": "---\na: b\n...\n" + BODY,
    "of Windows": (HEAD + BODY).replace("\n", "\r\n"),
    "with a mark": "\ufeff" + HEAD + BODY,
    "a line across": "---\n\nwords and words\n\n---\n" + BODY,
    "one line across": "---\n" + BODY.replace("---", "***"),
    "nothing behind": "---\na: b\n---\nx",
    "labelled": f"---\na: b\n{MAP}c: d\n---\n" + BODY,
    "labelled twice": f"---\n{MAP}a: b\n\n# about\n{MAP}# behind\n---\n" + BODY,
    "labelled in one line": f"---\na: b\nAIGC: {WELL}\nc: d\n---\n" + BODY,
    "labelled by a string": f"---\nAIGC: '{WELL}'\nc: d\n---\n" + BODY,
    "labelled by a block": f"---\nAIGC: |\n  {WELL}\nc: d\n---\n" + BODY,
    "labelled over lines": "---\nAIGC: {\n" + WELL[1:-1].replace(",", ",\n  ") + "\n}\nc: d\n---\n" + BODY,
}


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("codec", ["utf-8", "utf-16-le", "gb18030"])
def test_laws(name: str, codec: str) -> None:
    text = FILES[name]
    if codec == "utf-16-le":
        text = "\ufeff" + text.lstrip("\ufeff")
    if codec == "gb18030":
        text = text.lstrip("\ufeff")
    made = check_laws(Markdown(), text.encode(codec), "a.md").decode(codec).lstrip("\ufeff")
    front = yaml.safe_load(made[4:].partition("---")[0].partition("...")[0])
    assert front["AIGC"] == json.loads(WELL)


@pytest.mark.parametrize("name", FILES)
def test_hostile(name: str) -> None:
    check_hostile(Markdown(), check_laws(Markdown(), FILES[name].encode(), "a.md"), "a.md", rounds=40)


def test_other_lines_stay_as_they_were() -> None:
    made = check_laws(Markdown(), FILES["front matter"].encode(), "a.md").decode()
    assert made == HEAD[:-4] + MAP + "---\n" + BODY
    made = check_laws(Markdown(), FILES["labelled twice"].encode(), "a.md").decode()
    assert made == f"---\n{MAP}a: b\n\n# about\n# behind\n---\n" + BODY


@given(
    st.lists(
        st.sampled_from(["a: b\n", "# c\n", "\n", "d:\n  - e\n", "AIGC: x\n", MAP, "aigc:\n  Label: 1\n"]), max_size=6
    )
)
@settings(deadline=None)
def test_any_front_matter(lines: list[str]) -> None:
    data = ("---\nfirst: 1\n" + "".join(lines) + "---\n" + BODY).encode()
    made = check_laws(Markdown(), data, "a.md").decode()
    kept = [line for line in lines if "AIGC" not in line and "aigc" not in line]
    for line in kept:
        assert made.count(line) >= kept.count(line)


def front(lines: str) -> bytes:
    return f"---\n{lines}---\n{BODY}".encode()


CASES = {
    "well": (front(MAP), "compliant", None),
    "in one line": (front(f"AIGC: {WELL}\n"), "compliant", None),
    "a string": (front(f"AIGC: '{WELL}'\n"), "compliant", "other_place"),
    "wrapped": (front('AIGC: \'{"AIGC":' + WELL + "}'\n"), "compliant", "other_place"),
    "lower case": (front(MAP.replace("AIGC", "aigc")), "compliant", None),
    "a number": (front(MAP.replace('"1"', "1")), "compliant", "number_for_text"),
    "a vendor's": (front(MAP.replace('Label: "1"', "Label: AIGC")), "noncompliant", "label_value"),
    "misspelt": (front(MAP.replace("ReservedCode1", "ReserveCode1")), "noncompliant", "key_misspelt"),
    "a key twice": (front(MAP + '  Label: "2"\n'), "noncompliant", "key_twice"),
    "nothing for a value": (front(MAP.replace('ReservedCode1: ""', "ReservedCode1:")), "noncompliant", "not_text"),
    "a map for a value": (
        front(MAP.replace('ReservedCode1: ""', "ReservedCode1: {a: b, c: d}")), "noncompliant", "not_text",
    ),
    "twice": (front(MAP + "a: b\n" + MAP), "noncompliant", "duplicate"),
    "no YAML": (front("AIGC: {{{\n"), "noncompliant", "not_json"),
    "deep": (front("AIGC: " + "[" * 5000 + "\n"), "noncompliant", None),
    "empty": (front("AIGC: ''\n"), "inconclusive", "empty"),
    "TOML": (f"+++\n[AIGC]\n{MAP[6:].replace(': ', ' = ')}+++\n".encode() + BODY.encode(), "compliant", "other_place"),
    "in the text only": (BODY.encode() + MAP.encode(), "none", None),
    "a notice": ("本文由AI生成\n\n".encode() + BODY.encode(), "noncompliant", "implicit_missing"),
    "a notice that nobody sees": ("<!-- 本文由AI生成 -->\n\n".encode() + BODY.encode(), "none", None),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    data, verdict, code = CASES[name]
    seen = examine(data, "a.md")
    assert (seen.verdict, seen.carrier) == (verdict, "markdown"), seen.remarks
    assert not code or code in {remark.code for remark in seen.remarks}
    if name != "TOML":
        check_laws(Markdown(), data, "a.md")


@pytest.mark.parametrize("text", ["+++\na = 1\n+++\nx\n", ';;;\n"a": 1\n;;;\nx\n', "---\n{a: b}\n---\nx\n"])
def test_front_matter_that_is_not_written_to(text: str) -> None:
    with pytest.raises(Unlabelled, match="front matter"):
        FileLabeller("a.md").apply(content(Markdown(), text.encode()), SECOND)
