"""``guiju label pass``: what a platform tells the public of a file, and what it writes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from guiju.core.facts import FilePassed
from tests.cli.labelling import CODE, PLATFORM, picture, png, recorded, run, verified


def passed(*words: str) -> dict[str, Any]:
    done = run("label", "pass", *words, "--propagator", PLATFORM, "--id", "p-1", "--json")
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_metadata_that_say_so_come_first(home: Path) -> None:
    picture(home / "a.png")
    run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE, "--id", "n-1", "--implicit")
    told = passed("b.png", "-o", "c.png", "--declared")
    assert (told["basis"], told["value"], told["written"]) == ("metadata", "1", True)
    assert "人工智能" in told["notice"]["zh"]
    label = verified("c.png")[0]["label"]
    assert (label["ContentProducer"], label["ProduceID"]) == (CODE, "n-1")
    assert (label["ContentPropagator"], label["PropagateID"]) == (PLATFORM, "p-1")
    (facts,) = recorded(FilePassed)
    assert (facts.basis, facts.met, facts.read_back) == ("metadata", "compliant", "compliant")


@pytest.mark.parametrize(
    ("words", "basis", "value", "word"),
    [(("--declared",), "declaration", "2", "可能"), (("--suspected",), "trace", "3", "疑似")],
)
def test_a_declaration_and_a_trace(home: Path, words: tuple[str, ...], basis: str, value: str, word: str) -> None:
    (home / "a.png").write_bytes(png())
    told = passed("a.png", "-o", "b.png", *words)
    assert (told["basis"], told["value"]) == (basis, value) and word in told["notice"]["zh"]
    (row,) = verified("b.png")
    assert row["verdict"] == "compliant" and row["label"]["Label"] == value
    assert (row["label"]["ContentProducer"], row["label"]["ContentPropagator"]) == ("", PLATFORM)


def test_without_any_nothing_is_told_and_nothing_written(home: Path) -> None:
    (home / "a.png").write_bytes(png())
    told = passed("a.png", "-o", "b.png")
    assert (told["basis"], told["value"], told["out"]) == ("nothing", None, None)
    assert not (home / "b.png").exists() and recorded(FilePassed)[0].value == ""


def test_a_visible_notice_alone_is_a_trace(home: Path) -> None:
    (home / "a.txt").write_text("【本内容由人工智能生成】\n正文。\n", "utf-8")
    assert passed("a.txt", "-o", "b.txt")["basis"] == "trace"


def test_the_code_of_a_generator_passes_nothing_on(home: Path) -> None:
    (home / "a.png").write_bytes(png())
    done = run("label", "pass", "a.png", "-o", "b.png", "--propagator", CODE, "--declared")
    assert isinstance(done.exception, ValueError) and "passes on needs 2" in str(done.exception)
