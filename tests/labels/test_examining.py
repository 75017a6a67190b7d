from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.core.content import Kind
from guiju.core.label import Label
from guiju.labels import Examined, Remark, examine
from guiju.labels.aigc import ALLOWED, value
from guiju.labels.carrier import Buffer, Found, Scan, Splice
from guiju.labels.examining import judged, understood
from tests.labels.carriers.laws import FIRST, SECOND
from tests.labels.carriers.test_png import png, with_chunk

DOUBT, NOTE, FAIL = Remark("damaged", 9, "cut"), Remark("trailing", 9, "1 byte"), Remark("duplicate", 9, "2")
BROKEN = value(FIRST).replace('"Label":"1"', '"Label":"9"')


@dataclass(frozen=True, slots=True)
class Paper:
    """A format whose scan is given."""

    name: str = "paper"
    kind: Kind = Kind.TEXT
    endings: tuple[str, ...] = (".paper",)
    implicit: bool = True

    def knows(self, data: Buffer, name: str) -> bool:
        return False

    def scan(self, data: Buffer) -> Scan:
        return Scan()

    def splices(self, data: Buffer, value: str) -> Sequence[Splice]:
        return ()

    def payload(self, data: Buffer) -> Iterable[tuple[int, int]]:
        return ((0, len(data)),)


def seen(*texts: str, remarks: tuple[Remark, ...] = ()) -> Examined:
    return judged(Paper(), Scan(tuple(Found(text, 7 + n, "field") for n, text in enumerate(texts)), remarks))


def codes(examined: Examined) -> set[str]:
    return {remark.code for remark in examined.remarks}


@pytest.mark.parametrize(
    ("texts", "remarks", "verdict"),
    [
        ((), (), "none"),
        ((), (NOTE,), "none"),
        ((), (DOUBT,), "inconclusive"),
        ((value(FIRST),), (), "compliant"),
        ((value(FIRST),), (NOTE,), "compliant"),
        ((value(FIRST),), (DOUBT,), "inconclusive"),
        ((BROKEN,), (), "noncompliant"),
        ((BROKEN,), (DOUBT, NOTE), "noncompliant"),
        ((value(FIRST), value(FIRST)), (), "noncompliant"),
        (("",), (), "inconclusive"),
        (("nothing",), (), "noncompliant"),
    ],
)
def test_a_broken_rule_outweighs_a_doubt_and_a_doubt_a_label(
    texts: tuple[str, ...], remarks: tuple[Remark, ...], verdict: str
) -> None:
    assert seen(*texts, remarks=remarks).verdict == verdict


@given(st.lists(st.sampled_from([DOUBT, NOTE, FAIL]), max_size=5), st.lists(st.sampled_from([DOUBT, NOTE, FAIL])))
def test_more_remarks_never_soften_a_verdict(some: list[Remark], more: list[Remark]) -> None:
    hardness = ("none", "compliant", "inconclusive", "noncompliant")
    before, after = (seen(value(FIRST), remarks=tuple(one)) for one in (some, some + more))
    assert hardness.index(after.verdict) >= hardness.index(before.verdict)
    assert seen(value(FIRST), remarks=tuple(some)).with_remarks(*more).verdict == after.verdict


def test_two_that_say_the_same_are_one_too_many() -> None:
    twice = seen(value(FIRST), value(FIRST))
    assert codes(twice) == {"duplicate"} and twice.label == FIRST
    (remark,) = twice.remarks
    assert remark.at == 8 and "2" in remark.what.en and "2" in remark.what.zh


def test_copies_that_disagree_are_told_and_the_first_is_the_label() -> None:
    differing = seen(value(FIRST), value(SECOND), value(FIRST))
    assert {"duplicate", "disagree"} <= codes(differing) and differing.label == FIRST
    in_other_words = seen(value(FIRST), json.dumps(json.loads(value(FIRST)), indent=1))
    assert "disagree" not in codes(in_other_words), "the same fields in other white space are the same"


def test_what_is_worst_stands_first() -> None:
    weights = [remark.weight for remark in seen(BROKEN, remarks=(NOTE, DOUBT)).remarks]
    assert weights == sorted(weights, key=("fail", "doubt", "note").index)


def test_only_one_label_without_fault_is_understood() -> None:
    def of(*texts: str) -> Label | None:
        reading = understood(Scan(tuple(Found(text, 0, "field") for text in texts)))
        return reading.label if reading else None

    assert of(value(FIRST)) == FIRST
    assert of() is of(BROKEN) is of(value(FIRST), value(FIRST)) is None


@pytest.mark.parametrize(
    ("remarks", "explicit", "verdict"),
    [
        ((), None, "none"),
        ((Remark("explicit_seen", 0, "x"),), True, "compliant"),
        ((Remark("explicit_missing"),), False, "noncompliant"),
        ((Remark("explicit_elements", 0, "x"),), False, "noncompliant"),
    ],
)
def test_what_a_text_shows_is_told_with_it(remarks: tuple[Remark, ...], explicit: bool | None, verdict: str) -> None:
    told = judged(Paper(implicit=False), Scan((), remarks))
    assert (told.explicit, told.verdict) == (explicit, verdict)


def test_another_look_adds_to_the_first() -> None:
    first = examine(png())
    assert (first.verdict, first.explicit, first.label) == ("none", None, None)
    later = first.with_remarks(Remark("explicit_seen", None, "bottom right"), explicit=True)
    assert (later.verdict, later.explicit, later.carrier) == ("noncompliant", True, "png")
    assert later.with_remarks(Remark("explicit_small", None, "2 %")).verdict == "noncompliant"
    assert later.with_remarks().explicit is True


@pytest.mark.parametrize(("data", "at"), [(b"\0\1\2\3" * 9, 0), (b"", None)])
def test_a_format_that_is_not_known_is_not_judged(data: bytes, at: int | None) -> None:
    told = examine(data, "a.unknown")
    assert (told.verdict, told.carrier, told.label) == ("inconclusive", "", None)
    assert [(remark.code, remark.at) for remark in told.remarks] == [("unknown_format", at)]
    assert told.remarks[0].repair.zh


@given(st.binary(max_size=400), st.sampled_from(["", "a.png", "a.mp4", "a.docx", "a.md", "a.txt", "a.svg", "a.html"]))
@settings(max_examples=200, deadline=None)
def test_nothing_is_raised_whatever_the_bytes(data: bytes, name: str) -> None:
    assert examine(data, name).verdict in ("compliant", "noncompliant", "none", "inconclusive")


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=20), inner, max_size=8),
    max_leaves=12,
)


@given(JSON)
@settings(max_examples=100, deadline=None)
def test_nothing_is_raised_whatever_the_label(obj: Any) -> None:
    told = seen(json.dumps({"AIGC": obj}))
    assert told.verdict in ("noncompliant", "inconclusive")
    assert all(remark.what.zh and remark.what.en for remark in told.remarks)


VALUES = st.text(sorted(ALLOWED), min_size=1, max_size=20).filter(lambda text: not text.startswith("00"))


@given(st.sampled_from("123"), VALUES, VALUES, VALUES, VALUES)
@settings(max_examples=50, deadline=None)
def test_every_label_of_annex_e_is_compliant_in_a_file(one: str, who: str, number: str, by: str, passed: str) -> None:
    label = Label(one, who, number, "", by, passed)
    told = examine(with_chunk(b"tEXt", b"AIGC\0" + json.dumps({"AIGC": json.loads(value(label))}).encode()))
    assert (told.verdict, told.label) == ("compliant", label), told.remarks


def test_a_notice_does_not_stand_in_for_metadata() -> None:
    text = "> 【本内容由人工智能生成】\n\n# 标题\n".encode()
    seen = examine(text, "a.md")
    if seen.explicit:  # the formats whose notices are read
        assert (seen.verdict, [remark.code for remark in seen.remarks if remark.weight == "fail"]) == (
            "noncompliant",
            ["implicit_missing"],
        )
    plain = examine("【本内容由人工智能生成】\n正文。\n".encode(), "a.txt")
    assert (plain.verdict, plain.explicit) == ("compliant", True)


def test_a_label_that_is_seen_later_asks_for_metadata_too() -> None:
    bare = examine(png())
    assert bare.verdict == "none"
    seen = bare.with_remarks(Remark("explicit_seen", None, "AI生成"), explicit=True)
    assert seen.verdict == "noncompliant" and seen.with_remarks(Remark("explicit_seen")).remarks == (
        *seen.remarks,
        Remark("explicit_seen"),
    )
