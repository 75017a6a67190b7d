"""A fault is one line in either language."""

from __future__ import annotations

from guiju.cli.check_fault import Fault


def test_it_says_where_in_both_languages() -> None:
    fault = Fault("错", "wrong").at("a.jsonl:3")
    assert (fault.text, str(fault)) == (("a.jsonl:3: 错", "a.jsonl:3: wrong"), "a.jsonl:3: wrong")
