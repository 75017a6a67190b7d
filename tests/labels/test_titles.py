"""What people read of a format is no name that only programs know."""

from __future__ import annotations

import pytest

from guiju.labels import FileLabeller, Unlabelled, examine
from guiju.labels.carriers import CARRIERS
from guiju.labels.titles import title
from tests.labels.carriers.laws import FIRST, content


def test_every_format_has_a_name_for_people() -> None:
    titles = [title(carrier.name) for carrier in CARRIERS]
    assert len(set(titles)) == len(titles)
    assert not [one for one in titles if "code-" in one or one in ("ooxml", "odf", "text", "table")]


@pytest.mark.parametrize(
    ("name", "body", "why"),
    [
        ("a.json", b'{"a": 1}', "JSON has no comments.*tell people where the file is shown"),
        ("a.ipynb", b'{"cells": []}', "JSON has no comments"),
        ("a.SRT", b"1\n00:00:00,000 --> 00:00:01,000\na\n", "label the film itself"),
        ("a.bin", b"\0\1", "not known; known are png, pdf, .*code with -- comments"),
    ],
)
def test_what_cannot_be_labelled_is_refused_with_what_to_do(name: str, body: bytes, why: str) -> None:
    with pytest.raises(Unlabelled, match=why):
        FileLabeller(name).apply(content(CARRIERS[0], body), FIRST)


def test_a_remark_names_the_format_as_people_do() -> None:
    (found,) = (one for one in examine(b"select 1;\n", "a.sql").remarks if one.code == "no_place")
    assert "code with -- comments" in found.what.en and "code-dash" not in found.what.en
