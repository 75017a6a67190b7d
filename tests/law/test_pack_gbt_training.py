"""GB/T 45652-2025 on training data and GB/T 45674-2025 on annotation: their dates, and that no clause is verified."""

from __future__ import annotations

from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import INTERIM, applies, duties, in_one_language, remarks

DATA = read_pack(FOLDER, "cn-gbt-45652-2025")
ANNOTATION = read_pack(FOLDER, "cn-gbt-45674-2025")
BOTH = pytest.mark.parametrize("pack", [DATA, ANNOTATION], ids=lambda pack: pack.id)


@BOTH
def test_dates(pack):
    [instrument] = pack.instruments.values()
    assert (instrument.dates.issued, instrument.dates.effective) == (date(2025, 4, 25), date(2025, 11, 1))
    assert (pack.since, pack.until) == (date(2025, 11, 1), None)
    assert not instrument.unverified


@BOTH
def test_nothing_but_the_dates_is_verified(pack):
    assert all(duty.unverified for duty in pack.obligations)
    assert all(article.unverified for article in pack.articles)
    assert all(parameter.unverified for parameter in pack.parameters.values())
    assert "not verified" in remarks(pack, {})


OF_DATA = [
    "inventory",
    "traceable",
    "grade",
    "access",
    "Encrypt",
    "apart from cleaned",
    "records",
    "5 %",
    "poisoning",
    "hashes",
    "duplicates",
    "Clean",
    "De-identify",
    "pairs of prompt and answer",
    "synthetic",
    "withdrawn",
    "Evaluate",
]
OF_ANNOTATION = [
    "access to the annotation platform",
    "Audit",
    "rule document",
    "Train",
    "Examine",
    "Split annotating and reviewing",
    "arbitrating",
    "functional and safety annotation apart",
    "sample of a set rate",
    "Redo",
    "Review every item",
    "pseudonym",
    "Keep safety annotation data apart",
    "Test",
]


@pytest.mark.parametrize(
    ("pack", "told"), [*((DATA, told) for told in OF_DATA), *((ANNOTATION, told) for told in OF_ANNOTATION)]
)
def test_what_is_checkable_has_a_duty(pack, told):
    assert any(told in duty.duty.en for duty in pack.obligations)


def test_the_numbers_that_are_known():
    assert {name: one.value for name, one in DATA.parameters.items()} == {"corpus.source_illegal_share_max": 0.05}
    assert {name: one.value for name, one in ANNOTATION.parameters.items()} == {
        "annotation.safety_reviewed_share_min": 1.0
    }


@pytest.mark.parametrize(
    ("pack", "facts", "applying", "due"),
    [
        (DATA, {"model.origin": "own"}, (INTERIM,), True),
        (DATA, {"model.origin": "fine_tuned"}, (INTERIM,), True),
        (DATA, {"model.origin": "third_party_api"}, (INTERIM,), False),
        (DATA, {"model.origin": "own"}, (), False),
        (ANNOTATION, {"data.annotation": True}, (INTERIM,), True),
        (ANNOTATION, {"data.annotation": False}, (INTERIM,), False),
        (ANNOTATION, {"data.annotation": True}, (), False),
    ],
)
def test_where_they_apply(pack, facts, applying, due):
    assert applies(pack, facts, applying=applying) is due


@pytest.mark.parametrize(
    ("pack", "this", "that", "kind"),
    [
        (DATA, "5.1", f"{INTERIM}/7.1", "narrower"),
        (DATA, "6.1", "cn-gbt-45654-2025/5.1.1", "same"),
        (DATA, "6.6", f"{INTERIM}/7.4", "narrower"),
        (DATA, "5.4", "cn-statutes/ndr-19", "narrower"),
        (ANNOTATION, "6.1", f"{INTERIM}/8.1", "same"),
        (ANNOTATION, "7.1", f"{INTERIM}/8.4", "same"),
        (ANNOTATION, "8.1", f"{INTERIM}/8.3", "narrower"),
        (ANNOTATION, "7.3", "cn-gbt-45654-2025/5.3.3", "wider"),
        (ANNOTATION, "8.3", "cn-gbt-45654-2025/5.3.10", "same"),
    ],
)
def test_how_they_stand_to_the_other_rules(pack, this, that, kind):
    assert any((one.this, one.that, one.kind) == (f"{pack.id}/{this}", that, kind) for one in pack.relations)


def test_de_identification_binds_where_there_is_personal_information():
    assert "6.6" in duties(DATA, {"data.personal_information": True})
    assert "6.6" not in duties(DATA, {"data.personal_information": False})


@BOTH
def test_both_languages(pack):
    assert in_one_language(pack) == []
