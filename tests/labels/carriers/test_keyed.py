from __future__ import annotations

import pytest

from guiju.labels.carrier import Damaged
from guiju.labels.carriers import keyed
from guiju.labels.carriers.boxes import Box, boxes, made, resized
from guiju.labels.splices import spliced

LABEL = '{"Label":"1","ContentProducer":"a","ProduceID":"b"}'


def number(at: int) -> bytes:
    return at.to_bytes(4, "big")


def item(kind: bytes, text: str) -> bytes:
    return made(kind, made(b"data", number(1), bytes(4), text.encode()))


def listed(*items: bytes, keys: tuple[bytes, ...] = (), handler: bytes = b"mdta") -> bytes:
    table = made(b"keys", bytes(4), number(len(keys)), *(made(b"mdta", key) for key in keys)) if keys else b""
    return made(b"meta", bytes(4), made(b"hdlr", bytes(8), handler, bytes(13)), table, made(b"ilst", *items))


def read(data: bytes) -> tuple[Box, keyed.Listing]:
    (meta,) = boxes(data, 0, len(data))
    return meta, keyed.listing(data, meta)


def told(data: bytes) -> dict[str, str]:
    """Keys and values of a list, as a reader has them."""
    _, found = read(data)
    rows = {}
    for _, one in found.items:
        (box,) = boxes(data, one.body, one.end)
        key = found.key(one)
        rows[(key[1] if key else one.type).decode("latin-1")] = data[box.body + 8 : box.end].decode()
    return rows


def changed(data: bytes, value: str | None) -> bytes:
    meta, found = read(data)
    return spliced(data, resized(data, keyed.edits(data, found, (meta,), value)))


def test_a_label_is_added_replaced_and_taken_out() -> None:
    plain = listed(item(number(2), "A"), item(number(1), "T"), keys=(b"title", b"artist"))
    added = changed(plain, "one")
    assert told(added) == {"artist": "A", "title": "T", "AIGC": "one"}
    assert told(changed(added, "another")) == {"artist": "A", "title": "T", "AIGC": "another"}
    assert changed(changed(added, "another"), "one") == added
    assert changed(added, None) == plain


def test_keys_that_go_renumber_the_others() -> None:
    data = listed(
        item(number(3), "Y"),
        item(number(1), LABEL),
        item(number(2), "T"),
        keys=(b"com.x.AIGC", b"title", b"year", b"aigc"),
    )
    assert told(changed(data, None)) == {"year": "Y", "title": "T"}
    after = changed(data, LABEL)
    assert told(after) == {"year": "Y", "title": "T", "AIGC": LABEL}
    assert b"com.x" not in after


def test_a_fresh_list_is_one_with_the_label() -> None:
    data = keyed.fresh(LABEL)
    meta, found = read(data)
    assert found.keyed
    ((_, label),) = keyed.labels(data, found, "meta", own=True)
    assert (label.text, label.remarks, data[label.at : label.at + 3]) == (LABEL, (), LABEL[:3].encode())
    assert changed(data, LABEL) == data
    assert meta.end == len(data)


def test_a_list_without_keys_takes_none() -> None:
    for data in (listed(item(b"\xa9nam", "T"), handler=b"mdir"), listed(handler=b"mdta")):
        assert not read(data)[1].keyed


def test_labels_under_other_names_are_remarked_on() -> None:
    data = listed(item(b"\xa9cmt", LABEL), item(b"\xa9nam", "about AIGC"), handler=b"mdir")
    _, found = read(data)
    ((_, label),) = keyed.labels(data, found, "meta", own=True)
    assert [remark.code for remark in label.remarks] == ["other_place"]
    assert told(changed(data, None)) == {"\xa9nam": "about AIGC"}


def test_damage_is_told() -> None:
    data = listed(keys=(b"title",))
    with pytest.raises(Damaged, match="table of keys"):
        read(data.replace(b"keys\0\0\0\0\0\0\0\1", b"keys\0\0\0\0\0\0\0\2"))
