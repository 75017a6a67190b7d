"""The labelling measures with the standard and its guides: what each kind carries, in which numbers, and where."""

from __future__ import annotations

import re
from datetime import date

import pytest

from guiju.law.reading.loading import FOLDER, read_pack
from tests.law.standards import applies, duties, in_one_language, remarks

PACK = read_pack(FOLDER, "cn-labels-2025-09")
DUTIES = {duty.id.partition("/")[2]: duty for duty in PACK.obligations}
BOUND = ("cn-algorithm-2022-03", "cn-deep-synthesis-2023-01", "cn-interim-2023-08")
GUIDES = {f"pg2025{name}" for name in ("7a", "8a", "9a", "10a", "11a", "12a")}


def value(name):
    return PACK.parameters[name].value


def test_the_measures_come_first():
    first, *others = PACK.instruments.values()
    assert (first.kind, first.status, first.number.zh) == ("measures", "in_force", "国信办通字〔2025〕2号")
    assert (first.dates.issued, first.dates.published, first.dates.effective) == (
        date(2025, 3, 7), date(2025, 3, 14), date(2025, 9, 1),
    )  # fmt: skip
    assert first.issuers.zh.count("、") == 3  # four bodies
    assert {one.id for one in others} == {"gb45438", "pg20252a"} | GUIDES
    assert (PACK.since, PACK.until, PACK.starts) == (date(2025, 9, 1), None, "14")


def test_the_standard_and_the_guides():
    gb, code = PACK.instruments["gb45438"], PACK.instruments["pg20252a"]
    assert (gb.kind, gb.status, gb.number.en) == ("standard", "in_force", "GB 45438-2025")
    assert (gb.dates.issued, gb.dates.effective) == (date(2025, 2, 28), date(2025, 9, 1))
    assert (code.kind, code.status, code.dates.published) == ("guide", "voluntary", date(2025, 3, 14))
    assert "网安秘字〔2025〕29号" in code.number.zh
    assert {PACK.instruments[one].dates.published for one in GUIDES} == {date(2025, 8, 28)}
    assert {PACK.instruments[one].number.en for one in GUIDES} == {f"TC260-PG-{one[2:].upper()}" for one in GUIDES}


def test_every_article_of_the_measures_and_every_clause_of_the_standard():
    of = {slug: [a.number for a in PACK.articles if a.instrument == slug] for slug in PACK.instruments}
    assert of["measures"] == [str(n) for n in range(1, 15)]
    clauses = ["5", "5.1", "5.2", "5.3", "5.4", "5.5", "5.6", "6.1", "E"]
    assert of["gb45438"] == [f"gb45438-{clause}" for clause in clauses]
    assert all(of.values())
    assert {duty.article for duty in PACK.obligations} >= {"4", "5", "6", "7", "8", "9", "10", "12", "13"}


@pytest.mark.parametrize(
    ("name", "expected", "join", "clause"),
    [
        ("label.image_text_height_share", 0.05, "max", "gb45438-5.2.1"),
        ("label.video_text_height_share", 0.05, "max", "gb45438-5.4.2"),
        ("label.scene_text_height_share", 0.05, "max", "gb45438-5.5.1"),
        ("label.video_prompt_seconds", 2, "max", "gb45438-5.4.1"),
        ("label.voice_characters_per_minute_min", 120, "max", "gb45438-5.3.1"),
        ("label.voice_characters_per_minute_max", 160, "min", "gb45438-5.3.1"),
        ("label.rhythm_morse", (".-", ".."), "union", "gb45438-5.3.2"),
        ("label.ai_element_words", ("人工智能", "AI"), "union", "gb45438-5"),
        ("label.generation_element_words", ("生成", "合成"), "union", "gb45438-5"),
        ("label.corner_mark_words", ("AI",), "union", "gb45438-5.1"),
        ("label.implicit_copies_max", 1, "min", "gb45438-6.1"),
        ("label.label_values", ("1", "2", "3"), "union", "gb45438-E.2"),
        ("label.value_characters", ("0x21", "0x23-0x5B", "0x5D-0x7E"), "union", "gb45438-E.j"),
        ("label.unlabelled_kept_months", 6, "max", "9"),
        ("provider_code.total_characters", 27, "min", "pg20252a-1"),
        ("provider_code.subject_characters", 18, "min", "pg20252a-1"),
        ("provider_code.model_characters", 4, "min", "pg20252a-1"),
        ("provider_code.check_modulus", 31, "min", "pg20252a-1.1"),
        ("provider_code.format_digits", ("00",), "union", "pg20252a-1"),
        ("provider_code.no_extension_digits", ("00000",), "union", "pg20252a-1"),
        ("provider_code.organisation_type", ("1",), "union", "pg20252a-1.1"),
        ("provider_code.credit_code_binding", ("1",), "union", "pg20252a-1.1"),
        ("provider_code.person_type", ("2",), "union", "pg20252a-1.4"),
        ("provider_code.service_digits", ("1", "2"), "union", "pg20252a-1.2"),
    ],
)
def test_numbers(name, expected, join, clause):
    one = PACK.parameters[name]
    assert (one.value, one.join, one.decided) == (expected, join, f"{PACK.id}/{clause}")


def test_the_seven_keys_in_their_order():
    assert value("label.metadata_keys") == (
        "Label", "ContentProducer", "ProduceID", "ReservedCode1", "ContentPropagator", "PropagateID", "ReservedCode2",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("code", "fits"),
    [
        ("001191320118MAK93FC72D10001", True),
        ("001191440300708461136T1XGW3", True),
        ("001191110102MAD55U9H0F10002", True),
        ("001191440300MA5G49LC9K1YO01", True),
        ("001191320118MAK93FC72D00000", True),
        ("001191320118MAK93FC72D30001", False),
        ("001191320118mak93fc72d10001", False),
        ("011191320118MAK93FC72D10001", False),
        ("001191320118MAK93FC72D1000", False),
    ],
)
def test_the_pattern_of_the_code(code, fits):
    [pattern] = value("provider_code.whole_pattern")
    assert bool(re.fullmatch(pattern, code)) is fits


def test_parts_of_the_code_make_it_whole():
    parts = value("provider_code.subject_characters") + value("provider_code.model_characters")
    assert len("00") + len("1") + len("1") + parts + len("1") == value("provider_code.total_characters")


def test_logs_of_unlabelled_output_are_kept_for_six_months():
    [kept] = DUTIES["9"].deadlines
    assert (kept.after, kept.within, kept.days, kept.keep) == ("unlabelled_on_request", "P6M", "calendar", True)
    assert DUTIES["9.1"].deadlines[0].open == "before"
    assert [n for n, duty in DUTIES.items() for d in duty.deadlines if d.within] == ["9"]


@pytest.mark.parametrize(
    ("actor", "numbers"),
    [
        ("platform", {"6.1", "6.2", "6.3", "6.4", "6.5", "gb45438-E.6", "gb45438-E.7", "pg202512a-1"}),
        ("app_store", {"7.1", "7.2"}),
        ("user", {"10.1", "10.2"}),
        ("state", {"13"}),
        ("supporter", set()),
    ],
)
def test_who_bears_what(actor, numbers):
    assert {number for number, duty in DUTIES.items() if duty.actor == actor} == numbers


@pytest.mark.parametrize(
    ("number", "word"), [("6.1", "that it is"), ("6.2", "may be generated"), ("6.3", "suspected"), ("6.5", "write")]
)
def test_what_a_platform_tells(number, word):
    assert word in DUTIES[number].duty.en


@pytest.mark.parametrize(
    ("modality", "own"),
    [
        ("text", {"4.1", "gb45438-5.1", "gb45438-5.1.1", "pg20258a-6.1", "pg20258a-6.3", "pg20258a-6.5"}),
        ("image", {"4.3", "gb45438-5.2", "gb45438-5.2.1", *(f"pg20259a-1.{n}" for n in range(1, 8))}),
        ("audio", {"4.2", "gb45438-5.3", "gb45438-5.3.1", "gb45438-5.3.2", *(f"pg202510a-1.{n}" for n in range(1, 5))}),
        ("video", {"4.4", "gb45438-5.4", "gb45438-5.4.1", "gb45438-5.4.2", *(f"pg20257a-1.{n}" for n in range(1, 5))}),
        ("virtual_scene", {"4.5", "gb45438-5.5", "gb45438-5.5.1"}),
    ],
)
def test_each_kind_has_its_own_duties(modality, own):
    others = duties(PACK, {"service.modalities": ()})
    assert duties(PACK, {"service.modalities": (modality,)}) - others == own


@pytest.mark.parametrize(
    ("number", "words"),
    [
        ("pg20259a-1.1", ("APP1", "XMP", "UserComment", "0x9286", "type 7")),
        ("pg20259a-1.2", ("iTXt", "XML:com.adobe.xmp", "tEXt", "AIGC")),
        ("pg20259a-1.3", ("RIFF", "XMP", "space")),
        ("pg20259a-1.4", ("XMP DataXMP",)),
        ("pg20259a-1.5", ("IFD0", "0x02BC", "type 7")),
        ("pg20259a-1.6", ("ISO/IEC 23008-12",)),
        ("pg20259a-1.7", ("TC260", "AIGC", "JSON")),
        ("pg20257a-1.1", ("moov.udta.meta", "keys", "ilst")),
        ("pg20257a-1.2", ("script.onMetaData",)),
        ("pg20257a-1.3", ("Segment.Tags.Tag.SimpleTag", "TagName", "TagString")),
        ("pg20257a-1.4", ("LIST/INFO",)),
        ("pg202510a-1.1", ("RIFF", "AIGC")),
        ("pg202510a-1.2", ("ID3v2", "TXXX")),
        ("pg202510a-1.3", ("Vorbis", "AIGC=")),
        ("pg202510a-1.4", ("M4A", "MP4")),
        (
            "pg20258a-6.1",
            ("docProps/custom.xml", "vt:lpwstr", "seven bare fields", "_rels/.rels", "[Content_Types].xml"),
        ),
        ("pg20258a-6.3", ("information dictionary", "/AIGC")),
        ("pg20258a-6.5", ("front matter",)),
        ("pg20258a-6.5.1", ("any other format", "XMP")),
    ],
)
def test_where_a_label_is_stored(number, words):
    assert all(word in DUTIES[number].duty.en for word in words)


@pytest.mark.parametrize(
    ("number", "zh", "en"),
    [
        ("gb45438-5.2.1", "5%", "5 %"),
        ("gb45438-5.4.2", "5%", "5 %"),
        ("gb45438-5.5.1", "5%", "5 %"),
        ("gb45438-5.4.1", "2秒", "2 seconds"),
        ("gb45438-5.3.1", "120至160", "120 to 160"),
        ("9", "六个月", "six months"),
        ("pg20252a-1", "二十七位", "27"),
    ],
)
def test_a_number_is_told_as_it_is_looked_for(number, zh, en):
    assert zh in DUTIES[number].duty.zh and en in DUTIES[number].duty.en


@pytest.mark.parametrize(
    ("number", "word"),
    [
        ("gb45438-5.2", "not normative"),
        ("gb45438-5.2.1", "not settled"),
        ("gb45438-5.4.1", "old practice"),
        ("gb45438-5.6", "stand in for audio labels"),
        ("gb45438-E.2", "does not mean edited"),
        ("gb45438-E.4", "one source says"),
        ("gb45438-E.6", "both at the producer"),
        ("pg20257a-1.1", "-movflags use_metadata_tags"),
        ("pg20257a-1.4", "stock ffmpeg cannot"),
    ],
)
def test_what_implementers_trip_over(number, word):
    assert word in DUTIES[number].feasibility.en


def test_every_duty_of_the_measures_and_the_standard_falls_under_article_13():
    own = {
        "2",
        "4",
        "7.3",
        "gb45438-E.5",
        "gb45438-E.7",
    }  # our own steps, the store's paper and fields that may be empty
    law = [n for n in DUTIES if not n.startswith("pg")]
    assert {n for n in law if f"{PACK.id}/label-13" not in DUTIES[n].penalties} == own


def test_what_xmp_and_office_files_need():
    assert value("label.xmp_prefix_and_property") == ("TC260", "AIGC")
    assert value("label.xmp_namespace") == ("http://www.tc260.org.cn/ns/AIGC/1.0/",)
    assert value("label.office_property_format") == ("D5CDD505-2E9C-101B-9397-08002B2CF9AE",)
    assert value("label.signature_oids") == ("1.2.156.10197.1.501",)


def test_what_is_unsure_says_so():
    assert {name for name, one in PACK.parameters.items() if one.unverified} == {
        "label.scene_text_height_share", "provider_code.person_type", "label.signature_oids",
    }  # fmt: skip
    assert {number for number, duty in DUTIES.items() if duty.unverified} == {
        "11", "gb45438-5.5.1", "pg20252a-1.4", "pg20252a-1.5", "pg202511a-1", "pg202511a-1.1", "pg202512a-1",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("applying", "expected"), [*(((one,), True) for one in BOUND), (("cn-gbt-45654-2025",), False), ((), False)]
)
def test_scope_follows_the_three_rules(applying, expected):
    assert applies(PACK, {}, applying=applying) is expected


@pytest.mark.parametrize(
    ("facts", "word"),
    [
        ({"provider.located": "hk"}, "Hong Kong"),
        ({"service.channel": ("api",)}, "response carries the label object"),
        ({"service.channel": ("plug_in",)}, "plug-in"),
        ({"service.modalities": ("text",)}, "not images and video alone"),
        ({"service.users_in_eu": True}, "EU rules"),
        ({}, "the implicit label stays"),
    ],
)
def test_what_officers_ask_is_answered(facts, word):
    assert word in remarks(PACK, facts)


def test_the_measures_set_no_fine_and_leave_it_to_other_laws():
    [(name, penalty)] = PACK.penalties.items()
    assert (name, penalty.clause, penalty.tiers) == ("label-13", "13", ())
    assert "cn-algorithm-2022-03/alg-31" in DUTIES["6.1"].penalties
    assert "cn-statutes/csl-61" in DUTIES["9"].penalties
    algorithm, statutes = (read_pack(FOLDER, one).penalties for one in ("cn-algorithm-2022-03", "cn-statutes"))
    assert "alg-31" in algorithm and "csl-61" in statutes


def test_both_languages_in_every_text():
    assert in_one_language(PACK) == []
