"""What is said in Chinese is Chinese to the end."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import guiju.labels
from guiju.labels import examine
from guiju.labels.details import in_chinese, phrases
from guiju.labels.producer import fault
from guiju.labels.remark import Remark

ONE_OR_TWO = "service type (character 23) is {}, must be 1 or 2, or 00000 for no extension"
CODE = "001191320118MAK93FC72D10001"


@pytest.mark.parametrize(
    "code",
    [
        CODE[:-1], "a" + CODE[1:], "01" + CODE[2:], CODE[:2] + "2" + CODE[3:], CODE[:3] + "2" + CODE[4:],
        CODE[:4] + "I" + CODE[5:], CODE[:6] + "A" + CODE[7:], CODE[:21] + "G" + CODE[22:], CODE[:22] + "20001",
        CODE[:22] + "30001",
    ],
)  # fmt: skip
@pytest.mark.parametrize("service", ["1", "2", ""])
def test_every_fault_of_a_provider_code_has_its_chinese(code: str, service: str) -> None:
    wrong = fault(code, service)  # type: ignore[arg-type]
    if wrong:
        assert re.search("[\u4e00-\u9fff]", in_chinese(wrong)) and Remark("code", 0, wrong).what.en.endswith(wrong)
        assert not re.search("[a-z]{3}", in_chinese(wrong).replace("--producer", ""))


def test_damage_is_told_in_both_languages() -> None:
    (told,) = (one for one in examine(b"RIFF\xff\0\0\0AVI LIST", "a.avi").remarks if one.code == "damaged")
    assert "the chunk RIFF of 255 bytes goes beyond what holds it" in told.what.en
    assert "块 RIFF (255 字节) 超出所在范围" in told.what.zh


def literal(node: ast.expr) -> Iterator[str]:
    """The phrases that an expression may be, with ``{}`` for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.JoinedStr):
        yield "".join(str(part.value) if isinstance(part, ast.Constant) else "{}" for part in node.values)
    elif isinstance(node, ast.IfExp):
        yield from (*literal(node.body), *literal(node.orelse))


def test_whatever_a_carrier_says_of_damage_has_its_chinese() -> None:
    said = set[str]()
    for path in Path(guiju.labels.__file__).parent.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text())):
            if isinstance(node, ast.Call) and ast.unparse(node.func) in ("Damaged", "Encrypted"):
                said |= {phrase for one in node.args[:1] for phrase in literal(one)}
    assert len(said) > 200
    assert not said - phrases().keys(), "say it in Chinese, too, in data/details.json"
    assert in_chinese("the XMP packet is no XML: mismatched tag: line 1, column 9").startswith("XMP 包不是 XML: mism")


def test_what_is_not_in_the_table_stays_as_it_is() -> None:
    assert in_chinese("{0} a thing {x}") == "{0} a thing {x}" and in_chinese("") == ""


def test_the_table_holds_no_phrase_that_nobody_says() -> None:
    trees = [ast.parse(path.read_text()) for path in Path(guiju.labels.__file__).parent.rglob("*.py")]
    nodes = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.expr))
    said = {phrase for node in nodes for phrase in literal(node)}
    assert [one for one in phrases() if one not in said] == [ONE_OR_TWO]
    assert not [one for one, chinese in phrases().items() if one.count("{}") != chinese.count("{}")]
