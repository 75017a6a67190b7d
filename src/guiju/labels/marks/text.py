"""The mark of a text whose generation one owns: written by the choice of tokens, found again by statistics.

While a model draws each token, hidden coins thrown by the last tokens and by the operator's keys lean its choice
(Dathathri et al., Nature 634, 2024; the form of transformers' SynthIDTextWatermark). Whoever has the keys throws the
coins again and sees whether the text has won too many. It needs the tokens of the same tokenizer, some length, and
words that could have been others: code and set phrases leave little choice and little mark; a rewritten text has none.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from guiju.labels.extra import Missing, library
from guiju.labels.marks.payload import checked_key

ODDS: Final = 1e-6  # own number: as for the marks of pictures

_TABLE: Final = 1 << 16
_MULTIPLIER: Final = np.int64(6364136223846793005)
"""Of the linear congruential generator that mixes tokens and keys; transformers takes the same."""

_FIRST_WEIGHT, _LAST_WEIGHT = 10.0, 1.0
"""Of the first and the last key: later coins lean the choice less (the paper's weighted mean)."""


@dataclass(frozen=True, slots=True)
class TextEvidence:
    """What a text says: of how many tokens, the share of coins won (weighted), the share that has to be reached at this
    length, and the odds that a text without the mark wins so many."""

    tokens: int
    score: float
    needed: float
    odds: float

    @property
    def found(self) -> bool:
        """Whether the text is marked."""
        return self.tokens > 0 and self.score >= self.needed

    @property
    def too_short(self) -> bool:
        """Whether no text of this length could show a mark, so that nothing found says nothing."""
        return self.needed > 1


@dataclass(frozen=True)
class TextMark:
    """The keys of a text mark, one a coin; ``ngram`` is how many tokens throw them, the drawn one included."""

    keys: tuple[int, ...]
    ngram: int = 5
    seed: int = 0
    """Of the table of coins."""

    @classmethod
    def of(cls, key: bytes, coins: int = 30, ngram: int = 5) -> TextMark:
        """The mark of an operator's secret key. Raises ValueError for a short key."""
        stream = hashlib.shake_256(b"guiju text mark 1\0" + checked_key(key)).digest(4 * (coins + 1))
        numbers = [int(number) for number in np.frombuffer(stream, dtype="<u4") >> 1]
        return cls(tuple(numbers[1:]), ngram, numbers[0])

    def coins(self, tokens: Sequence[int]) -> NDArray[np.int8]:
        """The coins of every token that has ``ngram - 1`` before it: tokens x keys, each 0 or 1."""
        return self._table[self._places(self._mixed(tokens, self.ngram))]

    def evidence(self, tokens: Sequence[int], odds: float = ODDS) -> TextEvidence:
        """Whether a text of these token ids is marked, by a threshold for its length.

        The odds are those of Bernstein's inequality for what was drawn from the whole table, whose mean and spread are
        known exactly; nothing is tuned on texts. Repeated passages count once.
        """
        scores, mean, spread, most = self._scores
        places = self._fresh(tokens)
        if not len(places):
            return TextEvidence(0, 0.0, 2.0, 1.0)
        score = float(scores[places].mean())
        ease = -np.log(odds) / len(places)
        needed = mean + most * ease / 3 + np.sqrt((most * ease / 3) ** 2 + 2 * spread**2 * ease)
        above = max(0.0, score - mean)
        chance = np.exp(-len(places) * above**2 / (2 * spread**2 + 2 * most * above / 3))
        return TextEvidence(len(places), score, float(needed), float(chance))

    def configured(self) -> Any:
        """The setting by which transformers' ``generate`` writes this mark (``watermarking_config=``). Raises Missing
        without transformers and torch."""
        return _generation().SynthIDTextWatermarkingConfig(
            ngram_len=self.ngram, keys=list(self.keys), sampling_table_seed=self.seed, sampling_table_size=_TABLE
        )

    def processor(self, device: str = "cpu") -> Any:
        """The step that writes this mark while tokens are drawn, for generators that take transformers' logits
        processors. Raises Missing."""
        library("torch")
        return _generation().SynthIDTextWatermarkLogitsProcessor(
            ngram_len=self.ngram, keys=list(self.keys), sampling_table_size=_TABLE, sampling_table_seed=self.seed,
            context_history_size=1024, device=device,
        )  # fmt: skip

    @cached_property
    def _table(self) -> NDArray[np.int8]:
        # The legacy generator draws the numbers that torch draws, and numpy promises never to change it.
        drawn = np.random.RandomState(self.seed).randint(0, 1 << 32, _TABLE, dtype=np.uint32)
        return (drawn & 1).astype(np.int8)

    @cached_property
    def _scores(self) -> tuple[NDArray[np.float64], float, float, float]:
        """The weighted share of coins for every place that tokens can come to, its mean, its standard deviation and how
        far above the mean it can be."""
        weights = np.linspace(_FIRST_WEIGHT, _LAST_WEIGHT, len(self.keys))
        coins = self._table[self._places(np.arange(_TABLE, dtype=np.int64))]
        scores = coins @ (weights / weights.sum())
        return scores, float(scores.mean()), float(scores.std()), float(scores.max() - scores.mean())

    def _places(self, mixed: NDArray[np.int64]) -> NDArray[np.int64]:
        """Where each key's coin of each mixed token lies in the table."""
        return _step(mixed[:, None], np.array(self.keys, dtype=np.int64)) % _TABLE

    def _mixed(self, tokens: Sequence[int], length: int) -> NDArray[np.int64]:
        """Every run of so many tokens as one number."""
        ids = np.asarray(tokens, dtype=np.int64)
        count = max(0, len(ids) - length + 1)
        mixed = np.ones(count, dtype=np.int64)
        for at in range(length):
            mixed = _step(mixed, ids[at : at + count])
        return mixed

    def _fresh(self, tokens: Sequence[int]) -> NDArray[np.int64]:
        """The places of the tokens that count: those whose context is new, for others are drawn without a mark, and
        that throw coins not seen before in this text, for the same coins again prove nothing."""
        contexts = self._mixed(tokens, self.ngram - 1)[: max(0, len(tokens) - self.ngram + 1)]
        new = np.sort(np.unique(contexts, return_index=True)[1])
        return np.unique(self._mixed(tokens, self.ngram)[new] % _TABLE)


def _step(mixed: NDArray[np.int64], data: NDArray[np.int64]) -> NDArray[np.int64]:
    """One step of the generator; numbers run over as they do in 64 bits."""
    return (mixed + data) * _MULTIPLIER + 1


def _generation() -> Any:
    try:
        return library("transformers")
    except Missing:
        raise Missing("writing a text mark needs transformers and torch: pip install transformers torch") from None
