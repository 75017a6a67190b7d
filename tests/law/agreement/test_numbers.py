"""Law that stands in code is found, and an ordinary number is left alone."""

from __future__ import annotations

import ast

import pytest

from guiju.law.agreement.numbers import Marks, numbers_in

MARKS = Marks(
    words=frozenset({"consecutive", "in_a_row", "per_day", "months"}),
    values=frozenset({0.96}),
    endings=frozenset({"retention"}),
    amounts=frozenset({4000, 10000}),
    beside=frozenset({"fine", "sample"}),
    terms=frozenset({"P3M"}),
    packs=frozenset({"cn-draft"}),
)


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
        ("SAMPLE_SIZE = 4_000", "SAMPLE_SIZE = 4000 fixes"),
        ("fine = 100 + 10_000", "fine = 10000 fixes"),
        ("CONSECUTIVE = 3.0", "CONSECUTIVE = 3.0 fixes"),
        ("IN_A_ROW = 3", "IN_A_ROW = 3"),
        ("per_day, other = 5, 3", "per_day = 5"),
        ("consecutive += 3", "consecutive = 3"),
        ("x['consecutive'] = 3", "consecutive = 3"),
        ("x = {'standing.consecutive': 3}", "standing.consecutive = 3"),
        ("x = d.get('standing.consecutive', 3)", "standing.consecutive = 3"),
        ("x = getattr(d, 'per_day', 5)", "per_day = 5"),
        ("PER_DAY = int('5')", "PER_DAY = 5"),
        ("per_day = int(x or 5)", "per_day = 5"),
        ("per_day = 5 if x else 1", "per_day = 5"),
        ("per_day = 4 * 1", "per_day = 4"),
        ("match per_day:\n    case 5: ...", "per_day = 5"),
        ("consecutiveRefusals = 3", "consecutiveRefusals = 3"),
        ("f = lambda consecutive=3: consecutive", "consecutive = 3"),
        ("class Reach:\n    in_a_row: int\nReach(3)", ":3: in_a_row = 3"),
        ("def f(x, per_day): ...\nf(7, 5)", ":2: per_day = 5"),
        ("LOG_RETENTION = 6", "LOG_RETENTION = 6"),
        ("TERM = timedelta(days=90)", "days = 90"),
        ("TERM = timedelta(92)", "timedelta = 92"),
        ("TERM = 'P3M'", "'P3M' is a term of the law"),
        ("why = 'cn-draft/16'", "cites 'cn-draft'"),
        ("why = 'clause 4(5)'", "cites 'clause 4'"),
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
        "SAMPLE_SIZE = 4001",
        "head = b[:4000]",
        "CACHE = 10_000",
        "fine_grained = 2",
        "retention_policy_version = 2",
        "consecutive = row[2]",
        "TERM = timedelta(days=30)",
        "x, consecutive = 7, 0",
        "id = 'cn-draft:reference'",
        "why = 'an article of 3 pages; part 4'",
        "sample = 4000  # own number: bytes of one page on the disk",
    ],
)
def test_left_alone(tmp_path, code):
    assert found(tmp_path, code) == []


def test_a_reason_is_needed_to_keep_a_number(tmp_path):
    assert found(tmp_path, "sample = 4000  # own number:")
