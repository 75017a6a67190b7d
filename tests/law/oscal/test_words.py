"""Tokens, uuids, properties: what OSCAL's own patterns take."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import TypeAdapter
from trestle.oscal.common import Property, TokenDatatype

from guiju.core.text import Text
from guiju.law.oscal.words import both, filled, part, props, token, uuid, written
from guiju.law.reading.loading import read_pack
from tests.law.packs import folder


@given(st.text(min_size=1, max_size=20))
def test_any_id_becomes_a_token(told):
    TypeAdapter(TokenDatatype).validate_python(token(told))


@pytest.mark.parametrize(
    ("told", "is_"),
    [
        ("cn-interim-2023-08/14.2", "cn-interim-2023-08_14.2"),
        ("seed/22", "seed_22"),
        ("5.2", "_5.2"),
        ("a(b", "a_28_b"),
        ("附录A", "附录A"),
    ],
)
def test_a_token_is_read_as_the_id_it_stands_for(told, is_):
    assert token(told) == is_


@given(st.dictionaries(st.from_regex(r"[a-z]{1,9}", fullmatch=True), st.text() | st.booleans() | st.integers()))
def test_properties_hold_one_line_and_no_empty_value(values):
    for one in props(values):
        Property.model_validate(one)


def test_a_sequence_gives_one_property_each_and_nothing_gives_none():
    assert [one["value"] for one in props({"a": ("x", "y"), "b": False, "c": None, "d": True, "e": ""})] == [
        "x", "y", "true",
    ]  # fmt: skip


def test_the_same_words_give_the_same_uuid():
    assert uuid("a", "b") == uuid("a", "b") != uuid("a", "c")
    assert UUID(uuid("a")).version == 5


def test_a_part_tells_both_languages():
    told = part("x_smt", "statement", Text("责", "Duty"))
    assert [(one["id"], one["prose"]) for one in told["parts"]] == [("x_smt.zh", "责"), ("x_smt.en", "Duty")]
    assert "ns" not in told and part("x", "term", Text("责", "Duty"), own=True)["ns"].startswith("urn:guiju:")


def test_a_title_stands_on_one_line_and_not_twice():
    assert both(Text("甲\n乙", "a\nb")) == "甲 乙 / a b"
    assert both(Text("GB", "GB")) == "GB"


def test_nothing_empty_is_left():
    assert filled({"a": [], "b": {}, "c": "", "d": None, "e": 0, "f": False}) == {"e": 0, "f": False}


def test_the_time_of_a_pack_is_that_of_its_version_or_its_start(tmp_path):
    pack = read_pack(folder(tmp_path), "test-pack")
    assert written([pack]) == datetime(2026, 1, 1, tzinfo=UTC)
    assert written([replace(pack, version="2026-03-04+2"), pack]) == datetime(2026, 3, 4, tzinfo=UTC)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+00:00", written([pack]).isoformat())
