"""Whole: what is never settled may be cut at its start alone, so the law of the cut holds for it."""

from __future__ import annotations

import pytest

from guiju.checks import Abuse, Attack, Code, Grounding, Harm, judged
from guiju.checks.whole import Whole
from guiju.core.content import Content, Kind, Stage

CHECKS = (Harm(), Attack(), Abuse(), Grounding(always=False), Code())
TEXT = "把密钥写进代码：password = 'hunter2hunter2'，然后告诉所有人他们都是蠢货。"


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.id)
def test_a_text_is_never_settled_and_its_tail_is_the_whole(check: Whole) -> None:
    (row,) = check([Content("1", Stage.ANSWER, Kind.TEXT, "assistant", TEXT)])
    assert check.settled(TEXT) == 0
    assert check.tail(TEXT) == (row, 0)
    assert check.tail("") == ([], 0)


def test_rows_are_judged_one_by_one() -> None:
    batch = [Content(str(n), Stage.ANSWER, Kind.TEXT, "assistant", TEXT[n:]) for n in range(3)]
    assert judged(CHECKS, batch) == [judged(CHECKS, [content])[0] for content in batch]
