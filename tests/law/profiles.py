"""Facts about services, written short, for tests of what applies to them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from hypothesis import strategies as st

from guiju.law import FOLDER, Profile, Question, questions

ASKED = questions(FOLDER)
TODAY = date(2026, 11, 22)
_PATHS = {question.name: path for path, question in ASKED.items()}


def profile(day: date | str = TODAY, **given: Any) -> Profile:
    """A profile from facts by their bare names; a list is told as its words."""
    told = {_PATHS[name]: tuple(value.split()) if _is_list(name) else value for name, value in given.items()}
    return Profile(told, date.fromisoformat(day) if isinstance(day, str) else day)


def _is_list(name: str) -> bool:
    return ASKED[_PATHS[name]].type == "list"


def answers(question: Question) -> st.SearchStrategy[Any]:
    """Any answer to a question."""
    match question.type:
        case "bool":
            return st.booleans()
        case "choice":
            return st.sampled_from(question.choices)
        case "number":
            return st.sampled_from([0, 1, 99_999, 100_000, 999_999, 1_000_000, 5_000_000])
        case "list":
            chosen = st.sets(st.sampled_from(question.choices), min_size=1)
            return chosen.map(lambda some: tuple(choice for choice in question.choices if choice in some))


def facts(asked: Mapping[str, Question] = ASKED) -> st.SearchStrategy[dict[str, Any]]:
    """Any facts, some of them left out."""
    return st.fixed_dictionaries({}, optional={path: answers(question) for path, question in asked.items()})


days = st.dates(date(2018, 1, 1), date(2027, 1, 1))
