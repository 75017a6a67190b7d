from __future__ import annotations

import pytest

from guiju.core.language import lang_of


@pytest.mark.parametrize(
    ("text", "lang"),
    [
        ("今天天气怎么样？", "zh"),
        ("What is the weather like today?", "en"),
        ("帮我写一个 Python function 来 parse JSON", "zh"),
        ("What does 你好 mean in English?", "en"),
        ("𠮷野家", "zh"),
    ],
)
def test_the_language_is_the_one_most_words_are_in(text: str, lang: str) -> None:
    assert lang_of(text) == lang


def test_a_text_without_words_is_in_the_other_language_told() -> None:
    assert lang_of("123 ?!", "en") == "en"
    assert lang_of("", "zh") == "zh"
