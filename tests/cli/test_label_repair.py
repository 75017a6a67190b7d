"""``guiju label repair``: what was meant is kept, what cannot be known is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.labelling import CODE, picture, run, verified

FIELDS = {
    "Label": "1", "ContentProducer": CODE, "ProduceID": "n-7", "ReservedCode1": "", "ContentPropagator": "",
    "PropagateID": "", "ReservedCode2": "",
}  # fmt: skip


def page(home: Path, value: str, name: str = "page.md") -> str:
    (home / name).write_text(f"---\ntitle: T\nAIGC: '{value}'\n---\n\n# Text\n", "utf-8")
    return name


def meant(**changes: str | int | None) -> str:
    fields = {**FIELDS, **changes}
    return json.dumps({key: value for key, value in fields.items() if value is not None}, ensure_ascii=False)


@pytest.mark.parametrize(
    "value",
    [
        json.dumps(FIELDS).replace("ReservedCode1", "ReserveCode1"),
        meant(Label=1),
        meant(ReservedCode2=None),
        meant(ContentPropagator="somebody"),
        json.dumps({"AIGC": FIELDS}),
        meant(Extra="x"),
    ],
)
def test_what_was_meant_is_written_right(home: Path, value: str) -> None:
    name = page(home, value)
    assert run("label", "repair", name, "-o", "out.md").exit_code == 0
    (row,) = verified("out.md")
    assert row["verdict"] == "compliant" and row["label"] == FIELDS
    assert "title: T" in (home / "out.md").read_text("utf-8")


@pytest.mark.parametrize(
    ("value", "asked"),
    [
        (meant(ContentProducer=""), "--producer"),
        (meant(ContentProducer="某公司"), "--producer"),
        (meant(ProduceID="a b"), "--id"),
        (meant(Label="AIGC"), "--value"),
        (meant(ContentProducer=CODE[:21] + "0" + CODE[22:]), "--producer"),
    ],
)
def test_what_cannot_be_known_is_asked_for(home: Path, value: str, asked: str) -> None:
    name = page(home, value)
    done = run("label", "repair", name, "-o", "out.md")
    assert isinstance(done.exception, ValueError) and asked in str(done.exception)
    assert not (home / "out.md").exists()
    given = ("--producer", CODE, "--id", "n-7", "--value", "1")
    assert run("label", "repair", name, "-o", "out.md", *given).exit_code == 0
    assert verified("out.md")[0]["label"] == FIELDS


def test_a_label_that_holds_stays_as_it_is(home: Path) -> None:
    picture(home / "a.png")
    run("label", "apply", "a.png", "-o", "b.png", "--producer", CODE, "--implicit")
    assert run("label", "repair", "b.png", "-o", "c.png").exit_code == 0
    assert (home / "b.png").read_bytes() == (home / "c.png").read_bytes()
