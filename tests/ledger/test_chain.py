import hashlib
from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from guiju.core.evidence import encode
from guiju.ledger.chain import GENESIS, commitment, link, moment, sealed, time_of
from tests.ledger.conftest import NOW, admitted

WORDS = st.text(st.characters(codec="utf-8"), max_size=6)
HASHES = st.binary(min_size=32, max_size=32)
PLACES = st.tuples(WORDS, st.integers(0, 2**63), st.integers(-(2**62), 2**62), WORDS, HASHES, HASHES)


@given(PLACES, PLACES)
def test_a_link_is_of_all_its_parts_and_none_runs_into_the_next(one: tuple, two: tuple) -> None:  # type: ignore[type-arg]
    assert (link(*one) == link(*two)) == (one == two)


def test_the_link_is_as_documented() -> None:
    parts = [b"guiju.record/1", b"w1", (7).to_bytes(8, "big"), (9).to_bytes(8, "big"), b"k/1", bytes(32), b"c" * 32]
    framed = b"".join(len(part).to_bytes(4, "big") + part for part in parts)
    assert link("w1", 7, 9, "k/1", bytes(32), b"c" * 32) == hashlib.sha256(framed).digest()


def test_the_commitment_is_as_documented() -> None:
    assert commitment(b"salt", b"body") == hashlib.sha256(b"saltbody").digest()


def test_equal_bodies_do_not_show_as_equal() -> None:
    body = encode(admitted())
    one, two = (sealed("w1", 1, GENESIS, salt * 16, admitted(), body) for salt in (b"a", b"b"))
    assert one.commit != two.commit


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_keeps_every_microsecond(at: datetime) -> None:
    assert time_of(moment(at)) == at


def test_a_moment_is_the_same_in_every_zone() -> None:
    assert moment(NOW.astimezone(timezone(timedelta(hours=8)))) == moment(NOW)
