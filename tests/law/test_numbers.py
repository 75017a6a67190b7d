"""Law that stands in code is found, and an ordinary number is left alone."""

from __future__ import annotations

import ast

import pytest

from guiju.law.numbers import Marks, numbers_in

MARKS = Marks(frozenset({"consecutive", "per_day", "months"}), frozenset({4000, 0.96}))


def found(tmp_path, code):
    file = tmp_path / "code.py"
    file.write_text(code, encoding="utf-8")
    return numbers_in(file, ast.parse(code), MARKS)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("consecutive = 3", "consecutive = 3 fixes"),
        ("x: int = 1\nmax_consecutive: int = 3", ":2: max_consecutive = 3"),
        ("f(per_day=5)", "per_day = 5"),
        ("def f(a, per_day=5): ...", "per_day = 5"),
        ("def f(*, months=6): ...", "months = 6"),
        ("x = {'per_day': 5}", "per_day = 5"),
        ("if user.consecutive >= 3: ...", "consecutive = 3"),
        ("if 3 <= consecutive: ...", "consecutive = 3"),
        ("LOG_MONTHS = 6", "LOG_MONTHS = 6"),
        ("if (months := 6): ...", "months = 6"),
        ("size = 4_000", "4000 is a number of the law"),
        ("ok = rate >= 0.96", "0.96 is a number of the law"),
        ("why = '违反第十六条'", "cites '第十六条'"),
        ("why = '第 16 条'", "cites '第 16 条'"),
        ("why = f'{x} under Article 16'", "cites 'Article 16'"),
        ("why = 'art. 4'", "cites 'art. 4'"),
    ],
)
def test_found(tmp_path, code, said):
    problems = found(tmp_path, code)
    assert len(problems) == 1
    assert said in problems[0] and problems[0].startswith(str(tmp_path / "code.py:"))


@pytest.mark.parametrize(
    "code",
    [
        '"""As article 16 has it."""',
        "def f():\n    '''第十六条'''",
        "x: int = 3\n'''What article 4 asks for.'''",
        "consecutive = 0",
        "consecutive += 1",
        "self.consecutive = counts.consecutive + 1",
        "consecutive: int = 1",
        "if consecutive == 0: ...",
        "per_day = parameter('standing.per_day').value",
        "monthsday = 6",
        "consecutive = True",
        "size = 4001",
        "why = 'an article of 3 pages; part 4'",
        "size = 4000  # own number: bytes of one page on the disk",
    ],
)
def test_left_alone(tmp_path, code):
    assert found(tmp_path, code) == []


def test_a_reason_is_needed_to_keep_a_number(tmp_path):
    assert found(tmp_path, "size = 4000  # own number:")
