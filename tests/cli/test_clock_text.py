"""How terms are told: dated ones first, days left or gone, marks, and nothing where nothing runs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from guiju.cli.clock_text import clock_json, clock_lines
from guiju.core.pack import Pack
from guiju.law import Running, Shift, Suspension, changed, clock, unnarrowed
from tests.law import clocks

ON = date(2026, 11, 20)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


def terms(packs: dict[str, Pack], event: str, on: date = ON) -> tuple[Running, ...]:
    return clock(packs.values(), event, on, unnarrowed(packs.values(), on))


def lines(packs: dict[str, Pack], event: str, today: date = ON, lang: str = "en", on: date = ON) -> list[str]:
    return list(clock_lines(event, on, terms(packs, event, on), today, lang))


def test_the_earliest_comes_first(packs: dict[str, Pack]) -> None:
    assert [line.split()[0] for line in lines(packs, "service_started")[1::2]] == [
        "2026-12-04", "2027-02-20", "2027-02-20",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("today", "lang", "left"),
    [
        (date(2026, 12, 3), "en", "1 d"), (date(2026, 12, 4), "en", "0 d"), (date(2026, 12, 6), "en", "2 d ago"),
        (date(2026, 12, 3), "zh", "1 天"), (date(2026, 12, 6), "zh", "已过 2 天"),
    ],
)  # fmt: skip
def test_days_left_from_today(packs: dict[str, Pack], today: date, lang: str, left: str) -> None:
    assert lines(packs, "service_started", today, lang)[1].startswith(f"2026-12-04 {left} ")


@pytest.mark.parametrize(
    ("today", "zh", "en"),
    [
        (date(2027, 5, 20), "0 天", "0 d"),
        (date(2027, 5, 21), "可删除，自 2027-05-21 起", "may be deleted since 2027-05-21"),
        (date(2030, 1, 1), "可删除，自 2027-05-21 起", "may be deleted since 2027-05-21"),
    ],
)
def test_what_was_kept_long_enough_is_no_deadline_missed(packs: dict[str, Pack], today: date, zh: str, en: str) -> None:
    for lang, said in (("zh", zh), ("en", en)):
        told = "\n".join(lines(packs, "log_written", today, lang))
        assert said in told and "ago" not in told and "已过" not in told


def test_columns_stand_under_each_other(packs: dict[str, Pack]) -> None:
    rows = lines(packs, "service_started")[1::2]
    assert len({row.index("test-") for row in rows}) == 1


def test_a_draft_and_what_is_unverified_are_marked(packs: dict[str, Pack]) -> None:
    [draft] = [line for line in lines(packs, "service_started") if "test-draft/1" in line]
    assert draft.endswith("· draft")
    assert "[?]" in lines(packs, "log_written")[1]


def test_a_term_without_a_number_shows_what_the_law_says_instead(packs: dict[str, Pack]) -> None:
    [_, row, _] = lines(packs, "violation_found")
    assert row.startswith("—") and "at once" in row
    assert "立即" in lines(packs, "violation_found", lang="zh")[1]


def test_an_end_beyond_the_calendar_is_not_known(packs: dict[str, Pack]) -> None:
    on = date(2026, 12, 20)
    [_, row, why] = lines(packs, "service_ended", on=on)
    assert row.startswith("not known") and "nothing is guessed" in why
    told = clock_json("service_ended", on, terms(packs, "service_ended", on))
    assert told["due"] == {"test-law/1.1": None} and set(told["unknown"]) == {"test-law/1.1"}


def test_what_moved_a_term_is_told_with_who_approved_it(packs: dict[str, Pack]) -> None:
    [first, *_] = [row for row in terms(packs, "service_started") if row.duty.id == "test-law/1.1"]
    row = changed(first, Shift((Suspension(date(2026, 11, 23), date(2026, 11, 24)),), "P1W", "法院的命令", "li"))
    [*_, told] = clock_lines("service_started", ON, [row], ON, "zh")
    assert told.strip() == ("中止 2026-11-23..2026-11-24; 延长 P1W · 原为 2026-12-04 · 批准人 li，理由：法院的命令")


def test_of_two_terms_of_one_duty_the_stricter_decides(packs: dict[str, Pack]) -> None:
    [row, *_] = [one for one in terms(packs, "service_started") if one.duty.id == "test-law/1.2"]
    for keep, due in ((False, "2026-11-25"), (True, "2027-02-20")):
        rows = [
            replace(row, due=day, deadline=replace(row.deadline, keep=keep))
            for day in (row.due, None, date(2026, 11, 25))
        ]
        assert clock_json("service_started", ON, rows)["due"] == {"test-law/1.2": date.fromisoformat(due)}


def test_nothing_runs(packs: dict[str, Pack]) -> None:
    assert list(clock_lines("service_started", ON, (), ON, "en"))[1:] == ["no term runs"]
    assert list(clock_lines("service_started", ON, (), ON, "zh"))[1:] == ["没有起算的期限"]
