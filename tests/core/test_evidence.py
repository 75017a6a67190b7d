"""Evidence: canonical bytes that read back, and facts that cannot hold a sentence."""

from __future__ import annotations

from dataclasses import fields, is_dataclass
from datetime import UTC, datetime, timedelta
from typing import Any, Literal, get_args, get_origin, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.evidence import Evidence, decode, encode, faults
from guiju.core.facts import KINDS, Digest, Facts, Head, Hit, Id, WriterOpened

_VALUES: dict[Any, st.SearchStrategy[Any]] = {
    Id: st.from_regex(r"[A-Za-z0-9][A-Za-z0-9._:@/+-]{0,20}", fullmatch=True),
    Digest: st.from_regex(r"[0-9a-f]{64}", fullmatch=True),
    int: st.integers(0, 2**53),
    float: st.floats(0, 1),
    bool: st.booleans(),
    datetime: st.datetimes(timezones=st.just(UTC)),
}


def values(hint: Any) -> st.SearchStrategy[Any]:
    if hint in _VALUES:
        return _VALUES[hint]
    if get_origin(hint) is Literal:
        return st.sampled_from(get_args(hint))
    if get_origin(hint) is tuple:
        return st.lists(values(get_args(hint)[0]), max_size=3).map(tuple)
    return built(hint)


def built(shape: type) -> st.SearchStrategy[Any]:
    hints = get_type_hints(shape)
    return st.builds(shape, **{f.name: values(hints[f.name]) for f in fields(shape)})


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_facts_are_numbers_times_ids_digests_and_closed_vocabularies(kind):
    """The type test: a field that could hold free text has no value this test can make."""

    def sound(hint: Any) -> bool:
        if hint in _VALUES or get_origin(hint) is Literal:
            return True
        if get_origin(hint) is tuple:
            return sound(get_args(hint)[0])
        return is_dataclass(hint) and all(sound(get_type_hints(hint)[f.name]) for f in fields(hint))

    hints = get_type_hints(KINDS[kind])
    assert [f.name for f in fields(KINDS[kind]) if not sound(hints[f.name])] == []
    assert KINDS[kind].__dataclass_params__.frozen


@given(st.sampled_from(sorted(KINDS)).flatmap(lambda kind: built(KINDS[kind])), _VALUES[datetime], st.booleans())
def test_evidence_reads_back_as_written_and_has_one_spelling(facts, at, demo):
    evidence = Evidence(facts.kind, "r-1", "u-1", "gateway", at, facts, demo)
    body = encode(evidence)
    assert decode(body) == evidence and encode(decode(body)) == body and faults(facts) == []


def written(facts: Facts, **changed: Any) -> bytes:
    told: dict[str, Any] = {
        "kind": facts.kind,
        "subject": "s",
        "user": None,
        "actor": "ledger",
        "at": datetime(2026, 11, 22, tzinfo=UTC),
    }
    return encode(Evidence(**{**told, **changed}, facts=facts))


@pytest.mark.parametrize(
    "changed",
    [
        {"kind": "answer.closed/1"},
        {"at": datetime(2026, 11, 22)},
        {"subject": "a sentence of a user"},
        {"user": "张三"},
        {"actor": ""},
        {"subject": ""},
    ],
)
def test_evidence_that_is_none_is_refused(changed):
    with pytest.raises(ValueError):
        written(WriterOpened("1", ()), **changed)


def test_faults_name_what_is_no_fact():
    assert faults(WriterOpened(Id("a sentence"), (Head(Id("w"), 1, Digest("xyz")),))) == [
        "version: is no identifier",
        "continues: link: is no digest",
    ]
    assert faults(Hit(Id("a1.a"), Id("words@1"), 1, 1.0)) == []


def test_a_newer_field_is_left_out_and_a_missing_one_takes_its_default():
    body = written(WriterOpened(Id("1"), ()))
    assert decode(body.replace(b'"facts":{', b'"facts":{"newer":1,')).facts == WriterOpened(Id("1"), ())


def test_an_unknown_kind_says_so():
    with pytest.raises(ValueError, match="newer version"):
        decode(b'{"kind":"mystery/9"}')


def test_times_are_written_in_utc():
    local = datetime.fromisoformat("2026-11-22T20:00:00+08:00")
    assert b'"2026-11-22T12:00:00' in written(WriterOpened(Id("1"), ()), at=local)
    assert decode(written(WriterOpened(Id("1"), ()), at=local)).at - local == timedelta()
