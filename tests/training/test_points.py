from __future__ import annotations

import numpy as np

from guiju.checks.learned.model import model
from training.examples import QUESTIONS
from training.points import best_point, odds_of
from training.rows import Row
from training.sets import exam, own, trial


def test_the_point_of_the_best_f1_parts_what_can_be_parted() -> None:
    there, absent = np.array([2.0, 3, 4], np.float32), np.array([-1.0, 0, 1], np.float32)
    assert 1 < best_point(there, absent) <= 2


def test_nothing_of_trial_and_exam_is_learned_from() -> None:
    learned = {row.text for row in own(1, 0)}
    for unseen in (trial(), exam()):
        assert not {row.text for row in unseen if len(row.text) > 12} & learned


def test_no_point_is_chosen_on_the_exam() -> None:
    assert not {row.text for row in exam()} & {row.text for row in trial()}


def test_every_question_has_odds() -> None:
    reply = Row("怎么做菜 ⇒ 先洗菜。", (), "reply", "zh", "s", "g", False)
    assert len(odds_of(model(), reply)) == len(QUESTIONS)
