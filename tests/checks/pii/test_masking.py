"""Reversible masking."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.pii.masking import LABELS, masked, restored
from guiju.core.check import Finding
from tests.checks.laws import findings
from tests.checks.pii.numbers import CHECK, PHONES


class Notebook:
    """A keeper in memory."""

    def __init__(self) -> None:
        self.kept: dict[tuple[str, int], str] = {}

    def number(self, label: str, original: str) -> int:
        known = [number for (kind, number), text in self.kept.items() if kind == label and text == original]
        number = known[0] if known else 1 + sum(kind == label for kind, _ in self.kept)
        self.kept[label, number] = original
        return number

    def original(self, label: str, number: int) -> str | None:
        return self.kept.get((label, number))


def test_the_same_person_is_the_same_placeholder() -> None:
    text, book = "李小明的电话是13800138000，王丽娟的是13900139000。联系人：李小明", Notebook()
    hidden = masked(text, findings(CHECK, text), book)
    assert hidden == "[姓名1]的电话是[电话号码1]，[姓名2]的是[电话号码2]。联系人：[姓名1]"
    assert restored(hidden, book) == text
    assert (
        restored("请打给【姓名2】（[电话号码 2]），不要打给[姓名9]", book)
        == "请打给王丽娟（13900139000），不要打给[姓名9]"
    )


def test_what_is_below_the_threshold_or_has_no_label_stays() -> None:
    text = "abcdef"
    found = [
        Finding("pii.person", 0.5, "x", (0, 1)),
        Finding("a.b", 1.0, "x", (1, 2)),
        Finding("pii.person", 1.0, "x", None),
    ]
    assert masked(text, found, Notebook()) == text


def test_of_findings_that_overlap_the_first_is_taken() -> None:
    found = [Finding("pii.phone", 1.0, "x", (1, 3)), Finding("pii.person", 1.0, "x", (0, 2))]
    assert masked("abcd", found, Notebook()) == "[姓名1]cd"


@given(numbers=st.lists(PHONES, max_size=5), between=st.sampled_from(["，", "\n", "和", " "]))
def test_what_was_masked_comes_back(numbers: list[str], between: str) -> None:
    text, book = between.join(numbers), Notebook()
    hidden = masked(text, findings(CHECK, text), book)
    assert not any(number in hidden for number in numbers)
    assert restored(hidden, book) == text


PIECES = st.sampled_from(
    ["1-12号", "11-2号", "a-b@example.org", "ab@example.org", "Anna May", "annamay", "13812345678", "138-1234-5678",
     "[姓名1]", "[姓名2]", "【住址 1】", "[图1]", "[", "]", "姓名", "1", " ", "-", "\ud800", "\u200b"]
)  # fmt: skip


@given(
    texts=st.lists(st.lists(PIECES | st.text(max_size=3), max_size=12), min_size=1, max_size=3),
    places=st.lists(st.tuples(st.integers(0, 40), st.integers(1, 9), st.sampled_from(sorted(LABELS))), max_size=6),
)
def test_whatever_is_found_the_text_comes_back_as_it_stood(
    texts: list[list[str]], places: list[tuple[int, int, str]]
) -> None:
    book, hidden = Notebook(), list[tuple[str, str]]()
    for pieces in texts:
        text = "".join(pieces)
        ends = [0, *(sum(map(len, pieces[: n + 1])) for n in range(len(pieces)))]
        found = [Finding("pii.address", 1.0, "x", (a, b)) for a, b in list(pairwise(ends))[::2] if a < b]
        found += [Finding(risk, 1.0, "x", (a, a + size)) for a, size, risk in places if a + size <= len(text)]
        hidden.append((masked(text, found, book), text))
    assert all(restored(kept, book) == text for kept, text in hidden)


def test_what_the_text_has_in_the_form_of_a_placeholder_comes_back_too() -> None:
    text, book = "[姓名1]和李小明，见[图1]", Notebook()
    hidden = masked(text, findings(CHECK, text), book)
    assert hidden == "[姓名1]和[姓名2]，见[图1]" and restored(hidden, book) == text
    again = "【姓名2】"
    assert masked(again, [], book) == "[姓名3]" and restored("[姓名3]", book) == again
