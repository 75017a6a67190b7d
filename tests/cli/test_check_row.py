"""What a row brings to be judged, with what was there before it, and what is wrong with a row."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.cli.check_row import parsed
from guiju.core.content import Content, Kind, Stage

PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
TURNS = [{"role": "system", "content": "s"}, {"role": "assistant", "content": None}, {"role": "user", "content": "u"}]


def contents(row: Any, folder: Path = Path()) -> list[Content]:
    _, read = parsed(row if isinstance(row, bytes) else orjson.dumps(row))
    return list(read.contents(Stage.ANSWER, "assistant", 7, folder))


def before(content: Content) -> list[tuple[str, str, Stage]]:
    return [(turn.role, turn.text, turn.stage) for turn in content.context]


def test_passages_turns_and_the_question_come_before_the_text() -> None:
    (content,) = contents({"id": "a", "text": "t", "context": ["p"], "messages": TURNS, "prompt": "q"})
    assert (content.id, content.stage, content.kind, content.role, content.body) == (
        "a", Stage.ANSWER, Kind.TEXT, "assistant", "t",
    )  # fmt: skip
    turns = [("context", "p"), ("system", "s"), ("assistant", ""), ("user", "u"), ("user", "q")]
    assert before(content) == [(role, text, Stage.PROMPT) for role, text in turns]


def test_without_a_text_the_last_message_is_the_text() -> None:
    (content,) = contents({"messages": TURNS})
    assert (content.id, content.role, content.body) == ("7", "user", "u")
    assert [role for role, *_ in before(content)] == ["system", "assistant"]


def test_a_file_lies_where_the_rows_lie_and_stands_beside_the_text(tmp_path: Path) -> None:
    (tmp_path / "a.png").write_bytes(PNG)
    (file,) = contents({"file": "a.png", "prompt": "q"}, tmp_path)
    assert (file.kind, file.body, before(file)) == (Kind.IMAGE, PNG, [("user", "q", Stage.PROMPT)])
    assert [c.kind for c in contents({"text": "t", "file": "a.png"}, tmp_path)] == [Kind.TEXT, Kind.IMAGE]
    assert [c.kind for c in contents({"messages": TURNS, "file": "a.png"}, tmp_path)] == [Kind.TEXT, Kind.IMAGE]
    assert [c.kind for c in contents({"messages": TURNS[:2], "file": "a.png"}, tmp_path)] == [Kind.IMAGE]


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({}, "nothing to judge"),
        ({"text": None, "messages": []}, "nothing to judge"),
        ({"messages": TURNS[:2]}, "nothing to judge"),
        ({"prompt": "q"}, "nothing to judge"),
        ({"file": "none.png"}, "file: none.png: no such file"),
        ({"file": 3}, "file: Input should be a valid string"),
        ({"text": "t", "messages": [{"content": "x"}]}, "messages.0.role: Field required"),
        ({"text": "t", "messages": "x"}, "messages: Input should be a valid list"),
        ({"text": ["t"]}, "text: Input should be a valid string"),
        (b'"text"', 'expected an object with "text", "file" or "messages"'),
        (b'{"text":"\\ud800"}', "no JSON in UTF-8"),
        (b'{"text":"\xed\xa0\x80"}', "no JSON in UTF-8"),
        (b'{"text":NaN}', "no JSON in UTF-8"),
        (b'{"text":"t","x":' + b"[" * 5000 + b"]" * 5000 + b"}", "no JSON in UTF-8"),
    ],
)
def test_what_is_wrong_with_a_row_is_one_line(row: Any, told: str) -> None:
    with pytest.raises(ValueError) as fault:
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
    except ValueError:
        pass
