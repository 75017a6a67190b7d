from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.labels.carrier import LARGEST, Damaged
from guiju.labels.carriers import extended
from guiju.labels.carriers.extended import Portion
from guiju.labels.reading import read
from tests.labels.carriers.test_png import LABELLED, XMP

NAME = b"http://ns.adobe.com/xmp/extension/\0"


def portions(whole: bytes, step: int) -> list[Portion]:
    digest = hashlib.md5(whole).hexdigest().upper().encode()
    places = range(0, len(whole), step)
    return [Portion(digest, len(whole), at, whole[at : at + step], at, at + 1) for at in places]


@given(st.integers(1, 600), st.randoms())
def test_a_label_is_read_out_of_portions_in_any_order(step: int, chance: object) -> None:
    parts = portions(LABELLED, step)
    chance.shuffle(parts)  # type: ignore[attr-defined]
    (found,) = extended.labels(parts)
    assert read(found).fields["ProduceID"] == "n1" and found.at == parts[0].start


def test_without_its_label_the_packet_is_as_long_and_the_main_one_names_its_new_digest() -> None:
    parts = portions(LABELLED, 100)
    made = extended.cleared(parts, b"before " + parts[0].digest + b" after")
    assert made is not None
    main, bodies = made
    again = [extended.portion(body, n, n + 1) for n, body in enumerate(bodies)]
    whole = b"".join(one.data for one in again)
    assert main == b"before " + hashlib.md5(whole).hexdigest().upper().encode() + b" after"
    assert len(whole) == len(LABELLED) and {one.digest for one in again} == {main[7:39]}
    assert extended.labels(again) == [] and extended.cleared(again, main) is None


def test_a_long_packet_is_written_in_as_many_portions_as_it_needs() -> None:
    made = extended.cleared(portions(LABELLED + b" " * 150_000, 60_000), b"")
    assert made is not None and [len(body) for body in made[1]][:2] == [65_475, 65_475] and len(made[1]) == 3


def test_packets_are_told_apart_by_their_digest() -> None:
    one, other = portions(LABELLED, 300), portions(XMP.format("").encode(), 300)
    assert extended.packets([one[0], *other, *one[1:]]) == [one, other]


@pytest.mark.parametrize("change", ["gap", "overlap", "short", "long", "sizes"])
def test_portions_that_make_no_whole_are_damaged(change: str) -> None:
    parts = portions(LABELLED, 100)
    one = parts[1]
    broken = {
        "gap": [*parts[:1], *parts[2:]],
        "overlap": [*parts, one],
        "short": parts[:-1],
        "long": [*parts, Portion(one.digest, one.size, one.size, b"x", 0, 1)],
        "sizes": [Portion(one.digest, one.size + 1, 0, parts[0].data, 0, 1), *parts[1:]],
    }[change]
    with pytest.raises(Damaged, match="do not make a whole"):
        extended.labels(broken)


def test_a_head_that_is_cut_or_claims_too_much_is_damaged() -> None:
    with pytest.raises(Damaged, match="whole head"):
        extended.portion(NAME + b"A" * 39, 0, 1)
    with pytest.raises(Damaged, match="more than is read"):
        extended.portion(NAME + b"A" * 32 + (LARGEST + 1).to_bytes(4, "big") + bytes(4), 0, 1)
