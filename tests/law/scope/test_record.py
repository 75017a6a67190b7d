"""What goes on record of a scope can be read again, holds no free text, and says what nobody gave."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import given, settings

from guiju.core.evidence import Evidence, decode, encode, faults
from guiju.law import FOLDER, Profile, decide, questions, read_packs, scope_decided
from tests.law.profiles import TODAY, facts, profile

PACKS = tuple(read_packs().values())
DAY = datetime(2026, 11, 22, tzinfo=UTC)


def decided(told: Profile):
    return scope_decided(decide(PACKS, told, questions(FOLDER)), DAY)


def test_each_pack_with_its_version_and_whether_it_applies():
    told = decided(profile(public=False))
    assert [one.pack for one in told.packs] == [pack.id for pack in PACKS]
    assert [one.digest for one in told.packs] == [pack.digest for pack in PACKS]
    assert [one.pack for one in told.packs if one.applies] == ["cn-statutes"]
    assert told.profile == profile(public=False).digest
    assert told.obligations > 0


def test_what_nobody_gave_is_empty_and_counted():
    told = decided(profile())
    assert (told.opinion, told.modalities) == ("", ())
    assert told.assumed > decided(profile(public=True, users_in_mainland=True)).assumed > 0
    whole = {question.name: question.assumed for question in questions(FOLDER).values() if question.type != "list"}
    told = decided(profile(**whole, modalities="text image", channel="direct"))
    assert (told.assumed, told.opinion, told.modalities) == (0, "unknown", ("text", "image"))


@settings(max_examples=25)
@given(facts())
def test_the_record_is_made_of_facts_and_reads_as_it_was(given):
    told = decided(Profile(given, TODAY))
    assert faults(told) == []
    record = Evidence(told.kind, "scope", None, "officer:local", DAY, told)
    assert decode(encode(record)) == record
