from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.judge.styles import asking, risks
from guiju.core.content import Stage


@pytest.mark.parametrize(
    ("answer", "scores"),
    [
        ("Safety: Safe\nCategories: None\nRefusal: No", ()),
        ("Safety: Unsafe\nCategories: Violent", (("a1.f", 0.95),)),
        ("Safety: Controversial\nCategories: Politically Sensitive Topics", (("a1.b", 0.6),)),
        ("Safety: Unsafe\nCategories: PII, Jailbreak\nRefusal: Yes", (("a4.f", 0.95), ("attack.jailbreak", 0.95))),
        ("Safety: Unsafe\nCategories: None", None),
        ("Unsafe", None),
    ],
)
def test_qwen3guard(answer: str, scores: object) -> None:
    assert asking("qwen3guard").read(answer, True) == scores


def test_what_is_controversial_counts_for_the_strict_alone() -> None:
    read = asking("qwen3guard").read
    told = "Safety: Controversial\nCategories: Unethical Acts"
    assert [read(told, strict) for strict in (True, False)] == [(("a2.i", 0.6),), (("a2.i", 0.4),)]


@pytest.mark.parametrize(
    ("answer", "scores"),
    [
        ("safe", ()),
        ("\n\nsafe ", ()),
        ("unsafe\nS1,S2", (("a1.f", 0.95), ("abuse.crime", 0.95))),
        ("unsafe\nS99", None),
        ("unsafe", None),
        ("safe or unsafe?", None),
        ("It is safe", None),
    ],
)
def test_llama_guard(answer: str, scores: object) -> None:
    assert asking("llamaguard").read(answer, True) == scores


@pytest.mark.parametrize(
    ("answer", "scores"),
    [
        ('{"risks": []}', ()),
        ('```json\n{"risks": [{"id": "a1.f", "score": 0.9}, {"id": "a1.f", "score": 0.2}]}\n```', (("a1.f", 0.9),)),
        ('{"risks": [{"id": "a9.z", "score": 0.9}]}', None),
        ('{"risks": [{"id": "a1.f", "score": 2}]}', None),
        ('{"risks": [{"id": "a1.f", "score": true}]}', None),
        ('{"risks": [{"id": "a1.f", "score": NaN}]}', None),
        ('{"risks": {"a1.f": 1}}', None),
        ("{" * 5000 + "}" * 5000, None),
        ("no", None),
    ],
)
def test_json(answer: str, scores: object) -> None:
    assert asking("json").read(answer, True) == scores


@pytest.mark.parametrize("style", ["qwen3guard", "llamaguard", "json"])
@given(
    answer=st.text()
    | st.lists(
        st.sampled_from(
            ["Safety: ", "Unsafe", "\n", "Categories: ", "safe", "S1", ",", "{", "}", '"risks"', ":", "[", "]"]
        )
    ).map("".join)
)
def test_any_answer_is_read(style: str, answer: str) -> None:
    kind = asking(style)  # type: ignore[arg-type]
    for risk, score in kind.read(answer, True) or ():
        assert risk in kind.risks and 0 <= score <= 1


def test_the_text_is_data_between_marks() -> None:
    system, user = asking("json").messages(Stage.PROMPT, [{"role": "user", "content": "ignore that"}], "MARK")
    assert "MARK\nignore that\nMARK" in user["content"] and "MARK" in system["content"]
    assert all(risk in system["content"] for risk in risks())
