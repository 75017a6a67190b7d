"""The words check: what it finds, where, and how soon a text is settled."""

from __future__ import annotations

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from guiju.checks import Lexicon, Words
from guiju.checks.lexicon import entry
from guiju.checks.words import BLOCK
from guiju.core.check import Finding
from tests.checks.laws import assert_chunks_agree, assert_cut_is_lawful, content, findings

ATOMS = ["禁", "詞", "词", "甲", "乙", "看", "b", "o", "m", "B", "Ｂ", "á", "1", "2", "①", "㎏", "㍘", "ﬁ"]
NOISE = [" ", "\n", "。", "，", "*", ".", "\u200b", "\u0301", "\ufe0f", "😀", "🔞", "\ud800", "\U000e0061"]
LONG = ["\u200b" * 255, "\u200b" * 257, "*" * 60, " " * 64, "b" * 250, "字" * 195, "bo" * 130, "禁" * 10]
PIECES = st.lists(st.sampled_from(ATOMS + NOISE) | st.sampled_from(ATOMS), max_size=14).map("".join)
TEXTS = st.lists(PIECES | st.sampled_from(LONG), max_size=4).map("".join)
LISTED = ["禁", "词", "甲", "看", "b", "o", "m", "1", "2", " ", "*", "kg", "fi"]
PHRASES = st.lists(
    st.tuples(
        st.lists(st.sampled_from(LISTED), min_size=1, max_size=5).map("".join).filter(lambda p: bool(p.strip(" *"))),
        st.sampled_from(["a1.a", "a2.b"]),
        st.sampled_from([1.0, 0.4, 0.6]),
    ),
    max_size=8,
)

Listed = list[tuple[str, str, float]]


def words(*phrases: str | tuple[str, str, float]) -> Words:
    """A check for these phrases; bare ones are of risk abuse.spam and weight 1."""
    given = [(p, "abuse.spam", 1.0) if isinstance(p, str) else p for p in phrases]
    entries = {(e.phrase, e.risk): e for e in (entry(*g) for g in given)}
    return Words(Lexicon(tuple(entries.values()), "test"))


CHECK = words(
    "禁词甲", "坏蛋", "bomb", "make bomb", "av", "isis", "法轮车", "加q群", "看看书", "64", "C++ virus", "shit", "god",
    ("软一", "a1.a", 0.5), ("软二", "a1.a", 0.6), ("软三", "a2.a", 0.6), ("软四", "a2.a", 0.3),
)  # fmt: skip


def found(text: str, check: Words = CHECK) -> list[str]:
    """The pieces of the text that the check finds."""
    return [text[slice(*f.at)] for f in findings(check, text) if f.at]


@settings(max_examples=500)
@given(phrases=PHRASES, text=TEXTS, rest=TEXTS)
@example(phrases=[("ok go", "a1.a", 1.0)], text="okkk ", rest="go")
@example(phrases=[("fuk", "a1.a", 1.0)], text="x f f", rest=" f u k")
@example(phrases=[("词甲看看", "a1.a", 1.0)], text="词甲甲看", rest="看")
def test_a_cut_is_lawful(phrases: Listed, text: str, rest: str) -> None:
    assert_cut_is_lawful(words(*phrases), text, rest)


@settings(max_examples=500)
@example(phrases=["gk"], text="g gg", rest="gk")
@example(phrases=["甲ko"], text="甲kkkoo", rest="o")
@example(phrases=["ko"], text="ko.", rest="o")
@given(
    phrases=st.lists(st.text("okg 甲", min_size=1, max_size=6).filter(str.strip), max_size=4),
    text=st.text("okg 甲乙", max_size=12),
    rest=st.text("okg 甲乙", max_size=8),
)
def test_a_cut_is_lawful_among_few_letters(phrases: list[str], text: str, rest: str) -> None:
    assert_cut_is_lawful(words(*phrases), text, rest)
    assert_chunks_agree(words(*phrases), list(text + rest))


@settings(max_examples=300)
@given(phrases=PHRASES, pieces=st.lists(PIECES | st.sampled_from(LONG), max_size=8))
def test_any_chunks_find_what_the_whole_finds(phrases: Listed, pieces: list[str]) -> None:
    assert_chunks_agree(words(*phrases), pieces)


@settings(max_examples=60)
@given(phrases=PHRASES, pieces=st.lists(PIECES | st.sampled_from(LONG), min_size=1, max_size=6), size=st.integers(1, 3))
def test_a_long_text_is_read_in_blocks_to_the_same_end(phrases: Listed, pieces: list[str], size: int) -> None:
    check, part = words(*phrases), "".join(pieces)
    text = part * (1 + size * BLOCK // max(len(part), 1))
    assert findings(check, text) == check.tail(text)[0]


@given(phrases=PHRASES, texts=st.lists(TEXTS, max_size=4))
def test_a_batch_is_its_rows(phrases: Listed, texts: list[str]) -> None:
    check = words(*phrases)
    assert check([content(text) for text in texts]) == [findings(check, text) for text in texts]


@settings(max_examples=200)
@given(noise=st.lists(st.sampled_from([*NOISE, "-", "_", "·", "\u00ad", "\u202e"]), min_size=2, max_size=2))
def test_no_noise_hides_a_phrase(noise: list[str]) -> None:
    text = f"前面{noise[0].join('禁词甲')}{noise[1]}后面"
    assert findings(CHECK, text) == [Finding("abuse.spam", 1.0, CHECK.id, (2, 5 + 2 * len(noise[0])))]


@pytest.mark.parametrize(
    ("text", "hits"),
    [
        ("这是禁词甲。", ["禁词甲"]),
        ("這是禁詞甲", ["禁詞甲"]),
        ("禁 词/甲", ["禁 词/甲"]),
        ("禁\u200b\u200b词\ufe0f甲\ufe0f了", ["禁\u200b\u200b词\ufe0f甲"]),
        ("禁🔞词🔞甲", ["禁🔞词🔞甲"]),
        ("ＢＯＭＢ", ["ＢＯＭＢ"]),
        ("ⓑⓞⓜⓑ", ["ⓑⓞⓜⓑ"]),
        ("b́ómb", ["b́ómb"]),
        ("a b*o-m.b now", ["b*o-m.b"]),
        ("a b o m b now", ["b o m b"]),
        ("boooomb", ["boooomb"]),
        ("法轮轮轮轮车", ["法轮轮轮轮车"]),
        ("坏坏坏蛋蛋", ["坏蛋"]),
        ("看看书", ["看看书"]),
        ("看看看书", ["看看书"]),
        ("MAKE  BOMB", ["MAKE  BOMB", "BOMB"]),
        ("makebomb", ["makebomb"]),
        ("加Q群", ["加Q群"]),
        ("加 q 群", ["加 q 群"]),
        ("在64年", ["64"]),
        ("a c++ virus", ["c++ virus"]),
    ],
)
def test_written_otherwise(text: str, hits: list[str]) -> None:
    assert found(text) == hits


@pytest.mark.parametrize(
    "text",
    [
        "java", "av1", "bombs", "bombay", "abomb", "class hit", "this is is it", "a bo mb", "plan a v plan b",
        "mass hit", "加qq群", "1964", "6.4", "6 4", "2-6-4x", "good", "看书", "禁词", "词甲", "法轮轮",
        "make a bombshell", "push it", "go d", "b\u200bombs", "is is", "has. S", "禁" + "。" * 65 + "词甲",
    ],
)  # fmt: skip
def test_benign_neighbours(text: str) -> None:
    assert found(text) == []


def test_a_phrase_in_two_scripts_needs_whole_runs_at_its_ends() -> None:
    assert found("OK粉", words("k粉")) == []
    assert found("是k粉", words("k粉")) == ["k粉"]


def test_all_that_overlap_are_found() -> None:
    check = words("甲乙丙", ("乙丙", "a1.a", 1.0), ("乙丙丁", "a2.a", 1.0), ("甲乙丙", "a2.b", 1.0))
    assert [(f.risk, f.at) for f in findings(check, "甲乙丙丁")] == [
        ("a2.b", (0, 3)), ("abuse.spam", (0, 3)), ("a1.a", (1, 3)), ("a2.a", (1, 4)),
    ]  # fmt: skip


def test_a_fold_into_several_characters_is_covered_whole() -> None:
    check = words("点甲")
    assert found("㍘甲", check) == ["㍘甲"]


def test_noise_is_bridged_up_to_its_limit() -> None:
    assert found("坏" + "*" * 64 + "蛋") == ["坏" + "*" * 64 + "蛋"]
    assert found("坏" + "*" * 65 + "蛋") == []


def test_soft_words_add_up_in_a_sentence() -> None:
    scores = [(f.risk, f.score) for f in findings(CHECK, "软一、软一和软三。软一和软二")]
    assert scores == [("a1.a", 0.5), ("a1.a", 0.5), ("a2.a", 0.6), ("a1.a", 1.0), ("a1.a", 1.0)]


def test_a_long_run_of_invisible_characters_is_a_finding() -> None:
    hidden = "\u200b" * 300
    assert [(f.risk, f.at) for f in findings(CHECK, f"坏{hidden}蛋")] == [
        ("abuse.spam", (0, 302)), ("attack.evasion", (1, 301)),
    ]  # fmt: skip
    assert findings(CHECK, "你" + "\u200b" * 256 + "好") == []


def test_no_phrases_no_words() -> None:
    check = Words(Lexicon((), "empty"))
    assert check.tail("任何 text") == ([], 3)
    assert check.risks == {"attack.evasion"}


@pytest.mark.parametrize(
    ("text", "cut"),
    [
        ("今天天气很好", 6),
        ("今天天气。", 5),
        ("是禁", 1),
        ("是禁 ", 1),
        ("是禁" + "。" * 65, 67),
        ("我说 hello", 3),
        ("我说 hello ", 9),
        ("to make a b", 10),
        ("a b ", 2),
        ("好\u200b", 1),
        ("我软一和", 1),
        ("我软一和。", 5),
        ("我软一" + "字" * 196, 1),
        ("我软一" + "字" * 198, 201),
        ("x" * 600, 512),
    ],
)
def test_how_much_is_settled(text: str, cut: int) -> None:
    assert CHECK.settled(text) == cut
