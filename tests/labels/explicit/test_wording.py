from __future__ import annotations

import pytest

from guiju.labels import notice
from guiju.labels.explicit.wording import Tongue, checked, lacking, wordings

AI, GENERATION = ("人工智能", "AI"), ("生成", "合成")


@pytest.mark.parametrize("tongue", ("zh", "en", "both"))
@pytest.mark.parametrize("value", ("1", "2", "3"))
def test_every_wording_has_both_elements_and_gets_shorter(value: str, tongue: Tongue) -> None:
    every = wordings(value, tongue)
    assert all(lacking(words, AI, GENERATION) == () for words in every)
    assert len(every[-1]) == min(map(len, every))


def test_the_words_are_those_of_text() -> None:
    assert wordings("1", "zh") == ("本内容由人工智能生成", "AI生成")
    assert notice("zh") == f"【{wordings('1', 'zh')[0]}】"
    assert notice("en", "3") == f"[{wordings('3', 'en')[0]}]"


def test_may_be_and_suspected_stay_so_in_the_least_wording() -> None:
    assert "可能" in wordings("2", "en")[-1] and "疑似" in wordings("3", "both")[-1]


def test_an_operators_own_words_come_first() -> None:
    assert wordings("1", "zh", "图片由AI合成") == ("图片由AI合成", "AI生成")
    with pytest.raises(ValueError, match="1, 2 or 3"):
        wordings("4", "zh", "图片由AI合成")


@pytest.mark.parametrize("words", ("图片由AI合成", "人工智能生成", " AI生成 "))
def test_own_words_with_both_elements_pass(words: str) -> None:
    assert checked(words, AI, GENERATION) == words.strip()


@pytest.mark.parametrize(
    ("words", "told"),
    (
        ("AI制作", "生成/合成"),
        ("本图自动生成", "人工智能/AI"),
        ("", "人工智能/AI and one of 生成/合成"),
        ("AI\n生成", "one line"),
    ),
)
def test_own_words_without_are_refused_and_told_why(words: str, told: str) -> None:
    with pytest.raises(ValueError, match=told):
        checked(words, AI, GENERATION)
