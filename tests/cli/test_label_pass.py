"""``guiju label pass``: what a platform tells the public of a file, and what it writes."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from guiju.core.facts import FilePassed
from tests.cli.labelling import CODE, PLATFORM, picture, png, recorded, run, verified

FALSE = CODE.replace("FC72D", "FC72X")
FIELDS = (
    "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
)  # fmt: skip


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
    (facts,) = recorded(FilePassed)
    assert not (home / "b.png").exists() and (facts.value, facts.modality, facts.read_back) == ("", "image", "none")


def test_a_visible_notice_alone_is_a_trace(home: Path) -> None:
    (home / "a.txt").write_text("【本内容由人工智能生成】\n正文。\n", "utf-8")
    told = passed("a.txt", "-o", "b.txt")
    assert (told["basis"], told["value"], told["written"], told["read_back"]) == ("trace", "3", True, "compliant")
    assert (home / "b.txt").read_bytes() == (home / "a.txt").read_bytes()
    assert verified("b.txt")[0]["label"]["ContentPropagator"] == PLATFORM


def test_words_drawn_into_a_picture_are_a_trace(home: Path) -> None:
    picture(home / "a.jpg")
    run("label", "apply", "a.jpg", "-o", "b.jpg", "--producer", CODE, "--explicit")
    told = passed("b.jpg", "-o", "c.jpg")
    assert (told["basis"], told["value"], told["written"], told["read_back"]) == ("trace", "3", True, "compliant")
    (facts,) = recorded(FilePassed)
    assert (facts.modality, facts.met) == ("image", "noncompliant")


def test_the_label_beside_a_text_is_passed_on_beside_it(home: Path) -> None:
    (home / "a.txt").write_text("正文。\n", "utf-8")
    run("label", "apply", "a.txt", "-o", "b.txt", "--producer", CODE, "--id", "n-1")
    told = passed("b.txt", "-o", "c.txt")
    assert (told["basis"], told["value"], told["written"], told["read_back"]) == ("metadata", "1", True, "compliant")
    label = verified("c.txt")[0]["label"]
    assert (label["Label"], label["ContentProducer"], label["ProduceID"]) == ("1", CODE, "n-1")
    assert (label["ContentPropagator"], label["PropagateID"]) == (PLATFORM, "p-1")


def page(home: Path, **changes: str) -> str:
    fields = dict.fromkeys(FIELDS, "") | {"Label": "1", "ContentProducer": CODE, "ProduceID": "n-1"} | changes
    (home / "a.md").write_text(f"---\nAIGC: '{json.dumps(fields, ensure_ascii=False)}'\n---\n\n# Text\n", "utf-8")
    return "a.md"


@pytest.mark.parametrize(
    ("changes", "basis", "value", "producer", "read_back"),
    [
        ({"ContentPropagator": "someone"}, "metadata", "1", CODE, "compliant"),
        ({"ContentProducer": FALSE}, "metadata", "1", FALSE, "noncompliant"),
        ({"ContentProducer": "某公司"}, "trace", "3", "", "compliant"),
        ({"ContentProducer": "某公司", "Label": "2"}, "metadata", "2", "", "compliant"),
        ({"Label": "AIGC"}, "trace", "3", CODE, "compliant"),
    ],
)
def test_of_a_bad_label_is_kept_what_can_be_and_nothing_made_up(
    home: Path, changes: dict[str, str], basis: str, value: str, producer: str, read_back: str
) -> None:
    told = passed(page(home, **changes), "-o", "b.md")
    assert (told["basis"], told["value"], told["written"], told["read_back"]) == (basis, value, True, read_back)
    assert told["wrong"] and told["met"] == "noncompliant"
    label = verified("b.md")[0]["label"]
    assert (label["Label"], label["ContentProducer"], label["ContentPropagator"]) == (value, producer, PLATFORM)


def test_what_cannot_be_written_is_on_record_too(home: Path) -> None:
    (home / "a.png").write_bytes(png()[:-9])
    done = run("label", "pass", "a.png", "-o", "b.png", "--propagator", PLATFORM, "--declared", "--json")
    assert done.exit_code == 1 and "damaged" in done.stderr
    told = json.loads(done.stdout)
    assert (told["basis"], told["value"], told["out"], told["written"]) == ("declaration", "2", None, False)
    (facts,) = recorded(FilePassed)
    assert (facts.modality, facts.written, facts.read_back) == ("image", False, "inconclusive")
    assert facts.digest == hashlib.sha256((home / "a.png").read_bytes()).hexdigest()
    assert not (home / "b.png").exists()


def test_a_number_that_goes_on_no_record_is_told_before_anything_is_written(home: Path) -> None:
    (home / "a.png").write_bytes(png())
    done = run("label", "pass", "a.png", "-o", "b.png", "--propagator", PLATFORM, "--declared", "--id", "#x")
    assert isinstance(done.exception, ValueError) and not (home / "b.png").exists()


def test_the_code_of_a_generator_passes_nothing_on(home: Path) -> None:
    (home / "a.png").write_bytes(png())
    done = run("label", "pass", "a.png", "-o", "b.png", "--propagator", CODE, "--declared")
    assert isinstance(done.exception, ValueError) and "passes on needs 2" in str(done.exception)
