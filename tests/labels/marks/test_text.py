from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from guiju.labels.extra import Missing
from guiju.labels.marks.text import TextMark
from tests.labels.marks.scenes import KEY

MARK, OTHER = TextMark.of(KEY), TextMark.of(KEY[::-1])
VOCABULARY = 2000
installed = all(find_spec(name) for name in ("transformers", "torch"))


def drawn(mark, count, seed, choice=VOCABULARY):
    """Tokens of a model for which ``choice`` words are alike at every step, drawn in a tournament of the mark."""
    draw = np.random.default_rng(seed)
    tokens = [int(token) for token in draw.integers(0, VOCABULARY, mark.ngram - 1)]
    while len(tokens) < count:
        options = draw.choice(VOCABULARY, choice, replace=False)
        chances = np.full(choice, 1 / choice)
        for coins in np.stack([mark.coins([*tokens[-mark.ngram + 1 :], int(option)])[0] for option in options], axis=1):
            chances = chances * (1 + coins - (chances * coins).sum())
        tokens.append(int(draw.choice(options, p=chances / chances.sum())))
    return tokens


def plain(count, seed):
    return np.random.default_rng(seed).integers(0, VOCABULARY, count).tolist()


@pytest.mark.parametrize("seed", range(3))
def test_a_marked_text_is_found_and_under_its_own_key_only(seed):
    tokens = drawn(MARK, 120, seed, choice=20)
    evidence = MARK.evidence(tokens)
    assert evidence.found
    assert evidence.odds <= 1e-6
    assert not OTHER.evidence(tokens).found


def test_where_there_is_no_choice_there_is_no_mark():
    assert not MARK.evidence(drawn(MARK, 120, 1, choice=1)).found


@given(st.lists(st.integers(0, 250_000), max_size=400), st.sampled_from([MARK, OTHER]))
@settings(max_examples=150, deadline=None)
def test_texts_without_a_mark_are_not_found(tokens, mark):
    evidence = mark.evidence(tokens)
    assert not evidence.found
    assert evidence.tokens <= max(0, len(tokens) - 4)


def test_the_odds_are_no_less_than_what_happens():
    """Of 2,000 plain texts, no more pass a threshold than its odds tell."""
    evidence = [MARK.evidence(plain(60, seed), odds=0.05) for seed in range(2000)]
    assert sum(one.found for one in evidence) <= 100
    assert abs(np.mean([one.score for one in evidence]) - 0.5) < 0.01


def test_the_threshold_falls_with_the_length():
    needed = [MARK.evidence(plain(count, 1)).needed for count in (30, 100, 400, 1600)]
    assert needed == sorted(needed, reverse=True)
    assert MARK.evidence(plain(6, 1)).too_short
    assert not MARK.evidence(plain(100, 1)).too_short


def test_a_text_that_repeats_itself_counts_once():
    tokens = plain(80, 3)
    assert MARK.evidence(tokens * 20).tokens <= 80 + 4
    assert not MARK.evidence(tokens * 20).found


@pytest.mark.parametrize("tokens", [[], [1], [1, 2, 3, 4]])
def test_a_text_of_a_few_tokens_says_nothing(tokens):
    evidence = MARK.evidence(tokens)
    assert (evidence.tokens, evidence.found, evidence.too_short) == (0, False, True)


def test_a_short_key_is_refused():
    with pytest.raises(ValueError, match="at least 16"):
        TextMark.of(b"short")


@pytest.mark.skipif(installed, reason="transformers and torch are installed")
def test_without_transformers_writing_says_what_is_missing():
    with pytest.raises(Missing, match="transformers"):
        MARK.configured()
    with pytest.raises(Missing):
        MARK.processor()


@pytest.mark.skipif(not installed, reason="needs transformers and torch")
def test_the_coins_are_those_of_transformers():
    torch = pytest.importorskip("torch")
    tokens = plain(300, 1)
    told = MARK.processor().compute_g_values(torch.tensor([tokens]))[0].numpy()
    assert np.array_equal(told, MARK.coins(tokens))


@pytest.mark.skipif(not installed, reason="needs transformers and torch")
def test_what_transformers_writes_is_found():
    torch = pytest.importorskip("torch")
    draw, processor = torch.Generator().manual_seed(1), MARK.processor()
    tokens = torch.zeros((1, 1), dtype=torch.long)
    for _ in range(120):
        scores = processor(tokens, torch.zeros((1, VOCABULARY)))
        tokens = torch.cat([tokens, torch.multinomial(torch.softmax(scores, dim=1), 1, generator=draw)], dim=1)
    assert MARK.evidence(tokens[0, 1:].tolist()).found
    assert MARK.configured().keys == list(MARK.keys)
