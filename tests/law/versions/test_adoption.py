"""Which version of a pack is in use: the last adopted by then; what is adopted later changes no past day."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.facts import Digest, Id, PackAdopted
from guiju.law.reading.in_use import InUse
from guiju.law.reading.loading import load, read_pack
from guiju.law.versions.adoption import History
from guiju.law.versions.archive import Archive
from tests.law.packs import PACK, folder
from tests.law.records import ADMITTED, NOW, ago, record

DAY = date(2026, 6, 1)


def adopted(pack="test-pack", digest="a", days=0, mode="binding", demo=False, seq=1):
    facts = PackAdopted(Id(pack), Id("1"), Digest(digest * 64), Digest(""), mode)
    return record(facts, ago(days=days), pack, None, demo=demo, seq=seq)


def digests(history, moment):
    return {name: one.digest[0] for name, one in history.at(moment).items()}


def test_the_last_adopted_until_then_is_in_use():
    history = History.of([record(ADMITTED), adopted(digest="b", days=10), adopted(days=20), adopted("other", days=10)])
    assert digests(history, ago(days=15)) == {"test-pack": "a"}
    assert digests(history, ago(days=10)) == digests(history, NOW) == {"test-pack": "b", "other": "a"}
    assert {name: one.digest[0] for name, one in history.newest.items()} == {"test-pack": "b", "other": "a"}


def test_before_the_first_the_first_is_in_use():
    history = History.of([adopted(days=20), adopted(digest="b", days=10), adopted("other", days=10)])
    assert digests(history, ago(days=90)) == {"test-pack": "a"}
    assert History().at(NOW) == {}


def test_of_one_moment_the_later_record_counts():
    assert digests(History.of([adopted(digest="b", seq=2), adopted(seq=1)]), NOW) == {"test-pack": "b"}


@given(
    past=st.lists(st.tuples(st.sampled_from("pq"), st.sampled_from("abc"), st.integers(10, 30)), min_size=1),
    later=st.lists(st.tuples(st.sampled_from("pqr"), st.sampled_from("abc"), st.integers(0, 9))),
    asked=st.integers(10, 40),
)
def test_what_is_adopted_later_changes_no_past_day(past, later, asked):
    records = [adopted(pack, digest, days) for pack, digest, days in past]
    more = [adopted(pack, digest, days) for pack, digest, days in later]
    moment = ago(days=asked)
    assert digests(History.of([*more, *records]), moment) == digests(History.of(records), moment)


def two_versions(place, second="version: '2'"):
    """An archive with two versions of the small pack, and the folder where the second is at hand."""
    copies, packs = Archive(place / "copies", folder(place)), []
    for text in (PACK, PACK.replace('version: "1"', second)):
        packs.append(read_pack(folder(place, test_pack=text), "test-pack"))
        copies.keep(packs[-1])
    return copies, packs


def test_packs_are_loaded_as_they_were_adopted(tmp_path):
    copies, (one, two) = two_versions(tmp_path)
    history = History.of([adopted_as(one, days=5)])
    assert load(on=DAY, folder=tmp_path).binding == (two,)
    assert load(on=DAY, folder=tmp_path, in_use=history.in_use(NOW, copies)).binding == (one,)
    history = History.of([adopted_as(one, days=5), adopted_as(two, days=2)])
    assert load(on=DAY, folder=tmp_path, in_use=history.in_use(NOW, copies)).binding == (two,)
    assert load(on=DAY, folder=tmp_path, in_use=history.in_use(ago(days=3), copies)).binding == (one,)


def adopted_as(pack, days=0, mode="binding"):
    facts = PackAdopted(Id(pack.id), Id(pack.version), Digest(pack.digest), Digest(""), mode)
    return record(facts, ago(days=days), pack.id, None)


@pytest.mark.parametrize(
    ("entry", "days", "binding"),
    [
        ((), 0, False), (("test-pack",), 0, False), (("test-pack:binding",), 0, True),
        ((), 3, True), (("test-pack:reference",), 3, True),
    ],
)  # fmt: skip
def test_the_mode_is_the_adopted_one_unless_it_is_the_last_and_another_is_asked_for(tmp_path, entry, days, binding):
    copies, (one, two) = two_versions(tmp_path)
    history = History.of([adopted_as(one, days=5), adopted_as(two, days=2, mode="reference")])
    packs = load(entry, on=DAY, folder=tmp_path, in_use=history.in_use(ago(days=days), copies))
    assert bool(packs.binding) is binding


def test_what_was_first_adopted_later_is_left_out_and_what_never_was_is_taken_as_it_is_at_hand(tmp_path):
    copies, (one, _) = two_versions(tmp_path)
    own = read_pack(folder(tmp_path, own=PACK.replace("id: test-pack", "id: own")), "own")
    copies.keep(own)
    (tmp_path / "own.yaml").unlink()
    folder(tmp_path, test_pack=PACK, new=PACK.replace("id: test-pack", "id: new"))
    history = History.of([adopted_as(one, days=5), adopted_as(own, days=2)])
    now, then = history.in_use(NOW, copies), history.in_use(ago(days=3), copies)
    assert load(on=DAY, folder=tmp_path, in_use=now).ids == ("test-pack", "own")
    assert load(on=DAY, folder=tmp_path, in_use=then).ids == ("test-pack",)
    assert load(("own", "new"), on=DAY, folder=tmp_path, in_use=then).ids == ("new",)


def test_only_what_is_asked_for_is_read(tmp_path):
    copies, (one, _) = two_versions(tmp_path)
    history = History.of([adopted_as(one, days=5), adopted("other", "f")])
    with pytest.raises(ValueError, match="other was adopted in this version, but the copy is missing"):
        history.in_use(NOW, copies)
    assert list(history.in_use(NOW, copies, ("test-pack",)).packs) == ["test-pack"]
    assert History().in_use(NOW - timedelta(days=1), copies) == InUse()
