"""guiju check IN.jsonl -o OUT.jsonl: the same rows, each with its verdict, or nothing at all."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import orjson
import pytest

from guiju.checks import Judges, Pii
from guiju.cli.check_desk import Desk
from guiju.cli.check_fault import Fault
from guiju.cli.check_rows import BATCH, Manner, judge_file
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
        (b'{"text":"\\ud800","n":1e999,"error":"mine"}', b'{"text":"\\ud800","n":1e999,"error":"mine"'),
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
        (b'{"text":7}', "in.jsonl:2: text: expected a string"),
        (b'{"text":"x","text":"y"}', "in.jsonl:2: the member 'text' stands there twice"),
        (b'{"text":"x","action":' + b"[" * 5000 + b"]" * 5000 + b"}", "in.jsonl:2: JSON nests too deeply"),
        (b"[1]", 'in.jsonl:2: expected an object with "text", "file" or "messages"'),
        (b"{", "in.jsonl:2: no JSON: Expecting property name enclosed in double quotes at character 2"),
        (b'{"text":"\xff"}', "in.jsonl:2: not UTF-8 at byte 10"),
    ],
)
def test_a_row_that_cannot_be_read_is_named_and_nothing_is_written(
    home: Path, desk: Desk, row: bytes, told: str
) -> None:
    (home / "in.jsonl").write_bytes(b'{"text":"fine"}\n' + row + b"\n")
    (home / "out.jsonl").write_text("as it was")
    for target in ("out.jsonl", "-"):
        with pytest.raises(Fault) as fault:
            judge_file(desk, "in.jsonl", target)
        assert str(fault.value) == told
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
    assert risks(home / "out.jsonl") == [["size.48"], ["pii.phone", "size.48"], [], ["pii.phone"]]


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
    found = Desk.found
    monkeypatch.setattr(Desk, "found", lambda self, rows: sizes.append(len(rows)) or found(self, rows))
    lines = [{"text": "x" * 400}] * 7 + [{"text": "y"}] * (BATCH + 1)
    (home / "in.jsonl").write_bytes(b"\n".join(map(orjson.dumps, lines)))
    judge_file(desk, "in.jsonl", "out.jsonl")
    assert sizes == [3, 3, BATCH, 2]


def test_ten_megabytes_and_noughts_in_a_line(home: Path, desk: Desk) -> None:
    (home / "in.jsonl").write_bytes(orjson.dumps({"text": "\0" * 9 + "好" * 3_400_000 + " 13800138000"}))
    judge_file(desk, "in.jsonl", "out.jsonl")
    assert risks(home / "out.jsonl") == [["pii.phone"]]


MIXED = [b'{"text":"13800138000","error":"old"}', b'{"text":1,"error":2}', b"{", b"", b"{}", b'{"text":"x"}']


def test_a_row_that_cannot_be_judged_comes_out_with_its_error_on_request(home: Path) -> None:
    (home / "in.jsonl").write_bytes(b"\n".join(MIXED))
    done = guiju("check", "in.jsonl", "-o", "out.jsonl", "--only", "pii", "--keep-going")
    assert done.returncode == 1
    assert ", 3 with an error" in done.stderr
    first, *bad, last = rows_of(home / "out.jsonl")
    assert first == {
        "text": "13800138000",
        "action": "MASK",
        "notices": ["privacy"],
        "findings": [MARK | {"start": 0, "end": 11}],
    }
    assert bad == [
        {"text": 1, "error": "text: expected a string"},
        {"line": 3, "error": "no JSON: Expecting property name enclosed in double quotes at character 2"},
        {"error": 'nothing to judge; expected an object with "text", "file" or "messages"'},
    ]
    assert last == {"text": "x", "action": "ALLOW", "notices": [], "findings": []}


def test_findings_in_messages_say_in_which(home: Path) -> None:
    turns = [{"role": "user", "content": "我的电话13800138000"}, {"role": "assistant", "content": "好"}]
    row = orjson.dumps({"messages": turns}).decode()
    told = orjson.loads(guiju("check", "-", "-o", "-", "--only", "pii", stdin=row).stdout)
    assert told["action"] == "MASK"
    assert told["findings"] == [MARK | {"start": 4, "end": 15, "message": 0}]


@pytest.mark.parametrize("target", ["in.jsonl", "link.jsonl", "hard.jsonl", "./in.jsonl"])
def test_a_file_is_not_written_over_itself(home: Path, target: str) -> None:
    (home / "in.jsonl").write_bytes(b'{"text":"x"}')
    (home / "link.jsonl").symlink_to("in.jsonl")
    (home / "hard.jsonl").hardlink_to(home / "in.jsonl")
    done = guiju("check", "in.jsonl", "-o", target)
    assert (done.returncode, done.stderr) == (2, f"guiju: {target}: is the input itself; write elsewhere\n")
    assert (home / "in.jsonl").read_bytes() == b'{"text":"x"}'


def test_what_stands_at_the_place_keeps_its_mode_and_a_link_leads_on(home: Path, desk: Desk) -> None:
    (home / "in.jsonl").write_bytes(b'{"text":"x"}')
    (home / "far.jsonl").touch(0o640)
    (home / "link.jsonl").symlink_to("far.jsonl")
    judge_file(desk, "in.jsonl", "link.jsonl")
    assert (home / "link.jsonl").is_symlink()
    assert (risks(home / "far.jsonl"), (home / "far.jsonl").stat().st_mode & 0o777) == ([[]], 0o640)


def test_a_pipe_gets_the_rows(home: Path, desk: Desk) -> None:
    (home / "in.jsonl").write_bytes(b'{"text":"x"}')
    os.mkfifo(home / "pipe")
    got: list[bytes] = []
    reader = threading.Thread(target=lambda: got.append((home / "pipe").read_bytes()))
    reader.start()
    judge_file(desk, "in.jsonl", "pipe")
    reader.join()
    assert got == [b'{"text":"x","action":"ALLOW","notices":[],"findings":[]}\n']
    assert sorted(path.name for path in home.iterdir()) == ["in.jsonl", "pipe"]


class Ended(Exception):
    """A run is over before its end."""


@pytest.fixture
def interrupted(home: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Desk]:
    """Lets a run over rows that cannot be judged here and there end by itself, or be ended, after some rows."""
    monkeypatch.setattr("guiju.cli.check_rows.BATCH", 2)
    (home / "in.jsonl").write_bytes(b"\n".join(MIXED * 3))

    def run(batches: int, end: Callable[[], object]) -> Desk:
        left = iter(range(batches))
        found = Desk.found

        def judged(self: Desk, rows: Any) -> Any:
            if next(left, None) is None:
                end()
            return found(self, rows)

        with monkeypatch.context() as patched, pytest.raises((Ended, SystemExit)):
            patched.setattr(Desk, "found", judged)
            judge_file(desk, "in.jsonl", "out.jsonl", Manner(keep_going=True))
        return desk

    return run


def raised() -> None:
    raise Ended


def whole(home: Path, desk: Desk) -> bytes:
    judge_file(desk, "in.jsonl", "whole.jsonl", Manner(keep_going=True))
    return (home / "whole.jsonl").read_bytes()


@pytest.mark.parametrize("end", [raised, lambda: os.kill(os.getpid(), signal.SIGTERM)], ids=["error", "signal"])
@pytest.mark.parametrize("torn", [b"", b'{"text":"13800138000","act', b"\0" * 99, b"\0\n", b'{"text":"1"\n'])
def test_an_interrupted_run_is_gone_on_with(
    home: Path, interrupted: Callable[..., Desk], end: Callable[[], object], torn: bytes,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    desk = interrupted(3, end)
    draft = home / ".out.jsonl.part"
    assert (draft.read_bytes().count(b"\n"), (home / "out.jsonl").exists()) == (6, False)
    assert "--resume goes on" in capsys.readouterr().err
    with draft.open("ab") as file:
        file.write(torn)
    assert judge_file(desk, "in.jsonl", "out.jsonl", Manner(keep_going=True, resume=True)) == 9
    assert "9 rows" in (told := capsys.readouterr().err) and "after 6 of an earlier run, 9 with an error" in told
    assert (home / "out.jsonl").read_bytes() == whole(home, desk)
    assert sorted(path.name for path in home.iterdir()) == ["in.jsonl", "out.jsonl", "whole.jsonl"]


def test_nothing_is_left_of_a_run_that_ends_before_its_first_rows(home: Path, interrupted: Callable[..., Desk]) -> None:
    interrupted(0, raised)
    assert [path.name for path in home.iterdir()] == ["in.jsonl"]


def test_a_row_may_be_mended_before_going_on(home: Path, desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.cli.check_rows.BATCH", 1)
    (home / "in.jsonl").write_bytes(b'{"text":"x"}\n{"text":1}\n{"text":"y"}')
    with pytest.raises(ValueError, match="in.jsonl:2: text"):
        judge_file(desk, "in.jsonl", "out.jsonl")
    (home / "in.jsonl").write_bytes(b'{"text":"x"}\n{"text":"1"}\n{"text":"y"}')
    judge_file(desk, "in.jsonl", "out.jsonl", Manner(resume=True))
    assert [row["text"] for row in rows_of(home / "out.jsonl")] == ["x", "1", "y"]


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (b"\n".join([*MIXED[:4], b'{"x":1}', *MIXED]), "line 5 of the input is not as"),
        (b"\n".join([MIXED[0].replace(b"138", b"139"), *MIXED]), "line 1 of the input is not as"),
        (b"\n".join(MIXED[:2]), "the input ends before what was judged"),
    ],
)
def test_it_does_not_go_on_over_another_input(
    home: Path, interrupted: Callable[..., Desk], changed: bytes, told: str
) -> None:
    desk = interrupted(2, raised)
    (home / "in.jsonl").write_bytes(changed)
    with pytest.raises(ValueError, match=told):
        judge_file(desk, "in.jsonl", "out.jsonl", Manner(keep_going=True, resume=True))
    assert (home / ".out.jsonl.part").read_bytes().count(b"\n") == 4


def test_it_goes_on_only_on_the_same_terms_and_when_asked(home: Path, interrupted: Callable[..., Desk]) -> None:
    desk = interrupted(2, raised)
    for manner, other, told in (
        (Manner(), desk, ".out.jsonl.part: left by a run that was interrupted; go on with --resume"),
        (Manner(resume=True), replace(desk, stage=Stage.CORPUS), r"stage \(prompt, now corpus\)$"),
        (Manner(resume=True), replace(desk, lexicon="abc"), r"words \(, now abc\)$"),
        (Manner(resume=True), replace(desk, policy=Policy((), {"pii": 0.9})), r"run: packs \([0-9a-f]{12}, now"),
        (Manner(resume=True), replace(desk, judges=Judges({Kind.TEXT: (Pii(),)})), r"run: checks \(text: pii@"),
    ):
        with pytest.raises(ValueError, match=told):
            judge_file(other, "in.jsonl", "out.jsonl", manner)
    (home / ".out.jsonl.terms").unlink()
    with pytest.raises(ValueError, match=r"stage \(None, now prompt\)"):
        judge_file(desk, "in.jsonl", "out.jsonl", Manner(resume=True))
    assert (home / ".out.jsonl.part").read_bytes().count(b"\n") == 4


def test_two_runs_do_not_write_the_same_file(home: Path, interrupted: Callable[..., Desk]) -> None:
    desk = interrupted(2, raised)
    with (home / ".out.jsonl.part").open("rb") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        with pytest.raises(ValueError, match="another run is writing it"):
            judge_file(desk, "in.jsonl", "out.jsonl", Manner(resume=True))


def test_a_run_that_was_killed_is_gone_on_with(home: Path) -> None:
    """Killed by a check of its own, so that it is known where."""
    (home / "in.jsonl").write_bytes(b"\n".join(MIXED * 3))
    killed = """
import os, signal
from guiju.cli import check_rows, main
from guiju.cli.check_desk import Desk
from guiju.cli.check_fault import Fault
check_rows.BATCH, found = 2, Desk.found
left = iter(range(2))
Desk.found = lambda *given: found(*given) if next(left, None) is not None else os.kill(os.getpid(), signal.SIGKILL)
main.main()
"""
    given = ["--lang", "en", "check", "in.jsonl", "-o", "out.jsonl", "--only", "pii", "--keep-going"]
    ended = subprocess.run([sys.executable, "-c", killed, *given], check=False, capture_output=True)
    assert (ended.returncode, (home / ".out.jsonl.part").read_bytes().count(b"\n")) == (-signal.SIGKILL, 4)
    assert guiju(*given[2:]).returncode == 2
    done = guiju(*given[2:], "--resume")
    assert (done.returncode, "after 4 of an earlier run" in done.stderr) == (1, True)
    assert len(rows_of(home / "out.jsonl")) == 15


def test_only_a_file_can_be_gone_on_with(home: Path) -> None:
    done = guiju("check", "-", "-o", "-", "--resume", stdin="")
    assert (done.returncode, done.stderr) == (2, "guiju: --resume needs a file as OUT.jsonl\n")
