"""What a penalty comes to: the tier that fits, the ceiling by turnover, and what would make it worse."""

from __future__ import annotations

from datetime import date
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.pack import Fine, Penalty, Severity, Tier
from guiju.core.text import Text
from guiju.law.exposure.fines import Money, come_to
from guiju.law.reading.loading import read_packs
from guiju.law.reading.schema import Harm
from tests.law import clocks

SEVERITIES = get_args(Severity)
HARMS = get_args(Harm)


@pytest.fixture(scope="module")
def penalties(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Penalty]:
    return dict(clocks.packs(tmp_path_factory.mktemp("packs"))["test-law"].penalties)


def rmb(low: int, high: int, *, may: bool = False, share: float | None = None) -> Money:
    return Money("RMB", low, high, may, share)


@pytest.mark.parametrize(
    ("severity", "harm", "tier", "entity", "person", "steps"),
    [
        ("base", (), 0, rmb(10, 50, may=True), None, 3),
        ("refused", (), 1, rmb(50, 500), rmb(5, 50), 2),
        ("serious", (), 1, rmb(50, 500), rmb(5, 50), 2),
        ("serious", ("mass_leak",), 2, rmb(500, 2000), rmb(5, 50), 1),
        ("serious", ("cii_partial", "life_health"), 2, rmb(500, 2000), rmb(5, 50), 1),
        ("serious", ("cii_main",), 3, rmb(2000, 9000), rmb(50, 900), 1),
        ("base", ("network_security",), 1, rmb(50, 500), rmb(5, 50), 2),
        ("base", ("mass_leak",), 2, rmb(500, 2000), None, 2),
        ("base", ("mass_leak", "network_security"), 2, rmb(500, 2000), rmb(5, 50), 1),
        ("base", ("mass_leak", "cii_main"), 3, rmb(2000, 9000), rmb(50, 900), 1),
        ("base", ("life_health",), 0, rmb(10, 50, may=True), None, 3),
        ("grave", (), 1, rmb(50, 500), rmb(5, 50), 2),
        ("grave", ("cii_main",), 3, rmb(2000, 9000), rmb(50, 900), 1),
        ("grave", ("cii_main", "mass_leak"), 3, rmb(2000, 9000), rmb(50, 900), 0),
    ],
)
def test_the_tier_that_fits(
    penalties: dict[str, Penalty], severity: Severity, harm: tuple[str, ...], tier: int, entity: Money,
    person: Money | None, steps: int,
) -> None:  # fmt: skip
    found = come_to(penalties["tiers"], severity, harm, {})
    assert (found.tier, found.entity, found.person) == (penalties["tiers"].tiers[tier], entity, person)
    assert len(found.escalation) == steps


def test_what_would_bring_the_tiers_that_do_not_fit(penalties: dict[str, Penalty]) -> None:
    steps = come_to(penalties["tiers"], "base", (), {}).escalation
    assert [(step.tier.severity, step.severity, step.harm) for step in steps] == [
        ("refused", "refused", ("network_security",)),  # either
        ("serious", "", ("mass_leak", "cii_partial")), ("grave", "", ("cii_main",)),
    ]  # fmt: skip


def test_a_tier_that_brings_no_more_is_no_step_up() -> None:
    dear = Tier("refused", ("life_health",), Fine(100, 200), None, ("end_service",), False, needs_harm=True)
    penalty = in_order([Tier("refused", (), Fine(10, 100), None, ("end_service",), False), dear])
    assert come_to(penalty, "base", ("life_health",), {}).escalation == ()
    [refused, harm] = come_to(penalty, "base", (), {}).escalation
    assert [(one.severity, one.harm) for one in (refused, harm)] == [("refused", ()), ("", ("life_health",))]


def test_measures_of_every_tier_that_fits_once_each(penalties: dict[str, Penalty]) -> None:
    assert come_to(penalties["tiers"], "serious", ("mass_leak",), {}).measures == (
        "warn",
        "correct",
        "suspend_business",
    )


@pytest.mark.parametrize(
    ("turnover", "most", "share"),
    [
        ({}, 5000, 0.05), ({"EUR": 10**9}, 5000, 0.05), ({"RMB": 0}, 5000, None), ({"RMB": 100_000}, 5000, None),
        ({"RMB": 100_020}, 5001, None), ({"RMB": 100_039.99}, 5001, None), ({"RMB": 1_000_000}, 50_000, None),
    ],
)  # fmt: skip
def test_the_larger_of_amount_and_share_of_turnover(
    penalties: dict[str, Penalty], turnover: dict[str, float], most: int, share: float | None
) -> None:
    found = come_to(penalties["turnover"], "serious", (), turnover)
    assert found.entity == rmb(0, most, share=share)
    assert found.person == rmb(10, 100)


def test_turnover_is_held_against_a_fine_of_its_own_currency(penalties: dict[str, Penalty]) -> None:
    assert come_to(penalties["euro"], "base", (), {"RMB": 10**9}).entity == Money("EUR", 0, 700, False, 0.03)
    assert come_to(penalties["euro"], "base", (), {"EUR": 10**6}).entity == Money("EUR", 0, 30_000, False, None)


def test_without_a_fitting_tier_there_is_none(penalties: dict[str, Penalty]) -> None:
    crime = Penalty(
        "c", "1", date(2026, 1, 1), "criminal", "RMB", Text("罪", "Crime"), penalties["tiers"].tiers[2:], False
    )
    found = come_to(crime, "base", (), {})
    assert (found.tier, found.entity, found.person, found.measures, len(found.escalation)) == (None, None, None, (), 2)


FINES = st.none() | st.builds(lambda low, more: Fine(low, low + more), st.integers(0, 100), st.integers(0, 1000))
TIERS = st.lists(
    st.builds(
        lambda severity, harm, fine, person, needs: Tier(severity, tuple(harm), fine, person, (), False, needs),
        st.sampled_from(SEVERITIES), st.sets(st.sampled_from(HARMS), max_size=2), FINES, FINES, st.booleans(),
    ),
    max_size=6,
)  # fmt: skip


def ceilings(penalty: Penalty, severity: Severity, harm: set[str], turnover: dict[str, float]) -> tuple[int, int]:
    found = come_to(penalty, severity, harm, turnover)
    return tuple(money.max if money else -1 for money in (found.entity, found.person))  # type: ignore[return-value]


def in_order(tiers: list[Tier]) -> Penalty:
    ordered = tuple(sorted(tiers, key=lambda tier: SEVERITIES.index(tier.severity)))
    return Penalty("p", "1", date(2026, 1, 1), "administrative", "RMB", Text("罚", "Fine"), ordered, False)


@given(TIERS, st.integers(0, 3), st.integers(0, 3), st.sets(st.sampled_from(HARMS)), st.sets(st.sampled_from(HARMS)))
def test_more_severity_or_harm_never_lowers_a_ceiling(
    tiers: list[Tier], one: int, other: int, harm: set[str], more: set[str]
) -> None:
    penalty, (low, high) = in_order(tiers), sorted((one, other))
    mild = ceilings(penalty, SEVERITIES[low], harm, {})
    grave = ceilings(penalty, SEVERITIES[high], harm | more, {})
    assert all(a <= b for a, b in zip(mild, grave, strict=True))


@given(TIERS, st.sampled_from(SEVERITIES), st.sets(st.sampled_from(HARMS)))
def test_every_step_up_brings_more_by_its_severity_alone_and_by_each_of_its_harms(
    tiers: list[Tier], severity: Severity, harm: set[str]
) -> None:
    penalty = in_order(tiers)
    now = ceilings(penalty, severity, harm, {})
    for step in come_to(penalty, severity, harm, {}).escalation:
        ways = [(severity, harm | {one}) for one in step.harm] + ([(step.severity, harm)] if step.severity else [])
        assert all(max(map(int.__gt__, ceilings(penalty, *way, {}), now)) for way in ways)  # type: ignore[arg-type]


@given(st.integers(0, 10**12), st.integers(0, 10**12))
def test_more_turnover_never_lowers_a_ceiling(some: int, more: int) -> None:
    penalty = in_order([Tier("base", (), Fine(0, 5000, turnover=0.05), None, (), False)])
    less, greater = (ceilings(penalty, "base", set(), {"RMB": told}) for told in (some, some + more))
    assert 5000 <= less[0] <= greater[0]


@pytest.mark.parametrize(
    "penalty",
    [
        pytest.param(penalty, id=f"{pack.id}/{penalty.id}")
        for pack in read_packs().values()
        for penalty in pack.penalties.values()
    ],
)
def test_in_every_pack_the_last_tier_that_fits_is_the_dearest(penalty: Penalty) -> None:
    for severity in SEVERITIES:
        for harm in ((), *((one,) for one in HARMS)):
            found = come_to(penalty, severity, harm, {})
            if found.tier and found.tier.fine:
                assert found.entity and found.entity.max == found.tier.fine.max
            if found.tier and found.tier.person:
                assert found.person and found.person.max == found.tier.person.max
