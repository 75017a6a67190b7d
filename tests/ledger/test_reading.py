from collections.abc import Callable

import pytest

from guiju.ledger import SqlLedger
from guiju.ledger.reading import cursor, heads, link_at, rows
from tests.ledger.conftest import admitted

Opened = Callable[[str], SqlLedger]


def test_heads_are_the_ends_of_all_chains(url: str, opened: Opened) -> None:
    ledgers = [opened(url) for _ in range(3)]
    receipts = [ledger.append(*[admitted()] * number) for number, ledger in enumerate(ledgers, 1)]
    engine = ledgers[0].engine
    found = {head.writer: head for head in heads(engine)}
    assert {name: head.seq for name, head in found.items()} == {r.writer: r.seq for r in receipts} == cursor(engine)
    for receipt in receipts:
        link = link_at(engine, receipt.writer, receipt.seq)
        assert link is not None
        assert link.hex() == found[receipt.writer].link  # type: ignore[index]
    assert link_at(engine, receipts[0].writer, 99) is None


def test_bounds_hold_for_each_writer(sqlite_ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.ledger.reading.PAGE", 3)
    writer = sqlite_ledger.append(*(admitted(f"req-{n}") for n in range(20))).writer
    found = rows(sqlite_ledger.engine, after={writer: 4}, upto={writer: 15})
    assert [row.seq for row in found] == list(range(5, 16))
    assert list(rows(sqlite_ledger.engine, upto={})) == []


def test_a_cursor_yields_only_what_came_later_of_every_writer(url: str, opened: Opened) -> None:
    one, two = opened(url), opened(url)
    one.append(admitted("req-1"))
    two.append(admitted("req-2"))
    cursor = one.cursor()
    two.append(admitted("req-3"))
    one.append(admitted("req-4"))
    assert sorted(e.subject for e in one.find(after=cursor)) == ["req-3", "req-4"]
    assert sorted(e.subject for e in one.find(after=cursor, subject="req-4")) == ["req-4"]
    assert len(one.cursor()) == 2


def test_reading_leaves_no_record(url: str, opened: Opened) -> None:
    ledger = opened(url)
    assert list(ledger.find()) == []
    ledger.close()
    assert opened(url).cursor() == {}


def test_paging_misses_and_doubles_nothing(sqlite_ledger: SqlLedger, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("guiju.ledger.reading.PAGE", 7)
    sqlite_ledger.append(*(admitted(f"req-{n}") for n in range(30)))
    assert [e.subject for e in sqlite_ledger.find(kind="request.admitted/1")] == [f"req-{n}" for n in range(30)]
