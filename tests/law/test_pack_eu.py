"""The EU AI Act: dates with their grace, what is owed for outputs and for models, fines in euros, and the crosswalk."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, available, read_pack
from tests.law.penalties import mistold, row
from tests.law.standards import applies, duties, remarks

PACK = read_pack(FOLDER, "eu-ai-act-2024")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
IN_EU = {"service.users_in_eu": True}


def test_the_instruments():
    act, omnibus, code, template = (PACK.instruments[slug] for slug in ("act", "omnibus", "code", "template"))
    assert (act.number.en, omnibus.number.en) == ("Regulation (EU) 2024/1689", "Regulation (EU) 2026/1744")
    assert (omnibus.dates.effective, template.dates.published) == (date(2026, 7, 27), date(2025, 7, 24))
    assert code.status == "voluntary"
    assert (PACK.jurisdiction, PACK.since, PACK.until) == ("eu", date(2025, 8, 2), None)


def test_every_text_is_in_its_own_language():
    assert mistold(PACK) == []


@pytest.mark.parametrize(
    ("number", "told"),
    [
        ("50.1", ("2 August 2026",)),
        ("50.2", ("2 August 2026", "2 December 2026", "111(4)")),
        ("50.4", ("2 August 2026",)),
        ("50.5", ("2 August 2026",)),
        *((f"53.{n}", ("2 August 2025", "2 August 2026")) for n in (1, 2, 3, 4)),
    ],
)
def test_from_when_it_is_owed(number, told):
    [clock] = DUTIES[number].deadlines
    assert (clock.after, clock.open, clock.within) == ("service_started", "before", "")
    assert all(day in clock.text.en for day in told)


def test_a_duty_binds_from_its_own_day():
    models = {number for number, duty in DUTIES.items() if duty.since == date(2025, 8, 2)}
    assert models == {number for number in DUTIES if number.startswith(("53", "template"))}
    assert {DUTIES[number].since for number in set(DUTIES) - models} == {date(2026, 8, 2)}


def test_the_grace_is_of_marks_alone():
    graced = [number for number, duty in DUTIES.items() for clock in duty.deadlines if "December" in clock.text.en]
    assert graced == ["50.2"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("50.1", ("AI",)),
        ("50.2", ("machine-readable", "detectable", "effectively", "interoperably", "robustly", "reliably")),
        ("50.4", ("deep fakes", "public interest")),
        ("50.5", ("first", "accessibly")),
        ("53.1", ("technical file", "annex XI")),
        ("53.2", ("annex XII",)),
        ("53.3", ("copyright policy", "opt-outs")),
        ("53.4", ("summary", "template")),
        ("code-1", ("signed", "time-stamped", "watermark")),
        ("template-1", ("provider", "model", "modalities", "size")),
        ("template-2", ("public", "licensed", "scraped", "top domain names", "user", "synthetic")),
        ("template-3", ("opt-outs", "illegal content")),
    ],
)
def test_what_a_duty_must_say(number, words):
    assert all(word in DUTIES[number].duty.en for word in words)


@pytest.mark.parametrize("name", ["eu-99", "eu-101"])
def test_fines(name):
    penalty = PACK.penalties[name]
    assert (penalty.currency, penalty.kind) == ("EUR", "administrative")
    assert [row(tier) for tier in penalty.tiers] == [("base", (0, 15_000_000, 0.03), None)]


def test_who_fines_models():
    assert "AI Office" in PACK.penalties["eu-101"].text.en and "2 August 2026" in PACK.penalties["eu-101"].text.en
    for number, duty in DUTIES.items():
        named = {name.rpartition("/")[2] for name in duty.penalties}
        assert named == {"50": {"eu-99"}, "co": set()}.get(number[:2], {"eu-101"}), number


def test_whom_it_is_for():
    assert applies(PACK, IN_EU) and not applies(PACK, {})
    assert applies(PACK, IN_EU | {"provider.located": "cn"})


def test_duties_on_models_are_of_those_who_make_them():
    called = duties(PACK, IN_EU | {"model.origin": "third_party_api"})
    assert called == {"50.1", "50.2", "50.4", "50.5", "code-1"}
    assert duties(PACK, IN_EU | {"model.origin": "fine_tuned"}) == set(DUTIES)


@pytest.mark.parametrize(
    ("this", "that"),
    [
        ("50.2", "cn-labels-2025-09/5"),
        ("50.2", "cn-labels-2025-09/gb45438-E"),
        ("code-1", "cn-labels-2025-09/gb45438-E"),
        ("50.4", "cn-labels-2025-09/4"),
        ("53.4", "cn-interim-2023-08/19"),
    ],
)
def test_the_crosswalk(this, that):
    assert (this, that) in {(one.this.rpartition("/")[2], one.that) for one in PACK.relations}


def test_the_crosswalk_leads_to_what_there_is():
    for one in PACK.relations:
        name, _, number = one.that.partition("/")
        there = read_pack(FOLDER, name)
        assert number in {article.number for article in there.articles} | {
            duty.id.partition("/")[2] for duty in there.obligations
        }


def test_neither_mark_replaces_the_other():
    effects = " ".join(one.effect.en for one in PACK.relations if one.effect)
    for told in (effects, remarks(PACK, IN_EU)):
        assert "C2PA does not replace AIGC metadata" in told
        assert "AIGC XMP alone does not meet the code's point on signature" in told
    assert "xmp:CreateDate" in effects and "softwareAgent" in effects


def test_the_parts_of_the_template_are_unsure():
    assert {number for number, duty in DUTIES.items() if duty.unverified} == {"template-1", "template-2", "template-3"}


def test_there_is_no_other_foreign_pack():
    assert [name for name in available() if not name.startswith("cn-")] == ["eu-ai-act-2024"]
