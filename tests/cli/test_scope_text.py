"""A scope told for programs keeps its contract; told for people it names clause, reason and what was assumed."""

from __future__ import annotations

import json

from guiju.cli.scope_text import scope_json, scope_lines, shown
from guiju.law import decide, read_packs
from tests.law.profiles import ASKED, TODAY, profile

PACKS = tuple(read_packs().values())


def told(lang: str = "en", **given) -> dict:
    return json.loads(scope_json(decide(PACKS, profile(**given), ASKED), ASKED, lang, TODAY))


def lines(lang: str = "en", **given) -> list[str]:
    return list(scope_lines(decide(PACKS, profile(**given), ASKED), ASKED, lang, TODAY))


def test_the_contract():
    found = told(public=True)
    draft = found["packs"]["cn-draft-2023-04"]
    assert draft["applies"] is True and draft["status"] == "draft"
    assert draft["reasons"][0] == {"clause": "2", "text": "the service reaches users in mainland China"}
    assert draft["would_change"] == ["public", "users_in_mainland"]
    assert set(found["packs"]) == {pack.id for pack in PACKS}
    assert "cn-draft-2023-04/16" in found["obligations"]
    assert found["on_date"] == "2026-11-22" and found["facts"] == {"service": {"public": True}}
    assert draft["assumed"] == {"users_in_mainland": True}


def test_why_a_duty_with_a_scope_of_its_own_applies_or_not():
    because = told(modalities="text")["because"]
    assert because["cn-draft-2023-04/16.2"]["applies"] is False
    assert because["cn-draft-2023-04/16.2"]["clause"] == "16"
    assert "modalities" in because["cn-draft-2023-04/16.2"]["would_change"]
    assert "cn-draft-2023-04/16" not in because
    assert told(modalities="video")["because"]["cn-draft-2023-04/16.2"]["applies"] is True


def test_reasons_in_the_language_asked_for():
    [reason] = told("zh", users_in_eu=False)["packs"]["eu-ai-act-2024"]["reasons"]
    assert "欧盟" in reason["text"]


def test_a_row_a_pack_with_its_reasons_under_it():
    found = lines(public=False, api_customers_serve_public=False)
    at = next(place for place, line in enumerate(found) if line.startswith("cn-draft-2023-04"))
    assert found[at].split() == ["cn-draft-2023-04", "does", "not", "draft", "public,", "api_customers_serve_public"]
    assert found[at + 1].startswith("    clause 2 ") and "research or internal use" in found[at + 1]
    assert any("公众" in line for line in lines("zh", public=False))


def test_the_number_of_duties_and_those_that_fall_away():
    found = lines(modalities="text")
    counts = {words[0]: words[1:] for words in map(str.split, found) if words and words[0].startswith("cn-")}
    assert counts["cn-draft-2023-04"][0].isdigit() and counts["cn-draft-2023-04"][-1] == "2)"
    assert any(line.strip().startswith("16.2: ") and line.endswith("[modalities]") for line in found)
    total = told(modalities="text")["obligations"]
    assert f"{len(total)} in all" in found


def test_what_was_assumed_is_told_with_its_question():
    found = lines(public=True)
    at = found.index("Assumed, as nothing was said, and the answer rests on it:")
    assert any(line.split()[:2] == ["service.users_in_mainland", "yes"] for line in found[at:])
    whole = {one.name: " ".join(one.assumed) if one.type == "list" else one.assumed for one in ASKED.values()}
    assert not any(line.startswith("Assumed") for line in lines(**whole))


def test_what_a_duty_rests_on_is_told_with_it():
    told_of = told(modalities="text")
    assert told_of["because"]["cn-interim-2023-08/7.7"]["assumed"]["user_input_for_training"] is False
    assert told_of["assumed"]["data.user_input_for_training"] is False
    found = lines(modalities="text", public=True, users_in_mainland=True)
    assert any(": " in line and "7.7" in line and "assumed: " in line for line in found)
    end = found[found.index("Assumed, as nothing was said, and the answer rests on it:") :]
    assert any(line.split()[:2] == ["data.user_input_for_training", "no"] for line in end)
    assert not any("从严" in line for line in lines("zh"))


def test_facts_that_must_turn_together_are_shown():
    assert told()["packs"]["cn-companion-2026-07"]["would_change"] == ["simulates_person", "sustained_emotional"]
    assert told()["packs"]["cn-companion-2026-07"]["would_change_together"] == [
        ["simulates_person", "sustained_emotional"]
    ]
    assert told()["packs"]["cn-draft-2023-04"]["would_change_together"] == []
    [row] = [line for line in lines() if line.startswith("cn-companion-2026-07 ") and "in force" in line]
    assert row.endswith("simulates_person + sustained_emotional")


def test_a_day_after_today_says_that_later_law_is_not_known():
    assert "law made after today is not known" in told(day="2999-01-01")["notes"][0]
    assert any("今天之后的法律" in line for line in lines("zh", day="2999-01-01"))
    assert told()["notes"] == [] and not any("not known" in line for line in lines())


def test_answers_as_a_person_reads_them():
    assert [shown(True, "zh"), shown(False, "en"), shown(("text", "code"), "en"), shown(5, "en")] == [
        "是",
        "no",
        "text, code",
        "5",
    ]
