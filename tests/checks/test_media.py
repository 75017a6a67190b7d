"""Contents of every kind: each judged by its own, what nothing judges is a finding, what cannot be read too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from unittest.mock import patch

import pytest

from guiju.checks import Pii, judges_of
from guiju.checks.media import NOT_RUN, Judges, NotRun, Read
from guiju.core.check import Finding
from guiju.core.content import Content, Kind, Stage

TEXTS = (Pii(),)
PHONE = "13800138000"


def met(kind: Kind, body: str | bytes) -> Content:
    return Content("1", Stage.PROMPT, kind, "user", body)


@dataclass(frozen=True)
class Pages:
    """A reader of pictures that are the text they show."""

    id: str = "pages@1"
    kind: Kind = Kind.IMAGE

    def __call__(self, content: Content) -> list[Content]:
        assert isinstance(content.body, bytes)
        return [met(Kind.TEXT, page) for page in content.body.decode().split("|")]


def told(rows: Sequence[Sequence[Finding]]) -> list[list[tuple[str, str]]]:
    return [[(f.risk, f.check) for f in row] for row in rows]


READ = Read(Pages(), TEXTS)
JUDGES = Judges({Kind.TEXT: TEXTS, Kind.IMAGE: (READ,)})


def test_each_content_is_judged_by_its_kind_in_its_place() -> None:
    batch = [met(Kind.IMAGE, b"none"), met(Kind.TEXT, PHONE), met(Kind.VIDEO, b"x"), met(Kind.IMAGE, PHONE.encode())]
    rows = JUDGES(batch)
    assert told(rows) == [[], [("pii.phone", "pii@2026.11")], [(NOT_RUN, "video@none")], [("pii.phone", "pii@2026.11")]]
    assert [f.at for row in rows for f in row] == [(0, 11), None, None]
    assert JUDGES([]) == []


def test_what_cannot_be_read_is_a_failure_of_its_own() -> None:
    rows = JUDGES([met(Kind.IMAGE, b"\xff"), met(Kind.IMAGE, b"fine"), met(Kind.IMAGE, "text")])
    assert told(rows) == [[("check.failed", "pages@1")], [], [("check.failed", "pages@1")]]


def test_a_risk_that_is_read_twice_is_told_once_with_its_best_score() -> None:
    rows = JUDGES([met(Kind.IMAGE, f"110101199003074571|{PHONE} {PHONE}|110101199003074514".encode())])
    assert sorted((f.risk, f.score) for f in rows[0]) == [("pii.id_card", 1.0), ("pii.phone", 1.0)]


def test_every_kind_is_judged_by_somebody_or_not_run() -> None:
    judges = judges_of(TEXTS)
    assert set(judges.by_kind) == set(Kind)
    assert told(judges([met(Kind.VIDEO, b"x"), met(Kind.CODE, PHONE)])) == [
        [(NOT_RUN, "video@none")],
        [("pii.phone", "pii@2026.11")],
    ]


def test_without_its_packages_a_kind_is_not_run() -> None:
    with patch("guiju.checks.media.find_spec", return_value=None):
        judges = judges_of(TEXTS)
    rows = judges([met(Kind.IMAGE, b"x"), met(Kind.AUDIO, b"x"), met(Kind.TEXT, "x")])
    assert [{risk for risk, _ in row} for row in told(rows)] == [{NOT_RUN}, {NOT_RUN}, set()]
    assert len(rows[0]) == 2, "neither the text nor the picture was judged"


def test_a_choice_of_kinds() -> None:
    with patch("guiju.checks.media.find_spec", return_value=None):
        only = judges_of(TEXTS, kinds=(Kind.IMAGE,), own=())
    assert [check.id for check in only.by_kind[Kind.IMAGE]] == ["ocr@2026.11"]
    assert told(only([met(Kind.TEXT, PHONE)])) == [[(NOT_RUN, "text@none")]]


def test_all_checks_and_their_risks_are_known_beforehand() -> None:
    assert [check.id for check in JUDGES.checks] == ["pii@2026.11", "pages@1"]
    assert READ.risks == TEXTS[0].risks


@pytest.mark.parametrize(("check", "found"), [(READ, []), (NotRun("x@1"), [Finding(NOT_RUN, 1.0, "x@1")])])
def test_a_stream_of_text_is_none_of_theirs(check: Read | NotRun, found: list[Finding]) -> None:
    assert check.tail("ab") == (found, check.settled("ab"))


def test_pictures_are_judged_where_the_extra_is_installed() -> None:
    pytest.importorskip("rapidocr", reason="the extra `media` is not installed")
    from tests.checks.image.drawing import drawn, file_of

    rows = judges_of(TEXTS)([met(Kind.IMAGE, file_of(drawn())), met(Kind.IMAGE, b"GIF89a")])
    assert told(rows) == [
        [("pii.phone", "pii@2026.11")],
        [("check.failed", "ocr@2026.11"), ("check.failed", "image@2026.11")],
    ]
