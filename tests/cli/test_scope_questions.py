"""A person is asked one thing at a time, in either language, until no answer can change anything."""

from __future__ import annotations

from collections.abc import Callable

import click
import pytest

from guiju.cli.scope_questions import BrokenOff, answer_of, ask_profile
from guiju.core.language import Lang
from guiju.law import FOLDER, Profile, contradictions, open_facts, read_packs
from tests.law.profiles import ASKED, TODAY

PACKS = tuple(read_packs().values())


class Person:
    """Types what was prepared for a question, by the fact's bare name; otherwise only Enter."""

    def __init__(self, lang: Lang = "en", **typed: str) -> None:
        self.lang, self.seen = lang, list[str]()
        self._typed = {name: list(some.split("|")) for name, some in typed.items()}

    def __call__(self, question: str) -> str:
        [name] = [one.name for one in ASKED.values() if question.startswith(one.ask.of(self.lang))]
        self.seen.append(name)
        left = self._typed.get(name)
        return left.pop(0) if left else ""


def asked(person: Callable[[str], str], lang: Lang = "en") -> Profile:
    return ask_profile(PACKS, ASKED, contradictions(FOLDER), TODAY, lang, person)


def test_enter_takes_what_is_assumed_and_nothing_is_left_open():
    person = Person()
    told = asked(person)
    assert told.given and all(value == ASKED[path].assumed for path, value in told.given.items())
    assert open_facts(PACKS, told, ASKED) == ()
    assert len(set(person.seen)) == len(person.seen)
    order = [one.name for one in ASKED.values()]
    assert person.seen == sorted(person.seen, key=order.index)


def test_what_can_change_nothing_is_not_asked():
    person = Person(located="abroad", public="no", users_in_mainland="no", users_in_eu="n")
    told = asked(person)
    assert not {"modalities", "opinion_attribute", "origin", "minors", "registered"} & set(person.seen)
    assert told.given["service.public"] is False


def test_what_is_no_answer_is_asked_again(capsys):
    person = Person(public="perhaps|no")
    assert asked(person).given["service.public"] is False
    assert person.seen.count("public") == 2
    assert "not understood" in capsys.readouterr().err


def test_what_contradicts_is_told_and_asked_again(capsys):
    person = Person(public="no", channel="direct", api_customers_serve_public="yes|no")
    assert asked(person).given["service.api_customers_serve_public"] is False
    assert "add the channel" in capsys.readouterr().err


def test_questions_in_chinese_take_chinese_answers(capsys):
    person = Person("zh", public="不清楚|否")
    assert asked(person, "zh").given["service.public"] is False
    assert "没有看懂" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "typed", "value"),
    [
        ("public", "", True),
        ("public", "N", False),
        ("public", "是", True),
        ("public", "2", None),
        ("users_in_eu", "", False),
        ("registered", "100,000", 100_000),
        ("registered", "1 000 000", 1_000_000),
        ("registered", "-1", None),
        ("registered", "many", None),
        ("located", "HK", "hk"),
        ("located", "mars", None),
        ("opinion_attribute", "y", "yes"),
        ("opinion_attribute", "否", "no"),
        ("opinion_attribute", "unknown", "unknown"),
        ("purpose", "yes", None),
        ("channel", "api, direct", ("direct", "api")),
        ("channel", "api、device", ("api", "device")),
        ("channel", "api mail", None),
        ("channel", ",", None),
    ],
)
def test_answers(name, typed, value):
    [question] = [one for one in ASKED.values() if one.name == name]
    assert answer_of(question, typed, question.assumed) == value


def test_what_enter_means_may_turn_on_what_was_said_before():
    person = Person(public="no", channel="api")
    told = asked(person)
    assert told.given["service.api_customers_serve_public"] is True
    assert open_facts(PACKS, told, ASKED) == ()


def test_who_breaks_off_leaves_what_was_answered():
    def person(question: str) -> str:
        if question.startswith(ASKED["service.public"].ask.en):
            raise click.Abort
        return "mo" if question.startswith(ASKED["provider.located"].ask.en) else ""

    with pytest.raises(BrokenOff) as stopped:
        asked(person)
    assert stopped.value.profile.given["provider.located"] == "mo"
    assert "service.public" not in stopped.value.profile.given


def test_a_question_shows_its_answers_and_what_enter_means():
    shown: list[str] = []

    def person(question: str) -> str:
        shown.append(question)
        return ""

    asked(person)
    assert any(one.endswith("[cn/hk/mo/tw/abroad; Enter for cn]") for one in shown)
    assert any(one.endswith("[yes/no; Enter for yes]") for one in shown)
