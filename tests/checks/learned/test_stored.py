from __future__ import annotations

from guiju.checks.learned.stored import WORDS_FILE, arrays, words


def test_every_word_has_a_vector() -> None:
    assert len(arrays(WORDS_FILE)["vectors"]) == len(words()) + 1
    assert " kill" in words() and "邻居" in words()
