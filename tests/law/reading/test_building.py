"""A faulty pack is refused with its file, its line, and what to do."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from guiju.core.content import Stage
from guiju.core.pack import Floor
from guiju.core.policy import Action
from guiju.law.reading.building import build
from guiju.law.reading.library import read_library
from guiju.law.reading.loading import FOLDER
from guiju.law.reading.located import read_yaml
from tests.law.packs import PACK


def built(place: Path, text: str):
    file = place / "test-pack.yaml"
    file.write_text(text, encoding="utf-8")
    return build(read_yaml(file), read_library(FOLDER))


def test_a_whole_pack(tmp_path):
    pack = built(tmp_path, PACK)
    assert [duty.id for duty in pack.obligations] == ["test-pack/1"]
    assert pack.controls["answers"].reading.window == timedelta(days=30)
    assert pack.controls["later"].planned
    assert pack.risks["a1.a"].floors[Stage.ANSWER] == Floor(Action.MASK, "[x]", "test-pack/1")
    assert pack.parameters["limit"].clauses == ("test-pack/1",)


REACH = """    events:
      kind: answer.closed/1
      reach: {in_a_row: limit, in_a_day: limit, zone: Asia/Shanghai, distinct: digest, broken_by: {outcome: finished}}
    evidence: {kind: standing.changed/1}
    parameters: [limit]
    holds: {after: suspended}
    window: P30D
    fresh: P7D
    writes: standing.changed/1
"""
WITH_REACH = PACK[: PACK.index("    events:")] + REACH + PACK[PACK.index("  later:") :]


def test_a_limit_takes_its_numbers_from_the_parameters(tmp_path):
    reach = built(tmp_path, WITH_REACH).controls["answers"].reading.reach
    assert (reach.in_a_row, reach.in_a_day) == (3, 3)


AGAIN = '  - {number: "1", title: {zh: 二, en: Two}, text: {zh: 文, en: Text}}\n'


@pytest.mark.parametrize(
    ("old", "new", "line", "said"),
    [
        ("version: \"1\"\n", "version: \"1\"\ncolour: red\n", 4, "colour: unknown key; remove it"),
        ("    trigger: continuous\n", "    trigger: continuous\n    colour: red\n", 15, "colour: unknown key"),
        ("    trigger: continuous\n", "", 11, "'trigger' is missing; add it"),
        ("version: \"1\"\n", "version: \"1\"\nversion: \"2\"\n", 4, "key 'version' stands twice (first in line 3)"),
        ("since: 2026-01-01", "since: sometime", 5, "since: 'sometime' is not a date, as in 2026-01-31"),
        ("since: 2026-01-01", "since: 2026-01-01\nuntil: 2025-01-01", 6, "is not after since"),
        ("[answers, later]", "[answers, never]", 15, "names control 'never', which the pack does not have"),
        ("[answers, later]", "[answers]", 26, "control 'later' serves no obligation"),
        ("    controls: [answers, later]\n", "", 11, "obligation '1' has no control"),
        ("    trigger: continuous\n", "    trigger: continuous\n    actor: state\n", 16, "it carries no control"),
        ("    trigger: continuous\n", "    trigger: continuous\n    penalties: [jail]\n", 15, "names penalty 'jail'"),
        ("  - id: \"1\"", "  - id: \"9\"", 11, "belongs to no article"),
        ("  - id: \"1\"", "  - id: \"one\"", 11, "should match pattern"),
        ("obligations:\n", AGAIN + "obligations:\n", 10, "stands twice"),
        ("{kind: answer.closed/1}", "{kind: answer.close/1}", 21, "no kind of evidence 'answer.close/1'"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {mood: good}}", 21, "has no field 'mood'"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {outcome: done}}", 21, "'done' is not one of"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {outcome: {any_of: [done]}}}", 21, "'done' is not"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {choices: {at_least: x}}}", 21, "a number"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {judged: {at_least: 1}}}", 21, "numeric field"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {outcome: {includes: [x]}}}", 21, "holds ids"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {outcome: {present: 1}}}", 21, "true or false"),
        ("{kind: answer.closed/1}", "{kind: answer.closed/1, where: {outcome: {any_of: []}}}", 21, "a list of values"),
        ("{judged: true}", "{checks: {includes: []}}", 22, "includes takes a list of checks"),
        ("{judged: true}", "{hits: {includes: [words]}}", 22, "includes takes a list of checks"),
        ("{judged: true}", "{hits: {covers: [a1.a]}}", 22, "covers takes a list of risks"),
        ("{judged: true}", "{checks: {covers: []}}", 22, "covers takes a list of risks"),
        ("{judged: true}", "{checks: {covers: [a1.z]}}", 22, "no risk 'a1.z' in the pack"),
        ("{judged: true}", "{hits: {without: []}}", 22, "without takes a list of risks"),
        ("{judged: true}", "{checks: {without: [a1.a]}}", 22, "without takes a list of risks"),
        ("{judged: true}", "{hits: {without: [a1.z]}}", 22, "no risk 'a1.z' in the pack"),
        ("    holds: {judged: true}\n", "    holds: {}\n", 19, "show nothing without holds"),
        ("    holds: {judged: true}\n", "", 19, "show nothing without holds"),
        ("value: 3, join: min", "value: true, join: min", 30, "true is not a number"),
        ("    corpus: ALLOW\n", "    corpus: ALLOW\n    notice: nosuch\n", 39, "risks.a1.a.notice"),
        (
            "    holds: {judged: true}\n",
            "    evidence: {kind: answer.closed/1, by: time}\n    holds: {judged: true}\n",
            22,
            "cannot seal their own kind",
        ),
        (
            "    events: {kind: answer.closed/1}\n",
            "    events: {kind: request.admitted/1, newest: true}\n    evidence: {kind: answer.closed/1}\n",
            21,
            "the newest event is its own evidence",
        ),
        (
            "    holds: {judged: true}\n",
            "    evidence: {kind: answer.closed/1, many: outcome}\n    holds: {judged: true}\n",
            22,
            "has no whole number 'outcome'",
        ),
        (
            "    events: {kind: answer.closed/1}\n",
            "    events: {kind: request.admitted/1}\n    evidence: {kind: answer.closed/1, by: time, many: fields}\n",
            22,
            "remove many",
        ),
        ("{judged: true}", "{judged: 1}", 22, "does not fit a field of type bool"),
        ("{judged: true}", "{judged: {near: 1}}", 22, "holds.judged"),
        ("writes: answer.closed/1", "writes: request.admitted/1", 25, "that is what code must write"),
        ("    window: P30D\n", "", 19, "needs events, window, fresh and writes"),
        ("    fresh: P7D\n", "    fresh: P30D\n", 24, "fresh must be shorter than window"),
        ("    window: P30D\n", "    window: a month\n", 23, "window"),
        ("    planned: true\n", "    planned: true\n    window: P1D\n", 28, "a planned control reads no evidence"),
        ("join: min", "join: union", 30, "join union needs a list"),
        ("value: 3, join: min", "value: [3], join: min", 30, "join min needs a number"),
        ("unit: times, clause: \"1\"", "unit: times, clause: \"7\"", 30, "is no obligation of the pack"),
        ("{min: 1, max: 2}", "{min: 3, max: 2}", 32, "the least, 3, is above the most, 2"),
        ("{severity: base, fine", "{severity: base, needs_harm: true, fine", 32, "needs a harm names none"),
        ("    trigger: continuous\n", "    trigger: at_noon\n", 14, "'at_noon' is no trigger"),
        ("    live: L\n", "    live: L\n    deadlines: [{after: noon, within: P1D}]\n", 18, "'noon' is no event"),
        ("    live: L\n", "    live: L\n    deadlines: [{after: log_written}]\n", 18, "either a term"),
        ("    live: L\n",
         "    live: L\n    deadlines:\n"
         "      [{after: log_written, open: before, grace: {before: 2026-01-02, by: 2026-01-01}}]\n",
         19, "grace ends on 2026-01-01, before 2026-01-02"),
        ("    live: L\n", "    live: L\n    deadlines: [{after: log_written, within: P1M, days: working}]\n", 18,
         "in days"),
        ("    live: L\n", "    live: L\n    scope: {when: {service.size: 1}, holds: {zh: 是, en: Aye}, "
         "fails: {zh: 否, en: Nay}}\n", 18, "no fact 'service.size'"),
        ("instruments:\n  test:", "scope: {tests: [{clause: \"7\", when: {service.public: maybe}, "
         "holds: {zh: 是, en: Aye}, fails: {zh: 否, en: Nay}}]}\ninstruments:\n  test:", 6, "is not true or false"),
        ("articles:\n", "replaces: [test-pack]\narticles:\n", 8, "replaces itself"),
        ("articles:\n", "starts: \"9\"\narticles:\n", 8, "'9' is no article of the pack"),
        ("articles:\n", "relations: [{topic: {zh: 题, en: Topic}, this: \"8\", kind: same}]\narticles:\n", 8,
         "'8' is no obl"),
        ("  - {number: \"1\",", "  - {number: \"1\", instrument: other,", 9, "is no instrument here"),
        ("{severity: base, fine", "{severity: grave}, {severity: base, fine", 32, "from the mild to the grave"),
        ("    prompt: REFUSE", "    prompt: DENY", 36, "risks.a1.a.prompt"),
        ("    prompt: REFUSE", "    prompt: {action: REFUSE, text: x}", 36, "stands in only under MASK and REPLACE"),
        ("    corpus: ALLOW\n    clause: \"1\"", "    corpus: ALLOW\n    clause: \"3\"", 39, "is no obligation of"),
        ("    corpus: ALLOW\n", "", 34, "'corpus' is missing"),
    ],
)  # fmt: skip
def test_faults(tmp_path, old, new, line, said):
    assert PACK.count(old) == 1
    with pytest.raises(ValueError, match=r"test-pack\.yaml") as error:
        built(tmp_path, PACK.replace(old, new))
    told = [one for one in str(error.value).splitlines() if said in one]
    assert told, str(error.value)
    assert told[0].startswith(f"{tmp_path / 'test-pack.yaml'}:{line}: "), told[0]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("    evidence: {kind: standing.changed/1}\n", "", "needs evidence of what followed"),
        ("    parameters: [limit]\n", "", "is not among the control's parameters"),
        ("zone: Asia/Shanghai", "zone: Asia/Peking", "not in the time zone database"),
        ("distinct: digest", "distinct: thumb", "has no field 'thumb'"),
        ("{outcome: finished}", "{outcome: done}", "'done' is not one of"),
        *(
            ("value: 3", f"value: {value}", "34: parameter 'limit' is no whole number of at least 1")
            for value in ("2.5", "0", "-3", "three")
        ),
        ("evidence: {kind: standing.changed/1}", "evidence: {kind: standing.changed/1, by: time}", "remove by: time"),
        ("parameters: [limit]", "parameters: [limit, more]", "no parameter 'more' in the pack"),
    ],
)
def test_faults_of_a_limit(tmp_path, old, new, said):
    assert WITH_REACH.count(old) == 1
    with pytest.raises(ValueError, match=said):
        built(tmp_path, WITH_REACH.replace(old, new))


def test_every_fault_is_told_at_once(tmp_path):
    bent = PACK.replace("[answers, later]", "[answers, later, never]").replace("{min: 1, max: 2}", "{min: 3, max: 2}")
    with pytest.raises(ValueError, match="never") as error:
        built(tmp_path, bent)
    assert len(str(error.value).splitlines()) == 2


@pytest.mark.parametrize("text", ["- id: test-pack\n", "just words\n"])
def test_a_document_that_is_no_mapping(tmp_path, text):
    with pytest.raises(ValueError, match=r"test-pack\.yaml:1: the document: must be a map"):
        built(tmp_path, text)
