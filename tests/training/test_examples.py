from __future__ import annotations

from training.examples import answers
from training.rows import Row


def row(where: str, *labels: str) -> Row:
    return Row("text", labels, where, "en", "s", "g", bool(labels))


def test_what_is_asked_says_nothing_of_what_is_said() -> None:
    assert "say" not in answers(row("ask", "a1.d")) and answers(row("ask", "a1.d"))["ask"]
    assert answers(row("say", "a1.d"))["say"] and "hate" not in answers(row("say", "a1.d"))
    assert answers(row("say", "a2.e"))["hate"]


def test_an_attack_is_no_harm_by_itself() -> None:
    found = answers(row("ask", "attack.jailbreak"))
    assert found["jailbreak"] and "ask" not in found


def test_an_unreliable_answer_answers_no_question_about_harm() -> None:
    assert answers(row("ask", "a5.b")) == {} == answers(row("reply", "a5.a"))
