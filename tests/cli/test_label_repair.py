"""``guiju label repair``: what was meant is kept, what cannot be known is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from guiju.config import Config
from guiju.core.facts import FileLabelled
from guiju.wiring import ledger_of
from tests.cli.labelling import CODE, picture, recorded, run, verified

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


@pytest.mark.parametrize(("asked", "explicit"), [((), "kept"), (("--implicit",), "none")])
def test_only_a_label_that_is_seen_counts_as_kept(home: Path, asked: tuple[str, ...], explicit: str) -> None:
    picture(home / "a.jpg")
    run("label", "apply", "a.jpg", "-o", "b.jpg", "--producer", CODE, *asked)
    data = (home / "b.jpg").read_bytes()
    (home / "b.jpg").write_bytes(data.replace(b'"Label":"1"', b'"Label":"7"'))
    assert run("label", "repair", "b.jpg", "-o", "c.jpg", "--value", "1").exit_code == 0
    assert [facts.explicit for facts in recorded(FileLabelled)][1:] == [explicit]


def test_what_names_someone_else_stays_out_of_the_record(home: Path) -> None:
    name = page(home, meant(ContentProducer="someone@example.com", ProduceID="13800138000", Label=1))
    assert run("label", "repair", name, "-o", "out.md").exit_code == 0
    assert verified("out.md")[0]["label"]["ProduceID"] == "13800138000"
    with ledger_of(Config.read()) as ledger:
        (evidence,) = ledger.find(kind=FileLabelled.kind)
    assert evidence.subject == f"sha256:{evidence.facts.digest[:32]}"  # type: ignore[attr-defined]
    assert [evidence.facts.producer, evidence.facts.number] == ["other", "other"]  # type: ignore[attr-defined]
    given = ("--producer", CODE, "--id", "n-8")
    assert run("label", "repair", name, "-o", "out.md", *given).exit_code == 0
    own = recorded(FileLabelled)[-1]
    assert (own.producer, own.number) == (CODE, "n-8")


def test_a_number_that_goes_on_no_record_is_told_before_anything_is_written(home: Path) -> None:
    name = page(home, meant(ProduceID=""))
    done = run("label", "repair", name, "-o", "out.md", "--id", "#x")
    assert isinstance(done.exception, ValueError) and not (home / "out.md").exists()


def test_a_label_beside_a_text_is_mended_beside_it(home: Path) -> None:
    (home / "a.txt").write_text("正文。\n", "utf-8")
    run("label", "apply", "a.txt", "-o", "b.txt", "--producer", CODE, "--id", "n-1")
    place = home / "b.txt.aigc.json"
    place.write_text(place.read_text("utf-8").replace("ReservedCode1", "ReserveCode1"), "utf-8")
    assert run("label", "repair", "b.txt", "-o", "c.txt").exit_code == 0
    (row,) = verified("c.txt")
    assert (row["verdict"], row["label"]["ProduceID"]) == ("compliant", "n-1")
    (home / "b.txt").write_text("【本内容由人工智能生成】\n另一篇。\n", "utf-8")
    done = run("label", "repair", "b.txt", "-o", "d.txt")
    assert isinstance(done.exception, ValueError) and "another content" in str(done.exception)
