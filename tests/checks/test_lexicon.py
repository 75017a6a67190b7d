"""Lexicon files: what is read of them, and how a faulty one is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from guiju.checks import Lexicon, load_lexicon, united
from guiju.checks.lexicon import Origin, entry, lexicon_of, lines_of


def written(folder: Path, text: str | bytes, name: str = "words.tsv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_lines_become_entries(tmp_path: Path) -> None:
    lexicon = load_lexicon([written(tmp_path, "\ufeff# ours\n禁詞 甲\ta1.a\n\nmake Bomb\tabuse.crime\t0.5\r\n")])
    assert [(e.phrase, e.risk, e.weight, e.breaks) for e in lexicon.entries] == [
        ("禁词甲", "a1.a", 1.0, frozenset()), ("makebomb", "abuse.crime", 0.5, frozenset({4})),
    ]  # fmt: skip
    assert (len(lexicon), lexicon.version) == (2, "operator")


def test_a_line_may_say_where_it_is_from(tmp_path: Path) -> None:
    path = written(tmp_path, "坏词\ta1.a\t\tus\t2026-11-19\tMIT\n好坏\ta1.a\n")
    origin = Origin("bureau", "own", "2026-11-20")
    assert [(e.weight, e.source, e.date, e.licence) for e in load_lexicon([path], origin).entries] == [
        (1.0, "us", "2026-11-19", "MIT"), (1.0, "bureau", "2026-11-20", "own"),
    ]  # fmt: skip


def test_written_lines_read_back() -> None:
    entries = (entry("make  BOMB", "a1.d", 0.5, "us", "2026-11-23", "MIT"), entry("坏 词", "a1.a"))
    assert lexicon_of([("x", "\n".join(lines_of(entries)))], "x").entries == entries


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("坏词\ta1.a\n坏", "2: 1 columns; expected phrase<TAB>risk, then weight, source, date, licence"),
        ("坏\tBad Risk", "1: 'Bad Risk' is no risk id such as a1.a or abuse.spam"),
        ("坏\ta1.a\tx", "1: the weight is no number"),
        ("坏\ta1.a\t0", "1: weight 0 is not above 0 and at most 1"),
        ("坏\ta1.a\t1.5", "1: weight 1.5 is not above 0 and at most 1"),
        ("坏\ta1.a\t1\tus\t2026-13-01", "1: '2026-13-01' is no date such as 2026-11-23"),
        (
            "坏\ta1.a\t1\tus\t2026-11-23\tMIT\t",
            "1: 7 columns; expected phrase<TAB>risk, then weight, source, date, licence",
        ),
        ("坏\ta1.a\tnan", "1: weight nan is not above 0 and at most 1"),
        ("。 \ta1.a", "1: nothing is left of the phrase once spaces, punctuation and symbols are dropped"),
        ("坏" * 129 + "\ta1.a", "1: the phrase has 129 characters once folded; at most 128 can be matched"),
        ("坏\ta1.a", "1: '坏' is a single character, which cannot decide by itself; give it a weight below 1"),
        ("T he\ta1.a", "1: 't he' is an everyday word, which cannot decide by itself; give it a weight below 1"),
        ("坏\x85词\ta1.a", "1: there is a control character in this line, U+0085; take it out"),
        (b"ok\ta1.a\n\xff\ta1.a", "2: not UTF-8; save the file as UTF-8"),
    ],
)
def test_a_fault_is_told_with_its_line(tmp_path: Path, text: str | bytes, fault: str) -> None:
    path = written(tmp_path, text)
    with pytest.raises(ValueError, match=r"words\.tsv") as raised:
        load_lexicon([path])
    assert str(raised.value) == f"{path}:{fault}"


def test_one_phrase_has_one_weight(tmp_path: Path) -> None:
    first, second = written(tmp_path, "坏詞\ta1.a\n"), written(tmp_path, "#\n坏 词\ta1.a\t0.5\n", "more.tsv")
    with pytest.raises(ValueError, match=r"more\.tsv:2") as raised:
        load_lexicon([first, second])
    assert f"{first}:1 lists the same phrase for a1.a with weight 1" in str(raised.value)
    assert len(load_lexicon([first, first])) == 1


def test_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        load_lexicon([tmp_path / "none.tsv"])


def test_equal_lexicons_have_equal_digests() -> None:
    a, b = entry("坏詞", "a1.a"), entry("好", "a1.b", 0.5)
    assert Lexicon((a, b), "x").digest == Lexicon((b, entry("坏 词", "a1.a")), "y").digest
    assert Lexicon((a,), "x").digest != Lexicon((b,), "x").digest
    assert len(Lexicon((), "x").digest) == 64


def test_of_several_the_later_is_kept() -> None:
    one = Lexicon((entry("坏", "a1.a", 0.5), entry("差", "a1.a")), "one")
    two = Lexicon((entry("坏", "a1.a"),), "two")
    both = united(one, two)
    assert {(e.phrase, e.weight) for e in both.entries} == {("坏", 1.0), ("差", 1.0)}
    assert both.version == "one+two"
