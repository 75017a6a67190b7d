from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers.ebml import CRC, VOID, made, number, sealed, size, unsigned, void
from guiju.labels.carriers.ebml import inside as within
from guiju.labels.carriers.segment import CLUSTER, CUES, SEEK_HEAD, SEGMENT, TAGS, Segment, media, parts, root, shifted
from guiju.labels.splices import spliced

BLOCK = made(0xA3, b"\x81\0\0\0film")


def cluster(*first: bytes, open_end: bool = False) -> bytes:
    content = b"".join(first) + BLOCK
    return CLUSTER.to_bytes(4, "big") + b"\xff" + content if open_end else made(CLUSTER, content)


def segment(*content: bytes, open_end: bool = False) -> bytes:
    body = b"".join(content)
    return SEGMENT.to_bytes(4, "big") + (b"\x01" + b"\xff" * 7 if open_end else size(len(body))) + body


def read(data: bytes) -> Segment:
    top = root(data)
    return Segment(top, tuple(parts(data, top)))


def test_parts_of_a_stream_end_where_the_next_begins() -> None:
    data = segment(cluster(open_end=True), cluster(open_end=True), made(TAGS), cluster(open_end=True), open_end=True)
    found = read(data)
    assert [part.id for part in found.parts] == [CLUSTER, CLUSTER, TAGS, CLUSTER]
    assert found.end == len(data)
    assert [data[start:end] for start, end in media(data, found.parts[1])] == [BLOCK]


def test_a_second_segment_is_no_part_of_the_first() -> None:
    data = segment(cluster(), open_end=True) + segment(cluster())
    assert len(read(data).parts) == 1


def test_the_room_behind_a_part_is_what_says_nothing() -> None:
    found = read(segment(made(TAGS), void(9), void(30), cluster(), void(5)))
    assert found.room(found.parts[0]) == found.parts[3].start
    assert found.first_cluster == found.parts[3].start
    assert list(found.rooms(found.first_cluster)) == [(found.parts[1].start, found.parts[2].end)]


def test_media_is_all_but_where_it_lies() -> None:
    first = unsigned(0xE7, 1)
    data = segment(cluster(first, unsigned(0xA7, 9), void(3)))
    (part,) = read(data).parts
    assert [data[start:end] for start, end in media(data, part)] == [first, BLOCK]


def test_places_get_wider_where_they_have_to() -> None:
    """A place of one byte comes to lie beyond 255; the cluster that states its own then says nothing of it."""
    seek = made(SEEK_HEAD, sealed(made(0x4DBB, made(0x53AB, CLUSTER.to_bytes(4, "big")), unsigned(0x53AC, 240)), True))
    gap = void(240 - len(seek) - 25)
    cues = made(CUES, made(0xBB, unsigned(0xB3, 0), made(0xB7, unsigned(0xF7, 1), unsigned(0xF1, 240))))
    pad = void(25 - len(cues))
    data = segment(seek, gap, cues, pad, cluster(unsigned(0xA7, 240)))
    found = read(data)
    at = found.parts[-1].start
    assert at - found.root.body == 240
    changes = shifted(data, found, at, 20)
    grown = sum(len(change.data) - (change.end - change.start) for change in changes)
    assert grown == 2
    body = spliced(data, changes)[found.root.body :]
    after = read(segment(body))
    new = segment(body)
    head = next(part for part in after.parts if part.id == SEEK_HEAD)
    (place,) = within(new, head, 0x4DBB, 0x53AC)
    assert number(new, place) == 240 + 20 + grown
    (place,) = within(new, next(part for part in after.parts if part.id == CUES), 0xBB, 0xB7, 0xF1)
    assert number(new, place) == 240 + 20 + grown
    assert any(True for _ in within(new, head, CRC))
    (last,) = (part for part in after.parts if part.id == CLUSTER)
    assert [one.id for one in within(new, last, VOID)] == [VOID]


def test_the_size_of_a_segment_may_get_wider() -> None:
    found = read(segment(cluster()))
    (change,) = found.resized(200)
    assert (change.start, change.end, len(change.data)) == (4, 5, 2)
    assert not found.resized(0)
    assert not read(segment(cluster(), open_end=True)).resized(9)


@pytest.mark.parametrize("data", [b"", made(TAGS), segment(TAGS.to_bytes(4, "big") + b"\xff", open_end=True)])
def test_damage_is_told(data: bytes) -> None:
    with pytest.raises(Damaged):
        read(data)
