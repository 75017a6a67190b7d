"""How exposure is told: each form of fine, what would bring a graver tier, routes, and what is not in effect."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.cli.exposure_text import exposure_json, exposure_lines
from guiju.core.pack import Pack
from guiju.law import Asked, Exposure, Finding, Profile, expose, read_packs, unnarrowed
from tests.law import clocks

ON = date(2026, 11, 22)


@pytest.fixture(scope="module")
def packs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Pack]:
    return clocks.packs(tmp_path_factory.mktemp("packs"))


def test_each_provision_is_cited_by_its_law() -> None:
    house, duty = read_packs(), Finding("cn-statutes/dsl-29", "base")
    assert "(数据安全法第29条; 一般)" in shown(house, duty, lang="zh")
    english = shown(house, duty)
    assert "cn-statutes/dsl-45  Data Security Law art. 45 · administrative penalty" in english
    told = exposure_json(exposed(house, duty), Asked(Profile({}, ON), {}, (duty,)))["findings"][0]
    assert told["cited"]["en"] == "Data Security Law art. 29" and told["provisions"][0]["cited"]["zh"]


def exposed(packs: dict[str, Pack], *findings: Finding, **turnover: float) -> Exposure:
    return expose(packs, findings, ON, unnarrowed(packs.values(), ON), turnover)


def shown(packs: dict[str, Pack], *findings: Finding, lang: str = "en", **turnover: float) -> str:
    return "\n".join(exposure_lines(exposed(packs, *findings, **turnover), lang))


@pytest.mark.parametrize(
    ("finding", "lang", "told"),
    [
        (Finding("test-law/1.1", "base"), "en", "entity RMB 10–50 (may be imposed); warning"),
        (Finding("test-law/1.1", "base"), "zh", "单位 RMB 10–50（可以并处）; 警告"),
        (Finding("test-law/1.1", "refused"), "en", "entity RMB 50–500; persons in charge RMB 5–50; warning, order"),
        (Finding("test-law/1.1", "refused"), "en", "↑ if a mass leak of data or part of a critical"),
        (Finding("test-law/1.1", "base"), "en", "↑ if correction refused or harm to the security of the network:"),
        (Finding("test-law/1.1", "base"), "zh", "↑ 如 拒不改正 或 危害网络安全: 单位 RMB 50–500"),
        (Finding("test-law/1.1", "grave"), "en", "lost its main function: entity RMB 2,000–9,000"),
        (Finding("test-law/1.1", "grave"), "zh", "↑ 如 大量数据泄露 或 关键信息基础设施部分功能丧失"),
        (Finding("test-law/1.1", "base"), "en", "civil liability"),
        (Finding("test-law/1.2", "serious"), "en", "RMB 0–5,000 or 5 % of last year's turnover"),
        (Finding("test-law/1.2", "serious"), "zh", "RMB 0–5,000或上一年度营业额的 5 %"),
        (Finding("test-law/1.2", "base"), "en", "not in effect then: test-old/old"),
        (Finding("test-law/2.1", "base"), "en", "EUR 0–700 or 3 % of last year's turnover"),
        (Finding("test-law/2.2", "base"), "en", "no penalty"),
        (Finding("test-law/2.2", "base"), "zh", "没有罚款"),
        (Finding("test-law/1.1", "base", corrected=True), "zh", "可以不予处罚 (test-law/3)"),
        (Finding("test-law/1.1", "refused", corrected=True), "en", "corrected, but not minor"),
        (Finding("test-draft/1", "base"), "zh", "草案，没有法律效力"),
        (Finding("test-law/1.1", "serious", ("mass_leak",)), "en", "could be stopped: suspension of business"),
    ],
)  # fmt: skip
def test_in_words(packs: dict[str, Pack], finding: Finding, lang: str, told: str) -> None:
    assert told in shown(packs, finding, lang=lang)


@pytest.mark.parametrize(
    ("day", "findings", "lang", "told"),
    [
        (date(2024, 6, 1), [Finding("cn-statutes/23", "refused")], "en",
         "  amount unknown: the law then in force is not held here (cn-statutes/csl-61 began later)\n"),
        (date(2024, 6, 1), [Finding("cn-statutes/23", "refused")], "zh",
         "  金额不明：当时有效的法律这里没有收录（cn-statutes/csl-61 当时尚未生效）\n"),
        (date(2024, 6, 1), [Finding("cn-statutes/23", "base"), Finding("cn-statutes/dsl-29", "base")], "en",
         "  it may be more: the law then in force is not held here (cn-statutes/csl-61 began later)\n"),
        (ON, [Finding("eu-ai-act-2024/50.2", "base")], "en",
         "    due: applies since 2 August 2026; systems placed before that date have until 2 December 2026"),
    ],
)  # fmt: skip
def test_what_is_not_known_and_what_is_not_due_yet_is_told(
    day: date, findings: list[Finding], lang: str, told: str
) -> None:
    house = read_packs()
    shown = "\n".join(exposure_lines(expose(house, findings, day, unnarrowed(house.values(), day), {}), lang))
    assert told in shown and "no fine" not in shown and "没有罚款" not in shown


def test_two_steps_up_can_be_told_apart() -> None:
    house = read_packs()
    found = expose(house, [Finding("cn-companion-2026-07/8.1", "base")], ON, unnarrowed(house.values(), ON), {})
    steps = [one.partition("↑ if ")[2].partition(":")[0] for one in exposure_lines(found, "en") if "↑" in one]
    assert steps == ["correction refused", "harm to life or health"]


def test_told_turnover_is_reckoned(packs: dict[str, Pack]) -> None:
    assert "RMB 0–50,000\n" in shown(packs, Finding("test-law/1.2", "serious"), RMB=10**6).replace("; persons", "\n")


def test_no_advice_is_the_last_word_in_either_language(packs: dict[str, Pack]) -> None:
    assert shown(packs, Finding("test-law/2.2", "base")).endswith("\nnot legal advice")
    assert shown(packs, Finding("test-law/2.2", "base"), lang="zh").endswith("\n这不是法律意见")


def test_json_of_every_currency_and_route(packs: dict[str, Pack]) -> None:
    findings = (Finding("test-law/1.1", "base"), Finding("test-law/2.1", "base"))
    told = exposure_json(exposed(packs, *findings), Asked(Profile({}, ON), {}, findings))
    assert {c: who["entity"]["max"] for c, who in told["highest"].items()} == {"EUR": 700, "RMB": 50}
    assert told["highest"]["RMB"]["person"] is None
    assert [one["routes"] for one in told["findings"]] == [("civil",), ()]
    assert told["findings"][0]["provisions"][0]["escalation"][1] == {
        "tier": "serious", "if_severity": None, "if_harm": ("mass_leak", "cii_partial"),
        "entity": {"currency": "RMB", "min": 500, "max": 2000, "may": False, "or_share_of_turnover": None},
        "person": None, "measures": ("suspend_business",), "unverified": False,
    }  # fmt: skip


def test_a_penalty_without_tiers_says_that_it_only_refers() -> None:
    house = read_packs()
    found = expose(house, [Finding("cn-statutes/pipl-13", "serious")], ON, unnarrowed(house.values(), ON), {})
    assert "sets no amount of its own; it refers to other provisions" in "\n".join(exposure_lines(found, "en"))
    assert "自身不设金额" in "\n".join(exposure_lines(found, "zh"))
