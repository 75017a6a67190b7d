"""Points: the log odds from which each question's answer is acted on, chosen on held-out rows and on the trial, which
another writer wrote and nothing is trained on; figures are from the exam."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from guiju.checks.learned.model import Model, Seen
from guiju.checks.learned.reading import PASSAGE, windows
from guiju.checks.learned.weigher import many
from training.examples import ABUSES, QUESTIONS
from training.network import Floats
from training.rows import Row
from training.sets import trial

REFUSED = {"zh": 0.036, "en": 0.045}
"""By language the share of our ordinary prompts that all questions together may refuse; others' are refused somewhat
more often in Chinese and less often in English."""

ALIKE = 0.105
"""The share of harmless look-alikes that they may refuse."""

STRICT = 0.05
"""The share of harmless texts of the trial, hard ones, that a question about texts may fire on."""

TRIED = 0.12
"""The share of texts that look like attacks on a model, and may be taken for one."""

ANSWERS = 0.015
"""The share of harmless answers on which one question may fire."""

ORDINARY = frozenset(("benign", "everyday", "ordinary_zh", "third_ordinary", "fourth_ordinary"))
"""Sources whose harmless prompts are ordinary ones."""

ASKED = ("trial_look_zh", "trial_look_en")
ABUSED = (*ASKED, "trial_abuse_zh_en")
ATTACKED = ("trial_attack", "third_attack", "fourth_attack")
SAID = {"say": ("trial_content_zh",), "hate": ("trial_forum_zh", "trial_func_zh")}
LANGS = ("zh", "en")
_SHARES = {"ask": 1.0, "say": 0.4, "hate": 0.4, "jailbreak": 0.5, "injection": 0.5}

_STEPS = 12


def odds_of(known: Model, row: Row) -> list[float]:
    """Each question's log odds of a row, of a reply with its prompt, as the checks would read it."""
    prompt, text = row.parts
    seen = known.each(list(windows(text)))
    found = [_worst(seen, question) for question in QUESTIONS]
    found[QUESTIONS.index("injection")] = _worst(known.each(list(windows(text, PASSAGE))), "injection")
    if row.where == "reply":
        asked = max(known.each(list(windows(prompt))), key=lambda one: one.asked)
        found[QUESTIONS.index("reply")] = max(known.complies(asked, one) for one in seen) - many(seen)
    return found


def _worst(read: Sequence[Seen], question: str) -> float:
    return max(one.odds[question] for one in read) - many(read)


class Points:
    """What the points are chosen on: rows with the log odds of each question."""

    def __init__(self, known: Sequence[Row], odds: Floats, model: Model) -> None:
        tried = trial()
        self.rows = [*known, *tried]
        self.odds = np.concatenate([odds, np.array([odds_of(model, row) for row in tried], np.float32)])
        self.source = np.array([row.source for row in self.rows])
        self.lang = np.array([row.lang for row in self.rows])
        self.where = np.array([row.where for row in self.rows])
        self.harmless = np.array([not row.harmful for row in self.rows])
        self.ordinary = self.harmless & (self.where == "ask") & np.isin(self.source, [*ORDINARY, "trial_benign"])

    def found(self) -> Floats:
        """By language and question the point."""
        return np.stack([self._found(self.lang == lang, REFUSED[lang]) for lang in LANGS])

    def margins(self, points: Floats) -> Floats:
        """By question how much further an answer has to go, so that harmless answers seldom come so far."""
        answers = self.harmless & (self.where == "reply") & np.isin(self.source, ["replies", "trial_replies"])
        over = self.odds - points[(self.lang != LANGS[0]).astype(int)]
        return np.asarray(np.maximum(np.quantile(over[answers], 1 - ANSWERS, axis=0), 0), np.float32)

    def _found(self, within: NDArray[np.bool_], share: float) -> Floats:
        """The lowest points that refuse few enough ordinary prompts and look-alikes of a language, together."""
        often, alike = share, ALIKE
        ordinary, alikes = self.ordinary & within, self.harmless & np.isin(self.source, ASKED) & within
        points = self._at(often, alike, within)
        for _ in range(_STEPS):
            if self._refused(points, ordinary) > share:
                often *= 0.8
            elif self._refused(points, alikes) > ALIKE:
                alike *= 0.9
            else:
                break
            points = self._at(often, alike, within)
        return points

    def _refused(self, points: Floats, rows: NDArray[np.bool_]) -> float:
        asked = [n for n, question in enumerate(QUESTIONS) if question != "reply"]
        return float((self.odds[rows][:, asked] >= points[asked]).any(1).mean())

    def _at(self, often: float, alike: float, within: NDArray[np.bool_]) -> Floats:
        return np.array([self._point(n, one, often, alike, within) for n, one in enumerate(QUESTIONS)], np.float32)

    def _point(self, n: int, question: str, often: float, alike: float, within: NDArray[np.bool_]) -> float:
        if question == "reply":
            return 0.0
        odds = self.odds[:, n]
        least = self._quantile(odds, self.ordinary & within, often * _SHARES.get(question, 0.25))
        if question in ABUSES:
            told = np.isin(self.source, ABUSED)
            there = np.array([question in (row.labels or ()) for row in self.rows])
            return max(least, best_point(odds[told & there], odds[told & ~there]))
        if question == "ask":
            return max(least, self._quantile(odds, self.harmless & np.isin(self.source, ASKED) & within, alike))
        if question in SAID:
            return max(least, self._quantile(odds, self.harmless & np.isin(self.source, SAID[question]), STRICT))
        of = np.isin(self.source, ATTACKED) & (self.where == ("ask" if question == "jailbreak" else "say")) & within
        least = max(least, self._quantile(odds, np.isin(self.source, ASKED) & within, TRIED))
        return max(least, self._quantile(odds, self.harmless & of, TRIED))

    @staticmethod
    def _quantile(odds: Floats, rows: NDArray[np.bool_], share: float) -> float:
        return float(np.quantile(odds[rows], 1 - share)) + 1e-4


def best_point(there: Floats, absent: Floats) -> float:
    """The point of the best F1."""
    points = np.quantile(there, np.linspace(0, 1, 101))
    caught = np.array([(there >= point).sum() for point in points])
    told = caught + np.array([(absent >= point).sum() for point in points])
    return float(points[np.argmax(2 * caught / (told + len(there)))])
