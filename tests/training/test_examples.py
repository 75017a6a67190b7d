from __future__ import annotations

from training.examples import answers, examples, joined, padded
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


def test_rows_between_harmless_ones_stay_what_they_are() -> None:
    rows = [row("ask", "a1.d"), Row("harmless", (), "ask", "en", "s", "h", False), row("reply", "a1.d")]
    found = padded(rows, 1.0, 1)
    assert {one.where for one in found} == {"ask"} and [one.harmful for one in found].count(True) == 1
    assert all("harmless" in one.text and one.text != "harmless" for one in found)
    assert all("text" in one.text.split() for one in found if one.harmful)


def test_examples_are_joined_row_by_row() -> None:
    one, two = examples([row("ask", "a1.d")]), examples([row("say"), row("ask")])
    both = joined(one, two)
    assert len(both.rows) == len(both.words) == both.grams.shape[0] == len(both.targets.weight) == 3
    assert (both.grams[1:] != two.grams).nnz == 0
