"""What a row brings to be judged, with what was there before it, and what is wrong with a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.cli.check_fault import Fault
from guiju.cli.check_line import parsed
from guiju.cli.check_row import Piece, Row
from guiju.core.content import Content, Kind, Stage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
ANSWER = {"role": "assistant", "content": "a"}
TURNS = [{"role": "system", "content": "s"}, {"role": "assistant", "content": None}, {"role": "user", "content": "u"}]


def pieces(row: Any, stage: Stage, folder: Path = Path()) -> list[Piece]:
    read = Row.of(parsed(row if isinstance(row, bytes) else orjson.dumps(row)))
    return list(read.pieces(stage, "assistant", 7, folder))


def contents(row: Any, folder: Path = Path()) -> list[Content]:
    return [piece.content for piece in pieces(row, Stage.ANSWER, folder)]


def before(content: Content) -> list[tuple[str, str, Stage]]:
    return [(turn.role, turn.text, turn.stage) for turn in content.context]


def test_passages_turns_and_the_question_come_before_the_text() -> None:
    (content,) = contents({"id": "a", "text": "t", "context": ["p"], "messages": TURNS, "prompt": "q"})
    assert (content.id, content.stage, content.kind, content.role, content.body) == (
        "a", Stage.ANSWER, Kind.TEXT, "assistant", "t",
    )  # fmt: skip
    turns = [("context", "p"), ("system", "s"), ("assistant", ""), ("user", "u"), ("user", "q")]
    assert before(content) == [(role, text, Stage.PROMPT) for role, text in turns]


def test_an_answer_is_the_last_message() -> None:
    ((content, message, weighed),) = pieces({"messages": [*TURNS, ANSWER]}, Stage.ANSWER)
    assert (content.id, content.role, content.body, message, weighed) == ("7", "assistant", "a", 3, True)
    assert [role for role, *_ in before(content)] == ["system", "assistant", "user"]


@pytest.mark.parametrize("stage", [Stage.PROMPT, Stage.CORPUS])
def test_at_other_stages_every_message_is_judged_and_the_newest_of_the_user_with_all_before(stage: Stage) -> None:
    turns = [{"role": "user", "content": "first"}, *TURNS, ANSWER]
    found = pieces({"messages": turns, "context": ["p"]}, stage)
    assert [(one.content.role, one.content.body, one.message, one.content.stage) for one in found] == [
        ("user", "first", 0, stage), ("system", "s", 1, stage), ("user", "u", 3, stage), ("assistant", "a", 4, stage),
    ]  # fmt: skip
    assert [before(one.content) for one in found if one.message != 3] == [[], [], []]
    assert [text for _, text, _ in before(found[2].content)] == ["p", "first", "s", ""]


def test_what_the_application_says_is_weighed_only_where_nobody_else_speaks() -> None:
    system = {"role": "system", "content": "s"}
    for stage, turns, weighed in (
        (Stage.PROMPT, [system, TURNS[2]], [False, True]),
        (Stage.PROMPT, [system, {"role": "developer", "content": "d"}], [True, True]),
        (Stage.CORPUS, [system, TURNS[2]], [True, True]),
    ):
        assert [one.weighed for one in pieces({"messages": turns}, stage)] == weighed


def test_beside_a_text_messages_are_what_was_said_before() -> None:
    (piece,) = pieces({"text": "t", "messages": [*TURNS, ANSWER]}, Stage.PROMPT)
    assert (piece.content.body, piece.message, len(piece.content.context)) == ("t", None, 4)


def test_half_a_pair_is_judged() -> None:
    assert contents(b'{"text":"\\ud800"}')[0].body == "\ud800"


def test_a_file_lies_where_the_rows_lie_and_stands_beside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (file,) = contents({"file": "a.png", "prompt": "q"}, tmp_path)
    assert (file.kind, file.body, before(file)) == (Kind.IMAGE, PNG, [("user", "q", Stage.PROMPT)])
    assert [c.kind for c in contents({"text": "t", "file": "a.png"}, tmp_path)] == [Kind.TEXT, Kind.IMAGE]
    both = contents({"messages": [*TURNS, ANSWER], "file": "a.png"}, tmp_path)
    assert [c.kind for c in both] == [Kind.TEXT, Kind.IMAGE]
    assert [c.kind for c in contents({"messages": TURNS[:2], "file": "a.png"}, tmp_path)] == [Kind.IMAGE]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "nothing to judge"),
        ({"text": None, "messages": []}, "nothing to judge"),
        ({"messages": TURNS[:2]}, "nothing to judge: the last message is no answer of the assistant"),
        ({"messages": TURNS}, "nothing to judge: the last message is no answer of the assistant"),
        ({"prompt": "q"}, "nothing to judge"),
        ({"file": "none.png"}, "file: none.png: no such file"),
        ({"file": 3}, "file: expected a string"),
        ({"text": "t", "messages": [{"content": "x"}]}, "messages.0.role: expected one of"),
        ({"text": "t", "messages": "x"}, "messages: expected a list"),
        ({"text": ["t"]}, "text: expected a string"),
        ({"text": "t", "context": "p"}, "context: expected a list of strings"),
        ({"text": "t", "context": ["p", 1]}, "context: expected a list of strings"),
    ],
)
def test_what_is_wrong_with_a_row_is_one_line(row: Any, told: str) -> None:
    with pytest.raises(Fault) as fault:
        contents(row)
    assert str(fault.value).startswith(told)
    assert "\n" not in str(fault.value)


@given(st.binary(max_size=80) | st.recursive(
    st.none() | st.booleans() | st.floats(allow_nan=False) | st.text(max_size=9),
    lambda inner: st.lists(inner, max_size=3)
    | st.dictionaries(st.sampled_from(["text", "id", "messages", "role", "content", "context", "prompt"]), inner),
    max_leaves=9,
).map(lambda row: orjson.dumps(row)))  # fmt: skip
def test_any_line_is_contents_or_one_error(line: bytes) -> None:
    try:
        assert contents(line)
    except Fault:
        pass
