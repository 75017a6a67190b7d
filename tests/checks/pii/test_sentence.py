"""Sentences: where they end, and what may still move an end."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from guiju.checks.pii.sentence import SENTENCE_LIMIT, sentence_cut, sentence_ends

TEXTS = st.text(st.sampled_from("王的a1 ，。\n.!x-"), max_size=60) | st.sampled_from(
    ["王" * 200, "a" * 300, "ab " * 90, "1 " * 120, "王，" * 150, "a1" * 200]
)


@given(text=TEXTS, more=TEXTS)
def test_sentences_make_up_the_text(text: str, more: str) -> None:
    ends = sentence_ends(text + more)
    assert ends == sorted(set(ends))
    assert (ends[-1] if ends else 0) == len(text + more)
    assert all(end - start <= SENTENCE_LIMIT for start, end in zip([0, *ends], ends, strict=False))


@given(text=TEXTS, rest=TEXTS, more=TEXTS)
def test_what_follows_moves_no_end_before_the_cut(text: str, rest: str, more: str) -> None:
    text += more
    cut = sentence_cut(text, sentence_ends(text))
    after = [end + cut for end in sentence_ends((text + rest)[cut:])]
    assert sentence_ends(text + rest) == sentence_ends(text[:cut]) + after
