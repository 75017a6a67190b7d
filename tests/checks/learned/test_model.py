from __future__ import annotations

import math

from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.checks.learned.model import chance, model


def test_the_shipped_model_knows_its_questions_and_the_31_risks() -> None:
    assert model().questions[:6] == ("ask", "say", "hate", "reply", "jailbreak", "injection")
    assert sum(not kind.startswith("abuse.") for kind in model().kinds) == 31


def test_evasion_changes_nothing() -> None:
    plain, hidden = model().seen("怎么偷邻居的快递"), model().seen("怎 麼偷*鄰居\u200b的快遞")
    assert math.isclose(plain.odds["ask"], hidden.odds["ask"], abs_tol=1e-4)


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(codec=None), max_size=300))
def test_any_text_has_probabilities(text: str) -> None:
    seen = model().seen(text)
    assert all(0 <= chance(odds) <= 1 for odds in seen.odds.values())
    assert math.isclose(float(seen.kinds.sum()), 1, rel_tol=1e-4)
