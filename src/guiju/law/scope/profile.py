"""Profile: what is given about a service, from which its scope follows; read from YAML or JSON, and written again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import orjson
import yaml

from guiju.core.expression import FactValues, Value
from guiju.core.facts import Digest
from guiju.core.language import Lang
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.located import Located, Path_, parsed
from guiju.law.reading.questions import Question, questions
from guiju.law.scope.contradictions import Contradiction, contradicted, contradictions

ON_DATE = "on_date"
LONGEST = 60_000
"""Characters of a file of facts; the facts themselves take a page."""
_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Profile:
    """Facts about a service by their path, none of them assumed, and the day as of which its scope is asked."""

    given: FactValues
    on_date: date

    def values(self, asked: Mapping[str, Question]) -> dict[str, Value]:
        """Every fact that is asked for: as given, else as assumed by those that are assumed of themselves."""
        plain = {path: self.given.get(path, question.assumed) for path, question in asked.items()}
        return {path: self.given.get(path, question.assumed_by(plain)) for path, question in asked.items()}

    @property
    def digest(self) -> Digest:
        """SHA-256 over the facts and the day, whatever their order."""
        told = orjson.dumps({ON_DATE: self.on_date, "facts": self.given}, option=orjson.OPT_SORT_KEYS)
        return Digest(hashlib.sha256(told).hexdigest())

    def yaml(self) -> str:
        """The file that reads as this profile again."""
        told: dict[str, Any] = {ON_DATE: self.on_date}
        for path, value in self.given.items():
            section, _, name = path.partition(".")
            told.setdefault(section, {})[name] = list(value) if isinstance(value, tuple) else value
        return yaml.safe_dump(told, sort_keys=False, allow_unicode=True)


def read_profile(
    text: str, file: Path, *, today: date, lang: Lang = "en", beside: Collection[str] = (), folder: Path = FOLDER
) -> Profile:
    """The profile that YAML or JSON tells; ``file`` is what errors name, ``beside`` are keys that others read.

    What is left blank is not told; without ``on_date`` the day is today.
    Raises ValueError with every fault, one a line: file, line, what is wrong.
    """
    if len(text) > LONGEST:
        raise ValueError(f"{file}: longer than {LONGEST} characters; a file of facts takes a page")
    located = parsed(text, file)
    if not isinstance(located.data, dict):
        raise ValueError(f"{file}:1: facts are a map, as in `service: {{public: true}}`")
    reading = _Reading(located, questions(folder), lang, frozenset(beside))
    return reading.profile(today, contradictions(folder))


def answered(question: Question, raw: object) -> Value | None:
    """A raw value as the answer it stands for; None where it is none.

    YAML reads a bare yes or no as true or false; lists lose repetitions and take the order of the choices.
    """
    if isinstance(raw, bool) and question.type == "choice":
        raw = "yes" if raw else "no"
    if not question.fits(raw) or raw == []:
        return None
    if isinstance(raw, (list, tuple)):
        return tuple(choice for choice in question.choices if choice in raw)
    return raw if isinstance(raw, (bool, int, str)) else None


class _Reading:
    """One reading of a file of facts: the facts it gives, and its faults with their lines."""

    def __init__(self, located: Located, asked: Mapping[str, Question], lang: Lang, beside: frozenset[str]) -> None:
        self._located, self._asked, self._lang, self._beside = located, asked, lang, beside
        self._given: dict[str, Value] = {}
        self._faults: list[tuple[int, str]] = []

    def profile(self, today: date, excluded: tuple[Contradiction, ...]) -> Profile:
        """The profile. Raises ValueError with the faults in the order of their lines."""
        for section, body in self._located.data.items():
            if section in self._asked:
                self._fact(section, body, (section,))
            elif section != ON_DATE and section not in self._beside:
                self._section(section, body)
        day = self._day(today)
        for one in contradicted(self._given, excluded):
            lines = [self._located.line(tuple(path.split("."))) for path in one.paths]
            self._at(max(lines), f"{', '.join(one.paths)}: {one.text.of(self._lang)}")
        if self._faults:
            raise ValueError("\n".join(told for _, told in sorted(self._faults)))
        return Profile({path: self._given[path] for path in self._asked if path in self._given}, day)

    def _section(self, section: str, body: object) -> None:
        known = dict.fromkeys(path.partition(".")[0] for path in self._asked)
        if section not in known:
            self._fault((section,), f"unknown key {section!r}; {self._nearest(section, (*known, ON_DATE))}")
        elif isinstance(body, dict):
            for name, raw in body.items():
                self._fact(f"{section}.{name}", raw, (section, name))
        elif body is not None:
            self._fault((section,), f"{section} takes facts, as in `{section}: {{{self._example(section)}: …}}`")

    def _fact(self, path: str, raw: object, place: Path_) -> None:
        question = self._asked.get(path)
        if question is None:
            own = [known for known in self._asked if known.partition(".")[0] == path.partition(".")[0]]
            self._fault(place, f"unknown fact {path!r}; {self._nearest(path, own)}")
            return
        if raw is None:
            return
        value = answered(question, raw)
        if value is None:
            shown = repr(raw) if len(repr(raw)) <= _SHOWN else f"{repr(raw)[:_SHOWN]}…"
            self._fault(place, f"{path}: {shown} is not {question.wants}; correct it, or leave it out if unknown")
        elif self._given.setdefault(path, value) != value:
            self._fault(place, f"{path} is given twice, and differently; leave one of them")

    def _day(self, today: date) -> date:
        raw = self._located.data.get(ON_DATE)
        if raw is None:
            return today
        if isinstance(raw, date) and not isinstance(raw, datetime):
            return raw
        try:
            return date.fromisoformat(raw if isinstance(raw, str) else "")
        except ValueError:
            self._fault((ON_DATE,), f"{ON_DATE}: {str(raw)[:_SHOWN]!r} is no date; write it as in 2026-01-31")
            return today

    def _nearest(self, told: str, known: Collection[str]) -> str:
        name = told.rpartition(".")[2]
        others = {path.rpartition(".")[2]: path for path in known}
        same = [path for path, question in self._asked.items() if question.name == name]
        near = same or [others[one] for one in get_close_matches(name, others, 1)]
        return f"did you mean {near[0]}?" if near else f"known: {', '.join(known)}"

    def _example(self, section: str) -> str:
        return next(q.name for path, q in self._asked.items() if path.partition(".")[0] == section)

    def _fault(self, path: Path_, what: str) -> None:
        self._at(self._located.line(path), what)

    def _at(self, line: int, what: str) -> None:
        self._faults.append((line, f"{self._located.file}:{line}: {what}"))
