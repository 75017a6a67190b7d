"""What was found in texts that come again: judged once, and found the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks import judged
from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage
from guiju.gateway import remembered
from guiju.gateway.remembered import Remembered
from tests.gateway.phrases import Phrases


@dataclass(frozen=True)
class Counting(Phrases):
    seen: list[str] = field(default_factory=list)

    def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
        self.seen.extend(content.text for content in batch)
        return super().__call__(batch)


def said(text: str, role: str = "user", *context: Content) -> Content:
    return Content("1", Stage.PROMPT, Kind.TEXT, role, text, context)


rows = st.lists(
    st.tuples(st.sampled_from(["坏", "好", "坏坏", "\ud800", ""]), st.booleans(), st.booleans()), max_size=6
)


@given(st.lists(rows, max_size=4))
def test_what_is_remembered_is_what_is_found(batches):
    check = Phrases((("坏", "a1.a"),))
    memory = Remembered([check])
    for batch in batches:
        contents = [said(text, "user" if user else "system") for text, user, _ in batch]
        found = memory.judged(contents, [old for *_, old in batch])
        assert [list(row) for row in found] == judged([check], contents)


def test_what_comes_again_is_judged_once_and_what_is_new_each_time():
    check = Counting((("坏", "a1.a"),))
    memory = Remembered([check])
    before = said("前")
    for _ in range(3):
        memory.judged([said("旧", "system"), said("新"), said("接着", "user", before)], [True, False, True])
    assert check.seen == ["旧", "新", "接着", "新", "接着", "新", "接着"]
    memory.judged([said("旧", "user")], [True])
    assert check.seen[-1] == "旧"


def test_a_check_that_failed_is_asked_again():
    class Failing(Counting):
        def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
            super().__call__(batch)
            raise RuntimeError

    check = Failing(())
    memory = Remembered([check])
    for _ in range(2):
        ((finding,),) = memory.judged([said("旧")], [True])
        assert finding.risk == "check.failed"
    assert len(check.seen) == 4


def test_as_much_is_remembered_as_there_is_room_for(monkeypatch):
    monkeypatch.setattr(remembered, "_MOST", 2)
    check = Counting((("坏", "a1.a"),))
    memory = Remembered([check])
    for text in "甲乙甲丙乙":
        memory.judged([said(text)], [True])
    assert check.seen == list("甲乙丙乙") and len(memory._known) == 2
    memory.judged([said("坏" * 99)], [True])
    assert len(memory._known) == 2 and all(len(row) < 20 for row in memory._known.values())
