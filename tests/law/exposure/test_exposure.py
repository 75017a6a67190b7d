"""Exposure: each provision at each severity, the highest and never the sum, by date and scope, in whatever order."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from itertools import pairwise
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guiju.core.pack import Pack, Severity
from guiju.law.exposure.exposure import Exposure, expose
from guiju.law.exposure.findings import Finding
from guiju.law.reading.loading import FOLDER, read_packs
from guiju.law.reading.questions import questions
from guiju.law.reading.schema import Harm
from guiju.law.scope.narrowing import narrowed, unnarrowed
from guiju.law.scope.profile import Profile
from guiju.law.scope.scope import decide
from tests.law import clocks

ON = date(2026, 11, 22)
HOUSE = read_packs()
K, M = 1_000, 1_000_000
NONE = (None, None)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


def exposure(packs: dict[str, Pack], *findings: Finding, on: date = ON, **turnover: float) -> Exposure:
    return expose(packs, findings, on, unnarrowed(packs.values(), on), turnover)


def found(obligation: str, severity: Severity = "base", *harm: str, corrected: bool = False) -> Finding:
    return Finding(obligation, severity, harm, corrected)


def ceilings(one: Exposure, currency: str = "RMB") -> tuple[int | None, int | None]:
    entity, person = one.highest("entity"), one.highest("person")
    return tuple(of[currency].money.max if currency in of else None for of in (entity, person))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("provision", "obligation", "base", "refused", "serious", "grave"),
    [
        ("cn-draft-2023-04/draft-20", "cn-draft-2023-04/15.2", NONE, *[((10 * K, 100 * K), None)] * 3),
        ("cn-interim-2023-08/int-21", "cn-interim-2023-08/14.1", NONE, NONE, NONE, NONE),
        ("cn-algorithm-2022-03/alg-31", "cn-algorithm-2022-03/24", NONE, *[((10 * K, 100 * K), None)] * 3),
        ("cn-companion-2026-07/comp-30", "cn-companion-2026-07/8.1", NONE, *[((10 * K, 100 * K), None)] * 3),
        ("cn-statutes/csl-61", "cn-statutes/23", ((10 * K, 50 * K), None),
         *[((50 * K, 500 * K), (10 * K, 100 * K))] * 3),
        ("cn-statutes/csl-64", "cn-deep-synthesis-2023-01/9.1", NONE, *[((50 * K, 500 * K), (10 * K, 100 * K))] * 3),
        ("cn-statutes/csl-69", "cn-statutes/49", ((50 * K, 500 * K), None),
         *[((500 * K, 2 * M), (50 * K, 200 * K))] * 2, ((2 * M, 10 * M), (200 * K, 1 * M))),
        ("cn-statutes/dsl-45", "cn-statutes/dsl-29", ((50 * K, 500 * K), (10 * K, 100 * K)),
         *[((500 * K, 2 * M), (50 * K, 200 * K))] * 3),
        ("cn-statutes/dsl-46", "cn-statutes/dsl-31", *[((100 * K, 1 * M), (10 * K, 100 * K))] * 2,
         *[((1 * M, 10 * M), (100 * K, 1 * M))] * 2),
        ("cn-statutes/pipl-66", "cn-interim-2023-08/11.1", NONE, ((0, 1 * M), (10 * K, 100 * K)),
         *[((0, 50 * M), (100 * K, 1 * M))] * 2),
        ("cn-statutes/ndr-55", "cn-interim-2023-08/7.1", NONE, *[((0, 1 * M), (10 * K, 100 * K))] * 3),
        ("cn-minors/minors-6", "cn-minors/43", NONE, *[((0, 1 * M), (10 * K, 100 * K))] * 2,
         ((0, 50 * M), (10 * K, 100 * K))),
    ],
)  # fmt: skip
def test_each_provision_at_each_severity(
    provision: str, obligation: str, base: object, refused: object, serious: object, grave: object
) -> None:
    for severity, wanted in zip(("base", "refused", "serious", "grave"), (base, refused, serious, grave), strict=True):
        [one] = exposure(HOUSE, found(obligation, severity)).exposed  # type: ignore[arg-type]
        [sum] = [each.sum for each in one.provisions if each.id == provision]
        assert tuple(money and (money.min, money.max) for money in (sum.entity, sum.person)) == wanted, severity


@pytest.mark.parametrize(
    ("obligation", "severity", "harm", "entity", "person"),
    [
        ("cn-statutes/23", "serious", "mass_leak", 2 * M, 200 * K),
        ("cn-statutes/23", "serious", "cii_partial", 2 * M, 200 * K),
        ("cn-statutes/23", "serious", "cii_main", 10 * M, 1 * M),
        ("cn-statutes/23", "base", "network_security", 500 * K, 100 * K),
        ("cn-statutes/23", "base", "mass_leak", 2 * M, 200 * K),
        ("cn-statutes/23", "base", "cii_main", 10 * M, 1 * M),
        ("cn-statutes/23", "base", "life_health", 50 * K, None),
        ("cn-statutes/dsl-29", "base", "mass_leak", 2 * M, 200 * K),
        ("cn-statutes/dsl-29", "base", "core_data", 10 * M, 100 * K),
        ("cn-statutes/dsl-29", "base", "network_security", 500 * K, 100 * K),
        ("cn-companion-2026-07/8.1", "base", "life_health", 200 * K, None),
        ("cn-companion-2026-07/8.1", "base", "mass_leak", None, None),
        ("cn-statutes/23", "grave", "cii_main", 10 * M, 1 * M),
        ("cn-statutes/dsl-29", "grave", "core_data", 10 * M, 200 * K),
        ("cn-companion-2026-07/8.1", "serious", "life_health", 200 * K, None),
        ("cn-algorithm-2022-03/24", "grave", "cii_main", 100 * K, None),  # want of filing never reaches that tier
    ],
)
def test_tiers_that_a_harm_brings(
    obligation: str, severity: Severity, harm: str, entity: int | None, person: int | None
) -> None:
    assert ceilings(exposure(HOUSE, found(obligation, severity, harm))) == (entity, person)


ALL_HARMS = get_args(Harm)
FILINGS = ("cn-draft-2023-04/6.2", "cn-algorithm-2022-03/24", "cn-interim-2023-08/17")


def test_without_its_harm_no_severity_reaches_the_grave_tiers_of_network_security() -> None:
    under = [duty.id for pack in HOUSE.values() for duty in pack.obligations if "cn-statutes/csl-61" in duty.penalties]
    for duty in under:
        [one] = exposure(HOUSE, found(duty, "grave")).exposed
        [csl] = [each.sum for each in one.provisions if each.id == "cn-statutes/csl-61"]
        assert csl.entity and csl.person and (csl.entity.max, csl.person.max) == (500 * K, 100 * K)


def test_a_missed_filing_never_reaches_them_whatever_the_severity_and_the_harm() -> None:
    filing = [duty.id for pack in HOUSE.values() for duty in pack.obligations if duty.id.startswith(FILINGS)]
    assert len(filing) >= len(FILINGS)
    for duty in filing:
        [one] = exposure(HOUSE, found(duty, "grave", *ALL_HARMS)).exposed
        assert "cn-statutes/csl-61" not in one.duty.penalties
        assert all(ceiling.money.max <= 100 * K for ceiling in one.ceilings("entity"))


def test_the_highest_and_never_the_sum() -> None:
    late, leak = found("cn-algorithm-2022-03/24", "refused"), found("cn-interim-2023-08/11.1", "refused")
    both = exposure(HOUSE, late, leak, found("cn-statutes/49", "refused"))
    assert ceilings(both) == (2 * M, 200 * K)
    assert both.highest("entity")["RMB"].provision.id == "cn-statutes/csl-69"
    assert both.cites["one_fine_per_act"][1].number == "penalties-29"


@pytest.mark.parametrize(
    ("turnover", "most", "share"), [(None, 50 * M, 0.05), (2_000 * M, 100 * M, None), (K, 50 * M, None)]
)
def test_the_share_of_turnover(turnover: float | None, most: int, share: float | None) -> None:
    told = {} if turnover is None else {"RMB": turnover}
    money = exposure(HOUSE, found("cn-interim-2023-08/11.1", "serious"), **told).highest("entity")["RMB"].money
    assert (money.max, money.share) == (most, share)


def test_other_currencies_stand_apart(packs: dict[str, Pack]) -> None:
    one = exposure(packs, found("test-law/2.1"), found("test-law/1.1"))
    assert (ceilings(one), ceilings(one, "EUR")) == ((50, None), (700, None))


def test_the_drafts_own_fine_counts_only_under_the_draft() -> None:
    assert ceilings(exposure(HOUSE, found("cn-interim-2023-08/14.2", "refused")))[0] != 100 * K
    under = exposure(HOUSE, found("cn-draft-2023-04/15.2", "refused"))
    assert ceilings(under) == (100 * K, None)
    assert under.highest("entity")["RMB"].provision.pack.draft
    with pytest.raises(ValueError, match="binds from 2023-04-11, not on 2023-04-10"):
        exposure(HOUSE, found("cn-draft-2023-04/15.2"), on=date(2023, 4, 10))


def test_of_equal_fines_the_law_goes_before_a_draft(packs: dict[str, Pack]) -> None:
    one = exposure(packs, found("test-draft/1"), found("test-law/1.1"))
    assert one.highest("entity")["RMB"].provision.id == "test-law/tiers"


def test_of_equal_fines_a_verified_one_is_cited() -> None:
    one = exposure(HOUSE, found("cn-companion-2026-07/17.2", "grave"))
    assert one.highest("entity")["RMB"].provision.id == "cn-statutes/pipl-66"


def test_civil_damages_are_a_route_and_no_fine(packs: dict[str, Pack]) -> None:
    [one] = exposure(packs, found("test-law/1.1", "grave", "cii_main")).exposed
    assert one.routes == ("civil",)
    assert ceilings(exposure(packs, one.finding)) == (9000, 900)


def test_routes_of_the_law() -> None:
    [one] = exposure(HOUSE, found("cn-statutes/pipl-13", "serious")).exposed
    assert one.routes == ("civil", "criminal", "public_security")


@pytest.mark.parametrize(
    ("obligation", "on", "absent"),
    [
        ("cn-interim-2023-08/14.1", "2025-12-31", {"cn-statutes/csl-69"}),  # the new tiers bind from 2026
        ("cn-interim-2023-08/14.1", "2026-01-01", set()),
        ("cn-interim-2023-08/7.1", "2024-12-31", {"cn-statutes/ndr-55"}),
        ("cn-interim-2023-08/7.1", "2025-01-01", set()),
    ],
)
def test_penalties_that_are_not_in_effect_yet(obligation: str, on: str, absent: set[str]) -> None:
    [one] = exposure(HOUSE, found(obligation, "refused"), on=date.fromisoformat(on)).exposed
    assert set(one.absent) == absent == set(one.not_held)


def test_a_penalty_of_a_pack_that_has_ended(packs: dict[str, Pack]) -> None:
    [one] = exposure(packs, found("test-law/1.2", "serious")).exposed
    assert (one.absent, one.not_held) == (("test-old/old",), ())  # it is over, and nothing is unknown for that
    assert ceilings(exposure(packs, one.finding)) == (5000, 100)


@pytest.mark.parametrize(
    ("finding", "mitigation"),
    [
        (found("test-law/1.1", corrected=True), True),
        (found("test-law/1.1"), False),
        (found("test-law/1.1", "refused", corrected=True), False),
        (found("test-law/1.1", "base", "mass_leak", corrected=True), False),
    ],
)
def test_first_minor_and_corrected_in_time(packs: dict[str, Pack], finding: Finding, mitigation: bool) -> None:
    one = exposure(packs, finding)
    assert one.exposed[0].mitigation is mitigation
    assert one.cites["first_minor_offence"][1].number == "3"


def test_before_a_law_begins_what_was_due_under_the_one_before_is_not_held() -> None:
    one = exposure(HOUSE, found("cn-statutes/23", "refused"), found("cn-statutes/pipl-13"), on=date(2024, 6, 1))
    assert one.not_held == ("cn-statutes/csl-61",)  # csl-71 began later too, but sets no fine of its own
    assert exposure(HOUSE, found("cn-statutes/23", "refused")).not_held == ()


def test_the_deadlines_told_in_words_go_with_a_finding() -> None:
    [marked] = exposure(HOUSE, found("eu-ai-act-2024/50.2"), on=date(2026, 11, 22)).exposed
    assert ["2 December 2026" in one.text.en for one in marked.caveats if one.text] == [True]
    [log] = exposure(HOUSE, found("cn-statutes/23")).exposed
    assert log.caveats == ()


def test_what_stops_the_service_is_told_beside_the_money() -> None:
    [one] = exposure(HOUSE, found("cn-interim-2023-08/14.1", "refused")).exposed
    assert {"suspend_service", "suspend_business", "revoke"} <= set(one.suspending)
    [mild] = exposure(HOUSE, found("cn-interim-2023-08/14.1")).exposed
    assert mild.suspending == ()


def test_what_is_unverified_is_told(packs: dict[str, Pack]) -> None:
    [one] = exposure(packs, found("test-law/1.1", "refused")).exposed
    assert [each.unverified for each in one.provisions] == [True, False]
    [mild] = exposure(packs, found("test-law/1.1")).exposed
    assert not mild.provisions[0].unverified
    [six] = [each for each in exposure(HOUSE, found("cn-statutes/49")).exposed[0].provisions if each.unverified]
    assert six.id == "cn-statutes/csl-69"


@pytest.mark.parametrize(
    ("obligation", "on", "error", "told"),
    [
        ("test-law/9", ON, LookupError, "no obligation 'test-law/9'"),
        ("", ON, LookupError, "no obligation ''"),
        ("test-law/1", ON, LookupError, "is an article; name one of its duties: test-law/1.1, test-law/1.2"),
        ("test-law/3", ON, LookupError, "'test-law/3' is an article; it has no duty"),
        ("test-law/1.1", date(2025, 12, 31), ValueError, "binds from 2026-01-01, not on 2025-12-31"),
        ("test-old/1", ON, ValueError, "binds from 2020-01-01 to 2025-01-01, not on 2026-11-22"),
    ],
)
def test_findings_that_cannot_be(
    packs: dict[str, Pack], obligation: str, on: date, error: type[Exception], told: str
) -> None:
    with pytest.raises(error, match=told):
        exposure(packs, found(obligation), on=on)


@pytest.mark.parametrize("given", [{"service.users_in_mainland": False}, {"users.minors": False}])
def test_a_finding_under_what_does_not_apply_to_the_service(packs: dict[str, Pack], given: dict[str, bool]) -> None:
    scope = narrowed(decide(tuple(packs.values()), Profile(given, ON), questions(FOLDER)))
    with pytest.raises(ValueError, match="does not apply to this service"):
        expose(packs, [found("test-law/2.1")], ON, scope, {})


DUTIES = sorted(
    duty.id for pack in HOUSE.values() if pack.since <= ON for duty in pack.obligations
    if duty.penalties and duty.since <= ON
)  # fmt: skip
FINDINGS = st.builds(
    Finding, st.sampled_from(DUTIES), st.sampled_from(("base", "refused", "serious", "grave")),
    st.lists(st.sampled_from(get_args(Harm)), max_size=2, unique=True).map(tuple),
    st.booleans(),
)  # fmt: skip


def level(one: Exposure) -> dict[tuple[str, str], int]:
    return {(who, c): f.money.max for who in ("entity", "person") for c, f in one.highest(who).items()}  # type: ignore[arg-type]


def below(one: Exposure, other: Exposure) -> bool:
    high = level(other)
    return all(amount <= high.get(key, -1) for key, amount in level(one).items())


@given(st.lists(FINDINGS, min_size=1, max_size=4), FINDINGS)
def test_another_finding_never_lowers_the_highest_and_is_never_added(findings: list[Finding], more: Finding) -> None:
    some, both, alone = (exposure(HOUSE, *told) for told in (findings, [*findings, more], [more]))
    assert below(some, both) and below(alone, both)
    for key, amount in level(both).items():
        assert amount == max(level(some).get(key, 0), level(alone).get(key, 0))


@given(st.lists(FINDINGS, min_size=2, max_size=4), st.randoms())
def test_the_order_of_findings_does_not_matter(findings: list[Finding], random: object) -> None:
    mixed = list(findings)
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = exposure(HOUSE, *findings), exposure(HOUSE, *mixed)
    assert one.highest("entity") == other.highest("entity") and one.highest("person") == other.highest("person")
    assert {p.id for p in one.packs} == {p.id for p in other.packs}


@given(FINDINGS, st.sampled_from(get_args(Harm)))
def test_more_harm_never_lowers_the_ceiling(finding: Finding, more: str) -> None:
    worse = replace(finding, harm=(*finding.harm, more))
    assert below(exposure(HOUSE, finding), exposure(HOUSE, worse))


@given(st.sampled_from(DUTIES), st.sampled_from(((), ("mass_leak",), ("cii_main", "core_data"))))
def test_more_severity_never_lowers_the_ceiling(obligation: str, harm: tuple[str, ...]) -> None:
    steps = [
        exposure(HOUSE, Finding(obligation, severity, harm)) for severity in ("base", "refused", "serious", "grave")
    ]  # type: ignore[arg-type]
    assert all(below(mild, grave) for mild, grave in pairwise(steps))


def test_a_duty_of_the_state_is_nobodys_breach() -> None:
    with pytest.raises(ValueError, match="cn-algorithm-2022-03/25 is a duty of the state"):
        exposure(HOUSE, found("cn-algorithm-2022-03/25", "refused"))


def test_a_fine_that_the_law_starts_later_than_the_duty() -> None:
    [before] = exposure(HOUSE, found("eu-ai-act-2024/53.1"), on=date(2026, 8, 1)).exposed
    assert before.provisions == () and not before.highest("entity")
    [after] = exposure(HOUSE, found("eu-ai-act-2024/53.1"), on=date(2026, 8, 2)).exposed
    assert after.highest("entity")["EUR"].money.max == 15_000_000
