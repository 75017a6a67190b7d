"""guiju check IN.jsonl -o OUT.jsonl: the same rows, each with its verdict, or nothing at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from guiju.checks import Judges, Pii
from guiju.cli.check_rows import BATCH, Desk, judge_file
from guiju.core.check import Cost, Finding
from guiju.core.content import Content, Kind, Stage
from guiju.core.policy import Policy
from tests.cli.test_check import guiju

MARK = {"risk": "pii.phone", "score": 1.0, "check": "pii@2026.11", "start": 1, "end": 12}


def rows_of(path: Path) -> list[dict[str, Any]]:
    return [orjson.loads(line) for line in path.read_bytes().splitlines()]


def test_rows_keep_their_order_and_what_they_had(home: Path) -> None:
    given = [{"id": n, "text": "打13800138000" if n % 3 == 0 else "你好", "more": [n]} for n in range(2 * BATCH + 5)]
    (home / "in.jsonl").write_bytes(b"\n".join(map(orjson.dumps, given)))
    done = guiju("check", "in.jsonl", "-o", "out.jsonl", "--stage", "corpus", "--only", "pii")
    assert (done.returncode, done.stdout) == (0, "")
    assert f"{len(given)} rows" in done.stderr
    assert "rows/s" in done.stderr
    for before, after in zip(given, rows_of(home / "out.jsonl"), strict=True):
        hit = before["id"] in range(0, len(given), 3)
        assert after["action"] == ("MASK" if hit else "ALLOW")
        assert after == before | {"action": after["action"], "notices": after["notices"], "findings": [MARK] * hit}


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        (b'{"text":"x","n":123456789012345678901234567890,"f":1.10,"e":1E+5}', b""),
        (
            b'  { "id" : 123456789012345678901 , "text":"\\u597d" }\t\r\n',
            b'{ "id" : 123456789012345678901 , "text":"\\u597d"',
        ),
        (b'{"action":{"a":[1.10]},"text":"x", "notices":0,"n":1.10,"findings" : []}', b'{"text":"x","n":1.10'),
        (b'{"text":"x","act\\u0069on":1}', b'{"text":"x"'),
        (b"\xef\xbb\xbf" + b'{"text":"x"}', b'{"text":"x"'),
    ],
)
def test_what_a_row_had_stays_as_it_was_written(home: Path, line: bytes, kept: bytes) -> None:
    (home / "in.jsonl").write_bytes(line)
    done = guiju("check", "in.jsonl", "-o", "out.jsonl", "--only", "pii")
    assert done.returncode == 0, done.stderr
    gained = b',"action":"ALLOW","notices":[],"findings":[]}\n'
    assert (home / "out.jsonl").read_bytes() == (kept or line.rstrip(b"}")) + gained


def test_standard_input_and_output() -> None:
    row = {"text": "好", "context": ["段落"], "prompt": "问", "messages": [{"role": "user", "content": None}]}
    done = guiju("check", "-", "-o", "-", "--only", "pii", stdin=f"{orjson.dumps(row).decode()}\n\n")
    assert orjson.loads(done.stdout) == row | {"action": "ALLOW", "notices": [], "findings": []}


def test_findings_that_do_not_count_are_told_on_request() -> None:
    row = '{"text":"110101199003074571"}'
    assert orjson.loads(guiju("check", "-", "-o", "-", "--only", "pii", stdin=row).stdout)["findings"] == []
    all_told = orjson.loads(guiju("check", "-", "-o", "-", "--only", "pii", "--all-scores", stdin=row).stdout)[
        "findings"
    ]
    assert [(f["risk"], f["score"]) for f in all_told] == [("pii.id_card", 0.4)]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (b'{"txt":1}', 'in.jsonl:2: nothing to judge; expected an object with "text", "file" or "messages"'),
        (b'{"text":7}', "in.jsonl:2: text: Input should be a valid string"),
        (b'{"text":"a","context":"b"}', "in.jsonl:2: context: Input should be a valid list"),
        (b"[1]", 'in.jsonl:2: expected an object with "text", "file" or "messages"'),
        (b"{", 'in.jsonl:2: no JSON in UTF-8; expected an object with "text", "file" or "messages"'),
        (b'{"text":"\xff"}', 'in.jsonl:2: no JSON in UTF-8; expected an object with "text", "file" or "messages"'),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_written(home: Path, row: bytes, told: str) -> None:
    (home / "in.jsonl").write_bytes(b'{"text":"fine"}\n' + row + b"\n")
    (home / "out.jsonl").write_text("as it was")
    for target in ("out.jsonl", "-"):
        done = guiju("check", "in.jsonl", "-o", target)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.splitlines()[-1] == f"guiju: {told}"
    assert (home / "out.jsonl").read_text() == "as it was"
    assert sorted(path.name for path in home.iterdir()) == ["in.jsonl", "out.jsonl"]


@pytest.mark.parametrize(
    ("source", "target"), [("none.jsonl", "out.jsonl"), ("in.jsonl", "none/out.jsonl"), ("in.jsonl", ".")]
)
def test_files_that_are_not_there(home: Path, source: str, target: str) -> None:
    (home / "in.jsonl").write_text("")
    done = guiju("check", source, "-o", target)
    assert (done.returncode, len(done.stderr.splitlines())) == (2, 1)


PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)


@pytest.fixture
def desk() -> Desk:
    """The check for personal information alone, and for pictures one that says how large they are."""

    @dataclass(frozen=True)
    class Sizes:
        id: str = "sizes@1"
        threshold: float = 0.0
        cost: Cost = "inline"
        risks: frozenset[str] = frozenset()

        def __call__(self, batch: Sequence[Content]) -> list[list[Finding]]:
            return [[Finding(f"size.{len(content.body)}", 1.0, self.id)] for content in batch]

        def settled(self, text: str) -> int:
            return 0

        def tail(self, text: str) -> tuple[list[Finding], int]:
            return [], 0

    return Desk(Judges({Kind.TEXT: (Pii(),), Kind.IMAGE: (Sizes(),)}), Policy(()), Stage.PROMPT, all_scores=False)


def risks(path: Path) -> list[list[str]]:
    return [[finding["risk"] for finding in row["findings"]] for row in rows_of(path)]


def test_a_row_may_have_a_text_and_a_file_beside_it(home: Path, desk: Desk) -> None:
    (home / "data").mkdir()
    (home / "data" / "a.png").write_bytes(PNG)
    given = [{"file": "a.png"}, {"text": "13800138000", "file": "a.png"}, {"text": "x"}, {"text": "13800138000"}]
    (home / "data" / "in.jsonl").write_bytes(b"\n".join(map(orjson.dumps, given)))
    judge_file(desk, "data/in.jsonl", "out.jsonl")
    assert risks(home / "out.jsonl") == [["size.48"], ["size.48", "pii.phone"], [], ["pii.phone"]]


def test_a_kind_that_nobody_was_chosen_for_is_passed_over_beside_another_only(home: Path, desk: Desk) -> None:
    (home / "a.png").write_bytes(PNG)
    (home / "in.jsonl").write_bytes(b'{"text":"13800138000","file":"a.png"}\n{"text":"13800138000"}')
    pictures = replace(desk, judges=Judges({Kind.IMAGE: desk.judges.by_kind[Kind.IMAGE]}))
    judge_file(pictures, "in.jsonl", "out.jsonl")
    assert risks(home / "out.jsonl") == [["size.48"], ["check.not_run"]]


def test_a_file_that_cannot_be_judged_is_named_with_its_line(home: Path, desk: Desk) -> None:
    (home / "a.svg").write_text("<svg/>")
    for file, told in (("none.png", "none.png: no such file"), ("a.svg", "a.svg: neither text nor")):
        (home / "in.jsonl").write_bytes(b'{"text":"x"}\n\n' + orjson.dumps({"file": file}))
        with pytest.raises(ValueError, match=f"in.jsonl:3: file: {told}"):
            judge_file(desk, "in.jsonl", "out.jsonl")
    assert not (home / "out.jsonl").exists()


def test_rows_are_judged_together_up_to_a_number_and_a_size(
    home: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    sizes: list[int] = []
    monkeypatch.setattr("guiju.cli.check_rows.BYTES", 1000)
    monkeypatch.setattr(Desk, "found", lambda self, rows: sizes.append(len(rows)) or [[] for _ in rows])
    lines = [{"text": "x" * 400}] * 7 + [{"text": "y"}] * (BATCH + 1)
    (home / "in.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    judge_file(desk, "in.jsonl", "out.jsonl")
    assert sizes == [3, 3, BATCH, 2]


def test_ten_megabytes_and_noughts_in_a_line(home: Path, desk: Desk) -> None:
    (home / "in.jsonl").write_bytes(orjson.dumps({"text": "\0" * 9 + "好" * 3_400_000 + " 13800138000"}))
    judge_file(desk, "in.jsonl", "out.jsonl")
    assert risks(home / "out.jsonl") == [["pii.phone"]]
