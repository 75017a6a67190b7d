"""Safe replies: a reason in general words, what may help, whom to turn to."""

from __future__ import annotations

import pytest

from guiju.gateway.replies import STANDING, Replies, chunks, completion
from guiju.law import Packs

RISKS = [("a1.f", "a1"), ("a4.a", "a4.a"), ("a4.e", "a4"), ("abuse.spam", "abuse"), ("x.y", ""), (STANDING, STANDING)]


@pytest.mark.parametrize(("risk", "group"), RISKS)
@pytest.mark.parametrize("lang", ["zh", "en"])
def test_every_risk_has_its_reply(risk: str, group: str, lang: str) -> None:
    replies = Replies.load("appeals@provider.example")
    told = replies.refusal([risk], lang, "q1")  # type: ignore[arg-type]
    assert told.startswith(replies.texts[lang][group]) and "appeals@provider.example" in told and "q1" in told  # type: ignore[index]


def test_what_failed_is_told_only_where_nothing_else_is() -> None:
    replies = Replies.load()
    assert replies.refusal(["check.failed", "a2.a", "pii.phone"], "zh", "q1").startswith(replies.texts["zh"]["a2"])
    assert replies.refusal(["check.failed"], "zh", "q1").startswith(replies.texts["zh"]["check"])


def test_both_languages_know_the_same_groups_and_every_risk_of_the_packs_that_refuses(packs: Packs) -> None:
    texts = Replies.load().texts
    assert set(texts["zh"]) == set(texts["en"])
    groups = {risk.partition(".")[0] for risk in packs.risks} - {"truth", "code", "image"}
    assert groups <= set(texts["zh"])


def test_a_reply_is_a_completion_for_every_choice() -> None:
    whole, streamed = completion("q1", "m", 1, "text", 3), chunks("q1", "m", 1, "text", 3)
    assert [c["index"] for c in whole["choices"]] == [0, 1, 2]
    reasons = [c["choices"][0]["finish_reason"] for c in streamed]
    assert reasons == [None, "content_filter"] * 3
